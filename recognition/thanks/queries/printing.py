"""The print queue, and the batches that were made of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import aliased

from recognition.database import db
from recognition.errors import Missing
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries.candidacies import is_live
from recognition.people.models import Person, Team
from recognition.people.queries import Viewer
from recognition.remembering import remembered
from recognition.schemes.models import Scheme
from recognition.thanks.models import Batch, Card, Thank
from recognition.thanks.rules import ENDED, PRINT, PRINTED, STATES, WAITING

MOST_CARDS = 500
PersonTeam = aliased(Team, name="persons_team")
WallTeam = aliased(Team, name="wall_team")
SITE = func.coalesce(Person.site, WallTeam.site, "")
TEAM = func.coalesce(PersonTeam.name, WallTeam.name, Candidacy.described_place, "")
NAME = func.coalesce(Person.name, WallTeam.name, Candidacy.described_name)


@dataclass(frozen=True)
class SiteCount:
    """How many cards of a scheme wait to be printed for one site; empty where none is known."""

    scheme_id: int
    scheme: str
    site: str
    cards: int


@dataclass(frozen=True)
class BatchCard:
    """A batch in the list, with how many of its cards stand where; `returned` are among printed."""

    id: int
    scheme: str
    made_at: datetime
    made_by: str
    states: dict[str, int]
    returned: int

    @property
    def cards(self) -> int:
        """How many cards the batch holds."""
        return sum(self.states.values())


@dataclass(frozen=True)
class BatchLine:
    """One card of a batch. `thank_ids` are its thanks in this batch, which go together.

    `kind` is “person”, “described” or “wall”; `candidacy_id` is where its words are read now.
    """

    card_id: int
    candidacy_id: int
    thank_ids: tuple[int, ...]
    nomination_ids: tuple[int, ...]
    reference: str
    kind: str
    name: str
    site: str
    team: str
    state: str
    has_returned: bool
    is_live: bool
    passed_to: str

    @property
    def can_go_out(self) -> bool:
        """True while the card may be printed and handed over."""
        return self.is_live and self.state != ENDED


@dataclass(frozen=True)
class BatchSheet:
    """A batch with every card in it, ordered by site, team and name."""

    id: int
    scheme: str
    made_at: datetime
    made_by: str
    lines: tuple[BatchLine, ...]

    @property
    def people(self) -> tuple[BatchLine, ...]:
        """The cards that go into somebody's hands and are not taken back."""
        return tuple(line for line in self.lines if line.can_go_out and line.kind != "wall")

    @property
    def walls(self) -> tuple[BatchLine, ...]:
        """The cards for a team's wall that are not taken back."""
        return tuple(line for line in self.lines if line.can_go_out and line.kind == "wall")

    def count(self, state: str, *, returned: bool = False) -> int:
        """Return how many cards stand in a state; of the printed, those that came back or not."""
        return sum(
            line.state == state and (state != PRINTED or line.has_returned == returned)
            for line in self.lines
        )


def may_print(viewer: Viewer | None, batch_id: int | None = None, **_arguments: object) -> bool:
    """May they print? Administrators may, each batch of a scheme that their organisation hosts."""
    if viewer is None or not viewer.is_administrator:
        return False
    if batch_id is None:
        return True
    host = (
        select(Scheme.id)
        .join(Batch, Batch.scheme_id == Scheme.id)
        .where(Batch.id == batch_id, Scheme.organisation_id.in_(viewer.administers))
    )
    return db.session.scalar(host) is not None


def waiting_by_site(viewer: Viewer) -> list[SiteCount]:
    """Return how many cards wait in the print queue, by scheme and site."""
    return [*_waiting_by_site(tuple(sorted(viewer.administers)))]


@remembered(Card, Candidacy, Nomination, Person, Scheme, Team, Thank)
def _waiting_by_site(organisation_ids: tuple[int, ...]) -> tuple[SiteCount, ...]:
    """Count, in one statement: a region may have ten thousand cards to print after a round."""
    chosen = (
        _with_names(select(Scheme.id, Scheme.name, SITE, func.count(Thank.card_id.distinct())))
        .join(Scheme, Scheme.id == Thank.scheme_id)
        .where(Scheme.organisation_id.in_(organisation_ids), in_queue())
        .group_by(Scheme.id, Scheme.name, SITE)
        .order_by(Scheme.name, Scheme.id, SITE)
    )
    return tuple(SiteCount(*row) for row in db.session.execute(chosen))


def next_cards(scheme_id: int, site: str | None, *, limit: int = MOST_CARDS) -> list[int]:
    """Return the thanks of the next cards to print, by number, ordered by site, team and name.

    Args:
        scheme_id: the scheme.
        site: only this site; empty for those whose site is not known, None for all.
        limit: at most so many cards.
    """
    chosen = _with_names(select(Thank.id, Thank.card_id)).where(
        Thank.scheme_id == scheme_id, in_queue()
    )
    if site is not None:
        chosen = chosen.where(SITE.in_([site]))
    cards: set[int] = set()
    numbers = []
    for number, card_id in db.session.execute(chosen.order_by(SITE, TEAM, NAME, Thank.card_id)):
        cards.add(card_id)
        if len(cards) > limit:
            break
        numbers.append(number)
    return numbers


