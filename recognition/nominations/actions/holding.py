"""What this room keeps of people and teams, and when two records of them cannot be one yet."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, aliased

from recognition.nominations.models import (
    Candidacy,
    Draft,
    Enquiry,
    LatePermission,
    Namesakes,
    Nomination,
    NomineeKey,
    Step,
)
from recognition.nominations.rules import DECLINED
from recognition.people.actions import Held, Holdings, Moved
from recognition.schemes.models import Category, Round
from recognition.words import _, later

CHECKED = later("Nominations they looked after")
SWAPPED = "candidacy swapped"
_PLACE = (Candidacy.round_id, Candidacy.category_id)


def _is_live(candidacy: Any) -> ColumnElement[bool]:
    """Hold for a candidacy that was not merged into another; the others stay as they were."""
    live: ColumnElement[bool] = candidacy.merged_into_id.is_(None)
    return live


def person_clash(session: Session, kept: int, other: int) -> str:
    """Say why two people cannot be one yet: one nominated the other, or both stand in one list."""
    pair = (kept, other)
    own = session.scalar(
        select(Nomination.reference)
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .where(Nomination.nominator_id.in_(pair), Candidacy.person_id.in_(pair))
        .where(Nomination.nominator_id != Candidacy.person_id)
        .where(Nomination.withdrawn_at.is_(None), Nomination.standing != DECLINED)
        .limit(1)
    )
    if own is not None:
        return _(
            "One of these records nominated the other (%(reference)s), and nobody can nominate "
            "themselves. Decline that nomination first, in the checking queue.",
            reference=own,
        )
    return _both_stand(session, Candidacy.person_id.key, kept, other)


def team_clash(session: Session, kept: int, other: int) -> str:
    """Say why two teams cannot be one yet: both stand in one list."""
    return _both_stand(session, Candidacy.team_id.key, kept, other)


def _both_stand(session: Session, column: str, kept: int, other: int) -> str:
    twin = aliased(Candidacy)
    found = session.execute(
        select(Category.name, Round.name)
        .select_from(Candidacy)
        .join(
            twin,
            and_(twin.round_id == Candidacy.round_id, twin.category_id == Candidacy.category_id),
        )
        .join(Category, Category.id == Candidacy.category_id)
        .join(Round, Round.id == Candidacy.round_id)
        .where(getattr(Candidacy, column) == kept, getattr(twin, column) == other)
        .where(_is_live(Candidacy), _is_live(twin))
        .limit(1)
    ).one_or_none()
    if found is None:
        return ""
    return _(
        "Both are nominees in %(category)s of %(round)s. Merge the two nominees first, in the "
        "checking queue.",
        category=found[0],
        round=found[1],
    )


def _swap(column: str, session: Session, kept: int, other: int) -> Moved:
    """Give a live candidacy of the one the number, where a merged one of the other has it.

    Two rows of a list cannot have one number, so the one left behind takes the other number.
    """
    old = aliased(Candidacy)
    rows = session.execute(
        select(Candidacy, old)
        .join(
            old, and_(old.round_id == Candidacy.round_id, old.category_id == Candidacy.category_id)
        )
        .where(getattr(Candidacy, column) == other, _is_live(Candidacy))
        .where(getattr(old, column) == kept, old.merged_into_id.is_not(None))
    ).all()
    for live, behind in rows:
        _exchange(session, column, live, behind)
    pairs = [[live.id, behind.id] for live, behind in rows]
    return {f"{SWAPPED} {column}": pairs} if pairs else {}


def _swap_back(
    column: str, session: Session, kept: int, other: int, moved: Mapping[str, list[Any]]
) -> None:
    for live_id, behind_id in moved.get(f"{SWAPPED} {column}", []):
        live, behind = session.get(Candidacy, live_id), session.get(Candidacy, behind_id)
        if live is None or behind is None:
            continue
        if (getattr(live, column), getattr(behind, column)) == (kept, other):
            _exchange(session, column, live, behind)


def _exchange(session: Session, column: str, one: Candidacy, other: Candidacy) -> None:
    """Exchange two numbers, neither of which the list may hold twice at any moment."""
    mine, theirs, name = getattr(one, column), getattr(other, column), other.described_name
    setattr(other, column, None)
    other.described_name = "–"
    session.flush()
    setattr(one, column, theirs)
    session.flush()
    setattr(other, column, mine)
    other.described_name = name
    session.flush()


def _person_swap(session: Session, kept: int, other: int) -> Moved:
    return _swap(Candidacy.person_id.key, session, kept, other)


def _person_swap_back(
    session: Session, kept: int, other: int, moved: Mapping[str, list[Any]]
) -> None:
    _swap_back(Candidacy.person_id.key, session, kept, other, moved)


def _team_swap(session: Session, kept: int, other: int) -> Moved:
    return _swap(Candidacy.team_id.key, session, kept, other)


def _team_swap_back(
    session: Session, kept: int, other: int, moved: Mapping[str, list[Any]]
) -> None:
    _swap_back(Candidacy.team_id.key, session, kept, other, moved)


PEOPLE = Holdings(
    (
        Held(Candidacy.person_id, later("Times nominated"), alone=_PLACE, among=_is_live),
        Held(NomineeKey.key, CHECKED, form="person %s", alone=(NomineeKey.candidacy_id,)),
        Held(Nomination.nominator_id, later("Nominations they sent")),
        Held(Nomination.typed_by_id, CHECKED),
        Held(Draft.author_id, later("Nominations they are writing")),
        Held(Draft.person_id, later("Times nominated, not sent yet")),
        Held(LatePermission.person_id, later("Leave to send late")),
        Held(LatePermission.granted_by_id, CHECKED),
        Held(Namesakes.said_by_id, CHECKED),
        Held(Step.made_by_id, CHECKED),
        Held(Enquiry.asked_by_id, CHECKED),
    ),
    clash=person_clash,
    move=_person_swap,
    move_back=_person_swap_back,
)
TEAMS = Holdings(
    (
        Held(Candidacy.team_id, later("Times nominated"), alone=_PLACE, among=_is_live),
        Held(Draft.team_id, later("Times nominated, not sent yet")),
    ),
    clash=team_clash,
    move=_team_swap,
    move_back=_team_swap_back,
)
