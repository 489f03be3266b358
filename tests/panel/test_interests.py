"""Who knows whom: declared, pinned, dismissed, and enforced everywhere at once."""

import pytest
from sqlalchemy import select

from recognition.audit.models import Entry
from recognition.database import db, transaction
from recognition.errors import Missing, Refused
from recognition.mail.models import Letter
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries import Nominee
from recognition.panel import actions, queries
from recognition.panel.models import Assignment, Interest, Review, Score, Tally
from recognition.panel.queries.interests import candidates, judges, no_interest
from recognition.panel.rules import why_not
from recognition.people.models import Person
from recognition.people.queries import PersonCard
from recognition.schemes import queries as schemes
from tests.page_client import PageClient
from tests.panel.conftest import Judging


def counted(judging: Judging, candidacy_id: int) -> int:
    """How many reviews count."""
    with judging.app.app_context():
        tally = db.session.get(Tally, candidacy_id)
        return tally.reviews if tally else 0


def reads(judging: Judging, candidacy_id: int, person: PersonCard) -> bool:
    with judging.app.app_context():
        found = select(Assignment.id).where(
            Assignment.candidacy_id == candidacy_id,
            Assignment.person_id == person.id,
            Assignment.ended_at.is_(None),
        )
        return db.session.scalar(found) is not None


def letters(judging: Judging, person: PersonCard) -> list[str]:
    with judging.app.app_context():
        found = select(Letter.body).where(
            Letter.kind == "panel.interest", Letter.to_address == person.email
        )
        return list(db.session.scalars(found))


def other_category(judging: Judging, nominee: PersonCard) -> int:
    """Have the nominee nominated in the other category too."""
    # Written to the tables: a second category for people would be in every other test's way.
    with judging.app.app_context():
        category = next(c for c in schemes.categories(judging.round.scheme.id) if c.for_teams)
    with judging.app.app_context(), transaction():
        first = judging.candidacy(nominee)
        made = Candidacy(round_id=judging.round.id, category_id=category.id, person_id=nominee.id)
        db.session.add(made)
        db.session.flush()
        nomination = db.session.execute(
            select(Nomination).where(Nomination.candidacy_id == first)
        ).scalar_one()
        copy = {
            column.key: getattr(nomination, column.key)
            for column in nomination.__table__.columns
            if column.key not in {"id", "candidacy_id", "reference", "draft_key"}
        }
        db.session.add(
            Nomination(candidacy_id=made.id, reference="OTHER", draft_key="other", **copy)
        )
        return made.id


def declare(judging: Judging, person: PersonCard, number: int, *, whatever: bool = False) -> None:
    viewer = judging.world.viewer(person)
    with judging.app.app_context():
        actions.declare_interest(
            candidacy_id=number, reason="We share a car", actor=viewer, whatever=whatever
        )


def pin(judging: Judging, actor: PersonCard, number: int, person: PersonCard) -> None:
    viewer = judging.world.viewer(actor)
    with judging.app.app_context():
        actions.pin_interest(
            round_id=judging.round.id,
            candidacy_id=number,
            person_id=person.id,
            reason="They are cousins",
            actor=viewer,
        )


