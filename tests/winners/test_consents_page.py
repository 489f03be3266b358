"""The list of who agreed to what, for those who prepare an announcement."""

import pytest
from flask import Flask

from recognition.audit import queries as audit
from recognition.people.rules import COMMUNICATIONS
from recognition.thanks import queries as thanks
from recognition.thanks.rules import NEWSLETTER, SOCIAL_MEDIA
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.winners.conftest import Ceremony, ceremony
from tests.world import World

__all__ = ["ceremony"]


@pytest.fixture
def decided(world: World, ceremony: Ceremony) -> Ceremony:
    """Tendai agreed to all but social media; Siobhán was not asked."""
    world.decided(ceremony.tendai_candidacy, ceremony.chair)
    world.decided(ceremony.siobhan_candidacy, ceremony.chair, citation=None)
    world.consented(ceremony.tendai_candidacy)
    world.consented(ceremony.tendai_candidacy, SOCIAL_MEDIA, given=False)
    return ceremony


def test_communications_see_who_said_what_and_ask_but_do_not_record(
    app: Flask, client: PageClient, decided: Ceremony
) -> None:
    client.sign_in(decided.officer)
    path = f"/manage/consents/{decided.round.id}"
    page = client.get(path).text
    assert "Would rather not</strong> Social media" in page
    assert "Not asked yet" in page
    assert "Record a paper" not in page
    ask = f"/winners/ask/{decided.siobhan_candidacy}"
    answer = client.send(ask, {"from": "consents"}, form=path)
    assert answer.headers["Location"] == path
    client.send(ask, {"from": "consents"}, form=f"/winners/prepare/{decided.round.id}")
    page = client.get(path).text
    assert "Asked on" in page
    assert ask not in page
    with app.app_context():
        assert (
            len(audit.entries(action="thanks.asked")[0]) == 1
        )  # Tendai was asked by the letter about the words


def test_administrators_of_the_host_are_led_to_the_paper(
    client: PageClient, world: World, decided: Ceremony
) -> None:
    client.sign_in(world.administrator())
    page = client.get(f"/manage/consents/{decided.round.id}").text
    assert f"/manage/consent/{decided.siobhan_candidacy}" in page


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("", {"Tendai Moyo", "Siobhán O’Rourke"}),
        ("refused", {"Tendai Moyo"}),
        ("to_ask", {"Siobhán O’Rourke"}),
        ("waiting", set()),
        ("ended", set()),
        ("given", set()),
        ("odd", {"Tendai Moyo", "Siobhán O’Rourke"}),
    ],
)
def test_the_list_shows_who_stands_as_chosen(
    client: PageClient, decided: Ceremony, state: str, shown: set[str]
) -> None:
    client.sign_in(decided.officer)
    page = client.get(f"/manage/consents/{decided.round.id}?state={state}").text
    assert {name for name in ("Tendai Moyo", "Siobhán O’Rourke") if name in page} == shown
    assert ("Nobody stands so" in page) is (not shown)


def test_nobody_else_opens_the_list(client: PageClient, world: World, decided: Ceremony) -> None:
    path = f"/manage/consents/{decided.round.id}"
    assert client.get(path).status_code == 302
    for person in (
        world.person(),
        decided.chair,
        world.administrator(organisation="Another Trust"),
        world.granted(COMMUNICATIONS, world.person(organisation="Another Trust")),
    ):
        client.sign_in(person)
        assert client.get(path).status_code == 404


def test_whoever_still_reads_somebody_for_the_panel_learns_no_outcome_from_the_list(
    client: PageClient, world: World, ceremony: Ceremony
) -> None:
    world.appoint(ceremony.round, ceremony.officer)
    world.assigned(ceremony.tendai_candidacy, ceremony.officer)
    for number in (ceremony.tendai_candidacy, ceremony.siobhan_candidacy):
        world.decided(number, ceremony.chair)
    client.sign_in(ceremony.officer)
    page = client.get(f"/manage/consents/{ceremony.round.id}").text
    assert "Tendai Moyo" not in page
    assert "Siobhán" in page


def test_the_page_that_prepares_shows_every_channel(client: PageClient, decided: Ceremony) -> None:
    client.sign_in(decided.officer)
    page = client.get(f"/winners/prepare/{decided.round.id}").text
    assert "Intranet, Newsletter, Website, Press, Photograph" in page
    assert "Would rather not</strong> Social media" in page
    assert f"/winners/ask/{decided.siobhan_candidacy}" in page


def test_the_list_asks_as_much_for_three_winners_as_for_one(
    app: Flask, client: PageClient, world: World, ceremony: Ceremony, count_queries: QueryCounter
) -> None:
    world.decided(ceremony.tendai_candidacy, ceremony.chair)
    world.consented(ceremony.tendai_candidacy)
    client.sign_in(ceremony.officer)
    path = f"/manage/consents/{ceremony.round.id}"
    client.get(path)
    with count_queries() as few:
        client.get(path)
    world.decided(ceremony.siobhan_candidacy, ceremony.chair)
    world.consented(ceremony.siobhan_candidacy, NEWSLETTER)
    with count_queries() as many:
        assert "Siobhán" in client.get(path).text
    assert len(many) == len(few)
    with app.app_context():
        number = ceremony.siobhan_candidacy
        assert thanks.consents([number], NEWSLETTER) == {number: "given"}
