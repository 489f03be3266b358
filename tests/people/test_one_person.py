"""Two records of one person become one, and can be parted again."""

from dataclasses import dataclass, field
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from recognition import clock
from recognition.audit.queries import entries
from recognition.database import Model, db, transaction
from recognition.errors import Missing, Refused
from recognition.mail.models import Letter
from recognition.nominations import actions as nominating
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries.sheet import sheet
from recognition.panel import actions as judging
from recognition.panel import queries as panel
from recognition.panel.actions import covering
from recognition.panel.models import Appointment, Assignment, Interest
from recognition.panel.queries.held import is_held
from recognition.panel.queries.interests import candidates, has_interest, holds, judges, known_to
from recognition.panel.rules import CHAIR, why_not
from recognition.people import actions, queries
from recognition.people.actions.holdings import of_people, of_teams
from recognition.people.models import Account, Grant, Person, PersonMerge
from recognition.people.queries import PersonCard, Viewer
from recognition.people.rules import COMMUNICATIONS, token_digest
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.thanks.models import Card, Quiet
from tests.world import TRUST, World

LEFT_BEHIND = {
    "person_merge.merged_id", "second_step.person_id", "missed_code.person_id",
    "person_part.person_id",
}  # fmt: skip
"""Columns that stay with a record: which one it was, what opens for its number, its own name."""
GROWS = {
    "audit_entry", "audit_head", "letter", "mark", "person_merge", "sign_in_link",
    "sign_in_session",
}  # fmt: skip


def everything() -> dict[str, list[str]]:
    """Return every row of every table but those that grow with each signing in or change."""
    with db.engine.connect() as connection:
        return {
            name: sorted(repr(tuple(row)) for row in connection.execute(sa.select(table)))
            for name, table in Model.metadata.tables.items()
            if name not in GROWS
        }


@dataclass
class Two:
    """Two records of one person, and the administrator who makes them one."""

    app: Flask
    world: World
    kept: PersonCard
    other: PersonCard
    admin: Viewer
    made: list[int] = field(default_factory=list)

    def make_one(self) -> None:
        with self.app.app_context():
            number = actions.make_one(
                self.kept.id, self.other.id, reason="Bank and ward", actor=self.admin
            )
            self.made.append(number)

    def part(self) -> None:
        with self.app.app_context():
            actions.part(self.made[-1], actor=self.admin)

    def rows(self, column: Any) -> list[int]:
        """Return how many rows name the record that is kept, and how many the other one."""
        with self.app.app_context():
            return [
                db.session.scalar(sa.select(sa.func.count()).where(column == number)) or 0
                for number in (self.kept.id, self.other.id)
            ]

    def refused(self, words: str) -> None:
        """Try; expect these words and no change at all."""
        with self.app.app_context():
            before = everything()
            with pytest.raises(Refused, match=words):
                actions.make_one(self.kept.id, self.other.id, reason="Same", actor=self.admin)
            assert everything() == before


@pytest.fixture
def two(app: Flask, world: World) -> Two:
    return Two(
        app,
        world,
        kept=world.person("Asha Patel", email="asha@example.org", team="Ward 7"),
        other=world.person("Asha Patel", email="asha.bank@example.org", team="Bank staff"),
        admin=world.viewer(world.administrator()),
    )


def in_use(two: Two) -> RoundCard:
    """Give the other record a bit of everything: written, received, read, agreed to."""
    world, other = two.world, two.other
    round_ = world.round(world.scheme(name="Kindness awards"))
    world.nomination(round_, nominator=other)
    world.nomination(round_, nominee=other)
    candidacy = world.candidacy(round_, other)
    world.consented(candidacy, "intranet")
    read, friend = world.person("Nia Read"), world.person("Kit Friend")
    judged = world.round(world.scheme(name="Other awards"))
    world.appoint(judged, other)
    for nominee in (read, friend):
        world.nomination(judged, nominee=nominee)
        world.assigned(world.candidacy(judged, nominee), other)
    world.reviewed(world.candidacy(judged, read), other, comment="She stayed.")
    friendly = world.candidacy(judged, friend)
    actor = world.viewer(other)
    with two.app.app_context():
        judging.declare_interest(candidacy_id=friendly, reason="A friend.", actor=actor)
        with transaction() as session:
            session.add(Quiet(person_id=other.id, said_at=clock.now()))
    world.granted(COMMUNICATIONS, other)
    world.person("Works Forthem", manager=other)
    return judged


