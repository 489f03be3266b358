"""Stepping back from somebody one knows, or saying that one can be fair."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, or_, select

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Missing
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.panel.actions import interest_letters
from recognition.panel.actions.locking import lock
from recognition.panel.actions.standing_back import interest_row, take_away
from recognition.panel.models import Assignment, Interest
from recognition.panel.queries.leaders import leaders_on
from recognition.panel.queries.rights import leads, may_declare
from recognition.panel.queries.sheets import names_for_reader
from recognition.panel.rules import DECLARED, DISMISSED, check_may_dismiss
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.models import Round


def declare_interest(
    *, candidacy_id: int, reason: str, actor: Viewer, whatever: bool = False
) -> None:
    """Step back from somebody that a panellist, chair or deputy knows.

    Ends what they had to read, takes scores they had sent out of the tally, and tells those who
    lead the panel.

    Args:
        candidacy_id: where they noticed it.
        reason: how they know them; may be empty.
        actor: who steps back.
        whatever: from the nominee, whatever they are nominated for, in every round whose winners
            are not due to be announced yet. A team, or somebody who is not in the directory, is
            always stepped back from in this candidacy alone.

    Raises:
        Missing: it is not theirs to read.
    """
    if not may_declare(actor, candidacy_id):
        raise Missing
    about_id = nominations.candidacy(candidacy_id).nominee.person_id if whatever else None
    with transaction():
        touched = [candidacy_id]
        if about_id is not None:
            touched = sorted({candidacy_id, *taken_with(about_id, actor.person_id)})
        # First of all: an interest refers to the candidacy, and two people who had each written
        # one would then wait for each other.
        lock(*touched)
        row = interest_row(actor.person_id, candidacy_id=candidacy_id, about_id=about_id)
        if row.state != DISMISSED:  # a second click came after the first
            raise Missing
        row.state, row.reason, row.declared_at = DECLARED, reason, clock.now()
        sent = take_away(actor.person_id, touched, at=row.declared_at)
        audit.record(
            "panel.interest_declared",
            subject=("candidacy", candidacy_id),
            actor_id=actor.person_id,
            payload={"candidacies": len(touched), "scores_taken_out": len(sent)},
        )
        tell(actor, [candidacy_id, *touched], sent)


def taken_with(about_id: int, person_id: int) -> list[int]:
    """Return what this person reads of a nominee, in rounds that are not announced yet."""
    found = (
        select(Candidacy.id)
        .join(Round, Round.id == Candidacy.round_id)
        .join(Assignment, Assignment.candidacy_id == Candidacy.id)
        .where(Candidacy.person_id == about_id, Assignment.person_id == person_id)
        .where(Assignment.ended_at.is_(None), _is_not_announced())
    )
    return sorted(db.session.scalars(found.distinct()))


def led_on(about_id: int, person_id: int) -> list[int]:
    """Return where this person leads on a nominee, in rounds that are not announced yet."""
    found = (
        select(Candidacy.id)
        .join(Round, Round.id == Candidacy.round_id)
        .where(Candidacy.person_id == about_id, leads(person_id), _is_not_announced())
    )
    return sorted(db.session.scalars(found))


def _is_not_announced() -> ColumnElement[bool]:
    return or_(Round.announces_at.is_(None), Round.announces_at > clock.now())


def tell(actor: Viewer, touched: Sequence[int], sent: Collection[int]) -> None:
    """Write one letter, for each round, to everybody who leads its panel on the nominee."""
    cards = nominations.candidacies_by_id(touched)
    told = set[tuple[int, int]]()
    for number in touched:
        if number not in cards:  # every nomination of it was withdrawn
            continue
        round_id = cards[number].round_id
        had_sent = any(cards[one].round_id == round_id for one in sent if one in cards)
        for leader in leaders_on(round_id, number):
            if (leader.id, round_id) not in told:
                told.add((leader.id, round_id))
                interest_letters.stepped_back(
                    leader,
                    actor.name,
                    names_for_reader(leader.id, [cards[number]])[number].name,
                    schemes.round_card(round_id),
                    had_sent=had_sent,
                )


def dismiss_interest(*, candidacy_id: int, reason: str, actor: Viewer) -> None:
    """Say that one can judge somebody fairly although one seems to know them.

    Raises:
        Missing: it is not theirs to read.
        Refused: there is no reason.
    """
    if not may_declare(actor, candidacy_id):
        raise Missing
    check_may_dismiss(reason)
    with transaction():
        lock(candidacy_id)
        row: Interest = interest_row(actor.person_id, candidacy_id=candidacy_id)
        if row.state != DISMISSED:  # they stepped back meanwhile, or the chair said so
            raise Missing
        row.reason, row.declared_at = reason, clock.now()
        audit.record(
            "panel.interest_dismissed",
            subject=("candidacy", candidacy_id),
            actor_id=actor.person_id,
        )
