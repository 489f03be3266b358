"""Columns of this room in which somebody may have written a colleague's name."""

from recognition.thanks.models import Thank

FREE_TEXT = ((Thank.passed_to,),)
"""By table."""
