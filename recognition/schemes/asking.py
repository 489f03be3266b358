"""What a form asks and what a panel judges by; how its numbers are read."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from recognition.errors import Refused
from recognition.schemes.rules import AWARD, LONGEST_TEXT, check_length, check_name
from recognition.words import _

POINTS = (1, 2, 3, 4, 5)
MOST_QUESTIONS = 10
MOST_CRITERIA = 10
MOST_WORDS = 5000
MOST_WEIGHT = 100.0
LONGEST_PROMPT = 300
_WEIGHT = re.compile(r"\d{1,3}(\.\d{1,3})?", re.ASCII)


@dataclass(frozen=True)
class QuestionText:
    """What a nominator is asked; `word_limit` is for this answer alone, None for no limit."""

    prompt: str
    hint: str = ""
    word_limit: int | None = None
    resource_id: int | None = None


@dataclass(frozen=True)
class CriterionText:
    """What panellists score, and what each of the points of `POINTS` looks like."""

    name: str
    description: str = ""
    weight: float = 1.0
    descriptors: Mapping[int, str] = field(default_factory=dict)
    resource_id: int | None = None


@dataclass(frozen=True)
class FormText:
    """Questions and criteria in their order; `words_together` is for all answers, or None."""

    questions: Sequence[QuestionText]
    criteria: Sequence[CriterionText] = ()
    words_together: int | None = None


@dataclass(frozen=True)
class Beside:
    """Numbers of resources by the position of the question or criterion; None for nothing.

    A position that is left out keeps what stands there.
    """

    questions: Mapping[int, int | None]
    criteria: Mapping[int, int | None]


def check_form(form: FormText, *, lane: str) -> None:
    """Refuse a form that cannot be answered, or not be judged.

    Raises:
        Refused: says what is missing or too much.
    """
    if not form.questions:
        raise Refused(_("Keep at least one question."))
    if lane == AWARD and not form.criteria:
        raise Refused(_("Keep at least one criterion, so that the panel has something to judge."))
    if len(form.questions) > MOST_QUESTIONS or len(form.criteria) > MOST_CRITERIA:
        raise Refused(
            _(
                "Keep to %(questions)s questions and %(criteria)s criteria or fewer.",
                questions=MOST_QUESTIONS,
                criteria=MOST_CRITERIA,
            )
        )
    check_words(form.words_together, field="words_together")
    for question in form.questions:
        if not question.prompt.strip():
            raise Refused(_("Enter the words of each question."))
        check_length(question.prompt, LONGEST_PROMPT, field="prompt")
        check_length(question.hint, LONGEST_TEXT, field="hint")
        check_words(question.word_limit, field="word_limit")
    for criterion in form.criteria:
        check_name(criterion.name)
        check_length(criterion.description, LONGEST_TEXT, field="description")
        check_weight(criterion.weight, field="weight")
        if any(points not in POINTS for points in criterion.descriptors):
            raise Refused(_("Points go from 1 to 5."))


def check_words(limit: int | None, *, field: str) -> None:
    """Refuse a word limit that nobody could keep or use.

    Raises:
        Refused: names the field.
    """
    if limit is not None and not 1 <= limit <= MOST_WORDS:
        raise Refused(
            _("Enter a number of words from 1 to %(most)s, or leave it empty.", most=MOST_WORDS),
            field=field,
        )


def read_words(text: str, *, field: str) -> int | None:
    """Read a number of words; None when it is empty.

    Raises:
        Refused: it is no number from 1 to `MOST_WORDS`; names the field.
    """
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        check_words(0, field=field)
    number = int(text)
    check_words(number, field=field)
    return number


def read_weight(text: str, *, field: str) -> float:
    """Read a weight such as “1”, “1.5” or “1,5”.

    Raises:
        Refused: it is no number above 0 and up to `MOST_WEIGHT`; names the field.
    """
    plain = text.replace(",", ".")
    number = float(plain) if _WEIGHT.fullmatch(plain) else 0.0
    check_weight(number, field=field)
    return number


def check_weight(weight: float, *, field: str) -> None:
    """Refuse a weight that would count for nothing, or drown the others.

    Raises:
        Refused: names the field.
    """
    if not (math.isfinite(weight) and 0 < weight <= MOST_WEIGHT):
        raise Refused(
            _("Enter a weight above 0 and up to %(most)s, like 1 or 1.5.", most=100), field=field
        )


def without_guidance(form: FormText) -> FormText:
    """Return what a form asks and judges by, without the good practice beside it, to compare."""
    return FormText(
        questions=[replace(question, resource_id=None) for question in form.questions],
        criteria=[
            replace(
                criterion,
                resource_id=None,
                descriptors={n: text for n, text in criterion.descriptors.items() if text},
            )
            for criterion in form.criteria
        ],
        words_together=form.words_together,
    )