MOVES = (
    Nomination.nominator_id, Candidacy.person_id, Card.person_id, Quiet.person_id,
    Appointment.person_id, Assignment.person_id, Interest.person_id, Account.person_id,
    Grant.person_id, Person.manager_id,
)  # fmt: skip


def test_everything_moves_to_the_record_that_is_kept_and_goes_back_exactly(two: Two) -> None:
    in_use(two)
    with two.app.app_context():
        before = everything()
    had = {column: two.rows(column)[1] for column in MOVES}
    assert all(had.values())
    two.make_one()
    for column in MOVES:
        assert two.rows(column)[1] == 0, column
        assert two.rows(column)[0] >= had[column], column
    with two.app.app_context():
        assert {name: len(rows) for name, rows in everything().items()} == {
            # by the address that it gave up the other record is found no more
            name: len(rows) - (name == "person_part")
            for name, rows in before.items()
        }
        (entry,), _total = entries(action="people.made_one")
        assert entry.details["reason"] == "Bank and ward"
    two.part()
    with two.app.app_context():
        assert everything() == before
        assert entries(action="people.parted")[1] == 1


def test_what_was_written_after_they_became_one_stays_with_the_record_that_was_kept(
    two: Two,
) -> None:
    judged = in_use(two)
    two.make_one()
    two.world.nomination(judged, nominator=two.kept)
    two.part()
    assert two.rows(Nomination.nominator_id) == [1, 1]


def test_every_column_that_names_a_person_or_a_team_is_known_to_move(app: Flask) -> None:
    def naming(table: str) -> set[str]:
        return {
            f"{key.parent.table.name}.{key.parent.name}"
            for each in Model.metadata.tables.values()
            for key in each.foreign_keys
            if key.column.table.name == table
        }

    def moving(rooms: Any) -> set[str]:
        return {held.name for room in rooms for held in room.columns if not held.form}

    assert naming("person") - LEFT_BEHIND == moving(of_people())
    assert naming("team") == moving(of_teams())


def test_the_second_address_signs_in_as_the_person_and_the_record_alone_does_not(
    two: Two,
) -> None:
    two.make_one()
    with two.app.app_context():
        for address in ("asha@example.org", "asha.bank@example.org"):
            link = actions.make_sign_in_link(address)
            assert link is not None
            token = actions.sign_in(link.rsplit("/", 1)[1]).session_token
            digest = token_digest(token)
            viewer = queries.viewer_of_session(digest, token, at=clock.now())
            assert viewer is not None
            assert viewer.person_id == two.kept.id
        with pytest.raises(Missing):
            actions.sign_in_as(two.other.id)
    two.part()
    with two.app.app_context():
        account = sa.select(Account.person_id).where(Account.email == "asha.bank@example.org")
        actions.make_sign_in_link("asha.bank@example.org")
        assert db.session.scalar(account) == two.other.id


def test_making_one_and_parting_end_every_session_of_both(two: Two) -> None:
    def is_in(viewer: Viewer) -> bool:
        with two.app.app_context():
            token = viewer.session_token
            return (
                queries.viewer_of_session(viewer.session_digest, token, at=clock.now()) is not None
            )

    one, other = two.world.viewer(two.kept), two.world.viewer(two.other)
    two.make_one()
    assert not is_in(one)
    assert not is_in(other)
    again = two.world.viewer(two.kept)
    two.part()
    assert not is_in(again)


def test_interests_match_the_person_whichever_record_they_come_from(two: Two) -> None:
    """Rule N3: the nominator, the manager, the nominee and the second post of one person."""
    world, kept, other = two.world, two.kept, two.other
    round_ = world.round()
    sam, lee, kit = (world.person(name) for name in ("Sam One", "Lee Two", "Kit Three"))
    managed = world.person("Man Aged", manager=other)
    world.nomination(round_, nominator=other, nominee=sam)
    for nominee in (lee, managed, other, kit):
        world.nomination(round_, nominee=nominee)
    two.make_one()
    interesting = {world.candidacy(round_, person) for person in (sam, managed, kept)}
    with two.app.app_context():
        every = [card.id for card in nominations.candidacies(round_.id)]
        by_hand = {
            number
            for number in every
            if why_not(judges([kept.id])[0], candidates([number])[number])
        }
        assert by_hand == interesting
        assert {n for n in every if holds(n, has_interest(kept.id))} == interesting
        assert set(db.session.scalars(known_to(kept.id, round_.id))) == interesting


