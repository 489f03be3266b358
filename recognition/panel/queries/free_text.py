"""Columns of this room in which somebody may have written a colleague's name."""

from recognition.panel.models import DiscussionNote, Interest, Phase, Review, ReviewVersion

FREE_TEXT = (
    (Interest.reason,),
    (Phase.name,),
    (Review.comment, Review.note),
    (ReviewVersion.comment,),
    (DiscussionNote.text,),
)
"""By table."""