def test_what_is_found_by_person_is_what_holds_for_every_candidacy(judging: Judging) -> None:
    world, me = judging.world, judging.asha
    team_mate = world.person("Tam Team", team="Ward 7")
    member = world.person("Mia Member", team="Ward 7")
    for person in (team_mate, member):
        world.appoint(judging.round, person)
    declared, about, dismissed, pinned = (judging.nominate() for _ in range(4))
    managed = judging.nominate(world.person("Max Managed", manager=me))
    own, teams = judging.nominate(me), judging.nominate_team_of(member)
    described = judging.send(Nominee("described", "Sue", "Ward 2"))
    judging.assigned(declared, me)
    judging.assigned(about, me)
    judging.assigned(dismissed, me)
    declare(judging, me, declared)
    declare(judging, me, about, whatever=True)
    pin(judging, judging.chair, pinned, me)
    viewer = world.viewer(me)
    with judging.app.app_context():
        actions.dismiss_interest(candidacy_id=dismissed, reason="Never met", actor=viewer)
        everyone = list(db.session.scalars(select(Candidacy.id)))
        facts = candidates(everyone)
        for person in (me, judging.ben, judging.chair, judging.nominator, team_mate, member):
            found = queries.interested_in(person.id, judging.round.id)
            free = set(db.session.scalars(select(Candidacy.id).where(no_interest(person.id))))
            judge = judges([person.id])[0]
            ruled = {number for number in everyone if why_not(judge, facts[number])}
            assert found == ruled == set(everyone) - free, person.name
        assert queries.interested_in(me.id, judging.round.id) == {
            declared,
            about,
            pinned,
            managed,
            own,
        }
        assert queries.interested_in(member.id, judging.round.id) == {teams}
        assert queries.interested_in(me.id, judging.round.id + 1) == frozenset()
        assert described in everyone


def test_an_interest_in_a_person_takes_them_away_whatever_they_are_nominated_for(
    judging: Judging,
) -> None:
    first = judging.nominate()
    second = other_category(judging, judging.nominees[0])
    other = judging.nominate()
    for number in (first, second, other):
        judging.assigned(number, judging.asha)
        judging.world.reviewed(number, judging.asha)
    declare(judging, judging.asha, first, whatever=True)
    assert [counted(judging, number) for number in (first, second, other)] == [0, 0, 1]
    assert [reads(judging, number, judging.asha) for number in (first, second, other)] == [
        False,
        False,
        True,
    ]
    assert len(letters(judging, judging.chair)) == 1
    with pytest.raises(Refused, match="know this person"):
        judging.world.assigned(second, judging.asha)


def test_a_declared_interest_keeps_the_scores_on_record_but_out_of_totals(
    judging: Judging,
) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    judging.world.reviewed(number, judging.asha, points=5)
    declare(judging, judging.asha, number)
    assert counted(judging, number) == 0
    with judging.app.app_context():
        assert db.session.scalars(select(Review.sent_at)).one() is not None
        assert set(db.session.scalars(select(Score.points))) == {5}
        done = "panel.interest_declared"
        entry = db.session.scalars(select(Entry).where(Entry.action == done)).one()
        assert '"scores_taken_out":1' in (entry.payload or "").replace(" ", "")


def test_the_first_page_counts_nobody_whom_a_reader_came_to_know_after_it_was_given(
    judging: Judging,
) -> None:
    known, other = judging.nominate(), judging.nominate()
    judging.assigned(known, judging.asha)
    judging.assigned(other, judging.asha)
    viewer = judging.world.viewer(judging.asha)

    def given() -> list[int]:
        with judging.app.app_context():
            return [panel.assigned for panel in queries.my_panels(viewer)]

    assert given() == [2]
    with judging.app.app_context(), transaction() as session:
        session.get_one(Person, judging.nominees[0].id).manager_id = judging.asha.id
    assert given() == [1]


