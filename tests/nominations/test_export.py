"""Administrators take the nominations of a round away, safely, and it is written down."""

import csv
import io

import pytest
from flask import Flask

from recognition.audit import queries as audit
from recognition.cells import plain_cell
from recognition.nominations import actions
from recognition.nominations.actions.exporting import COLUMNS
from recognition.people.queries import PersonCard
from recognition.people.rules import ADMINISTRATOR
from recognition.schemes.queries import RoundCard
from tests.conftest import QueryCounter
from tests.nominations.checkers import desk
from tests.page_client import PageClient
from tests.world import World

FORMULA, PHONE = '=HYPERLINK("http://example.org")', "+44 20 7946 0000"


@pytest.fixture
def administrator(world: World) -> PersonCard:
    return world.granted(ADMINISTRATOR)


@pytest.fixture
def round_(world: World) -> RoundCard:
    return world.round()


def page(round_: RoundCard) -> str:
    return f"/manage/schemes/{round_.scheme.slug}/rounds/{round_.slug}"


def download(client: PageClient, round_: RoundCard) -> list[dict[str, str]]:
    answer = client.send(f"{page(round_)}/nominations.csv", form=page(round_), buffered=True)
    assert answer.status_code == 200
    assert "Content-Length" not in answer.headers  # it leaves while it is being made
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def test_every_nomination_is_a_row_with_its_words(
    client: PageClient, world: World, round_: RoundCard, administrator: PersonCard
) -> None:
    nominee, nominator = world.person("Émile Ross", team="Porters"), world.person("Ann Lee")
    answers = ("She stayed.\nAll night.", "He, too, slept.")
    reference = world.nomination(round_, nominee=nominee, nominator=nominator, answers=answers)
    waiting = world.nomination(round_, accepted=False)
    first, second = download(client.sign_in(administrator), round_)
    assert (first["reference"], second["reference"]) == (reference, waiting)
    assert (first["nominee"], first["nominator"]) == ("Émile Ross", "Ann Lee")
    assert (first["standing"], second["standing"]) == ("accepted", "waiting")
    assert tuple(list(first.values())[len(COLUMNS) :]) == answers
    assert first["sent_at"][-6:] in {"+00:00", "+01:00"}


def test_cells_that_a_spreadsheet_would_run_are_inert_and_can_be_recovered(
    client: PageClient, world: World, round_: RoundCard, administrator: PersonCard
) -> None:
    world.nomination(round_, answers=(FORMULA, PHONE))
    [row] = download(client.sign_in(administrator), round_)
    said = list(row.values())[len(COLUMNS) :]
    assert all(cell.startswith("'") for cell in said)
    assert [plain_cell(cell) for cell in said] == [FORMULA, PHONE]


def test_a_nominator_who_asked_not_to_be_named_is_not_in_it(
    client: PageClient, world: World, round_: RoundCard, administrator: PersonCard
) -> None:
    shy = world.person("Shy Sid")
    world.nomination(round_, nominator=shy, may_name=False)
    answer = client.sign_in(administrator).send(
        f"{page(round_)}/nominations.csv", form=page(round_), buffered=True
    )
    assert "Shy" not in answer.text
    assert (shy.email or "") not in answer.text


def test_what_was_redacted_is_not_in_it(client: PageClient, world: World) -> None:
    checking = desk(client, world)
    sent = checking.sent(answers=("Mr Oduya could not sleep.", "Kind."))
    checking.act(sent, "redact", words="Mr Oduya")
    text = checking.client.send(
        f"{page(checking.round)}/nominations.csv", form=page(checking.round), buffered=True
    ).text
    assert "Oduya" not in text
    assert "could not sleep." in text


def test_who_took_it_is_written_down_with_rows_filter_and_zone(
    app: Flask, client: PageClient, world: World, round_: RoundCard, administrator: PersonCard
) -> None:
    world.nomination(round_)
    download(client.sign_in(administrator), round_)
    with app.app_context():
        [entry] = audit.entries_about("nomination.exported", ("round", round_.id))
    assert entry.details["rows"] == 1
    assert entry.details["filter"] == "every"
    assert entry.details["zone"] == "Europe/London"


def test_only_administrators_of_the_host_take_it_and_a_link_does_nothing(
    app: Flask, client: PageClient, world: World, round_: RoundCard, administrator: PersonCard
) -> None:
    path = f"{page(round_)}/nominations.csv"
    assert client.sign_in(administrator).get(path).status_code == 404
    token = client.token(page(round_))
    client.sign_in(world.person())
    assert client.post(path, data={"csrf_token": token}).status_code in {400, 404}
    with app.app_context():
        assert audit.entries_about("nomination.exported", ("round", round_.id)) == []


def test_an_export_takes_as_many_statements_for_one_nomination_as_for_three(
    app: Flask,
    world: World,
    round_: RoundCard,
    administrator: PersonCard,
    count_queries: QueryCounter,
) -> None:
    actor = world.viewer(administrator)

    def statements() -> int:
        with count_queries() as sent, app.app_context():
            b"".join(actions.export_nominations(round_.id, actor=actor))
        return len(sent)

    world.nomination(round_)
    one = statements()
    for _more in range(2):
        world.nomination(round_)
    assert statements() == one
