"""Whom somebody leads the panel on, told by whom they do not: those are few, the others many."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, select, union

from recognition.database import db, read
from recognition.nominations.models import Candidacy, Nomination
from recognition.panel.models import Appointment
from recognition.panel.queries.asking import ME, ROUND, asked_by
from recognition.panel.queries.held import is_held
from recognition.panel.queries.interests import known_to, standing
from recognition.panel.queries.left_out import Hidden, hidden_from
from recognition.panel.queries.rights import leads
from recognition.panel.rules import CHAIR
from recognition.people.models import Cover
from recognition.people.queries import Viewer
from recognition.remembering import remembered


@dataclass(frozen=True)
class Led:
    """The nominees of a round that somebody leads the panel on.

    `hidden` is what the results they see leave out. A chair has all `without` these numbers,
    whoever leads where every chair knows somebody has `only` these.
    """

    round_id: int
    hidden: Hidden
    without: frozenset[int] = frozenset()
    only: frozenset[int] | None = None

    @property
    def conditions(self) -> tuple[ColumnElement[bool], ...]:
        """Hold for these candidacies, where a statement comes to those of the round by itself."""
        if self.only is not None:
            return (Candidacy.id.in_(sorted(self.only)), standing())
        return (Candidacy.id.not_in(sorted(self.without)), standing())


def led(viewer: Viewer, round_id: int, *, opened: bool) -> Led:
    """Return whom somebody leads the panel on, in two statements, three while they stand in.

    The same truth as `rights.leads` or `rights.opens`, but it starts from what is known of the
    person and never looks at every candidacy.

    Args:
        viewer: who looks.
        round_id: the round.
        opened: without those for whom the viewer has still to send scores of their own.
    """
    hidden = hidden_from(viewer.person_id, round_id)
    owed = hidden.owed if opened else frozenset()
    if not hidden.chairs:
        only = _among(viewer, round_id, _known_to_chairs(round_id, viewer))
        return Led(round_id, hidden, only=only - owed)
    # somebody with a seat of their own may lead on whom an absent colleague knows
    led_too = _among(viewer, round_id, hidden.absent)
    return Led(round_id, hidden, without=(hidden.known - led_too) | owed)


def _known_to_chairs(round_id: int, viewer: Viewer) -> frozenset[int]:
    found = read(_of_chairs(), round=round_id, **asked_by(viewer.person_id))
    return frozenset(found.scalars())


@cache
def _of_chairs() -> Select[int]:
    """Select whom a chair knows, or an absent one for whom somebody stands in."""
    held = (Appointment.round_id == ROUND, Appointment.role == CHAIR, is_held())
    chairs = select(Appointment.person_id).where(*held)
    absent = (
        select(Cover.absent_id).join(Appointment, Appointment.cover_id == Cover.id).where(*held)
    )
    known = union(*(select(known_to(who, ROUND).subquery().c.id) for who in (chairs, absent)))
    return select(known.subquery().c.id)


def _among(viewer: Viewer, round_id: int, numbers: frozenset[int]) -> frozenset[int]:
    """Return those of few candidacies on which somebody leads the panel."""
    if not numbers:
        return frozenset()
    values = {"round": round_id, "numbers": sorted(numbers), **asked_by(viewer.person_id)}
    return frozenset(read(_led_among(), **values).scalars())


@cache
def _led_among() -> Select[int]:
    numbers: BindParameter[int] = bindparam("numbers", expanding=True)
    return select(Candidacy.id).where(
        Candidacy.id.in_(numbers), Candidacy.round_id == ROUND, leads(ME)
    )


def nominees_by_category(mine: Led) -> dict[int, int]:
    """Count whom somebody leads the panel on, by category."""
    chosen = select(Candidacy.category_id, func.count(Candidacy.id)).where(standing())
    if mine.only is not None:
        numbers = sorted(mine.only)
        rows = db.session.execute(
            chosen.where(Candidacy.id.in_(numbers)).group_by(Candidacy.category_id)
        )
        return dict(rows.all())
    found = dict(_standing(mine.round_id))
    if mine.without:
        rows = db.session.execute(
            chosen.where(
                Candidacy.id.in_(sorted(mine.without)), Candidacy.round_id == mine.round_id
            ).group_by(Candidacy.category_id)
        )
        for category_id, number in rows:
            # where everybody was counted a moment before somebody came
            found[category_id] = found.get(category_id, 0) - number
    return {category_id: number for category_id, number in found.items() if number > 0}


@remembered(Candidacy, Nomination)
def _standing(round_id: int) -> tuple[tuple[int, int], ...]:
    """Count everybody in a round, by category: the same whoever asks, so nobody is shown it."""
    rows = db.session.execute(
        select(Candidacy.category_id, func.count(Candidacy.id))
        .where(Candidacy.round_id == round_id, standing())
        .group_by(Candidacy.category_id)
    )
    return tuple((category_id, number) for category_id, number in rows)
