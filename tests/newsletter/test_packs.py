"""Packs hold only who agreed, are safe to open, and leave a trace."""

import csv
import io
import json
import re
from datetime import timedelta

import docx
import openpyxl
import pytest
import time_machine
from flask import Flask

from recognition import clock
from recognition.audit import queries as audit
from recognition.thanks.rules import CHANNELS, NEWSLETTER
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.winners.conftest import Ceremony, ceremony
from tests.world import World

__all__ = ["ceremony"]

FORMULA = '=HYPERLINK("http://example.org","x")'
NASTY = "<script>alert(1)</script> {{7*7}} </textarea> \u202eabc"


@pytest.fixture
def announced(ceremony: Ceremony, world: World) -> Ceremony:
    """Tendai agreed to the newsletter; Siobhán to everything but the newsletter."""
    world.decided(ceremony.tendai_candidacy, ceremony.chair, citation=f"{FORMULA} {NASTY}")
    world.decided(ceremony.siobhan_candidacy, ceremony.chair, outcome="highly_commended")
    world.consented(ceremony.tendai_candidacy)
    world.consented(ceremony.siobhan_candidacy, *(set(CHANNELS) - {NEWSLETTER}))
    world.consented(ceremony.siobhan_candidacy, NEWSLETTER, given=False)
    world.announced(ceremony.round)
    return ceremony


@pytest.fixture
def officer(client: PageClient, announced: Ceremony) -> PageClient:
    """The communications officer at the desk."""
    client.typed = {"{{7*7}}"}
    client.sign_in(announced.officer)
    return client


def download(officer: PageClient, announced: Ceremony, kind: str) -> bytes:
    """Choose Tendai and download."""
    answer = officer.send(
        f"/newsletter/{announced.round.id}",
        {
            "rows-0-candidacy": str(announced.tendai_candidacy),
            "rows-0-chosen": "y",
            "rows-0-place": "1",
            "kind": kind,
        },
    )
    assert answer.status_code == 200
    assert f".{kind}" in answer.headers["Content-Disposition"]
    return answer.data


def test_only_consented_winners_can_be_chosen_and_the_others_are_named_with_the_reason(
    officer: PageClient, announced: Ceremony
) -> None:
    page = officer.get(f"/newsletter/{announced.round.id}").text
    assert "Tendai Moyo" in page
    assert re.search(r"Rourke</strong> \([^)]+\): would rather not be named there", page)
    answer = officer.send(
        f"/newsletter/{announced.round.id}",
        {
            "rows-0-candidacy": str(announced.siobhan_candidacy),
            "rows-0-chosen": "y",
            "rows-0-place": "1",
            "kind": "csv",
        },
    )
    assert answer.status_code == 422
    assert "changed their mind" in answer.text


