"""Columns of this room in which somebody may have written a colleague's name."""

from recognition.resources.models import Resource

FREE_TEXT = (
    (
        Resource.title,
        Resource.organisation,
        Resource.people,
        Resource.summary,
        Resource.two_lines,
        Resource.search_phrase,
        Resource.search_text,
        Resource.body,
        Resource.credit,
    ),
)
"""By table."""
