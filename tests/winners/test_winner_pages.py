"""What the world sees of one winner, of everybody over the years, and on an intranet page."""

import importlib
import io
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import update

from recognition import clock
from recognition.database import transaction
from recognition.errors import Refused
from recognition.people.models import Person
from recognition.people.queries import PersonCard
from recognition.thanks.models import Consent
from recognition.thanks.rules import INTRANET, PHOTO, PUBLIC_SITE
from recognition.winners.origins import origin_of
from recognition.winners.queries import naming
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.winners.conftest import Ceremony
from tests.winners.pictures import RED, photograph
from tests.winners.test_photo_pages import send
from tests.world import World

WORDS = "He walked her to the window at dawn.\n\nShe slept."


@pytest.fixture
def told(ceremony: Ceremony, world: World) -> Ceremony:
    """Tendai won and agreed to everything; Siobhán won and agreed to nothing public."""
    world.decided(ceremony.tendai_candidacy, ceremony.chair, citation=WORDS)
    world.decided(ceremony.siobhan_candidacy, ceremony.chair)
    world.consented(ceremony.tendai_candidacy)
    world.consented(ceremony.siobhan_candidacy, INTRANET)
    world.consented(ceremony.siobhan_candidacy, PUBLIC_SITE, given=False)
    world.announced(ceremony.round)
    return ceremony


def page_of(told: Ceremony, more: str = "") -> str:
    return f"/winners/{told.round.id}/{told.tendai_candidacy}{more}"


def pictured(app: Flask, told: Ceremony) -> None:
    officer = PageClient(app).sign_in(told.officer)
    send(officer, f"/winners/photo/{told.tendai_candidacy}", photograph())


def test_a_winner_has_a_page_with_a_share_card(client: PageClient, told: Ceremony) -> None:
    text = client.get(page_of(told)).text
    assert "He walked her to the window at dawn." in text
    assert "Thank you." in text
    address = f"http://localhost{page_of(told)}"
    for name, said in (
        ("og:title", "Tendai Moyo: Winner, Compassion"),
        ("og:url", address),
        ("og:image", f"{address}/card.png"),
        ("og:description", "He walked her to the window at dawn.  She slept."),
        ("og:image:alt", "Tendai Moyo, Winner"),
    ):
        assert f'<meta property="{name}" content="{said}">' in text


def test_the_picture_beside_a_link_shows_the_face_where_there_is_consent(
    app: Flask, client: PageClient, world: World, told: Ceremony
) -> None:
    plain = Image.open(io.BytesIO(client.get(page_of(told, "/card.png")).data)).convert("RGB")
    assert plain.size == (1200, 630)
    pictured(app, told)
    seen = Image.open(io.BytesIO(client.get(page_of(told, "/card.png")).data)).convert("RGB")
    assert seen.size == (1200, 630)
    pixel = seen.getpixel((850, 300))
    assert isinstance(pixel, tuple)
    assert all(abs(one - other) < 40 for one, other in zip(pixel, RED, strict=True))
    world.consented(told.tendai_candidacy, PHOTO, given=False)
    again = Image.open(io.BytesIO(client.get(page_of(told, "/card.png")).data)).convert("RGB")
    assert again.tobytes() == plain.tobytes()


def test_the_certificate_is_a_tagged_page_with_the_published_words(
    client: PageClient, told: Ceremony
) -> None:
    reader = PdfReader(io.BytesIO(client.get(page_of(told, "/certificate.pdf")).data))
    [page] = reader.pages
    text = " ".join(page.extract_text().split())
    assert "Tendai Moyo" in text
    assert "He walked her to the window at dawn." in text
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].lower().startswith("en")


@pytest.mark.parametrize("more", ["", "/card.png", "/certificate.pdf", "/square.webp"])
def test_nobody_without_consent_and_nobody_before_the_announcement_has_any_of_these(
    app: Flask, client: PageClient, told: Ceremony, more: str
) -> None:
    pictured(app, told)
    assert client.get(page_of(told, more)).status_code == 200
    silent = f"/winners/{told.round.id}/{told.siobhan_candidacy}{more}"
    assert client.get(silent).status_code == 404
    other_round = f"/winners/{told.round.id + 1}/{told.tendai_candidacy}{more}"
    assert client.get(other_round).status_code == 404
    with time_machine.travel(clock.now() - timedelta(minutes=5)):
        assert client.get(page_of(told, more)).status_code == 404


