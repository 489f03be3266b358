"""Organisations, teams, the staff directory, accounts, sign-in and roles."""
