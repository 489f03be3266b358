"""What was decided, the words and pictures that tell it, and when the world may know."""

from recognition.winners.models.announcing import (
    Announcement,
    EmbedOrigin,
    LetterWords,
    OutcomeLetter,
)
from recognition.winners.models.citations import CitationAnswer, CitationEdition, Praise, QuoteWish
from recognition.winners.models.decisions import Closing, Decision, DecisionVersion
from recognition.winners.models.photos import Photo

__all__ = [
    "Announcement",
    "CitationAnswer",
    "CitationEdition",
    "Closing",
    "Decision",
    "DecisionVersion",
    "EmbedOrigin",
    "LetterWords",
    "OutcomeLetter",
    "Photo",
    "Praise",
    "QuoteWish",
]
