"""What the panel reads: one candidacy per nominee, with words apart."""

import pytest
from sqlalchemy import update

from recognition.database import transaction
from recognition.errors import Missing
from recognition.nominations import actions, queries
from recognition.nominations.models import Nomination
from recognition.nominations.queries import Nominee
from recognition.people.queries import team_suggestions
from tests.conftest import QueryCounter
from tests.world import World


def test_two_nominations_of_one_person_become_one_candidacy_with_words_apart(world: World) -> None:
    round_, asha = world.round(), world.person("Asha Patel")
    nia, ben = world.person("Nia Novak"), world.person("Ben Carter")
    world.nomination(round_, nominee=asha, nominator=nia, answers=("One.", "Two."))
    world.nomination(round_, nominee=asha, nominator=ben, answers=("Three.", "Four."))
    with world.app.app_context():
        [card] = queries.candidacies(round_.id)
        told = queries.stories([card.id])[card.id]
        assert queries.nominators([card.id]) == {card.id: frozenset({nia.id, ben.id})}
    assert card.nominee.person_id == asha.id
    assert [story.nominator_name for story in told] == ["Nia Novak", "Ben Carter"]
    assert [[text for _prompt, text in story.answers] for story in told] == [
        ["One.", "Two."],
        ["Three.", "Four."],
    ]


def test_a_nominator_who_asked_not_to_be_named_is_absent_from_the_panels_view(
    world: World,
) -> None:
    round_, nia = world.round(), world.person("Nia Novak")
    world.nomination(round_, nominator=nia, may_name=False)
    with world.app.app_context():
        [card] = queries.candidacies(round_.id)
        told = queries.stories([card.id])
    assert told[card.id][0].nominator_name == "A colleague"
    assert "Nia" not in repr(told)


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("staff", "A colleague"),
        ("patients", "Someone they cared for"),
        ("carers", "A family member or carer"),
        ("public", "A member of the public"),
    ],
)
def test_who_is_not_to_be_named_is_called_by_the_kind_of_people_they_are(
    world: World, kind: str, shown: str
) -> None:
    round_ = world.round()
    world.nomination(round_, may_name=False)
    with world.app.app_context():
        with transaction() as session:
            session.execute(
                update(Nomination).values(
                    nominator_kind=kind, nominator_id=None, nominator_name="Joan Smith"
                )
            )
        [card] = queries.candidacies(round_.id)
        told = queries.stories([card.id])[card.id]
        assert queries.nominators([card.id]) == {card.id: frozenset()}
    assert [story.nominator_name for story in told] == [shown]
    assert "Joan" not in repr(told)


def test_a_nominator_without_an_account_is_named_as_they_wrote_their_name(world: World) -> None:
    round_ = world.round()
    world.nomination(round_)
    with world.app.app_context():
        with transaction() as session:
            session.execute(update(Nomination).values(nominator_id=None, nominator_name="Joan"))
        [card] = queries.candidacies(round_.id)
        assert queries.stories([card.id])[card.id][0].nominator_name == "Joan"


def test_what_waits_or_was_declined_is_no_candidacy(world: World) -> None:
    round_ = world.round()
    for standing in ("waiting", "asked", "declined"):
        reference = world.nomination(round_)
        with world.app.app_context(), transaction() as session:
            session.execute(
                update(Nomination)
                .where(Nomination.reference == reference)
                .values(standing=standing)
            )
    with world.app.app_context():
        assert queries.candidacies(round_.id) == []


def test_a_described_person_has_a_candidacy_of_their_own(world: World) -> None:
    round_ = world.round()
    for _each in range(2):
        world.nomination(round_, nominee=Nominee("described", "Sue", "Ward 7"))
    with world.app.app_context():
        cards = queries.candidacies(round_.id)
    assert [card.nominee.name for card in cards] == ["Sue", "Sue"]
    assert len({card.id for card in cards}) == 2


def test_nominations_of_one_team_become_one_candidacy(world: World) -> None:
    member = world.person(team="Larch Ward")
    round_ = world.round()
    with world.app.app_context():
        [found] = team_suggestions("larch", [member.organisation_id])
    for nominator in (member, world.person()):
        team = Nominee("team", found.name, "", team_id=found.id)
        world.nomination(round_, nominee=team, nominator=nominator)
    with world.app.app_context():
        [card] = queries.candidacies(round_.id)
    assert (card.nominee.kind, card.nominee.team_id) == ("team", found.id)


def test_a_candidacy_whose_nominations_are_all_withdrawn_is_gone_and_comes_back_with_a_new_one(
    world: World,
) -> None:
    round_, asha, nia = world.round(), world.person("Asha Patel"), world.person()
    reference = world.nomination(round_, nominee=asha, nominator=nia)
    with world.app.app_context():
        [card] = queries.candidacies(round_.id)
    me = world.viewer(nia)
    with world.app.app_context():
        actions.withdraw(reference=reference, actor=me, received=round_.opens_at.replace())
        assert queries.candidacies(round_.id) == []
        assert queries.stories([card.id]) == {card.id: ()}
        with pytest.raises(Missing):
            queries.candidacy(card.id)
    world.nomination(round_, nominee=asha)
    with world.app.app_context():
        assert [found.id for found in queries.candidacies(round_.id)] == [card.id]


def test_reading_many_takes_as_many_statements_as_reading_one(
    world: World, count_queries: QueryCounter
) -> None:
    round_, counts = world.round(), []
    for more in (1, 2):
        for _each in range(more):
            world.nomination(round_)
        with count_queries() as statements, world.app.app_context():
            ids = [card.id for card in queries.candidacies(round_.id, 1)]
            queries.stories(ids)
            queries.nominators(ids)
            queries.candidacies_by_id(ids)
        counts.append(len(statements))
    assert counts == [5, 5]
