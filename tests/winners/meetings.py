"""A closed round whose panel has scored, ready for the meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import time_machine

from recognition import clock
from recognition.database import transaction
from recognition.panel import actions as panel
from recognition.panel.models import Assignment, Review, Score
from recognition.panel.rules import CHAIR, weighted_mean
from recognition.people.queries import PersonCard
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.winners import actions, queries
from tests.page_client import PageClient
from tests.world import World

SCORES = (
    (5, 5, 5),
    (5, 5, 4),
    (4, 4, 5),
    (4, 4, 4),
    (4, 3, 4),
    (3, 3, 3),
    (3, 2, 3),
    (2, 2, 2),
    (1, 1, 1),
)
"""Points by nominee and reader: enough for bands, with a clear first and a clear last."""


@dataclass
class MeetingRoom:
    """Everybody on the panel, and the nominees in the order in which they were nominated."""

    world: World
    round: RoundCard
    chair: PersonCard
    readers: list[PersonCard]
    nominees: list[PersonCard] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def nominate(self, *nominees: PersonCard) -> None:
        """Have people nominated while the round was still open."""
        with time_machine.travel(clock.now() - timedelta(hours=2)):
            for nominee in nominees:
                self.world.nomination(self.round, nominee=nominee)
        for nominee in nominees:
            self.nominees.append(nominee)
            self.numbers.append(self.world.candidacy(self.round, nominee))

    def score(self, number: int, points: Sequence[int | Mapping[int, int | None]]) -> None:
        """Write down what the readers gave one nominee: the same throughout, or by criterion."""
        # under the lock that every write takes, for a server may be running beside this
        with self.world.app.app_context(), transaction() as session:
            criteria = {
                one.id: one.weight for one in schemes.form_sheet(self.round.version_id).criteria
            }
            for reader, given in zip(self.readers, points, strict=False):
                by_criterion = dict.fromkeys(criteria, given) if isinstance(given, int) else given
                row = Assignment(candidacy_id=number, person_id=reader.id, assigned_at=clock.now())
                session.add(row)
                session.flush()
                review = Review(
                    assignment_id=row.id,
                    mean=weighted_mean(by_criterion, criteria),
                    saved_at=clock.now(),
                    sent_at=clock.now(),
                )
                session.add(review)
                session.flush()
                session.add_all(
                    Score(review_id=review.id, criterion_id=key, points=value)
                    for key, value in by_criterion.items()
                )
            panel.recount(number)

    def criteria(self) -> list[int]:
        """Return the numbers of the criteria, in order."""
        with self.world.app.app_context():
            return [one.id for one in schemes.form_sheet(self.round.version_id).criteria]

    def work_out(self) -> None:
        """Work the results out, as the worker does every minute."""
        with self.world.app.app_context():
            panel.calculate(self.round.id)

    def know(self, person: PersonCard, number: int) -> None:
        """Have somebody on the panel say that they know a nominee."""
        with self.world.app.app_context():
            panel.declare_interest(
                candidacy_id=number, reason="A cousin.", actor=self.world.viewer(person)
            )
        self.work_out()

    def decide(
        self,
        number: int,
        outcome: str = "winner",
        reason: str = "We agreed.",
        *,
        by: PersonCard | None = None,
    ) -> None:
        """Have the chair decide, or somebody else who leads."""
        actor = self.world.viewer(by or self.chair)
        with self.world.app.app_context():
            actions.decide(
                number,
                outcome=outcome,
                reason=reason,
                edition=queries.edition_of(number),
                actor=actor,
                now=clock.now(),
            )

    def close(self) -> None:
        """Have the chair close the round."""
        actor = self.world.viewer(self.chair)
        with self.world.app.app_context():
            actions.close(self.round.id, actor=actor, now=clock.now())

    def want(self, winners: int) -> None:
        """Have the chair say how many winners there are to be."""
        actor = self.world.viewer(self.chair)
        with self.world.app.app_context():
            panel.want(
                round_id=self.round.id,
                category_id=schemes.categories(self.round.scheme.id)[0].id,
                winners=winners,
                actor=actor,
            )
            panel.calculate_asked()

    def outcome(self, number: int) -> str:
        """Return what is decided about a nominee."""
        with self.world.app.app_context():
            return queries.outcomes([number])[number]

    def snapshot(self) -> dict[str, Any]:
        """Return what the last closing kept."""
        with self.world.app.app_context():
            closed = queries.last_closing(self.round.id)
            assert closed is not None
            return closed.snapshot

    def page_of(self, number: int) -> str:
        """Return the address of a nominee's page once the room is ready."""
        return f"/winners/meeting/nominee/{number}?left=1"

    def press(self, client: PageClient, number: int, deed: str, **typed: Any) -> Any:
        """Press a button on a nominee's page; the edition is the one on that page."""
        with self.world.app.app_context():
            edition = queries.edition_of(number)
        return client.send(
            f"/winners/meeting/nominee/{number}/{deed}",
            {"edition": str(edition), **typed},
            form=self.page_of(number),
        )


def meeting_room(world: World, *scores: Sequence[int]) -> MeetingRoom:
    """Set up a round that closed an hour ago, with a nominee for each row of scores.

    Args:
        scores: the points of each nominee, one for each of up to three readers.
    """
    with time_machine.travel(clock.now() - timedelta(hours=2)):
        round_ = world.round(closes_in=timedelta(hours=1), opens_in=-timedelta(days=1))
        chair = world.person("Grace Okafor")
        readers = [world.person(name) for name in ("Asha Patel", "Ben Carter", "Dilys Evans")]
        world.appoint(round_, chair, role=CHAIR)
        for reader in readers:
            world.appoint(round_, reader)
    room = MeetingRoom(world, round_, chair, readers)
    names = ("Ann", "Bo", "Cy", "Dee", "Eve", "Flo", "Gus", "Hal", "Ida")
    room.nominate(*(world.person(f"{names[place]} Moss") for place in range(len(scores))))
    for number, points in zip(room.numbers, scores, strict=True):
        room.score(number, points)
    room.work_out()
    return room
