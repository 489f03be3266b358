"""The demonstration: what an empty database is filled with."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from recognition import clock
from recognition.app import create_app
from recognition.audit import queries as audit
from recognition.audit.models import Entry
from recognition.database import db, transaction
from recognition.demo import actions
from recognition.demo.dates import calendar
from recognition.demo.staff import PERSONAS, SECOND_PANELLIST
from recognition.demo.stories import ALL, CITATIONS, WAITING
from recognition.errors import Refused
from recognition.hall import checks
from recognition.mail.models import Letter
from recognition.nominations.models import Answer, Candidacy, Nomination
from recognition.panel.models import Assignment, Review, Tally
from recognition.panel.queries.interests import candidates, judges
from recognition.panel.rules import why_not
from recognition.people import actions as people
from recognition.people.models import Person
from recognition.schemes import queries as schemes
from recognition.thanks import queries as thanks
from recognition.winners.actions import tell_outcomes
from recognition.winners.models import Decision
from tests.settings import settings_for

pytestmark = pytest.mark.long

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


@pytest.fixture
def filled(app: Flask) -> Flask:
    with app.app_context():
        actions.fill(NOW)
    return app


def test_the_worker_writes_to_nobody_about_the_round_announced_weeks_ago(filled: Flask) -> None:
    with filled.app_context():
        assert tell_outcomes(NOW) == 0


def told() -> list[tuple[object, ...]]:
    """Return every nomination with its words and times, in the order of the story."""
    rows = db.session.execute(
        select(Nomination.reference, Nomination.sent_at, Person.email, Answer.text)
        .outerjoin(Person, Person.id == Nomination.nominator_id)
        .join(Answer, Answer.nomination_id == Nomination.id)
        .order_by(Nomination.id, Answer.question_id)
    )
    return [tuple(row) for row in rows]


def test_every_story_is_told_once(filled: Flask) -> None:
    with filled.app_context():
        words = {row[3] for row in told()}
        written = (*ALL, *WAITING)
        assert db.session.scalar(select(func.count(Nomination.id))) == len(written)
        assert words == {text for story in written for text in (story.action, story.impact)}


def test_the_same_instant_gives_the_same_nominations(filled: Flask, tmp_path: Path) -> None:
    again = create_app(settings_for(f"sqlite:///{tmp_path / 'again.sqlite'}"), TESTING=True)
    with filled.app_context():
        first = told()
    with again.app_context():
        db.create_all()
        actions.fill(NOW)
        second = told()
        db.session.remove()
        db.engine.dispose()
    assert second == first


def test_nothing_happened_before_its_round_opened_or_after_it_closed(filled: Flask) -> None:
    with filled.app_context():
        rows = db.session.execute(
            select(Candidacy.round_id, Nomination.sent_at).join(
                Nomination, Nomination.candidacy_id == Candidacy.id
            )
        ).all()
        for round_id, sent_at in rows:
            card = schemes.round_card(round_id)
            assert card.is_open(sent_at)
            assert sent_at <= NOW
        assert db.session.scalar(select(func.max(Review.sent_at))) <= NOW


def test_one_round_takes_nominations_for_two_weeks_and_one_is_being_judged(filled: Flask) -> None:
    with filled.app_context():
        names = {card.name: card for card in schemes.open_rounds(NOW)}
        planned = calendar(NOW)
        assert set(names) == {planned.open.name, "Always open"}
        closes = names[planned.open.name].closes_at
        assert closes is not None
        assert timedelta(days=13) < closes - NOW < timedelta(days=15)
        judged = schemes.round_by_slug("going-the-extra-mile", "october-2026")
        assert judged.closes_at is not None
        assert judged.judging_ends_at is not None
        assert judged.closes_at < NOW < judged.judging_ends_at


def test_the_audit_trail_of_the_demonstration_verifies(filled: Flask) -> None:
    with filled.app_context():
        assert audit.first_problem() is None
        with transaction() as session:
            session.execute(
                update(Entry).where(Entry.number == 100).values(at=NOW - timedelta(days=999))
            )
        assert audit.first_problem() == "Audit entry 100 was altered or moved."


def test_the_check_finds_nothing_wrong_with_the_demonstration(filled: Flask) -> None:
    with filled.app_context():
        assert checks.problems() == []


def test_the_check_names_a_tally_that_does_not_add_up(filled: Flask) -> None:
    with filled.app_context():
        number = db.session.scalar(select(func.min(Tally.candidacy_id)))
        with transaction() as session:
            session.execute(
                update(Tally).where(Tally.candidacy_id == number).values(total=Tally.total + 0.5)
            )
        assert checks.problems() == [f"Tallies that are not what the scores add up to: {number}"]


def test_the_check_names_a_candidacy_without_a_nomination(filled: Flask) -> None:
    with filled.app_context():
        first = db.session.scalars(select(Candidacy).order_by(Candidacy.id)).first()
        assert first is not None
        with transaction() as session:
            new = Candidacy(
                round_id=first.round_id, category_id=first.category_id, described_name="Nobody"
            )
            session.add(new)
            session.flush()
            number = new.id
        assert f"Candidacies without a nomination: {number}" in checks.problems()


def test_a_filled_database_refuses_a_second_filling(filled: Flask) -> None:
    with filled.app_context():
        before = db.session.scalar(select(func.count(Nomination.id)))
        with pytest.raises(Refused, match="not empty"):
            actions.fill(NOW)
        with pytest.raises(Refused, match="not empty"):
            actions.load_data(nominations=5, panellists=3, reviews=2)
        assert db.session.scalar(select(func.count(Nomination.id))) == before


def test_a_database_with_somebodys_organisation_is_not_filled(app: Flask) -> None:
    with app.app_context():
        people.add_organisation("A real trust")
        with pytest.raises(Refused, match="not empty"):
            actions.fill(NOW)
        assert db.session.scalar(select(func.count(Nomination.id))) == 0


def test_nobody_on_the_demonstration_panel_reads_somebody_they_have_an_interest_in(
    filled: Flask,
) -> None:
    with filled.app_context():
        rows = db.session.execute(select(Assignment.candidacy_id, Assignment.person_id)).all()
        facts = candidates({row.candidacy_id for row in rows})
        who = {judge.person_id: judge for judge in judges({row.person_id for row in rows})}
        assert len(rows) > 150
        assert [row for row in rows if why_not(who[row.person_id], facts[row.candidacy_id])] == []


def test_both_panellists_to_be_have_sent_some_scores_and_have_some_to_read(filled: Flask) -> None:
    with filled.app_context():
        for email in (PERSONAS["panellist"], SECOND_PANELLIST):
            person = select(Person.id).where(Person.email == email).scalar_subquery()
            reviews = db.session.scalars(
                select(Review.id)
                .select_from(Assignment)
                .outerjoin(Review, Review.assignment_id == Assignment.id)
                .where(Assignment.person_id == person)
            ).all()
            assert 3 <= reviews.count(None) < len(reviews) - 3


def test_one_person_who_was_commended_has_not_agreed_to_be_named(filled: Flask) -> None:
    with filled.app_context():
        cited = db.session.scalars(
            select(Decision.candidacy_id).where(Decision.outcome != "recognised")
        ).all()
        assert len(cited) == len(CITATIONS)
        states = sorted(thanks.consents(cited, "public_site").values())
        assert states == ["given"] * (len(CITATIONS) - 1) + ["waiting"]


def test_letters_lie_in_the_outbox_and_none_of_them_waits_to_be_posted(filled: Flask) -> None:
    with filled.app_context():
        kinds = set(db.session.scalars(select(Letter.kind)))
        assert {"nomination.receipt", "thanks.card", "panel.assigned"} <= kinds
        receipts = select(Letter.to_address).where(Letter.kind == "nomination.receipt")
        assert PERSONAS["staff"] in set(db.session.scalars(receipts))
        assert db.session.scalar(select(func.count()).where(Letter.sent_at.is_(None))) == 0
        assert db.session.scalar(select(func.max(Letter.written_at))) <= NOW


@pytest.mark.parametrize("categories", [1, 4])
def test_load_data_writes_what_was_asked_for(app: Flask, categories: int) -> None:
    parts: list[tuple[int, int]] = []
    with app.app_context():
        loaded = actions.load_data(
            nominations=30,
            panellists=5,
            reviews=3,
            staff=12,
            categories=categories,
            progress=lambda done, total: parts.append((done, total)),
        )
        assert db.session.scalar(select(func.count(Nomination.id))) == 30
        candidacies = db.session.scalars(select(Candidacy)).all()
        assert len(candidacies) == (12 if categories == 1 else 30)
        assert {found.round_id for found in candidacies} == {loaded.round_id}
        assert len({found.category_id for found in candidacies}) == categories
        tallies = db.session.scalars(select(Tally.reviews)).all()
        assert tallies == [3] * len(candidacies)
        own = select(func.count()).where(Nomination.nominator_id == Candidacy.person_id)
        assert db.session.scalar(own.where(Nomination.candidacy_id == Candidacy.id)) == 0
        assert checks.problems() == []
        card = schemes.round_card(loaded.round_id)
        assert card.judging_ends_at is not None
        assert card.judging_ends_at > clock.now()
        known = set(db.session.scalars(select(Person.email)))
        assert {loaded.administrator, loaded.chair, loaded.panellist} <= known
    assert parts[-1] == (4, 4)


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        ({"nominations": 0, "panellists": 3, "reviews": 2}, "whole numbers"),
        ({"nominations": 5, "panellists": 2, "reviews": 3}, "panellists as reviews"),
        ({"nominations": 5, "panellists": 3, "reviews": 2, "staff": 1}, "at least 2 staff"),
        ({"nominations": 5, "panellists": 3, "reviews": 2, "categories": 2}, "1 category"),
    ],
)
def test_load_data_refuses_numbers_that_do_not_go_together(
    app: Flask, numbers: dict[str, int], reason: str
) -> None:
    with app.app_context(), pytest.raises(Refused, match=reason):
        actions.load_data(**numbers)
