"""Columns of this room in which somebody may have written a colleague's name."""

from recognition.mail.models import LetterWording

FREE_TEXT = ((LetterWording.subject, LetterWording.body),)
"""By table; letters themselves are emptied or changed one by one."""
