"""Drafting, checking, sending and withdrawing nominations; candidacies."""
