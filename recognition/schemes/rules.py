"""When a round accepts nominations, and what a scheme and a round must have."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

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
MOST_THANKS_DAYS = 60
MOST_GRACE_MINUTES = 120
CARDS_ARE_TYPED = timedelta(days=60)


@dataclass(frozen=True)
class Dates:
    """The times of a round, UTC. Only a round that is always open has no close."""

    opens_at: datetime
    closes_at: datetime | None = None
    judging_ends_at: datetime | None = None
    announces_at: datetime | None = None


@dataclass(frozen=True)
class Ways:
    """How a scheme deals with those who nominate and those who are nominated.

    `without_account`: people nominate without signing in; `confirms_addresses`: theirs are then
    confirmed by a letter; `tells_managers`: a nominee's line manager hears; `thanks_days`: within
    how many days a nominee is to be thanked. Where a panel reads, `hides_names`: it does not see
    who they are until it has scored them; `names_readers`: its report says who gave which scores;
    `two_stages`: it makes a shortlist first, which more readers then score afresh.
    """

    without_account: bool = True
    confirms_addresses: bool = True
    tells_managers: bool = False
    thanks_days: int = 7
    hides_names: bool = True
    names_readers: bool = False
    two_stages: bool = False


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


def accepts(
    *,
    opens_at: datetime,
    closes_at: datetime | None,
    grace: timedelta,
    ended_at: datetime | None,
    at: datetime,
) -> bool:
    """Tell whether what arrives at an instant still counts.

    That is while the round `is_open`, and until a grace after the close, which no page mentions.
    """
    late = closes_at is not None and grace and opens_at <= at <= closes_at + grace
    in_time = is_open(opens_at=opens_at, closes_at=closes_at, ended_at=ended_at, at=at)
    return in_time or bool(late and (ended_at is None or at < ended_at))


def takes_cards(
    *,
    opens_at: datetime,
    closes_at: datetime | None,
    ended_at: datetime | None,
    announces_at: datetime | None,
    at: datetime,
) -> bool:
    """Tell whether paper cards can be typed into a round at an instant.

    That is while it is open; and after that for those that were handed in before, until winners
    are announced, `CARDS_ARE_TYPED` at most.
    """
    if at < opens_at or (announces_at is not None and at >= announces_at):
        return False
    last = last_moment(closes_at=closes_at, ended_at=ended_at)
    return last is None or at <= last + CARDS_ARE_TYPED


def last_moment(*, closes_at: datetime | None, ended_at: datetime | None) -> datetime | None:
    """Return when a round closes, or its scheme ended if that came first; None for never."""
    return min((end for end in (closes_at, ended_at) if end is not None), default=None)


def check_ways(ways: Ways) -> None:
    """Refuse a promise of thanks that nobody could keep, or would wait for.

    Raises:
        Refused: names the field `thanks_days`.
    """
    check_whole(ways.thanks_days, least=1, most=MOST_THANKS_DAYS, field="thanks_days")


def check_grace(minutes: int) -> None:
    """Refuse a grace that is no grace.

    Raises:
        Refused: names the field `grace_minutes`.
    """
    check_whole(minutes, least=0, most=MOST_GRACE_MINUTES, field="grace_minutes")


def check_whole(number: int, *, least: int, most: int, field: str) -> None:
    """Refuse a number outside of its bounds.

    Raises:
        Refused: names the field.
    """
    if not least <= number <= most:
        raise Refused(
            _("Enter a whole number from %(least)s to %(most)s.", least=least, most=most),
            field=field,
        )


def read_whole(text: str, *, least: int, most: int, field: str, empty: int | None = None) -> int:
    """Read a whole number such as “7”; `empty` is what an empty text means, if anything.

    Raises:
        Refused: it is no whole number within its bounds; names the field.
    """
    if not text and empty is not None:
        return empty
    plain = text.isascii() and text.isdigit() and len(text) <= 6
    number = int(text) if plain else least - 1
    check_whole(number, least=least, most=most, field=field)
    return number


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