def test_somebody_who_could_be_fair_may_still_change_their_mind(judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    viewer = judging.world.viewer(judging.asha)
    with judging.app.app_context():
        with pytest.raises(Refused, match="Say in a few words"):
            actions.dismiss_interest(candidacy_id=number, reason="", actor=viewer)
        actions.dismiss_interest(candidacy_id=number, reason="Met once", actor=viewer)
    assert reads(judging, number, judging.asha)
    declare(judging, judging.asha, number)
    assert not reads(judging, number, judging.asha)
    with judging.app.app_context():
        assert db.session.scalars(select(Interest.state)).all() == ["declared"]
    with pytest.raises(Missing):
        declare(judging, judging.asha, number)


def test_the_chair_has_somebody_step_back_and_may_undo_it(
    client: PageClient, judging: Judging
) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    judging.world.reviewed(number, judging.asha)
    client.sign_in(judging.chair)
    page = f"/panel/{judging.round.id}/interests/{number}/{judging.asha.id}"
    refused = client.send(page, {"reason": " "})
    assert refused.status_code == 422
    assert "Say why somebody else" in refused.text
    assert client.send(page, {"reason": "They are cousins"}).status_code == 302
    assert not reads(judging, number, judging.asha)
    assert counted(judging, number) == 0
    listed = client.get(f"/panel/{judging.round.id}/interests/all").text
    assert "They are cousins" in listed
    assert "Asked to step back" in listed
    told = letters(judging, judging.asha)
    assert len(told) == 1
    assert "cousins" not in told[0]
    assert client.send(page, {"reason": "Again"}).status_code == 422
    assert client.send(f"{page}/unpin").status_code == 302
    assert reads(judging, number, judging.asha)
    assert counted(judging, number) == 1
    with judging.app.app_context():
        assert db.session.scalars(select(Interest.id)).all() == []


def test_somebody_who_was_not_reading_does_not_learn_who_is_nominated(judging: Judging) -> None:
    number = judging.nominate()
    pin(judging, judging.chair, number, judging.asha)
    assert letters(judging, judging.asha) == []
    with pytest.raises(Refused, match="know this person"):
        judging.world.assigned(number, judging.asha)


def test_only_the_chair_who_pinned_takes_it_out_and_never_what_was_declared(
    judging: Judging,
) -> None:
    number, said = judging.nominate(), judging.nominate()
    other = judging.world.person("Olu Other")
    judging.world.appoint(judging.round, other, role="chair")
    judging.assigned(said, judging.asha)
    declare(judging, judging.asha, said)
    pin(judging, judging.chair, number, judging.asha)
    for actor, candidacy in ((other, number), (judging.chair, said), (judging.ben, number)):
        viewer = judging.world.viewer(actor)
        with judging.app.app_context(), pytest.raises(Missing):
            actions.unpin_interest(
                round_id=judging.round.id,
                candidacy_id=candidacy,
                person_id=judging.asha.id,
                actor=viewer,
            )
    with judging.app.app_context():
        assert len(db.session.scalars(select(Interest.id)).all()) == 2


def test_the_chairs_page_tells_nothing_of_a_nominee_the_chair_knows(
    client: PageClient, judging: Judging
) -> None:
    known, other = judging.nominate(), judging.nominate()
    judging.assigned(known, judging.asha)
    judging.assigned(other, judging.ben)
    declare(judging, judging.asha, known)
    declare(judging, judging.ben, other)
    declare(judging, judging.chair, known)
    client.sign_in(judging.chair)
    text = client.get(f"/panel/{judging.round.id}/interests/all").text
    assert judging.nominees[0].name not in text
    assert judging.asha.name not in text
    assert judging.nominees[1].name in text
    page = f"/panel/{judging.round.id}/interests/{known}/{judging.ben.id}"
    assert client.get(page).status_code == 404
    client.sign_in(judging.asha)
    assert client.get(f"/panel/{judging.round.id}/interests/all").status_code == 404


def test_an_interested_chair_learns_nothing_from_what_others_are_to_read(
    client: PageClient, judging: Judging
) -> None:
    known, other = judging.nominate(), judging.nominate()
    judging.assigned(other, judging.asha)
    declare(judging, judging.chair, known)
    client.sign_in(judging.chair)
    before = [client.get(f"/panel/{judging.round.id}/{path}").text for path in PAGES]
    judging.assigned(known, judging.asha, judging.ben)
    judging.world.reviewed(known, judging.asha)
    after = [client.get(f"/panel/{judging.round.id}/{path}").text for path in PAGES]
    assert [_plain(text) for text in before] == [_plain(text) for text in after]


PAGES = ("people", "assign", "ranking", "interests/all")


def _plain(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if "csrf_token" not in line)