def in_queue() -> ColumnElement[bool]:
    """Return the condition that a thank-you waits to be printed and is in no batch."""
    return and_(Thank.state == WAITING, Thank.way == PRINT, Thank.batch_id.is_(None), is_live())


def batches(viewer: Viewer, *, page: int, per_page: int = 20) -> tuple[list[BatchCard], int]:
    """Return one page of the batches, newest first, and how many there are; three statements."""
    mine = Scheme.organisation_id.in_(viewer.administers)
    chosen = select(Batch).join(Scheme, Scheme.id == Batch.scheme_id).where(mine)
    total = db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    rows = db.session.execute(
        chosen.add_columns(Scheme.name, Person.name)
        .outerjoin(Person, Person.id == Batch.made_by_id)
        .order_by(Batch.id.desc())
        .limit(per_page)
        .offset((page - 1) * per_page)
    ).all()
    cards = {
        batch.id: BatchCard(batch.id, scheme, batch.made_at, by or "", dict.fromkeys(STATES, 0), 0)
        for batch, scheme, by in rows
    }
    for batch_id, state, returned, count in db.session.execute(
        select(
            Thank.batch_id,
            Thank.state,
            Thank.returned_at.is_not(None),
            func.count(Thank.card_id.distinct()),
        )
        .where(Thank.batch_id.in_(cards))
        .group_by(Thank.batch_id, Thank.state, Thank.returned_at.is_not(None))
    ):
        card = cards[batch_id]
        card.states[state] += count
        if state == PRINTED and returned:
            cards[batch_id] = replace(card, returned=card.returned + count)
    return list(cards.values()), total


def batch_sheet(batch_id: int) -> BatchSheet:
    """Return a batch with its cards, in two statements.

    Raises:
        Missing: there is no such batch.
    """
    head = db.session.execute(
        select(Batch, Scheme.name, Person.name)
        .join(Scheme, Scheme.id == Batch.scheme_id)
        .outerjoin(Person, Person.id == Batch.made_by_id)
        .where(Batch.id == batch_id)
    ).one_or_none()
    if head is None:
        raise Missing
    batch, scheme, made_by = head
    chosen = _with_names(
        select(
            Thank,
            Nomination.reference,
            is_live().label("live"),
            Card.person_id,
            func.coalesce(Candidacy.merged_into_id, Candidacy.id).label("candidacy_id"),
            Candidacy.team_id,
            SITE.label("site"),
            TEAM.label("team"),
            NAME.label("name"),
        )
    ).where(Thank.batch_id == batch_id)
    rows = db.session.execute(chosen.order_by(SITE, TEAM, NAME, Thank.card_id, Thank.id)).all()
    return BatchSheet(batch.id, scheme, batch.made_at, made_by or "", tuple(_lines(rows)))


def _lines(rows: Iterable[Any]) -> list[BatchLine]:
    found: dict[int, BatchLine] = {}
    for row in rows:
        thank: Thank = row.Thank
        before = found.get(thank.card_id)
        if before is not None and not (row.live and thank.state != ENDED):
            continue  # what was taken back goes along with nothing
        if before is None or not before.can_go_out:
            found[thank.card_id] = _line(thank, row)
        else:
            found[thank.card_id] = replace(
                before,
                thank_ids=(*before.thank_ids, thank.id),
                nomination_ids=(*before.nomination_ids, thank.nomination_id),
            )
    return list(found.values())


def _line(thank: Thank, row: Any) -> BatchLine:
    kind = "wall" if row.team_id is not None else "described"
    return BatchLine(
        card_id=thank.card_id,
        candidacy_id=row.candidacy_id,
        thank_ids=(thank.id,),
        nomination_ids=(thank.nomination_id,),
        reference=row.reference,
        kind="person" if row.person_id is not None else kind,
        name=row.name,
        site=row.site,
        team=row.team,
        state=thank.state,
        has_returned=thank.returned_at is not None,
        is_live=bool(row.live),
        passed_to=thank.passed_to,
    )


def _with_names(chosen: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        chosen.join(Nomination, Nomination.id == Thank.nomination_id)
        .join(Card, Card.id == Thank.card_id)
        .join(Candidacy, Candidacy.id == Card.candidacy_id)
        .outerjoin(Person, Person.id == Card.person_id)
        .outerjoin(PersonTeam, PersonTeam.id == Person.team_id)
        .outerjoin(WallTeam, and_(WallTeam.id == Candidacy.team_id, Card.person_id.is_(None)))
    )