def test_a_second_post_still_counts_as_an_interest(two: Two) -> None:
    world, kept, other = two.world, two.kept, two.other
    with two.app.app_context():
        bank = queries.workplace([other.id])[other.id].team_id
    boss = world.person("Bea Boss")
    with two.app.app_context(), transaction() as session:
        session.get_one(Person, other.id).manager_id = boss.id
    round_ = world.round()
    world.nomination(round_, nominee=kept)
    candidacy = world.candidacy(round_, kept)
    with two.app.app_context():
        assert not holds(candidacy, has_interest(boss.id))
        category = schemes.categories(round_.scheme.id)[0].id
        with transaction() as session:
            team = Candidacy(round_id=round_.id, category_id=category, team_id=bank)
            session.add(team)
            session.flush()
            team_id = team.id
        assert not holds(team_id, has_interest(kept.id))
    two.make_one()
    with two.app.app_context():
        for number, who in ((candidacy, boss.id), (team_id, kept.id)):
            assert holds(number, has_interest(who))
            assert why_not(judges([who])[0], candidates([number])[number])
            assert number in set(db.session.scalars(known_to(who, round_.id)))


def test_one_person_with_two_records_cannot_sit_twice_or_score_one_nominee_twice(
    two: Two,
) -> None:
    """Rule A9."""
    world, chair = two.world, two.world.person("Grace Okafor")
    round_ = world.round()
    nominee = world.person("Nia Read")
    world.nomination(round_, nominee=nominee)
    candidacy = world.candidacy(round_, nominee)
    world.appoint(round_, chair, role=CHAIR)
    for reader in (two.kept, two.other):
        world.appoint(round_, reader)
        world.assigned(candidacy, reader)
        world.reviewed(candidacy, reader)
    two.refused("Both sit on the panel of This month")
    with two.app.app_context():
        judging.end_appointment(
            round_id=round_.id, person_id=two.other.id, role="panellist", actor=None
        )
    two.refused("Both read the same nominee in This month")
    lead = world.viewer(chair)
    with two.app.app_context():
        reading = db.session.scalars(
            sa.select(Assignment.id).where(Assignment.person_id == two.other.id)
        ).one()
        judging.reopen(
            candidacy_id=candidacy, assignment_id=reading, reason="Read twice.", actor=lead
        )
        judging.unassign(
            round_id=round_.id, candidacy_id=candidacy, person_id=two.other.id, actor=lead
        )
    two.make_one()
    with two.app.app_context():
        counted = db.session.scalars(
            sa.select(Assignment.person_id).where(
                Assignment.candidacy_id == candidacy, Assignment.ended_at.is_(None)
            )
        ).all()
        assert counted == [two.kept.id]


def test_a_seat_and_a_reading_in_use_win_over_ones_that_ended_and_go_back(two: Two) -> None:
    world = two.world
    round_ = world.round()
    nominee = world.person("Nia Read")
    world.nomination(round_, nominee=nominee)
    candidacy = world.candidacy(round_, nominee)
    world.appoint(round_, two.kept)
    world.assigned(candidacy, two.kept)
    with two.app.app_context():
        judging.end_appointment(
            round_id=round_.id, person_id=two.kept.id, role="panellist", actor=None
        )
    world.appoint(round_, two.other)
    world.assigned(candidacy, two.other)
    world.reviewed(candidacy, two.other)
    world.viewer(two.kept)  # makes their account
    with two.app.app_context():
        before = everything()
    two.make_one()
    viewer = world.viewer(two.kept)
    with two.app.app_context():
        assert panel.may_sit(viewer, round_.id)
        assert panel.may_read(viewer, candidacy)
        assert panel.score_sheet(viewer, candidacy).review.sent_at is not None
    two.part()
    with two.app.app_context():
        assert everything() == before


