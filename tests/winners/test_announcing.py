"""Before the announcement nothing leaks; after it, only who agreed."""

import json
import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from recognition import clock
from recognition.thanks import queries as thanks
from recognition.thanks.rules import CHANNELS, PUBLIC_SITE
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.winners.conftest import Ceremony
from tests.world import World

CITATION = "He walked her to the window at dawn."
PUBLIC_PAGES = ("/", "/winners", "/winners.json", "/winners.atom", "/resources", "/help")


@pytest.fixture
def decided(ceremony: Ceremony, world: World) -> Ceremony:
    """Tendai won and agreed to everything; Siobhán was commended and agreed to nothing."""
    world.decided(ceremony.tendai_candidacy, ceremony.chair, citation=CITATION)
    world.decided(ceremony.siobhan_candidacy, ceremony.chair, outcome="highly_commended")
    world.consented(ceremony.tendai_candidacy)
    world.consented(ceremony.siobhan_candidacy, given=False)
    return ceremony


def seen(client: PageClient, round_id: int) -> str:
    """Everything the world is shown, headers included."""
    pages = [client.get(path) for path in (*PUBLIC_PAGES, f"/winners/{round_id}")]
    return "\n".join(f"{page.headers}\n{page.text}" for page in pages)


def test_before_the_announcement_time_nothing_reveals_a_winner(
    client: PageClient, world: World, decided: Ceremony
) -> None:
    world.announced(decided.round, after=timedelta(hours=3))
    for somebody in (None, world.person(), decided.siobhan, decided.tendai):
        if somebody:
            client.sign_in(somebody)
        shown = seen(client, decided.round.id)
        shown = shown.replace(somebody.name, "") if somebody else shown
        assert "Tendai" not in shown
        assert CITATION not in shown
        assert client.get(f"/winners/{decided.round.id}").status_code == 404


def test_a_round_without_an_announcement_is_never_public(
    client: PageClient, decided: Ceremony
) -> None:
    with time_machine.travel(clock.now() + timedelta(days=400)):
        assert CITATION not in seen(client, decided.round.id)


def test_at_the_announcement_the_pages_appear_by_themselves(
    client: PageClient, world: World, decided: Ceremony
) -> None:
    world.announced(decided.round, after=timedelta(hours=3))
    with time_machine.travel(clock.now() + timedelta(hours=3, seconds=1)):
        assert CITATION in client.get(f"/winners/{decided.round.id}").text
        assert "Tendai Moyo" in client.get("/winners").text


def test_nothing_public_includes_a_winner_without_recorded_consent(
    client: PageClient, world: World, decided: Ceremony
) -> None:
    world.announced(decided.round)
    shown = seen(client, decided.round.id)
    assert "Tendai Moyo" in shown
    assert "Rourke" not in shown


def test_withdrawing_consent_removes_a_winner_at_the_next_request(
    app: Flask, client: PageClient, world: World, decided: Ceremony
) -> None:
    world.announced(decided.round)
    assert "Tendai Moyo" in seen(client, decided.round.id)
    with app.app_context():
        code = thanks.codes_of(decided.tendai_candidacy)[0]
    wishes = dict.fromkeys(CHANNELS, "yes")
    client.send(f"/thanks/{code}", {**wishes, PUBLIC_SITE: "no"})
    assert "Tendai" not in seen(client, decided.round.id)


def test_the_feeds_hold_what_the_page_holds(
    client: PageClient, world: World, decided: Ceremony
) -> None:
    world.announced(decided.round)
    rows = json.loads(client.get("/winners.json").text)["winners"]
    assert [(row["name"], row["citation"]) for row in rows] == [("Tendai Moyo", CITATION)]
    assert "consent" not in rows[0]
    feed = ET.fromstring(client.get("/winners.atom").data)
    atom = "{http://www.w3.org/2005/Atom}"
    assert [entry.findtext(f"{atom}summary") for entry in feed.iter(f"{atom}entry")] == [CITATION]


