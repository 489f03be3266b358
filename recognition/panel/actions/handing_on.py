"""Handing a nominee on to a colleague on the panel."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Missing, Refused
from recognition.nominations import queries as nominations
from recognition.nominations.queries import CandidacyCard
from recognition.panel import closed
from recognition.panel.actions import handing_letters, letters
from recognition.panel.actions.assigning import panellists, put
from recognition.panel.actions.locking import lock, under_lock
from recognition.panel.models import Assignment
from recognition.panel.phases import check_may_score_at
from recognition.panel.queries.interests import candidates, judges
from recognition.panel.queries.leaders import leaders_on
from recognition.panel.queries.phases import phase_plan
from recognition.panel.queries.rights import may_score
from recognition.panel.queries.sheets import names_for_reader
from recognition.panel.rules import why_not
from recognition.people import queries as people
from recognition.people.queries import PersonCard, Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.schemes.rules import is_past
from recognition.words import _


def hand_on(
    *, candidacy_ids: Sequence[int], to_person_id: int, received: datetime, actor: Viewer
) -> None:
    """Let a colleague on the panel read what the actor has not sent scores for.

    All of them or none. What was written so far is kept, in case they come back. The colleague and
    whoever leads the panel on them are told.

    Args:
        candidacy_ids: at least one, of one round.
        to_person_id: the colleague.
        received: instant at which the request came in, UTC.
        actor: the panellist whose they are.

    Raises:
        Missing: one of them is not theirs to score, or there is no such person.
        Refused: scores are sent, judging has ended, or the colleague cannot read one of them.
    """
    numbers = sorted(set(candidacy_ids))
    if not numbers or not all(may_score(actor, number) for number in numbers):
        raise Missing
    cards = nominations.candidacies_by_id(numbers)
    card = schemes.round_card(cards[numbers[0]].round_id)
    if any(each.round_id != card.id for each in cards.values()):
        raise Missing
    colleague = people.person(to_person_id)
    _check_in_time(card, received)
    with transaction():
        lock(*numbers)
        closed.check_open(card.id)
        mine = [_unsent(number, actor.person_id) for number in numbers]
        _check_can_take(card.id, numbers, colleague)
        for assignment in mine:
            assignment.ended_at = clock.now()
        put([(number, colleague.id) for number in numbers])
        for number in numbers:
            audit.record(
                "panel.handed_on",
                subject=("candidacy", number),
                actor_id=actor.person_id,
                payload={"from": actor.name, "reader": colleague.name},
            )
        letters.given(colleague, card, len(numbers))
        _tell(card, [cards[number] for number in numbers], actor, colleague)


def _tell(
    card: RoundCard, handed: Sequence[CandidacyCard], actor: Viewer, colleague: PersonCard
) -> None:
    """Write one letter to each chair or deputy, about those nominees that they lead the panel on.

    No other letter says who reads a nominee.
    """
    leaders = dict[int, PersonCard]()
    theirs = defaultdict[int, list[CandidacyCard]](list)
    for each in handed:
        for leader in leaders_on(card.id, each.id):
            leaders[leader.id] = leader
            theirs[leader.id].append(each)
    for person_id, leader in leaders.items():
        names = names_for_reader(person_id, theirs[person_id])
        listed = [names[each.id].name for each in theirs[person_id]]
        handing_letters.handed_on(leader, actor.name, colleague.name, listed, card)


def _check_in_time(card: RoundCard, received: datetime) -> None:
    if card.judging_ends_at is not None and is_past(card.judging_ends_at, at=received):
        raise Refused(_("Judging has ended. Ask the chair if you need more time."))
    plan = phase_plan(card, received)
    if plan.are_set:
        check_may_score_at(plan.phases, received)


def _unsent(candidacy_id: int, person_id: int) -> Assignment:
    assignment, review = under_lock(candidacy_id, person_id)
    if review is not None and review.sent_at is not None:
        raise Refused(_("You have sent scores for one of these, and they count."))
    return assignment


def _check_can_take(round_id: int, numbers: Sequence[int], colleague: PersonCard) -> None:
    """Refuse somebody who is not on the panel, knows a nominee, or reads one already.

    It is not said which: that is between them and the chair.
    """
    if colleague.id not in panellists(round_id):
        raise Refused(_("%(name)s is not on this panel.", name=colleague.name), field="person_id")
    judge, known = judges([colleague.id])[0], candidates(numbers)
    reading = db.session.scalar(
        select(Assignment.id)
        .where(Assignment.candidacy_id.in_(numbers), Assignment.person_id == colleague.id)
        .where(Assignment.ended_at.is_(None))
        .limit(1)
    )
    if reading is not None or any(why_not(judge, known[number]) for number in numbers):
        raise Refused(
            _(
                "%(name)s cannot take all of these. Ask somebody else, or hand on fewer.",
                name=colleague.name,
            )
            if len(numbers) > 1
            else _("%(name)s cannot take this one. Ask somebody else.", name=colleague.name),
            field="person_id",
        )