def test_a_seat_for_an_absent_chair_wins_on_its_days_and_goes_back(two: Two) -> None:
    world, chair = two.world, two.world.person("Grace Okafor")
    round_ = world.round()
    for person in (chair, two.kept):
        world.appoint(round_, person, role=CHAIR)
    with two.app.app_context():
        judging.end_appointment(round_id=round_.id, person_id=two.kept.id, role=CHAIR, actor=None)
    actor = world.viewer(chair)
    with two.app.app_context():
        number = covering.name_cover(
            absent_id=chair.id,
            stand_in_id=two.other.id,
            what=[f"chair-{round_.id}"],
            days=(clock.today(), clock.today()),
            actor=actor,
        )
    world.viewer(two.kept)  # makes their account
    with two.app.app_context():
        before = everything()
    two.make_one()
    with two.app.app_context():
        seats = sa.select(Appointment.cover_id).where(is_held())
        assert db.session.scalars(seats.where(Appointment.person_id == two.kept.id)).all() == [
            number
        ]
        chairs = sa.select(Appointment).where(
            Appointment.person_id == two.kept.id, Appointment.cover_id == number
        )
        assert db.session.scalars(chairs).one().ended_at > clock.now()
    two.part()
    with two.app.app_context():
        assert everything() == before


def test_an_interest_wins_over_the_word_that_there_is_none(two: Two) -> None:
    world = two.world
    round_ = world.round()
    nominee = world.person("Nia Read")
    world.nomination(round_, nominee=nominee)
    number = world.candidacy(round_, nominee)
    said = {"declared_at": clock.now(), "candidacy_id": number}
    with two.app.app_context(), transaction() as session:
        session.add(Interest(person_id=two.kept.id, state="dismissed", reason="No.", **said))
        session.add(Interest(person_id=two.other.id, state="declared", reason="Yes.", **said))
    with two.app.app_context():
        before = everything()
    two.make_one()
    with two.app.app_context():
        assert holds(number, has_interest(two.kept.id))
    two.part()
    with two.app.app_context():
        assert everything() == before


def test_records_of_which_one_nominated_the_other_stay_two_until_that_is_declined(
    two: Two,
) -> None:
    round_ = two.world.round()
    reference = two.world.nomination(round_, nominator=two.other, nominee=two.kept, accepted=False)
    two.refused(f"One of these records nominated the other .{reference}.")
    with two.app.app_context(), transaction() as session:
        row = session.scalars(sa.select(Nomination).where(Nomination.reference == reference)).one()
        row.standing = "declined"
    two.make_one()
    assert two.rows(Nomination.nominator_id) == [1, 0]


@pytest.mark.parametrize("first", ["kept", "other"])
def test_two_nominees_of_one_list_are_merged_first_whichever_of_them_stays(
    two: Two, first: str
) -> None:
    world = two.world
    round_ = world.round()
    people = [two.kept, two.other] if first == "kept" else [two.other, two.kept]
    references = [world.nomination(round_, nominee=person, accepted=False) for person in people]
    two.refused("Both are nominees in .* of This month. Merge the two nominees first")
    with two.app.app_context():
        numbers = {
            person.id: db.session.scalars(
                sa.select(Candidacy.id).where(Candidacy.person_id == person.id)
            ).one()
            for person in people
        }
        merge_nominees(two, references[0], numbers[people[1].id])
        before = everything()
    two.make_one()
    with two.app.app_context():
        live = db.session.scalars(
            sa.select(Candidacy.person_id).where(Candidacy.merged_into_id.is_(None))
        ).all()
        assert live == [two.kept.id]
    two.part()
    with two.app.app_context():
        assert everything() == before


def merge_nominees(two: Two, reference: str, other_id: int) -> None:
    seen = sheet(two.admin, reference).edition
    nominating.merge(reference, seen=seen, other_id=other_id, actor=two.admin)


