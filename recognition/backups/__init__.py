"""Backups: a consistent copy while people go on working, and putting one in place again.

A backup is whole or absent, readable by its owner alone, and was read through once before it is
called one. Nothing here knows the rooms but the trail's file of heads.
"""