def test_a_cell_that_starts_a_formula_is_inert_in_csv(
    officer: PageClient, announced: Ceremony
) -> None:
    data = download(officer, announced, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    row = next(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert row["name"] == "Tendai Moyo"
    assert row["citation"] == f"'{FORMULA} {NASTY}"
    assert row["announced_at"][-6:] in {"+00:00", "+01:00"}


def test_a_cell_that_starts_a_formula_is_text_in_excel(
    officer: PageClient, announced: Ceremony
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(download(officer, announced, "xlsx")))
    sheet = book.active
    headings = [cell.value for cell in sheet[1]]
    cell = sheet[2][headings.index("citation")]
    assert (cell.data_type, cell.value) == ("s", f"{FORMULA} {NASTY}")
    assert sheet.freeze_panes == "A2"


def test_word_holds_the_winner_under_headings_and_typed_text_is_text(
    officer: PageClient, announced: Ceremony
) -> None:
    document = docx.Document(io.BytesIO(download(officer, announced, "docx")))
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert styles["Tendai Moyo"] == "Heading 2"
    citation = next(text for text in styles if text.startswith(FORMULA))
    assert "<script>alert(1)</script> {{7*7}} </textarea>" in citation


def test_the_email_asks_nothing_of_the_outside_and_shows_typed_text_as_text(
    officer: PageClient, announced: Ceremony
) -> None:
    answer = download(officer, announced, "html").decode()
    assert "&lt;script&gt;alert(1)" in answer
    assert "<script" not in answer
    assert "Tendai Moyo" in answer
    assert 'lang="en"' in answer
    assert not re.search(r'(?:src|href)="https?:|@import|url\(', answer)
    assert len(answer.encode()) < 100_000


def test_the_json_has_the_columns_of_the_contract(officer: PageClient, announced: Ceremony) -> None:
    content = json.loads(download(officer, announced, "json"))
    assert content["round"]["name"] == announced.round.name
    assert ",".join(content["winners"][0]) == (
        "round,category,outcome,name,team,job_title,organisation,citation,quote,words,consent,"
        "announced_at,photo,alt_text,reference"
    )


def test_every_export_is_in_the_audit_trail(
    app: Flask, officer: PageClient, announced: Ceremony
) -> None:
    download(officer, announced, "csv")
    with app.app_context():
        (entry,), _total = audit.entries(action="newsletter.")
    assert entry.actor_id == announced.officer.id
    assert entry.subject_id == announced.round.id
    assert entry.details == {
        "kind": "csv",
        "channel": "newsletter",
        "length": 100,
        "rows": 1,
        "zone": "Europe/London",
        "candidacies": [announced.tendai_candidacy],
    }


def test_withdrawing_consent_lists_past_uses(
    app: Flask, officer: PageClient, world: World, announced: Ceremony
) -> None:
    download(officer, announced, "docx")
    world.consented(announced.tendai_candidacy, NEWSLETTER, given=False)
    page = officer.get(f"/newsletter/{announced.round.id}").text
    with app.app_context():
        made = audit.entries(action="newsletter.")[0][0].at
    assert f"Already taken into a pack: {clock.spoken(made)}" in page


def test_choosing_nobody_comes_back_with_the_reason(
    officer: PageClient, announced: Ceremony
) -> None:
    answer = officer.send(f"/newsletter/{announced.round.id}", {"kind": "csv"})
    assert answer.status_code == 422
    assert "Choose at least one winner" in answer.text


def test_winners_come_in_the_order_of_their_places(
    app: Flask, client: PageClient, world: World, ceremony: Ceremony
) -> None:
    for number in (ceremony.tendai_candidacy, ceremony.siobhan_candidacy):
        world.decided(number, ceremony.chair)
        world.consented(number)
    world.announced(ceremony.round)
    client.sign_in(ceremony.officer)
    rows = {
        "rows-0-candidacy": str(ceremony.tendai_candidacy),
        "rows-0-chosen": "y",
        "rows-0-place": "2",
        "rows-1-candidacy": str(ceremony.siobhan_candidacy),
        "rows-1-chosen": "y",
        "rows-1-place": "1",
    }
    answer = client.send(f"/newsletter/{ceremony.round.id}", {**rows, "kind": "json"})
    names = [row["name"] for row in json.loads(answer.data)["winners"]]
    assert names == ["Siobhán O’Rourke", "Tendai Moyo"]


def test_the_desk_is_for_communications_of_the_scheme_and_only_after_the_announcement(
    client: PageClient, world: World, ceremony: Ceremony
) -> None:
    path = f"/newsletter/{ceremony.round.id}"
    client.sign_in(ceremony.officer)
    assert client.get(path).status_code == 404
    world.announced(ceremony.round)
    assert client.get(path).status_code == 200
    for somebody in (ceremony.chair, ceremony.tendai):
        client.sign_in(somebody)
        assert client.get(path).status_code == 404
        assert client.get("/newsletter").status_code == 404


def test_the_desk_asks_as_much_for_three_winners_as_for_one(
    client: PageClient, world: World, announced: Ceremony, count_queries: QueryCounter
) -> None:
    client.typed = {"{{7*7}}"}
    client.sign_in(announced.officer)
    path = f"/newsletter/{announced.round.id}"
    with count_queries() as few:
        client.get(path)
    others = [world.person(f"Another Winner{number}") for number in range(2)]
    with time_machine.travel(clock.now() - timedelta(hours=2)):
        for other in others:
            world.nomination(announced.round, nominee=other)
    with app_rewound(world, announced):
        for other in others:
            number = world.candidacy(announced.round, other)
            world.decided(number, announced.chair)
            world.consented(number)
    with count_queries() as many:
        assert "Another Winner1" in client.get(path).text
    assert len(many) == len(few)


def app_rewound(world: World, announced: Ceremony) -> time_machine.travel:
    """Go back to between the close and the announcement, when the chair could still decide."""
    del world
    assert announced.round.closes_at is not None
    return time_machine.travel(announced.round.closes_at + timedelta(minutes=1))


def test_a_number_of_5000_digits_is_no_crash_and_chooses_nobody(
    officer: PageClient, announced: Ceremony
) -> None:
    long = "9" * 5000
    rows = {f"rows-{long}-chosen": "y", "rows-0-chosen": "y", "rows-0-candidacy": long}
    page = f"/newsletter/{announced.round.id}"
    answer = officer.send(page, {**rows, "rows-0-place": long, "kind": "csv"})
    assert answer.status_code == 422


def test_the_desk_lists_the_rounds_of_its_own_organisations_however_many_others_there_are(
    client: PageClient, world: World, announced: Ceremony, count_queries: QueryCounter
) -> None:
    client.sign_in(announced.officer)
    path = f'href="/newsletter/{announced.round.id}"'
    with count_queries() as few:
        assert path in client.get("/newsletter").text
    with time_machine.travel(clock.now() - timedelta(days=2)):
        foreign = world.scheme(name="Elsewhere", organisation="Another Trust")
        rounds = [
            world.round(foreign, name=f"Month {n}", closes_in=timedelta(hours=1)) for n in range(51)
        ]
    for round_ in rounds:
        world.announced(round_)
    with count_queries() as many:
        text = client.get("/newsletter").text
    assert path in text
    assert "Month 50" not in text
    assert len(few) == len(many)
