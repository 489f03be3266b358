"""Backups: a consistent copy while people go on working, and putting one in place again.

A backup is whole or absent, readable by its owner alone, and was read through once before it is
called one. Nothing here knows Flask or the rooms but the trail's file of heads, so that a backup
can be made and restored while the application does not start.
"""
