"""What tests of thanking share: an acceptance that has rested, a post, and a look into tables."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from recognition import clock
from recognition.database import db, transaction
from recognition.mail import links
from recognition.mail.actions import deliver_due
from recognition.nominations.models import Nomination
from recognition.nominations.queries import Nominee
from recognition.people.models import Person
from recognition.people.queries import PersonCard, workplace
from recognition.schemes.models import Scheme
from recognition.schemes.queries import RoundCard
from recognition.thanks import actions
from recognition.thanks.models import Card, Thank
from recognition.thanks.reckoning import REST
from tests.world import World

SOON = REST + timedelta(minutes=1)


@dataclass
class Desk:
    """Thanks somebody, delivers their letters, and looks into the tables."""

    app: Flask
    world: World
    posted: list[EmailMessage] = field(default_factory=list)

    def thank(self, after: timedelta = SOON) -> int:
        """Do the chore as it is done a while from now."""
        with self.app.app_context():
            return actions.thank_accepted(clock.now() + after)

    def deliver(self, post: Callable[[EmailMessage], None] | None = None) -> int:
        """Deliver every letter that is due."""
        with self.app.app_context():
            return deliver_due(post or self.posted.append)

    def give_up(self) -> None:
        """Have the mail server refuse every letter until it is given up."""

        def refuse(_message: EmailMessage) -> None:
            raise ConnectionRefusedError

        for day in range(10):
            with time_machine.travel(clock.now() + timedelta(days=day)):
                self.deliver(refuse)

    def thanks(self, reference: str = "") -> list[Thank]:
        """Return the thanks there are, of one nomination or all, oldest first."""
        with self.app.app_context():
            chosen = select(Thank).join(Nomination, Nomination.id == Thank.nomination_id)
            if reference:
                chosen = chosen.where(Nomination.reference == reference)
            found = list(db.session.scalars(chosen.order_by(Thank.id)))
            db.session.expunge_all()
            return found

    def cards(self) -> list[Card]:
        """Return every card, oldest first."""
        with self.app.app_context():
            found = list(db.session.scalars(select(Card).order_by(Card.id)))
            db.session.expunge_all()
            return found

    def change(self, reference: str, **facts: object) -> None:
        """Change a nomination as its checkers or its nominator would."""
        with self.app.app_context(), transaction() as session:
            row = session.scalars(select(Nomination).where(Nomination.reference == reference)).one()
            for name, value in facts.items():
                setattr(row, name, value)

    def change_scheme(self, round_: RoundCard, **facts: object) -> None:
        """Change a scheme as its administrators would."""
        with self.app.app_context(), transaction() as session:
            for name, value in facts.items():
                setattr(session.get_one(Scheme, round_.scheme.id), name, value)

    def has_left(self, person: PersonCard, at: datetime | None = None) -> None:
        """Have somebody leave."""
        with self.app.app_context(), transaction() as session:
            session.get_one(Person, person.id).left_at = at or clock.now()

    def letters_to(self, person: PersonCard) -> list[str]:
        """Return subject and text of what was posted to somebody."""
        return [
            f"{letter['Subject']}\n{letter.get_content()}"
            for letter in self.posted
            if letter["To"] == person.email
        ]


def team_of(world: World, *members: PersonCard) -> Nominee:
    """Return the team of these colleagues as a nominee."""
    with world.app.app_context():
        number = workplace([members[0].id])[members[0].id].team_id
    return Nominee("team", members[0].team, "", team_id=number)


@pytest.fixture
def desk(app: Flask, world: World) -> Desk:
    """Somebody who thanks, with an outbox that tells who was reached."""
    links.register_waiting(actions.LINK_KIND, actions.tell)
    return Desk(app, world)
