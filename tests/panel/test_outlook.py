"""What a share means is found from the few who matter; it is what everybody one by one says."""

from typing import Any

import pytest
from sqlalchemy import delete, select

from recognition import clock
from recognition.database import db, transaction
from recognition.hall import checks
from recognition.nominations.models import Candidacy, Nomination
from recognition.panel import queries
from recognition.panel.actions.loads import recount_everybody
from recognition.panel.chains import groups
from recognition.panel.models import Assignment, Interest, ReadingLoad, Shortlisted
from recognition.panel.queries.checking import wrong_loads
from recognition.panel.queries.interests import (
    candidates,
    judges,
    no_interest,
    on_the_list,
    standing,
)
from recognition.panel.rules import why_not
from recognition.people.models import Person
from recognition.people.queries import PersonCard
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.panel.conftest import Judging


def everybody_one_by_one(judging: Judging, person: PersonCard, reads: int) -> tuple[int, int, int]:
    """Return nominees, those whom too few may read, and groups, from every candidacy."""
    numbers = db.session.scalars(
        select(Candidacy.id).where(
            Candidacy.round_id == judging.round.id,
            standing(),
            on_the_list(),
            no_interest(person.id),
        )
    ).all()
    panel = judges([judging.asha.id, judging.ben.id, *judging_extra(judging)])
    facts = candidates(numbers)
    able = [sum(why_not(judge, facts[one]) is None for judge in panel) for one in numbers]
    pairs = db.session.execute(
        select(Assignment.person_id, Assignment.candidacy_id).where(
            Assignment.candidacy_id.in_(numbers), Assignment.ended_at.is_(None)
        )
    )
    parts = groups((who, number) for who, number in pairs)
    return len(numbers), sum(number < reads for number in able), parts


def judging_extra(judging: Judging) -> list[int]:
    return list(db.session.scalars(select(Person.id).where(Person.job_title == "Extra")))


@pytest.fixture
def known(judging: Judging) -> Judging:
    """Seven nominees known in every way there is: by a team, by words, by a manager, by hand."""
    world = judging.world
    extra = [world.person(team="Ward 3"), world.person(team="Ward 3")]
    for one in extra:
        world.appoint(judging.round, one)
    plain = [judging.nominate() for _one in range(2)]
    mate = judging.nominate_team_of(extra[0])
    managed, declared, own = judging.nominate(), judging.nominate(), judging.nominate(extra[0])
    chairs = judging.nominate()
    now = clock.now()
    with judging.app.app_context(), transaction() as session:
        for one in extra:
            person = session.get(Person, one.id)
            assert person is not None
            person.job_title = "Extra"
        nominee = session.get(Person, session.get_one(Candidacy, managed).person_id)
        assert nominee is not None
        nominee.manager_id = judging.ben.id
        for who in (judging.asha, judging.ben, extra[1]):
            said: dict[str, Any] = {"person_id": who.id, "declared_at": now}
            session.add(Interest(candidacy_id=declared, **said))
        session.add(Interest(candidacy_id=mate, person_id=judging.asha.id, declared_at=now))
        session.add(Interest(candidacy_id=chairs, person_id=judging.chair.id, declared_at=now))
        for number, who in (
            (plain[0], judging.asha),
            (plain[1], judging.ben),
            (managed, judging.asha),
            (own, judging.ben),
            (chairs, judging.asha),
            (chairs, judging.ben),
        ):
            session.add(Assignment(candidacy_id=number, person_id=who.id, assigned_at=now))
    return judging


@pytest.mark.parametrize("reads", [1, 2, 3, 4, 5])
def test_the_few_who_matter_are_all_who_matter(known: Judging, reads: int) -> None:
    viewer = known.world.viewer(known.chair)
    with known.app.app_context():
        found = queries.outlook(viewer, known.round.id, reads=reads, most=30)
        expected = everybody_one_by_one(known, known.chair, reads)
        assert (found.nominees, found.short, found.parts) == expected
        assert found.parts == 2  # without the one whom both read and the chair knows
        assert found.short == {1: 0, 2: 2, 3: 2, 4: 4, 5: 6}[reads]


