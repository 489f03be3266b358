"""What a panel may do, and how points become one number."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from recognition.errors import Conflict, Refused
from recognition.schemes.rules import is_past
from recognition.words import _

PANELLIST = "panellist"
CHAIR = "chair"
DEPUTY = "deputy"
ROLES = (PANELLIST, CHAIR, DEPUTY)
LEADS = (CHAIR, DEPUTY)
DECLARED, PINNED, DISMISSED = "declared", "pinned", "dismissed"
SAME_TEAM, REPORTS_TO = "same_team", "reports_to"
CO_NOMINATED, NAMED = "co_nominated", "named"
LEAST_POINTS, MOST_POINTS = 1, 5
LEAST_SHARE = 0.5
"""A sheet with points for less than this share of the weight says too little to count."""
NOT_APPLICABLE = "na"
MINUTES_EACH = 2
MOST_READS = 10
MOST_PRACTICE = 3
MOST_EACH = 40
LARGEST_LOAD = 999

Points = Mapping[int, int | None]
"""Points by criterion; None is “does not apply here”. A criterion not looked at yet is absent."""


@dataclass(frozen=True)
class Written:
    """What a panellist wrote on a sheet; the comment is for the chair, the note for nobody else.

    `about` is which words they had read; empty when they do not say.
    """

    points: Points
    comment: str = ""
    note: str = ""
    about: str = ""


@dataclass(frozen=True)
class Judge:
    """What decides about a panellist's interests: who they are and where they work.

    `further_teams` are those of other records that were made one with theirs: further posts.
    """

    person_id: int
    team_id: int | None
    further_teams: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Candidate:
    """What decides about interests in a candidacy: numbers of people, never of accounts.

    `managers` are the nominee's line managers; `declared` those who said “I know this person”.
    """

    person_id: int | None
    team_id: int | None
    nominators: frozenset[int]
    managers: frozenset[int]
    declared: frozenset[int]


def kind_of(judge: Judge, candidate: Candidate) -> str:
    """Return what kind of interest this panellist has in a nominee, or "" without one.

    “declared”, “nominee”, “nominator”, “team” or “manager”: the first of them that holds.
    """
    if judge.person_id in candidate.declared:
        return "declared"
    if judge.person_id == candidate.person_id:
        return "nominee"
    if judge.person_id in candidate.nominators:
        return "nominator"
    if candidate.team_id is not None and candidate.team_id in {judge.team_id, *judge.further_teams}:
        return "team"
    return "manager" if judge.person_id in candidate.managers else ""


def why_not(judge: Judge, candidate: Candidate) -> str | None:
    """Return why this panellist should not read this nomination, or None when they may."""
    kind = kind_of(judge, candidate)
    if not kind:
        return None
    return {
        "declared": _("They said that they know this person."),
        "nominee": _("They are the nominee."),
        "nominator": _("They wrote a nomination for this nominee."),
        "team": _("They are a member of the nominated team."),
        "manager": _("They are the nominee's line manager."),
    }[kind]


def read_points(values: Sequence[str]) -> int | None:
    """Return the points that were posted for one criterion; None is “does not apply here”.

    Raises:
        Refused: anything but exactly one of “1” to “5” and “na”.
    """
    if len(values) == 1:
        if values[0] == NOT_APPLICABLE:
            return None
        if values[0] in {str(points) for points in range(LEAST_POINTS, MOST_POINTS + 1)}:
            return int(values[0])
    raise Refused(
        _("Choose one whole number from 1 to 5, or “Does not apply here”. Nothing was saved.")
    )


def read_number(values: Sequence[str], most: int = MOST_READS) -> int:
    """Return the number that was posted.

    Raises:
        Refused: anything but one number in plain digits, 1 to `most`.
    """
    if len(values) == 1 and values[0] in {str(number) for number in range(1, most + 1)}:
        return int(values[0])
    raise Refused(_("Enter a whole number from 1 to %(most)s.", most=most))


def weighted_mean(points: Points, weights: Mapping[int, float]) -> float | None:
    """Return the weighted mean of the points given, 1 to 5, or None where they say too little.

    A criterion that was skipped or does not apply leaves the denominator; it is not zero. With
    points for under half the weight a sheet is an abstention.
    """
    given = {key: value for key, value in points.items() if value is not None}
    weight = math.fsum(weights[key] for key in given)
    if weight <= 0 or weight < LEAST_SHARE * math.fsum(weights.values()):
        return None
    return math.fsum(weights[key] * value for key, value in given.items()) / weight


@dataclass(frozen=True)
class Totals:
    """What several reviews add up to; `mean` is None without any, rounded so that ties are ties."""

    reviews: int
    total: float
    squares: float
    mean: float | None


def totals(means: Iterable[float | None]) -> Totals:
    """Add up the means of reviews that were sent; one without a mean does not count."""
    counted = [mean for mean in means if mean is not None]
    total = math.fsum(counted)
    return Totals(
        reviews=len(counted),
        total=total,
        squares=math.fsum(mean * mean for mean in counted),
        mean=round(total / len(counted), 6) if counted else None,
    )


def spread(reviews: int, total: float, squares: float) -> float | None:
    """Return the standard deviation of the reviews, in points, or None with fewer than two.

    The sample's: the sum of squares about the mean, divided by one less than their number.
    """
    if reviews < 2:
        return None
    return math.sqrt(max(0.0, squares - total * total / reviews) / (reviews - 1))


def minutes_left(left: int) -> int:
    """Return roughly how many minutes it takes to read and score this many."""
    return left * MINUTES_EACH


def reads_blind(*, hides_names: bool, sent: bool, ends: datetime | None, now: datetime) -> bool:
    """Tell whether a reader must not learn who a nominee is.

    Until they have sent their scores, and after that for as long as judging lasts: what they know
    by then could reach those who have not finished.

    Args:
        hides_names: the scheme hides names in the first reading.
        sent: the reader has sent their scores for this nominee.
        ends: last second of judging, which counts whole, UTC.
        now: this instant, UTC.
    """
    judged = ends is not None and is_past(ends, at=now)
    return hides_names and not (sent and judged)


def check_complete(points: Points, criteria: Mapping[int, str]) -> None:
    """Refuse to send while a criterion has neither points nor “does not apply here”.

    Args:
        points: what was given.
        criteria: names by number.

    Raises:
        Refused: names what is missing; the field is the first of them.
    """
    missing = [key for key in criteria if key not in points]
    if missing:
        names = ", ".join(f"“{criteria[key]}”" for key in missing)
        raise Refused(
            _("Give points for %(names)s, or choose “Does not apply here”.", names=names),
            field=f"points_{missing[0]}",
        )


def check_may_score(
    *, sent: bool, edition: int, seen: int, ends: datetime | None, received: datetime
) -> None:
    """Refuse a save that comes too late, one way or the other.

    Args:
        sent: the review is sent already.
        edition: number of saves so far; 0 before the first.
        seen: the edition that the page showed.
        ends: last second of judging, which counts whole, UTC.
        received: instant at which the request came in, UTC.

    Raises:
        Refused: the scores are sent, or judging has ended.
        Conflict: it was saved meanwhile, in another tab.
    """
    if sent:
        raise Refused(
            _("You have sent your scores for this nominee. Ask the chair if one has to change.")
        )
    if ends is not None and is_past(ends, at=received):
        raise Refused(_("Judging has ended. Ask the chair if you need more time."))
    if edition != seen:
        raise Conflict(
            _(
                "You saved this in another tab meanwhile. Both versions are below: change yours "
                "if you need to, then save again to keep it."
            )
        )


def check_may_reopen(*, reader_id: int, actor_id: int, reason: str) -> None:
    """Refuse to open scores again without a reason, and one's own after seeing the others'.

    Raises:
        Refused: says which.
    """
    if reader_id == actor_id:
        raise Refused(
            _(
                "These are your own scores, and you have seen what the others thought. "
                "They stay as you sent them."
            )
        )
    if not reason:
        raise Refused(_("Say why these scores are opened again."), field="reason")


def check_may_dismiss(reason: str) -> None:
    """Refuse to dismiss a suggested interest without saying why.

    Raises:
        Refused: there is no reason.
    """
    if not reason:
        raise Refused(_("Say in a few words why you can judge them fairly."), field="reason")


def check_may_pin(*, person_id: int, actor_id: int, known: str | None, reason: str) -> None:
    """Refuse to pin an interest on oneself, on somebody who has one already, or without a reason.

    Args:
        person_id: who is to step back.
        actor_id: who says so.
        known: why this person does not read the nominee anyway; None when they may.
        reason: why they are to step back.

    Raises:
        Refused: says which.
    """
    if person_id == actor_id:
        raise Refused(_("This is you. Open the nominee and choose “I know this person”."))
    if known is not None:
        raise Refused(_("They do not read this nominee anyway. %(why)s", why=known))
    if not reason:
        raise Refused(_("Say why somebody else should read this nominee."), field="reason")


def why_suggested(reason: str, *, of_oneself: bool) -> str:
    """Say why somebody on a panel may know a nominee.

    Args:
        reason: SAME_TEAM, REPORTS_TO, CO_NOMINATED or NAMED.
        of_oneself: said to the panellist; otherwise to the chair.
    """
    told = {
        SAME_TEAM: (_("You work in the same team."), _("They work in the same team.")),
        REPORTS_TO: (_("They are your line manager."), _("The nominee is their line manager.")),
        CO_NOMINATED: ("", _("They are nominated in this category too.")),
        NAMED: (_("Your name is in the story."), _("Their name is in the story.")),
    }
    return told[reason][0 if of_oneself else 1]


def check_reminder(*, at: datetime, now: datetime, judging_ends_at: datetime | None) -> None:
    """Refuse to write to those who are behind in the past, or after judging.

    Raises:
        Refused: says which.
    """
    if at <= now:
        raise Refused(_("That time has passed. Choose a time from now on."), field="at")
    if judging_ends_at is not None and is_past(judging_ends_at, at=at):
        raise Refused(_("Judging has ended by then. Choose an earlier time."), field="at")
