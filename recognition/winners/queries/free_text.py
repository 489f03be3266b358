"""Columns of this room in which somebody may have written a colleague's name."""

from recognition.winners.models import (
    CitationAnswer,
    CitationEdition,
    Closing,
    Decision,
    DecisionVersion,
    LetterWords,
    Photo,
    Praise,
)

FREE_TEXT = (
    (CitationEdition.text, CitationEdition.quote, CitationEdition.note),
    (CitationAnswer.note,),
    (Praise.text,),
    (Decision.reason,),
    (DecisionVersion.reason,),
    (Closing.snapshot, Closing.reopened_because),
    (LetterWords.subject, LetterWords.body),
    (Photo.alt_text, Photo.credit),
)
"""By table."""
