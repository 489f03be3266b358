"""A nominator says whether they are named beside a quote; unnamed until they do."""

from datetime import timedelta

import pytest
import time_machine

from recognition import clock
from recognition.database import db, transaction
from recognition.thanks.rules import PUBLIC_SITE
from recognition.winners import actions, queries
from recognition.winners.models import QuoteWish
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.winners.conftest import Ceremony
from tests.winners.words import Desk, desk
from tests.world import World

OWN = "He sang to her."


def quoted(client: PageClient, ceremony: Ceremony, world: World, *, may_name: bool = True) -> Desk:
    """Nia wrote a second story, and is quoted."""
    nia = world.person("Nia Novak")
    with time_machine.travel(clock.now() - timedelta(hours=2)):
        world.nomination(
            ceremony.round, nominee=ceremony.tendai, nominator=nia,
            answers=(OWN, "She smiled."), may_name=may_name,
        )  # fmt: skip
    words = desk(client, ceremony)
    words.approved("He sang.", OWN)
    words.paper(given="y")
    world.consented(ceremony.tendai_candidacy)
    world.announced(ceremony.round)
    return words


@pytest.fixture
def words(client: PageClient, ceremony: Ceremony, world: World) -> Desk:
    return quoted(client, ceremony, world)


def shown(words: Desk) -> tuple[str, str]:
    """Return whose name stands beside the quote in public, and the page."""
    with words.app.app_context():
        [winner] = queries.public_round(words.ceremony.round.id).winners
    return winner.quote_by, words.client.get(f"/winners/{words.ceremony.round.id}").text


def test_a_nominator_is_unnamed_until_they_say_so_and_may_change_their_mind(words: Desk) -> None:
    [letter] = words.letters("winners.quote")
    assert OWN not in letter.body
    address = words.link(letter)
    assert address is not None
    assert shown(words)[0] == ""
    assert "Novak" not in shown(words)[1]
    visitor = PageClient(words.app)
    assert OWN in visitor.get(address).text
    visitor.head(address)
    assert shown(words)[0] == ""  # opening it changes nothing
    for wish, name in (("named", "Nia Novak"), ("unnamed", "")):
        visitor.send(f"{address}/{wish}", form=address)
        by, page = shown(words)
        assert by == name
        assert ("Nia Novak" in page) is bool(name)


def test_a_nominator_who_asked_not_to_be_named_is_never_asked_nor_named(
    client: PageClient, ceremony: Ceremony, world: World
) -> None:
    words = quoted(client, ceremony, world, may_name=False)
    assert words.letters("winners.quote") == []
    with words.app.app_context():
        assert db.session.query(QuoteWish).count() == 0
    with words.app.app_context(), transaction() as session:  # nor by a row from anywhere
        for story in queries.written(words.number):
            moment = clock.now()
            session.add(QuoteWish(nomination_id=story.nomination_id, asked_at=moment, named=True))
    by, page = shown(words)
    assert OWN in page
    assert by == ""
    assert "Novak" not in page


def test_a_nominator_is_asked_once(words: Desk) -> None:
    words.approved("He sang all night.", OWN)
    assert len(words.letters("winners.quote")) == 1


def test_a_page_nobody_was_given_and_a_quote_no_more_used_are_not_there(words: Desk) -> None:
    visitor = PageClient(words.app)
    assert visitor.get("/winners/quote/abc.def").status_code == 404
    [letter] = words.letters("winners.quote")
    address = words.link(letter)
    token = words.client.token("/account")
    answer = words.client.post(f"{address}/named", data={"csrf_token": token[:-1]})
    assert answer.status_code == 400


def test_names_beside_quotes_cost_the_same_for_one_and_for_three(
    words: Desk, world: World, count_queries: QueryCounter
) -> None:
    ceremony = words.ceremony
    with words.app.app_context(), count_queries() as one:
        assert len(queries.publishable(ceremony.round.id, PUBLIC_SITE)) == 1
    chair = world.viewer(ceremony.chair)
    for _ in range(2):
        nominee = world.person()
        with time_machine.travel(clock.now() - timedelta(hours=2)):
            world.nomination(ceremony.round, nominee=nominee, answers=(OWN, "She smiled."))
        number = world.candidacy(ceremony.round, nominee)
        with time_machine.travel(clock.now() - timedelta(minutes=30)):
            world.decided(number, ceremony.chair)
        with words.app.app_context():
            actions.draft_citation(number, text="He sang.", quote=OWN, actor=chair)
        world.settled(number, ceremony.chair)
        world.consented(number)
    with words.app.app_context(), count_queries() as three:
        assert len(queries.publishable(ceremony.round.id, PUBLIC_SITE)) == 3
    assert len(one) == len(three)
