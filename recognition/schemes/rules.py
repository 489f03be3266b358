"""When a round accepts nominations, and what a scheme and a round must have."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from recognition.errors import Refused
from recognition.words import _

RECOGNISE, AWARD = "recognise", "award"
LANES = (RECOGNISE, AWARD)
STAFF, PATIENTS, CARERS, PUBLIC = "staff", "patients", "carers", "public"
AUDIENCES = (STAFF, PATIENTS, CARERS, PUBLIC)

MOST_CATEGORIES = 30
LONGEST_NAME = 120
LONGEST_SCHEME_NAME = 200
LONGEST_TEXT = 5000


@dataclass(frozen=True)
class Dates:
    """The times of a round, UTC. Only a round that is always open has no close."""

    opens_at: datetime
    closes_at: datetime | None = None
    judging_ends_at: datetime | None = None
    announces_at: datetime | None = None


@dataclass(frozen=True)
class CategoryText:
    """A kind of winner; `id` is None for a new one."""

    name: str
    description: str = ""
    for_teams: bool = False
    id: int | None = None


def is_past(last: datetime, *, at: datetime) -> bool:
    """Tell whether an instant comes after a last second, which counts whole."""
    return at.replace(microsecond=0) > last


def is_open(
    *, opens_at: datetime, closes_at: datetime | None, ended_at: datetime | None, at: datetime
) -> bool:
    """Tell whether nominations are accepted at an instant; the closing second counts whole."""
    return (
        opens_at <= at
        and (closes_at is None or not is_past(closes_at, at=at))
        and (ended_at is None or at < ended_at)
    )


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
