"""Columns of this room in which somebody may have written a colleague's name."""

from recognition.newsletter.models import SavedPack, SavedPiece, WordTemplate

FREE_TEXT = ((SavedPack.name,), (SavedPiece.text,), (WordTemplate.name,))
"""By table."""