def test_the_feeds_lead_to_the_page_and_to_the_photograph(
    app: Flask, client: PageClient, told: Ceremony
) -> None:
    assert client.get("/winners.json").json["winners"][0]["photo"] == ""
    pictured(app, told)
    [row] = client.get("/winners.json").json["winners"]
    assert row["photo"] == f"http://localhost{page_of(told)}/landscape.webp"
    assert row["alt_text"] == "Tendai smiles."
    assert f'<link href="http://localhost{page_of(told)}"/>' in client.get("/winners.atom").text


def names(client: PageClient, query: str = "") -> list[str]:
    text = client.get(f"/winners/roll{query}").text
    known = ("Tendai Moyo", "Siobhán O’Rourke", "Émile Ross", "Ann Lee")
    return [name for name in known if f">{name}</a>" in text]


@pytest.mark.parametrize("change", ["withdrawn", "renamed", "ended"])
def test_whoever_changed_is_no_longer_on_a_page_that_was_kept_for_visitors(
    client: PageClient, told: Ceremony, world: World, change: str
) -> None:
    here = f"/winners/{told.round.id}"
    embedded = f"/winners/embed/{told.round.scheme.organisation_id}"
    pages = ["/", "/winners", here, "/winners/roll", f"{here}/{told.tendai_candidacy}", embedded]
    for path in pages * 2:
        assert "Tendai Moyo" in client.get(path).text, path
    later = clock.now()
    if change == "withdrawn":
        world.consented(told.tendai_candidacy, PUBLIC_SITE, given=False)
    else:
        with world.app.app_context(), transaction() as session:
            if change == "renamed":
                session.execute(
                    update(Person).where(Person.name == "Tendai Moyo").values(name="Tendai Dube")
                )
            else:
                later += timedelta(days=2)
                session.execute(update(Consent).values(until=later - timedelta(days=1)))
    with time_machine.travel(later):
        for path in pages:
            assert "Tendai Moyo" not in client.get(path).text, path


@pytest.fixture
def years(world: World, told: Ceremony) -> PersonCard:
    """Émile won the year before; Ann won as well and has not answered."""
    with time_machine.travel(clock.now() - timedelta(days=400)):
        emile, ann = world.person("Émile Ross", team="Night porters"), world.person("Ann Lee")
        round_ = world.round(closes_in=timedelta(hours=1), opens_in=-timedelta(days=1))
        for person in (emile, ann):
            world.nomination(round_, nominee=person)
    with time_machine.travel(clock.now() - timedelta(days=399)):
        world.appoint(round_, told.chair, role="chair")
        for person in (emile, ann):
            world.decided(world.candidacy(round_, person), told.chair)
        world.announced(round_)
    world.consented(world.candidacy(round_, emile))
    return emile


def test_the_roll_of_honour_is_searched_by_name_team_category_and_year(
    client: PageClient, years: PersonCard
) -> None:
    assert names(client) == ["Tendai Moyo", "Émile Ross"]
    assert names(client, "?q=emile") == ["Émile Ross"]
    assert names(client, "?q=ROSS+e") == ["Émile Ross"]
    assert names(client, "?q=night+port") == ["Émile Ross"]
    assert names(client, "?q=lee") == []
    assert names(client, "?category=Compassion") == ["Tendai Moyo", "Émile Ross"]
    assert names(client, "?category=Nothing") == []
    this_year = clock.in_london(clock.now()).year
    assert names(client, f"?year={this_year}") == ["Tendai Moyo"]
    for odd in ("?year=-1", "?year=99999", "?year=٣", "?year=x", "?page=0", f"?year={'9' * 5_000}"):
        assert names(client, odd) == ["Tendai Moyo", "Émile Ross"]
    assert names(client, "?year=9998") == []
    assert "Nobody here by that name" in client.get("/winners/roll?q=zz").text


@pytest.mark.parametrize("at_a_time", [1, 2, 1000])
def test_the_roll_turns_its_pages_however_many_are_looked_at_in_one_go(
    client: PageClient, years: PersonCard, monkeypatch: pytest.MonkeyPatch, at_a_time: int
) -> None:
    monkeypatch.setattr(naming, "AT_A_TIME", at_a_time)
    monkeypatch.setattr(importlib.import_module("recognition.winners.queries.roll"), "PER_PAGE", 1)
    assert names(client) == ["Tendai Moyo"]
    assert names(client, "?page=2") == ["Émile Ross"]
    assert names(client, "?page=3") == []
    last = client.get("/winners/roll?page=2").text
    assert ">2</span> names" in last
    this_year = clock.in_london(clock.now()).year
    assert f"<option>{this_year}</option>" in last


