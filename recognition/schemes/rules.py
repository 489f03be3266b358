"""When a round accepts nominations, and what a scheme, a form and a round must have."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from recognition.errors import Refused
from recognition.words import _

RECOGNISE, AWARD = "recognise", "award"
LANES = (RECOGNISE, AWARD)
STAFF, PATIENTS, CARERS, PUBLIC = "staff", "patients", "carers", "public"
AUDIENCES = (STAFF, PATIENTS, CARERS, PUBLIC)
POINTS = (1, 2, 3, 4, 5)

MOST_QUESTIONS = 10
MOST_CRITERIA = 10
MOST_CATEGORIES = 30
MOST_WORDS = 5000
MOST_WEIGHT = 100.0
LONGEST_NAME = 120
LONGEST_SCHEME_NAME = 200
LONGEST_PROMPT = 300
LONGEST_TEXT = 5000
_WEIGHT = re.compile(r"\d{1,3}(\.\d{1,3})?", re.ASCII)


@dataclass(frozen=True)
class Dates:
    """The times of a round, UTC. Only a round that is always open has no close."""

    opens_at: datetime
    closes_at: datetime | None = None
    judging_ends_at: datetime | None = None
    announces_at: datetime | None = None


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
class CategoryText:
    """A kind of winner; `id` is None for a new one."""

    name: str
    description: str = ""
    for_teams: bool = False
    id: int | None = None


def is_open(
    *, opens_at: datetime, closes_at: datetime | None, ended_at: datetime | None, at: datetime
) -> bool:
    """Tell whether nominations are accepted at an instant; the closing second counts whole."""
    second = at.replace(microsecond=0)
    return (
        opens_at <= at
        and (closes_at is None or second <= closes_at)
        and (ended_at is None or at < ended_at)
    )


def check_may_accept(
    *,
    opens_at: datetime,
    closes_at: datetime | None,
    ended_at: datetime | None,
    received: datetime,
    spoken: Callable[[datetime], str],
) -> None:
    """Refuse a nomination before the round opens, after it closed, or after the scheme ended.

    Args:
        opens_at: first instant at which nominations are accepted, UTC.
        closes_at: last second at which they are, UTC; None for always.
        ended_at: when the whole scheme was ended, UTC, if it was.
        received: instant at which the application first saw the request, UTC.
        spoken: says an instant in words, as pages and letters do.

    Raises:
        Refused: nominations are not accepted at that instant.
    """
    if is_open(opens_at=opens_at, closes_at=closes_at, ended_at=ended_at, at=received):
        return
    if received < opens_at:
        raise Refused(_("This opens on %(when)s. Please come back then.", when=spoken(opens_at)))
    if closes_at is not None and received.replace(microsecond=0) > closes_at:
        raise Refused(
            _(
                "This closed on %(when)s, so it no longer takes nominations. "
                "Look at what is open now.",
                when=spoken(closes_at),
            )
        )
    raise Refused(_("This scheme has ended. Look at what is open now."))


def check_dates(dates: Dates, *, lane: str) -> None:
    """Refuse times that are out of order: opens < closes ≤ judging ends ≤ announced.

    Raises:
        Refused: names the field `closes_at`, `judging_ends_at` or `announces_at`.
    """
    if dates.closes_at is None:
        if lane == AWARD:
            raise Refused(_("Enter the day on which nominations close."), field="closes_at")
        if dates.judging_ends_at or dates.announces_at:
            raise Refused(
                _("A round that never closes has no judging. Enter a close, or empty the rest."),
                field="closes_at",
            )
        return
    if dates.closes_at <= dates.opens_at:
        raise Refused(_("Nominations should close after they open."), field="closes_at")
    if dates.judging_ends_at and dates.judging_ends_at < dates.closes_at:
        raise Refused(_("Judging should end after nominations close."), field="judging_ends_at")
    if dates.announces_at and dates.announces_at < (dates.judging_ends_at or dates.closes_at):
        raise Refused(_("Winners should be announced after judging ends."), field="announces_at")


def check_name(name: str, *, most: int = LONGEST_NAME, field: str = "name") -> None:
    """Refuse an empty or overlong name.

    Raises:
        Refused: names the field.
    """
    if not name.strip():
        raise Refused(_("Enter a name."), field=field)
    check_length(name, most, field=field)


def check_length(text: str, most: int, *, field: str) -> None:
    """Refuse a text of more than `most` characters.

    Raises:
        Refused: names the field.
    """
    if len(text) > most:
        raise Refused(_("Shorten this to %(most)s characters or fewer.", most=most), field=field)


def check_scheme(*, name: str, lane: str, who_may_nominate: Sequence[str]) -> None:
    """Refuse a scheme without a name, a lane or anybody who may nominate.

    Raises:
        Refused: names the field.
    """
    check_name(name, most=LONGEST_SCHEME_NAME)
    if lane not in LANES:
        raise Refused(_("Choose whether nominations are judged."), field="lane")
    if not who_may_nominate or any(who not in AUDIENCES for who in who_may_nominate):
        raise Refused(_("Choose who may nominate."), field="who_may_nominate")


def check_categories(categories: Sequence[CategoryText]) -> None:
    """Refuse a scheme without a category, or two of one name.

    Raises:
        Refused: says which.
    """
    if not categories:
        raise Refused(_("Keep at least one category, so that nominations have a place."))
    if len(categories) > MOST_CATEGORIES:
        raise Refused(_("Keep to %(most)s categories or fewer.", most=MOST_CATEGORIES))
    seen: set[str] = set()
    for category in categories:
        check_name(category.name)
        check_length(category.description, LONGEST_TEXT, field="description")
        if category.name.casefold() in seen:
            raise Refused(_("Two categories are called “%(name)s”.", name=category.name))
        seen.add(category.name.casefold())


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