def test_only_the_shortlist_is_reckoned_with(known: Judging) -> None:
    viewer, now = known.world.viewer(known.chair), clock.now()
    with known.app.app_context():
        number = db.session.scalars(select(Assignment.candidacy_id).limit(1)).one()
        with transaction() as session:
            session.add(Shortlisted(candidacy_id=number, made_at=now, made_by_id=known.chair.id))
        found = queries.outlook(viewer, known.round.id, reads=2, most=30)
        assert (found.nominees, found.short, found.parts) == (2, 1, 1)


def test_a_large_panel_is_shown_in_part_and_whole_when_asked(
    client: PageClient, judging: Judging, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recognition.panel.staffing_views.FEW", 1)
    number = judging.nominate()
    judging.assigned(number, judging.ben)
    client.sign_in(judging.chair)
    page = f"/panel/{judging.round.id}/assign"
    text = client.get(page).text
    assert "The 1 of 2 panellists who have most left to read." in text
    assert f'name="most_{judging.ben.id}"' not in text
    assert "Ben Carter" in text
    assert "Asha Patel" not in text
    whole = f"{page}?each=1"
    text = client.get(whole).text
    for person in (judging.asha, judging.ben):
        assert f'name="most_{person.id}"' in text
    assert "most left to read" not in text
    other = judging.nominate()
    typed = {"reads": "1", "most": "30", f"most_{judging.ben.id}": "1"}
    assert client.send(whole, typed).status_code == 302
    with judging.app.app_context():
        readers = dict(
            db.session.execute(select(Assignment.candidacy_id, Assignment.person_id)).all()
        )
    assert readers == {number: judging.ben.id, other: judging.asha.id}


def test_a_count_that_differs_from_the_readings_is_named(judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.ben)
    with judging.app.app_context():
        assert not any("readings" in problem for problem in checks.problems())
        key = (judging.round.id, judging.ben.id)
        with transaction() as session:
            row = session.get_one(ReadingLoad, key)
            assert (row.assigned, row.sent) == (1, 0)
            row.assigned = 7
        named = f"(round/person): {key[0]}/{key[1]}"
        assert any(named in problem for problem in checks.problems())
        with transaction() as session:
            session.get_one(ReadingLoad, key).assigned = 1


def test_counts_that_an_earlier_version_did_not_keep_are_kept_again(judging: Judging) -> None:
    judging.assigned(judging.nominate(), judging.asha)
    with judging.app.app_context():
        with transaction() as session:
            session.connection().execute(delete(ReadingLoad))
        assert wrong_loads() != []
        with transaction() as session:
            recount_everybody(session)
        assert wrong_loads() == []


def test_the_page_asks_as_much_for_a_hundred_as_for_ten(
    client: PageClient, judging: Judging, count_queries: QueryCounter
) -> None:
    client.sign_in(judging.chair)
    page = f"/panel/{judging.round.id}/assign"
    numbers = [judging.nominate() for _one in range(10)]
    asked = []
    for more in (0, 90):
        with judging.app.app_context(), transaction() as session:
            first = session.get_one(Candidacy, numbers[0])
            for _one in range(more):
                copied(session, first)
        client.get(page)
        with count_queries() as statements:
            text = client.get(page).text
        asked.append(len(statements))
        assert text.count("Change readers") == min(25, 10 + more)
    assert asked[0] == asked[1]
    assert asked[0] <= 24


def copied(session: Any, candidacy: Candidacy) -> None:
    """Add a nominee like another one, described in words, with a nomination of the same words."""
    row = Candidacy(
        round_id=candidacy.round_id,
        category_id=candidacy.category_id,
        described_name="Somebody",
    )
    session.add(row)
    session.flush()
    like = session.scalars(
        select(Nomination).where(Nomination.candidacy_id == candidacy.id).limit(1)
    ).one()
    values = {
        column.key: getattr(like, column.key)
        for column in Nomination.__table__.columns
        if column.key not in ("id", "reference", "draft_key", "candidacy_id")
    }
    tag = f"C{row.id}"
    session.add(Nomination(candidacy_id=row.id, reference=tag, draft_key=tag, **values))
