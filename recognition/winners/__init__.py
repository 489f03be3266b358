"""Decisions, citations and the announcement. Consent is read from thanks."""
