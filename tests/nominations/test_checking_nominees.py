"""One nominee or two: linking, merging, parting and moving, without losing a word."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from recognition import clock
from recognition.database import db
from recognition.errors import Conflict, Refused
from recognition.nominations import actions, queries
from recognition.nominations.cards import Nominee
from recognition.nominations.models import Candidacy, Nomination, Step
from recognition.panel.models import Assignment, Review
from recognition.people.queries import team_suggestions
from recognition.schemes import actions as scheming
from recognition.schemes import queries as schemes
from recognition.schemes.rules import CategoryText
from tests.nominations.checkers import SUE, Desk, desk
from tests.nominations.test_sending import at_once
from tests.page_client import PageClient
from tests.world import World

SUSAN = Nominee("described", "Susan B", "Outpatients")


@pytest.fixture
def checking(client: PageClient, world: World) -> Desk:
    return desk(client, world)


def candidacy_of(checking: Desk, sent: str) -> int:
    return checking.sheet(sent).candidacy_id


def answers(checking: Desk, sent: str) -> list[str]:
    return [line.text for line in checking.sheet(sent).words]


def second_category(checking: Desk, *, for_teams: bool = False) -> int:
    slug = checking.round.scheme.slug
    with checking.world.app.app_context():
        first = schemes.categories(checking.round.scheme.id)[0]
        kept = CategoryText(first.name, first.description, first.for_teams, first.id)
        more = CategoryText("Behind the scenes", "", for_teams)
        scheming.edit_categories(slug, [kept, more], actor=None)
        return schemes.categories(checking.round.scheme.id)[1].id


def test_linking_a_described_nominee_to_the_directory_loses_no_word(checking: Desk) -> None:
    susan = checking.world.person("Susan Barker", team="Ward 7")
    sent = checking.sent(nominee=SUE, answers=("She sang.", "He smiled."))
    told = candidacy_of(checking, sent)
    assert "Susan Barker" in checking.page(sent, find="Susan")
    assert checking.act(sent, "link", nominee=f"person:{susan.id}").status_code == 303
    sheet = checking.sheet(sent)
    assert sheet.nominee.person_id == susan.id
    assert answers(checking, sent) == ["She sang.", "He smiled."]
    assert [old.candidacy_id for old in sheet.left_behind] == [told]
    assert "Sue Barker" in checking.page(sent)
    assert "Ward 7" in checking.page(sent)
    with checking.world.app.app_context():
        row = db.session.get_one(Candidacy, told)
        assert (row.described_name, row.described_place) == ("Sue Barker", "Ward 7")


def test_linking_joins_what_others_wrote_about_the_same_person(checking: Desk) -> None:
    susan = checking.world.person("Susan Barker")
    first = checking.sent(nominee=susan, answers=("One.", "Two."))
    second = checking.sent(nominee=SUE, answers=("Three.", "Four."))
    checking.act(second, "link", nominee=f"person:{susan.id}")
    assert candidacy_of(checking, first) == candidacy_of(checking, second)
    for each in (first, second):
        checking.act(each, "accept")
    with checking.world.app.app_context():
        [card] = queries.candidacies(checking.round.id)
        told = queries.stories([card.id])[card.id]
    assert [story.answers[0][1] for story in told] == ["One.", "Three."]


def test_a_nominator_learns_neither_of_the_directory_nor_of_another_nominator(
    checking: Desk,
) -> None:
    nia, susan = checking.world.person("Nia Novak"), checking.world.person("Susan Barker-Quill")
    checking.sent(nominee=susan, nominator=checking.world.person("Ben Carter"))
    sent = checking.sent(nominee=SUE, nominator=nia)
    checking.act(sent, "link", nominee=f"person:{susan.id}")
    checking.act(sent, "redact", words="stayed")
    [letter] = checking.letters("redacted")
    assert "Sue Barker" in letter.subject
    assert "Quill" not in letter.subject + letter.body
    assert "Ben Carter" not in letter.subject + letter.body
    with checking.world.app.app_context():
        number = db.session.scalars(select(Nomination.id).where(Nomination.reference == sent)).one()
        assert queries.as_told(number).name == "Sue Barker"


def test_nothing_on_the_card_of_a_candidacy_counts_its_nominations(checking: Desk) -> None:
    asha = checking.world.person("Asha Patel")
    checking.act(checking.sent(nominee=asha), "accept")
    with checking.world.app.app_context():
        [alone] = queries.candidacies(checking.round.id)
    checking.act(checking.sent(nominee=asha), "accept")
    with checking.world.app.app_context():
        assert queries.candidacies(checking.round.id) == [alone]


def test_linking_without_choosing_somebody_is_refused_in_words(checking: Desk) -> None:
    sent = checking.sent(nominee=SUE)
    for odd in ("", "person:", "person:x", "described:1", "team"):
        refused = checking.act(sent, "link", nominee=odd)
        assert refused.status_code == 422
        assert "Choose a person or a team" in refused.text
    outside = checking.world.person("Sue Outside", organisation="Elsewhere Trust")
    assert checking.act(sent, "link", nominee=f"person:{outside.id}").status_code == 404
    assert checking.sheet(sent).nominee.kind == "described"


def test_a_person_is_not_linked_in_a_category_for_teams_but_a_team_is(checking: Desk) -> None:
    susan = checking.world.person("Susan Barker", team="Larch Ward")
    category = second_category(checking, for_teams=True)
    sent = checking.sent(nominee=SUE)
    assert checking.act(sent, "move", category=category).status_code == 303
    refused = checking.act(sent, "link", nominee=f"person:{susan.id}")
    assert refused.status_code == 422
    assert "This category is for teams" in refused.text
    with checking.world.app.app_context():
        [team] = team_suggestions("larch", [susan.organisation_id])
    assert checking.act(sent, "link", nominee=f"team:{team.id}").status_code == 303
    assert checking.sheet(sent).nominee.name == "Larch Ward"


def test_merging_and_parting_again_restores_both_with_their_words(checking: Desk) -> None:
    first = checking.sent(nominee=SUE, answers=("One.", "Two."))
    second = checking.sent(nominee=SUSAN, answers=("Three.", "Four."))
    mine, other = candidacy_of(checking, first), candidacy_of(checking, second)
    assert checking.act(second, "merge", other=mine).status_code == 303
    assert candidacy_of(checking, first) == candidacy_of(checking, second) == mine
    assert f"/manage/checking/{second}" in checking.page(first)
    assert checking.act(first, "part-again", other=other).status_code == 303
    assert (candidacy_of(checking, first), candidacy_of(checking, second)) == (mine, other)
    assert answers(checking, first) == ["One.", "Two."]
    assert answers(checking, second) == ["Three.", "Four."]
    assert checking.sheet(second).nominee == SUSAN
    with checking.world.app.app_context():
        assert db.session.get_one(Candidacy, other).merged_into_id is None
    assert checking.sheet(first).twins == ()  # parted by a person: they are two people


def test_reviews_stay_with_the_candidacy_they_were_written_for(
    checking: Desk, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = checking.sent(nominee=world.person()), checking.sent(nominee=SUE)
    for each in (first, second):
        checking.act(each, "accept")
    mine, other = candidacy_of(checking, first), candidacy_of(checking, second)
    reader = world.person("Reader")
    world.appoint(checking.round, reader)
    world.assigned(other, reader)
    after_the_close = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: after_the_close)
    checking.client.sign_in(checking.me)
    world.reviewed(other, reader, points=5)

    def reviews() -> list[tuple[int, int]]:
        with world.app.app_context():
            rows = db.session.execute(
                select(Assignment.candidacy_id, Review.id).join(
                    Assignment, Assignment.id == Review.assignment_id
                )
            )
            return sorted((each, review) for each, review in rows)

    [(where, _number)] = before = reviews()
    assert where == other
    assert checking.act(second, "merge", other=mine).status_code == 303
    assert candidacy_of(checking, second) == mine
    assert checking.act(first, "part-again", other=other).status_code == 303
    assert candidacy_of(checking, second) == other
    assert reviews() == before


def test_parting_after_merging_twice_gives_each_their_own_back(checking: Desk) -> None:
    one = checking.sent(nominee=SUE)
    two = checking.sent(nominee=SUSAN)
    three = checking.sent(nominee=Nominee("described", "Suzanne", "Theatre"))
    a, b, c = (candidacy_of(checking, each) for each in (one, two, three))
    checking.act(two, "merge", other=a)
    checking.act(three, "merge", other=a)
    assert {candidacy_of(checking, each) for each in (one, two, three)} == {a}
    checking.act(one, "part-again", other=b)
    checking.act(one, "part-again", other=c)
    assert [candidacy_of(checking, each) for each in (one, two, three)] == [a, b, c]


def test_a_chain_of_merges_leads_straight_to_the_last_and_parts_in_any_order(
    checking: Desk,
) -> None:
    susan = checking.world.person("Susan Barker")
    one, two = checking.sent(nominee=SUE), checking.sent(nominee=SUSAN)
    a, b = candidacy_of(checking, one), candidacy_of(checking, two)
    checking.act(two, "merge", other=a)
    checking.act(one, "link", nominee=f"person:{susan.id}")
    linked = candidacy_of(checking, one)
    assert candidacy_of(checking, two) == linked
    assert {old.candidacy_id for old in checking.sheet(one).left_behind} == {a, b}
    checking.act(one, "part-again", other=b)
    assert (candidacy_of(checking, one), candidacy_of(checking, two)) == (linked, b)
    checking.act(one, "part-again", other=a)
    assert (candidacy_of(checking, one), candidacy_of(checking, two)) == (a, b)


def test_merging_one_into_the_other_from_both_sides_at_once_gives_one_outcome(
    checking: Desk, world: World
) -> None:
    first, second = checking.sent(nominee=SUE), checking.sent(nominee=SUSAN)
    sides = [(first, candidacy_of(checking, second)), (second, candidacy_of(checking, first))]
    editions = {each: checking.sheet(each).edition for each in (first, second)}

    def merging(number: int) -> str:
        sent, other = sides[number % 2]
        try:
            actions.merge(sent, seen=editions[sent], other_id=other, actor=checking.viewer)
        except (Conflict, Refused) as refused:
            return refused.reason
        return "done"

    found = at_once(world.app, *(lambda n=n: merging(n) for n in range(4)))
    assert found.count("done") == 1
    assert candidacy_of(checking, first) == candidacy_of(checking, second)
    with world.app.app_context():
        assert len(list(db.session.scalars(select(Step.id)))) == 1
        left = db.session.scalars(select(Candidacy).where(Candidacy.merged_into_id.is_not(None)))
        assert len(list(left)) == 1


def test_only_nominees_of_one_category_can_be_merged(checking: Desk) -> None:
    category = second_category(checking)
    first, second = checking.sent(nominee=SUE), checking.sent(nominee=SUSAN)
    checking.act(second, "move", category=category)
    for other in (candidacy_of(checking, second), candidacy_of(checking, first), 0):
        refused = checking.act(first, "merge", other=other)
        assert refused.status_code == 422
        assert "Choose a nominee of the same category" in refused.text


def test_a_nomination_is_taken_out_into_a_candidacy_of_its_own(checking: Desk) -> None:
    asha = checking.world.person("Asha Patel")
    first, second = checking.sent(nominee=asha), checking.sent(nominee=asha)
    mine = candidacy_of(checking, first)
    assert "It is about somebody else" in checking.page(second)
    refused = checking.act(second, "part", name=" ", place="Theatre")
    assert refused.status_code == 422
    assert "Write what this nominee is called" in refused.text
    assert 'value="Theatre"' in refused.text
    done = checking.act(second, "part", name="Asha from Theatre", place="Theatre")
    assert done.status_code == 303
    assert candidacy_of(checking, first) == mine
    assert checking.sheet(second).nominee == Nominee("described", "Asha from Theatre", "Theatre")
    assert checking.sheet(first).twins == ()


def test_moving_to_another_category_tells_the_nominator(checking: Desk) -> None:
    category = second_category(checking)
    nia = checking.world.person("Nia Novak")
    sent = checking.sent(nominee=checking.world.person("Asha Patel"), nominator=nia)
    assert checking.act(sent, "move", category=category).status_code == 303
    sheet = checking.sheet(sent)
    assert (sheet.category, sheet.nominee.name) == ("Behind the scenes", "Asha Patel")
    [letter] = checking.letters("moved")
    assert letter.to_address == nia.email
    assert "Behind the scenes" in letter.body
    assert f"http://localhost/nominations/{sent}" in letter.body
    assert "stayed with him" not in letter.body
    assert letter.due_at - letter.written_at > timedelta(minutes=14)
    again = checking.act(sent, "move", category=category)
    assert again.status_code == 422
    assert "Choose another category" in again.text
    assert len(checking.letters("moved")) == 1


def test_the_panel_reads_only_what_was_accepted(checking: Desk) -> None:
    asha = checking.world.person("Asha Patel")
    accepted, declined, _waits = (checking.sent(nominee=asha) for _each in range(3))
    checking.act(accepted, "accept")
    checking.act(declined, "decline", letter="Thank you.")
    with checking.world.app.app_context():
        [card] = queries.candidacies(checking.round.id)
        told = queries.stories([card.id])[card.id]
        known = queries.nominators([card.id])[card.id]
    assert [story.reference for story in told] == [accepted]
    assert len(known) == 3  # all of them know the nominee, so none should judge


def test_a_nominee_of_whom_nothing_was_accepted_is_not_among_the_candidacies(
    checking: Desk,
) -> None:
    checking.sent(nominee=checking.world.person("Asha Patel"))
    with checking.world.app.app_context():
        assert queries.candidacies(checking.round.id) == []
