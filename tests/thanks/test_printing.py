"""Cards on paper: made into batches, downloaded, handed over, come back."""

import threading
from collections.abc import Mapping

import pytest
from flask import Flask

from recognition import clock
from recognition.audit import queries as audit
from recognition.errors import Refused
from recognition.nominations.queries import Nominee
from recognition.people.queries import PersonCard
from recognition.schemes.queries import RoundCard
from recognition.thanks import actions, queries
from recognition.thanks.queries import BatchSheet
from tests.page_client import PageClient, without_tokens
from tests.thanks.conftest import Desk, team_of
from tests.world import World

QUEUE = "/manage/thanks/print"


@pytest.fixture
def administrator(world: World) -> PersonCard:
    return world.administrator()


@pytest.fixture
def keeper(client: PageClient, administrator: PersonCard) -> PageClient:
    """An administrator of the organisation that hosts the schemes."""
    return client.sign_in(administrator)


@pytest.fixture
def round_(world: World) -> RoundCard:
    return world.round()


def wait_for_print(desk: Desk, world: World, round_: RoundCard, *names: str) -> list[str]:
    """Nominate people without an address, and put their cards into the print queue."""
    found = [
        world.nomination(round_, nominee=world.person(name, email=None, site="North"))
        for name in names
    ]
    desk.thank()
    return found


def make(client: PageClient, round_: RoundCard, site: str = "*") -> int:
    """Make a batch on the page, and return its number."""
    answer = client.send(QUEUE, {"chosen": f"{round_.scheme.id}:{site}"})
    assert answer.status_code == 302, answer.text
    return int(answer.headers["Location"].rsplit("/", 1)[1])


def sheet_of(app: Flask, number: int) -> BatchSheet:
    with app.app_context():
        return queries.batch_sheet(number)


def press(
    client: PageClient, number: int, what: str, data: Mapping[str, object] | None = None
) -> int:
    page = f"{QUEUE}/{number}"
    return client.send(f"{page}{what}", dict(data or {}), form=page).status_code


def test_a_batch_is_ordered_by_site_team_and_name(
    app: Flask, desk: Desk, world: World, round_: RoundCard, keeper: PageClient
) -> None:
    for name, team, site in (
        ("Bea", "Ward 2", "South"),
        ("Zoe", "Ward 1", "South"),
        ("Ada", "Ward 1", "South"),
        ("Yan", "Ward 9", "North"),
    ):
        nominee = world.person(name, team=team, site=site, email=None)
        world.nomination(round_, nominee=nominee)
    desk.thank()
    lines = sheet_of(app, make(keeper, round_)).lines
    assert [line.name for line in lines] == ["Yan", "Ada", "Zoe", "Bea"]


def test_a_batch_of_one_site_leaves_the_others_in_the_queue(
    app: Flask, desk: Desk, world: World, round_: RoundCard, keeper: PageClient
) -> None:
    wait_for_print(desk, world, round_, "Ada")
    world.nomination(round_, nominee=world.person("Bea", site="South", email=None))
    world.nomination(round_, nominee=Nominee("described", "Sue", "Ward 7"))
    desk.thank()
    assert "3 cards wait" in keeper.get(QUEUE).text
    assert [line.name for line in sheet_of(app, make(keeper, round_, "=North")).lines] == ["Ada"]
    assert "2 cards wait" in keeper.get(QUEUE).text
    assert [line.name for line in sheet_of(app, make(keeper, round_, "=")).lines] == ["Sue"]
    assert [line.name for line in sheet_of(app, make(keeper, round_)).lines] == ["Bea"]