def test_a_staff_file_with_the_second_address_changes_the_person_and_adds_nobody(
    two: Two,
) -> None:
    two.make_one()
    file = (
        b"email,name,job_title,team,site\n"
        b"asha.bank@example.org,Asha Patel,Sister,Ward 7,Main site\n"
    )
    with two.app.app_context():
        report = actions.import_people(file, TRUST)
        assert (report.added, report.updated) == (0, 1)
        assert queries.person(two.kept.id).job_title == "Sister"
        both = file + b"asha@example.org,Asha Patel,Matron,Ward 7,Main site\n"
        report = actions.import_people(both, TRUST)
        assert (report.added, report.updated, len(report.notes)) == (0, 1, 1)
        assert queries.person(two.kept.id).job_title == "Matron"
        assert queries.staff_sheet(two.other.id).merged_into_id == two.kept.id


def test_records_stay_two_while_something_about_them_speaks_against_it(
    two: Two, world: World
) -> None:
    with two.app.app_context():
        actions.disable(person_id=two.other.id)
    two.refused("One of these records may sign in and the other may not")
    with two.app.app_context():
        actions.enable(person_id=two.other.id)
        actions.mark_left(two.kept.id, actor=two.admin)
    two.refused("Keep the other one")
    far = world.person("Far Away", organisation="Another Hospice")
    with two.app.app_context():
        for pair in ((far.id, two.kept.id), (two.kept.id, far.id), (two.kept.id, two.kept.id)):
            with pytest.raises(Missing):
                actions.make_one(*pair, reason="Same", actor=two.admin)
        with pytest.raises(Refused, match="Say why"):
            actions.make_one(two.other.id, two.kept.id, reason=" ", actor=two.admin)
        assert db.session.scalars(sa.select(PersonMerge.id)).all() == []


def test_both_addresses_are_told_when_records_become_one(two: Two) -> None:
    two.make_one()
    with two.app.app_context():
        letters = db.session.scalars(
            sa.select(Letter).where(Letter.kind == "people.made_one").order_by(Letter.id)
        ).all()
        assert [letter.to_address for letter in letters] == [
            "asha@example.org",
            "asha.bank@example.org",
        ]
        assert all("Your two records are one now" in letter.subject for letter in letters)


def test_the_longer_of_two_roles_of_a_kind_counts_and_goes_back(two: Two) -> None:
    today = clock.today()
    place = {"organisation_id": two.kept.organisation_id, "role": COMMUNICATIONS}
    with two.app.app_context():
        actions.grant(person_id=two.kept.id, expires_on=today, **place)
        actions.grant(person_id=two.other.id, **place)
        before = everything()
    two.make_one()
    with two.app.app_context():
        lines = queries.role_lines([two.kept.organisation_id], at=clock.now())
        held = [line for line in lines if line.role == COMMUNICATIONS]
        assert [(line.person_id, line.expires_on) for line in held] == [(two.kept.id, None)]
    two.part()
    with two.app.app_context():
        assert everything() == before


def test_the_first_administrator_may_be_named_by_a_second_address(two: Two) -> None:
    two.make_one()
    with two.app.app_context():
        actions.first_administrator(
            email="asha.bank@example.org", name="Asha Patel", organisation=TRUST
        )
        assert two.kept.id in {
            card.id for card in queries.holders(two.kept.organisation_id, "administrator")
        }


def test_three_records_become_one_and_come_apart_in_any_order(two: Two, world: World) -> None:
    third = world.person("Asha Patel", email="asha.three@example.org")
    round_ = world.round()
    world.nomination(round_, nominator=third)
    with two.app.app_context():
        before = everything()
        first = actions.make_one(two.other.id, third.id, reason="Same", actor=two.admin)
        second = actions.make_one(two.kept.id, two.other.id, reason="Same", actor=two.admin)
    assert two.rows(Nomination.nominator_id) == [1, 0]
    with two.app.app_context():
        assert actions.make_sign_in_link("asha.three@example.org")
        account = sa.select(Account.person_id).where(Account.email == "asha.three@example.org")
        assert db.session.scalar(account) == two.kept.id
        with transaction() as session:
            session.execute(sa.text("DELETE FROM sign_in_link"))
        actions.part(first, actor=two.admin)
        actions.part(second, actor=two.admin)
        assert everything() == before
        with pytest.raises(Refused, match="parted before"):
            actions.part(first, actor=two.admin)
