"""Schemes, categories, questions, criteria, and rounds with their dates."""
