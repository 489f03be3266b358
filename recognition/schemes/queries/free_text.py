"""Columns of this room in which somebody may have written a colleague's name."""

from recognition.schemes.models import (
    Category,
    Criterion,
    Descriptor,
    Question,
    Round,
    Scheme,
    Wording,
)

FREE_TEXT = (
    (Scheme.name, Scheme.purpose, Scheme.nominees_get),
    (Question.prompt, Question.hint),
    (Criterion.name, Criterion.description),
    (Descriptor.text,),
    (Category.name, Category.description),
    (Round.name,),
    (Wording.english, Wording.text),
)
"""By table."""