def test_two_who_make_a_batch_at_once_never_share_a_card(
    app: Flask, desk: Desk, world: World, round_: RoundCard, administrator: PersonCard
) -> None:
    wait_for_print(desk, world, round_, "Ada", "Bea")
    actor, start = world.viewer(administrator), threading.Barrier(2)
    made: list[int] = []

    def work() -> None:
        start.wait()
        with app.app_context():
            try:
                made.append(actions.make_batch(round_.scheme.id, None, actor=actor))
            except Refused:
                return

    threads = [threading.Thread(target=work) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert len(sheet_of(app, made[0]).lines) == 2


def test_nothing_to_print_is_said_kindly_and_makes_no_batch(
    round_: RoundCard, keeper: PageClient
) -> None:
    assert "Nothing to print" in keeper.get(QUEUE).text
    token = keeper.token("/account")
    answer = keeper.post(QUEUE, data={"csrf_token": token, "chosen": f"{round_.scheme.id}:*"})
    assert answer.status_code == 422
    assert "No cards wait there now." in answer.text
    odd = keeper.post(QUEUE, data={"csrf_token": token, "chosen": "x"})
    assert odd.status_code == 422


@pytest.mark.parametrize("kind", ["cards", "badges", "wall"])
def test_sheets_can_be_downloaded_again_and_leave_a_trace(
    app: Flask, desk: Desk, world: World, round_: RoundCard, keeper: PageClient, kind: str
) -> None:
    team = team_of(world, world.person(team="Ward 7", email=None))
    world.nomination(round_, nominee=team)
    desk.thank()
    number = make(keeper, round_)
    page = f"{QUEUE}/{number}"
    for _each in range(2):
        answer = keeper.send(f"{page}/{kind}.pdf", {}, form=page)
        assert answer.status_code == 200
        assert answer.data.startswith(b"%PDF")
        assert f"-{number}.pdf" in answer.headers["Content-Disposition"]
    assert keeper.get(f"{page}/{kind}.pdf").status_code in (404, 405)
    with app.app_context():
        kept, _total = audit.entries(action="thanks.downloaded")
    assert len(kept) == 2


def test_everybody_in_a_printed_batch_is_thanked_when_it_is_handed_over(
    app: Flask, desk: Desk, world: World, round_: RoundCard, keeper: PageClient
) -> None:
    wait_for_print(desk, world, round_, "Ada", "Bea")
    number = make(keeper, round_)
    assert press(keeper, number, "/all/printed") == 302
    assert {thank.state for thank in desk.thanks()} == {"printed"}
    assert press(keeper, number, "/all/handed_over") == 302
    assert {thank.state for thank in desk.thanks()} == {"thanked"}
    assert press(keeper, number, "/all/handed_over") == 422


def test_a_card_that_came_back_is_left_out_when_the_rest_is_handed_over(
    app: Flask, desk: Desk, world: World, round_: RoundCard, keeper: PageClient
) -> None:
    wait_for_print(desk, world, round_, "Ada", "Bea")
    number = make(keeper, round_)
    press(keeper, number, "/all/printed")
    ada, bea = sheet_of(app, number).lines
    marked = {"deed": "returned", "why": "not_found", "cards": str(ada.card_id)}
    assert press(keeper, number, "", marked) == 302
    press(keeper, number, "/all/handed_over")
    states = {line.name: (line.state, line.has_returned) for line in sheet_of(app, number).lines}
    assert states == {"Ada": ("printed", True), "Bea": ("thanked", False)}
    again = {"deed": "print_again", "cards": str(ada.card_id)}
    assert press(keeper, number, "", again) == 302
    assert [line.name for line in sheet_of(app, make(keeper, round_)).lines] == ["Ada"]
    assert bea.name == "Bea"


def test_marking_asks_for_what_is_missing_and_keeps_what_was_ticked(
    app: Flask, desk: Desk, world: World, round_: RoundCard, keeper: PageClient
) -> None:
    wait_for_print(desk, world, round_, "Ada")
    number = make(keeper, round_)
    press(keeper, number, "/all/printed")
    (line,) = sheet_of(app, number).lines
    page = f"{QUEUE}/{number}"
    answer = keeper.send(page, {"deed": "returned", "cards": str(line.card_id)})
    assert answer.status_code == 422
    assert "Say why they came back." in answer.text
    assert f'value="{line.card_id}"' in answer.text
    assert " checked" in answer.text
    assert "Tick the cards" in keeper.send(page, {"deed": "printed"}).text
    assert "Choose what happened." in keeper.send(page, {"cards": str(line.card_id)}).text


def test_what_was_withdrawn_after_printing_is_not_handed_over(
    app: Flask, desk: Desk, world: World, round_: RoundCard, keeper: PageClient
) -> None:
    (reference,) = wait_for_print(desk, world, round_, "Ada")
    number = make(keeper, round_)
    press(keeper, number, "/all/printed")
    desk.change(reference, withdrawn_at=clock.now())
    assert "Do not hand it over" in keeper.get(f"{QUEUE}/{number}").text
    assert press(keeper, number, "/all/handed_over") in (400, 422)
    desk.thank()
    (thank,) = desk.thanks()
    assert (thank.state, thank.reason) == ("ended", "withdrawn")


def test_a_card_carries_only_the_words_it_was_printed_for(
    app: Flask, desk: Desk, world: World, round_: RoundCard, keeper: PageClient
) -> None:
    nominee = world.person("Ada", email=None)
    world.nomination(round_, nominee=nominee, answers=("First words.", "One."), may_name=False)
    desk.thank()
    first = make(keeper, round_)
    world.nomination(round_, nominee=nominee, answers=("Second words.", "Two."))
    desk.thank()
    second = make(keeper, round_)
    with app.app_context():
        said = [
            queries.sheets_of(queries.batch_sheet(number).people, address_of=str)[0].words
            for number in (first, second)
        ]
    assert [words[0].paragraphs[0] for words in said] == ["First words.", "Second words."]
    assert [len(words) for words in said] == [1, 1]
    assert said[0][0].said_by == "A colleague"


def test_administrators_of_other_organisations_find_no_batch(
    desk: Desk, world: World, round_: RoundCard, keeper: PageClient
) -> None:
    wait_for_print(desk, world, round_, "Ada")
    number = make(keeper, round_)
    keeper.sign_in(world.administrator(organisation="Elsewhere"))
    assert keeper.get(f"{QUEUE}/{number}").status_code == 404
    assert keeper.get(f"{QUEUE}/99999").status_code == 404
    assert "Ada" not in without_tokens(keeper.get(QUEUE).text)
    for what in ("", "/cards.pdf", "/all/printed"):
        answer = keeper.send(f"{QUEUE}/{number}{what}", {}, form="/account")
        assert answer.status_code == 404
    wait_for_print(desk, world, round_, "Bea")
    token = keeper.token("/account")
    answer = keeper.post(QUEUE, data={"csrf_token": token, "chosen": f"{round_.scheme.id}:*"})
    assert answer.status_code == 404