def test_the_roll_says_nothing_of_those_who_did_not_agree(
    client: PageClient, years: PersonCard
) -> None:
    everybody, nobody = (client.get(f"/winners/roll{q}").text for q in ("", "?q=Ann+Lee"))
    assert ">2</span> names" in everybody
    assert ">0</span> names" in nobody


def test_a_year_of_the_roll_begins_at_midnight_in_london(
    client: PageClient, world: World, ceremony: Ceremony
) -> None:
    world.decided(ceremony.tendai_candidacy, ceremony.chair)
    world.consented(ceremony.tendai_candidacy)
    year = clock.in_london(clock.now()).year + 1
    with time_machine.travel(datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC), tick=False):
        world.announced(ceremony.round)
    with time_machine.travel(datetime(year + 1, 6, 1, tzinfo=UTC)):
        assert names(client, f"?year={year}") == ["Tendai Moyo"]
        assert names(client, f"?year={year + 1}") == []


def test_the_roll_takes_as_many_statements_for_one_name_as_for_two(
    client: PageClient, years: PersonCard, count_queries: QueryCounter
) -> None:
    client.get("/winners/roll")
    with count_queries() as one:
        client.get("/winners/roll?q=emile")
    with count_queries() as two:
        client.get("/winners/roll?category=Compassion")
    assert len(one) == len(two)


def test_the_list_may_be_framed_by_the_sites_an_organisation_names_and_by_no_other(
    app: Flask, client: PageClient, told: Ceremony
) -> None:
    host = told.round.scheme.organisation_id
    answer = client.get(f"/winners/embed/{host}")
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    client.sign_in(told.officer)
    manage = f"/winners/embedding/{host}"
    client.send(manage, {"origin": "https://Intranet.Example.org/home?x=1"})
    assert "https://intranet.example.org" in client.get(manage).text
    answer = PageClient(app).get(f"/winners/embed/{host}")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors https://intranet.example.org")
    assert "X-Frame-Options" not in answer.headers
    assert "Tendai Moyo" in answer.text
    assert "Rourke" not in answer.text
    assert "<script" not in answer.text
    other = client.get(f"/winners/{told.round.id}")
    assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"]
    client.send(f"{manage}/stop", {"origin": "https://intranet.example.org"}, form=manage)
    answer = client.get(f"/winners/embed/{host}")
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_only_those_who_prepare_for_an_organisation_name_its_sites(
    client: PageClient, world: World, told: Ceremony
) -> None:
    path = f"/winners/embedding/{told.round.scheme.organisation_id}"
    for person in (world.person(), told.chair, told.tendai):
        client.sign_in(person)
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "intranet",
        "http://intranet.example.org",
        "https://*.example.org",
        "https://a.example; script-src *",
        "https://a.example https://b.example",
        "https://me@a.example",
        "https://a..example",
        "javascript:alert(1)",
        "https://[::1]",
        "https://a.example:99999",
        "'self'",
    ],
)
def test_what_is_no_site_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="begins with https"):
        origin_of(typed)


def test_a_site_is_kept_by_its_name_and_port() -> None:
    assert origin_of(" https://Intra-Net.Example.ORG:443/a/b ") == "https://intra-net.example.org"
    assert origin_of("https://a.example:8443") == "https://a.example:8443"


def test_an_unknown_organisation_has_no_list(client: PageClient) -> None:
    assert client.get("/winners/embed/999").status_code == 404


def test_the_ceremony_shows_finalists_and_winners_to_those_who_prepare_it(
    client: PageClient, told: Ceremony
) -> None:
    path = f"/winners/ceremony/{told.round.id}"
    client.sign_in(told.officer)
    text = client.get(path).text
    assert text.index("Siobhán O’Rourke") < text.index("And the winner is")
    assert "He walked her to the window" in text
    for person in (told.tendai, told.chair):
        client.sign_in(person)
        assert client.get(path).status_code == 404


def test_the_ceremony_leaves_out_who_did_not_agree_and_says_so_to_the_presenter(
    client: PageClient, world: World, told: Ceremony
) -> None:
    world.consented(told.siobhan_candidacy, INTRANET, given=False)
    client.sign_in(told.officer)
    text = client.get(f"/winners/ceremony/{told.round.id}").text
    stage = text.split("data-stage")[1]
    assert "Rourke" not in stage
    assert "Siobhán O’Rourke" in text.split("data-stage")[0]