def test_a_script_in_a_citation_is_text_on_page_and_feed(
    client: PageClient, world: World, ceremony: Ceremony
) -> None:
    nasty = "<script>alert(1)</script> {{7*7}} </textarea> \u202e end \x0b"
    client.typed = {"{{7*7}}"}
    world.decided(ceremony.tendai_candidacy, ceremony.chair, citation=nasty)
    world.consented(ceremony.tendai_candidacy)
    world.announced(ceremony.round)
    page = client.get(f"/winners/{ceremony.round.id}").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    ET.fromstring(client.get("/winners.atom").data)


def test_communications_settle_the_announcement_and_see_it_said_back(
    client: PageClient, world: World, decided: Ceremony
) -> None:
    client.sign_in(decided.officer)
    path = f"/winners/prepare/{decided.round.id}"
    typed = {"at-day": "1", "at-month": "3", "at-year": "2031", "at-time": "5pm"}
    answer = client.send(path, typed, follow_redirects=True)
    assert "Saturday 1 March 2031 at 5pm" in answer.text


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"day": "31", "month": "2", "year": "2031", "time": "5pm"}, "Enter a date like"),
        ({"day": "1", "month": "3", "year": "2031", "time": "teatime"}, "Enter a time like"),
        ({"day": "30", "month": "3", "year": "2031", "time": "01:30"}, "does not exist"),
        ({"day": "26", "month": "10", "year": "2031", "time": "01:30"}, "happens twice"),
        ({"day": "1", "month": "3", "year": "2020", "time": "5pm"}, "has passed"),
    ],
)
def test_an_odd_announcement_time_says_what_to_do_and_keeps_what_was_typed(
    client: PageClient, decided: Ceremony, typed: dict[str, str], reason: str
) -> None:
    client.sign_in(decided.officer)
    answer = client.send(
        f"/winners/prepare/{decided.round.id}", {f"at-{part}": text for part, text in typed.items()}
    )
    assert answer.status_code == 422
    assert reason in answer.text
    assert f'value="{typed["time"]}"' in answer.text


def test_asking_for_consent_writes_once_to_the_nominee(
    app: Flask, client: PageClient, world: World, ceremony: Ceremony
) -> None:
    world.decided(ceremony.tendai_candidacy, ceremony.chair)
    client.sign_in(ceremony.officer)
    form = f"/winners/prepare/{ceremony.round.id}"
    for _again in range(2):
        client.send(f"/winners/ask/{ceremony.tendai_candidacy}", form=form)
    with app.app_context():
        assert len(thanks.codes_of(ceremony.tendai_candidacy)) == 1


def test_the_list_of_winners_asks_as_much_for_three_rounds_as_for_one(
    client: PageClient, world: World, decided: Ceremony, count_queries: QueryCounter
) -> None:
    world.announced(decided.round)
    with count_queries() as few:
        client.get("/winners")
    for number in range(2):
        with time_machine.travel(clock.now() - timedelta(hours=2)):
            nominee = world.person()
            more = world.round(
                decided.round.scheme,
                name=f"Earlier {number}",
                closes_in=timedelta(hours=1),
                opens_in=-timedelta(days=1),
            )
            world.nomination(more, nominee=nominee)
        world.decided(world.candidacy(more, nominee), decided.chair)
        world.consented(world.candidacy(more, nominee))
        world.announced(more)
    with count_queries() as many:
        assert "Earlier 1" in client.get("/winners").text
    assert len(many) == len(few)


def test_an_administrator_elsewhere_learns_no_outcome(
    client: PageClient, world: World, decided: Ceremony
) -> None:
    client.sign_in(world.administrator(organisation="Another Trust"))
    assert client.get("/manage/audit").status_code == 404
    assert client.get(f"/winners/prepare/{decided.round.id}").status_code == 404
    client.sign_in(world.administrator())
    trail = client.get("/manage/audit").text
    assert "highly_commended" not in trail


def test_the_rounds_to_announce_ask_as_much_for_three_schemes_as_for_one(
    client: PageClient, world: World, decided: Ceremony, count_queries: QueryCounter
) -> None:
    client.sign_in(decided.officer)
    with count_queries() as few:
        assert decided.round.name in client.get("/winners/prepare").text
    for number in range(2):
        scheme = world.scheme(name=f"Another scheme {number}")
        world.round(scheme, name=f"Closed {number}", closes_in=-timedelta(hours=1))
    with count_queries() as many:
        assert "Closed 1" in client.get("/winners/prepare").text
    assert len(many) == len(few)
