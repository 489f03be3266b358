"""Columns of this room in which somebody may have written a colleague's name."""

from recognition.privacy.models import Hold, Release

FREE_TEXT = ((Release.reason, Release.panel_reason), (Hold.reason,))
"""By table."""
