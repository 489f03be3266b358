"""Telling panellists that a nominee they read was taken out, or is back."""

from collections.abc import Collection

from sqlalchemy import select

from recognition import clock
from recognition.audit import actions as audit
from recognition.audit import queries as trail
from recognition.database import db, transaction
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.panel import closed
from recognition.panel.actions import leaving_letters as letters
from recognition.panel.models import Assignment
from recognition.people import queries as people
from recognition.people.queries import PersonCard
from recognition.schemes import queries as schemes

LEFT, BACK = "panel.nominee_left", "panel.nominee_back"


def tell_who_reads(candidacy_ids: Collection[int]) -> None:
    """Write to the readers of nominees without a live nomination, and of those who came back.

    Everybody is written to once for each coming and going, in the transaction that caused it. The
    letters name nobody: some readers must not know who it is.
    """
    wanted = set(candidacy_ids)
    live = set(nominations.candidacies_by_id(wanted))
    with transaction():
        for number in sorted(wanted):
            is_out, was_out = number not in live, _is_out(number)
            if is_out != was_out:
                _tell(number, is_out=is_out)


def _is_out(candidacy_id: int) -> bool:
    """Tell whether its readers were told last that it is out."""
    told = [trail.entries_about(action, ("candidacy", candidacy_id)) for action in (LEFT, BACK)]
    return len(told[0]) > len(told[1])


def _tell(candidacy_id: int, *, is_out: bool) -> None:
    round_id = db.session.scalar(select(Candidacy.round_id).where(Candidacy.id == candidacy_id))
    if round_id is None or closed.is_closed(round_id):
        return
    readers = _readers(candidacy_id)
    if not readers:
        return
    card, now = schemes.round_card(round_id), clock.now()
    for reader in readers:
        if is_out:
            letters.nominee_left(reader, card)
        else:
            letters.nominee_back(reader, card, now=now)
    audit.record(
        LEFT if is_out else BACK,
        subject=("candidacy", candidacy_id),
        actor_id=None,
        payload={"readers": len(readers)},
    )


def _readers(candidacy_id: int) -> list[PersonCard]:
    numbers = db.session.scalars(
        select(Assignment.person_id)
        .where(Assignment.candidacy_id == candidacy_id, Assignment.ended_at.is_(None))
        .distinct()
    ).all()
    return list(people.people_by_id(numbers).values())
