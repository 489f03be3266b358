"""A round with something of every kind that is kept for a while, as it is left behind by use."""

from dataclasses import dataclass
from datetime import timedelta

import time_machine
from sqlalchemy import select, update

from recognition import clock
from recognition.database import db, transaction
from recognition.mail.actions import deliver_due
from recognition.newsletter import actions as packs
from recognition.newsletter.actions.keeping import Named
from recognition.newsletter.choices import Selection
from recognition.nominations import actions as nominating
from recognition.nominations import queries as nominations
from recognition.nominations.models import Draft, Enquiry, LatePermission, Nomination
from recognition.nominations.queries import Author, Nominee
from recognition.panel import actions as panel
from recognition.panel.rules import CHAIR
from recognition.people.models import Person
from recognition.people.queries import PersonCard
from recognition.people.rules import COMMUNICATIONS
from recognition.schemes.queries import RoundCard
from recognition.thanks import actions as thanking
from recognition.thanks.models import Consent, Thank
from recognition.winners import actions as winning
from recognition.winners.actions import PhotoWords, Sender
from tests.winners.pictures import photograph
from tests.world import World

WORD = "Quillfeather"  # stands in every text that must go


@dataclass
class Aged:
    """The people in it; everything happened at once, and the round is announced."""

    world: World
    round: RoundCard
    administrator: PersonCard
    nominator: PersonCard
    nominee: PersonCard
    panellist: PersonCard
    chair: PersonCard
    officer: PersonCard
    candidacy: int


def aged(world: World, *, ago: timedelta = timedelta(0)) -> Aged:
    """Let a round run from its first draft to a pack for the newsletter, some time ago."""
    began = clock.now() - ago - timedelta(hours=2)
    with time_machine.travel(began, tick=True):
        made = Aged(
            world,
            world.round(closes_in=timedelta(hours=1)),
            administrator=world.administrator(),
            nominator=world.person("Nia Novak", team="Larch Ward"),
            nominee=world.person("Asha Patel", team="Hazel Ward"),
            panellist=world.person("Ben Carter"),
            chair=world.person("Grace Okafor"),
            officer=world.granted(COMMUNICATIONS),
            candidacy=0,
        )
        world.appoint(made.round, made.chair, role=CHAIR)
        world.appoint(made.round, made.panellist)
        _nominate(made)
        made.candidacy = world.candidacy(made.round, made.nominee)
    with time_machine.travel(began + timedelta(hours=2), tick=True):
        _judge(made)
        _announce(made)
    return made


def _nominate(made: Aged) -> None:
    world, round_, words = made.world, made.round, (f"{WORD} stayed.", f"{WORD} slept.")
    world.nomination(round_, nominee=made.nominee, nominator=made.nominator, answers=words)
    world.nomination(round_, nominee=Nominee("described", f"Sue {WORD}", "Larch Ward"))
    taken_back = world.nomination(round_, nominator=made.nominator, answers=words, accepted=False)
    declined = world.nomination(round_, answers=words, accepted=False)
    administrator, me = world.viewer(made.administrator), Author.of(world.viewer(made.nominator))
    with world.app.app_context():
        nominating.withdraw(reference=taken_back, actor=me, received=clock.now())
        seen = nominations.sheet(administrator, declined).edition
        nominating.decline(declined, seen=seen, words="Thank you.", actor=administrator)
    with world.app.app_context(), transaction() as session:
        now = clock.now()
        first = session.scalars(select(Nomination.id)).first()
        session.add(Enquiry(nomination_id=first, question=f"Which {WORD}?", asked_at=now))
        for key in ("a" * 32, "b" * 32):
            session.add(
                Draft(
                    key=key,
                    author_id=made.nominator.id,
                    round_id=round_.id,
                    answers={"1": WORD},
                    parked={"answer_1": WORD},
                    updated_at=now,
                )
            )
        session.add(
            LatePermission(
                round_id=round_.id,
                person_id=made.nominator.id,
                until=now,
                reason=WORD,
                granted_at=now,
                granted_by_id=administrator.person_id,
            )
        )


def _judge(made: Aged) -> None:
    world = made.world
    world.assigned(made.candidacy, made.panellist)
    world.reviewed(made.candidacy, made.panellist, comment=f"{WORD} moved me.", note=f"My {WORD}.")
    with world.app.app_context():
        thanking.thank_accepted(clock.now() + timedelta(hours=1))
        panel.calculate_results()
    with world.app.app_context(), transaction() as session:
        thank = session.scalars(select(Thank)).first()
        assert thank is not None
        thank.passed_to = WORD
    world.decided(made.candidacy, made.chair, citation=f"{WORD} stayed.")


def _announce(made: Aged) -> None:
    world, officer = made.world, made.world.viewer(made.officer)
    world.consented(made.candidacy)
    with world.app.app_context(), transaction() as session:
        session.execute(update(Consent).values(until=clock.now() + timedelta(days=730)))
    with world.app.app_context():
        said = PhotoWords(f"A picture of {WORD}", WORD, (0.5, 0.5))
        winning.keep_photo(
            made.candidacy, photograph(), said, sender=Sender(person_id=officer.person_id)
        )
    world.announced(made.round)
    with world.app.app_context():
        winning.tell_outcomes()
        chosen = Selection(order=(made.candidacy,))
        packs.keep_pack(made.round.id, chosen, Named("March"), actor=officer)
        while deliver_due(lambda _letter: None):
            pass


def leave(made: Aged, person: PersonCard, *, ago: timedelta = timedelta(0)) -> None:
    """Let somebody have left some time ago."""
    with made.world.app.app_context(), transaction() as session:
        session.get_one(Person, person.id).left_at = clock.now() - ago


def everything_stored() -> str:
    """Return every text in the database, to look for a word in."""
    with db.engine.connect() as connection:
        found = []
        for table in db.metadata.sorted_tables:
            found += [str(row) for row in connection.execute(select(table))]
    return "\n".join(found)
