"""The ledger: every nomination stands in exactly one place, and nobody drops out of it."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event

from recognition import clock
from recognition.database import db, transaction
from recognition.nominations.queries import Nominee
from recognition.people.queries import PersonCard
from recognition.schemes.queries import RoundCard
from recognition.thanks import queries, tending
from recognition.thanks.models import Thank
from recognition.thanks.queries import Filters, Ledger
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.thanks.conftest import Desk, team_of
from tests.world import World

LEDGER = "/manage/thanks"


@pytest.fixture
def administrator(world: World) -> PersonCard:
    return world.administrator()


@pytest.fixture
def keeper(client: PageClient, administrator: PersonCard) -> PageClient:
    """An administrator of the organisation that hosts the schemes."""
    return client.sign_in(administrator)


def ledger_of(world: World, administrator: PersonCard, filters: Filters | None = None) -> Ledger:
    viewer = world.viewer(administrator)
    with world.app.app_context():
        (scheme,) = queries.scheme_choices(viewer)
        return queries.ledger(scheme, filters or Filters(), clock.now())


@contextmanager
def days_ago(days: int) -> Iterator[None]:
    with time_machine.travel(clock.now() - timedelta(days=days)):
        yield


def printed(desk: Desk, world: World, round_: RoundCard) -> str:
    """Return a nomination whose nominee has no address, with its card in the print queue."""
    reference = world.nomination(round_, nominee=world.person("Tendai Moyo", email=None))
    desk.thank()
    return reference


def tend(
    client: PageClient, desk: Desk, reference: str, deed: str, **more: str
) -> "tuple[int, str]":
    (thank,) = desk.thanks(reference)
    fields = {f"thank{thank.id}-{name}": text for name, text in {"deed": deed, **more}.items()}
    page = f"{LEDGER}/{reference}"
    answer = client.send(f"{page}/{thank.id}", fields, form=page)
    return answer.status_code, answer.text


@pytest.fixture
def counted(app: Flask) -> Iterator[list[str]]:
    """Every statement that counts who is in time, also inside an answer that is remembered."""
    found: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "min(nomination.counts_from)" in statement:
            found.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


def test_who_is_late_follows_the_clock_alone_and_is_counted_once_until_then(
    world: World, administrator: PersonCard, counted: list[str]
) -> None:
    with days_ago(4):
        round_ = world.round(closes_in=timedelta(days=60))
        world.nomination(round_, accepted=False)
    with days_ago(2):
        world.nomination(round_, accepted=False)
    allowed, began = round_.scheme.thanks_days, clock.now()
    for_days, second = timedelta(days=allowed), timedelta(seconds=1)
    for when, late in (
        (began, 0),
        (began - timedelta(days=4) + for_days - timedelta(minutes=1), 0),
        (began - timedelta(days=4) + for_days + timedelta(minutes=1), 1),
        (began - timedelta(days=2) + for_days - timedelta(minutes=1), 1),
        (began - timedelta(days=2) + for_days + timedelta(minutes=1), 2),
    ):
        counted.clear()
        with time_machine.travel(when):
            ledger_of(world, administrator)
        with time_machine.travel(when + second):
            numbers = ledger_of(world, administrator).numbers
            with world.app.app_context():
                on_the_desk = queries.late({round_.scheme.id: allowed}, clock.now())
        assert (numbers["late"], numbers["waiting"]) == (late, 2 - late), when
        assert on_the_desk == {round_.scheme.id: late}, when
        assert len(counted) <= 1, when
    assert ledger_of(world, administrator).numbers["late"] == 0  # a clock that was put back


def test_every_nomination_stands_in_one_place_whatever_became_of_it(
    desk: Desk, world: World, administrator: PersonCard
) -> None:
    with days_ago(20):
        round_ = world.round(closes_in=timedelta(days=60))
        for _each in range(2):
            world.nomination(round_, accepted=False)
    for _each in range(3):
        world.nomination(round_)
    gone = world.person()
    team = team_of(world, world.person(team="Ward 7"), world.person(team="Ward 7", email=None))
    references = [
        world.nomination(round_, nominee=nominee) for nominee in (gone, world.person(email=None))
    ]
    world.nomination(round_, nominee=team)
    quiet = world.nomination(round_)
    withdrawn, declined = world.nomination(round_), world.nomination(round_)
    desk.has_left(gone)
    desk.change(quiet, standing="asked")
    desk.thank()
    desk.deliver()
    desk.change(withdrawn, withdrawn_at=clock.now())
    desk.change(declined, standing="declined")
    world.nomination(round_)  # accepted, and nothing is made of it yet
    assert desk.thanks(references[0])[0].state == "held"
    numbers = ledger_of(world, administrator).numbers
    assert numbers == {"thanked": 3, "late": 2, "waiting": 5, "ended": 2}
    assert sum(numbers.values()) == 12


@pytest.mark.parametrize("reason", ["withdrawn", "declined", "no_contact", "left", "died"])
def test_whoever_is_not_to_be_thanked_ends_with_a_reason(
    desk: Desk, world: World, administrator: PersonCard, keeper: PageClient, reason: str
) -> None:
    reference = printed(desk, world, world.round())
    if reason == "withdrawn":
        desk.change(reference, withdrawn_at=clock.now())
    elif reason == "declined":
        desk.change(reference, standing="declined")
    elif reason == "no_contact":
        tend(keeper, desk, reference, tending.NO_LETTERS)
    elif reason == "died":
        tend(keeper, desk, reference, tending.HAS_DIED)
        tend(keeper, desk, reference, tending.END)
    else:
        _print_and_return(keeper, desk, reference)
        tend(keeper, desk, reference, tending.END)
    shown = ledger_of(world, administrator, Filters(place="ended"))
    assert shown.numbers["ended"] == 1
    assert shown.ended == {reason: 1}
    assert [line.reference for line in shown.lines] == [reference]


def _print_and_return(client: PageClient, desk: Desk, reference: str) -> None:
    (thank,) = desk.thanks(reference)
    with desk.app.app_context(), transaction() as session:
        session.get_one(Thank, thank.id).state = "printed"
    tend(client, desk, reference, tending.RETURNED, why=tending.HAS_LEFT)


def test_the_oldest_owing_stand_first_with_their_days_and_the_late_are_marked_in_words(
    desk: Desk, world: World, keeper: PageClient
) -> None:
    with days_ago(9):
        round_ = world.round(closes_in=timedelta(days=30))
        old = world.nomination(round_, accepted=False)
    young = world.nomination(round_, accepted=False)
    page = keeper.get(LEDGER).text
    assert page.index(old) < page.index(young)
    assert "9 days" in page
    assert re.search(r"nhsuk-tag--red\W+Late\W", page)
    assert "1 person has waited longer than 7 days." in page
    assert "Not checked yet" in page


def test_the_ledger_names_who_looks_after_it(
    world: World, keeper: PageClient, administrator: PersonCard
) -> None:
    world.nomination(world.round())
    assert f"Looked after by {administrator.name}." in keeper.get(LEDGER).text


def test_what_each_waits_for_is_said_and_can_be_asked_for(
    desk: Desk, world: World, keeper: PageClient
) -> None:
    round_ = world.round()
    waiting = world.nomination(round_, accepted=False)
    unconfirmed = world.nomination(round_, accepted=False)
    desk.change(unconfirmed, confirmed_at=None)
    asked = world.nomination(round_, accepted=False)
    desk.change(asked, standing="asked")
    to_print = world.nomination(round_, nominee=world.person(email=None))
    by_letter = world.nomination(round_)
    gone = world.person()
    left = world.nomination(round_, nominee=gone)
    desk.has_left(gone)
    desk.thank()
    made = world.nomination(round_)
    expected = {
        tending.NOT_CHECKED: waiting,
        tending.NOT_CONFIRMED: unconfirmed,
        tending.QUESTION: asked,
        tending.TO_PRINT: to_print,
        tending.ON_ITS_WAY: by_letter,
        tending.DECIDE_LEFT: left,
        tending.BEING_MADE: made,
    }
    for why, reference in expected.items():
        page = keeper.get(f"{LEDGER}?why={why}").text
        assert set(re.findall(r"\w{3}-\w{3}(?=</span>)", page)) == {reference}, why
        assert tending.why_name(why) in page


def test_the_ledger_can_be_searched_by_name_and_reference_and_kept_to_a_site(
    world: World, keeper: PageClient
) -> None:
    round_ = world.round()
    porter = world.person("Éva Kovács", team="Porters", site="North")
    north = world.nomination(round_, nominee=porter)
    south = world.nomination(round_, nominee=world.person("Sam Iqbal", team="Ward", site="South"))
    for asked in ("q=eva", f"q={north}", "site=North"):
        page = keeper.get(f"{LEDGER}?{asked}").text
        assert north in page, asked
        assert south not in page, asked
    assert "Nothing found" in keeper.get(f"{LEDGER}?q=nobody").text


def test_a_search_of_the_ledger_finds_each_kind_of_nominee(
    world: World, keeper: PageClient
) -> None:
    round_ = world.round()
    anna = world.nomination(round_, nominee=world.person("Anna-Marie O’Hara"))
    sue = world.nomination(round_, nominee=Nominee("described", "Porter Sue", "Ward 7"))
    porters = team_of(world, world.person("Ned", team="The Porters"))
    team = world.nomination(round_, nominee=porters)
    for asked, found in {
        "anna": {anna},
        "o'hara marie": {anna},
        "nna": set(),
        "porter": {sue, team},
        "orters": {team},
        sue.lower(): {sue},
    }.items():
        page = keeper.get(LEDGER, query_string={"q": asked}).text
        assert {each for each in (anna, sue, team) if each in page} == found, asked


def test_a_search_of_the_ledger_takes_the_same_statements_for_one_and_for_three(
    world: World, keeper: PageClient, count_queries: QueryCounter
) -> None:
    round_, counts = world.round(), []
    for more in (1, 2):
        for number in range(more):
            world.nomination(round_, nominee=world.person(f"Asha Patel{more}{number}"))
        with count_queries() as asked:
            assert "Asha Patel10" in keeper.get(f"{LEDGER}?q=asha").text
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10


def test_the_ledger_tells_how_long_it_took_by_nearest_rank(
    app: Flask, desk: Desk, world: World, administrator: PersonCard
) -> None:
    round_ = world.round()
    for _each in range(10):
        world.nomination(round_)
    assert ledger_of(world, administrator).took.median is None
    desk.thank()
    desk.deliver()
    with app.app_context(), transaction() as session:
        for hours, thank in enumerate(desk.thanks(), start=1):
            session.get_one(Thank, thank.id).took_hours = hours
    took = ledger_of(world, administrator).took
    assert (took.cards, took.median, took.ninetieth, took.worst) == (10, 5, 9, 10)


def test_a_handed_over_card_is_thanked_from_the_line(
    desk: Desk, world: World, keeper: PageClient
) -> None:
    reference = printed(desk, world, world.round())
    assert tend(keeper, desk, reference, tending.HANDED_OVER)[0] == 302
    (thank,) = desk.thanks(reference)
    assert thank.state == "thanked"
    assert thank.thanked_at is not None


def test_a_card_that_came_back_says_why_and_can_be_printed_again(
    desk: Desk, world: World, keeper: PageClient
) -> None:
    reference = printed(desk, world, world.round())
    status, page = tend(keeper, desk, reference, tending.RETURNED, why="away")
    assert status == 422
    assert "This has changed since the page was opened." in page
    with desk.app.app_context(), transaction() as session:
        session.get_one(Thank, desk.thanks()[0].id).state = "printed"
    status, page = tend(keeper, desk, reference, tending.RETURNED)
    assert status == 422
    assert "Say why it came back." in page
    assert tend(keeper, desk, reference, tending.RETURNED, why="away")[0] == 302
    assert "The card came back" in keeper.get(LEDGER).text
    assert tend(keeper, desk, reference, tending.PRINT_AGAIN)[0] == 302
    assert "In the print queue" in keeper.get(LEDGER).text


def test_the_card_of_somebody_who_died_goes_to_the_family_when_an_administrator_says_so(
    desk: Desk, world: World, keeper: PageClient
) -> None:
    nominator = world.person()
    nominee = world.person("Tendai Moyo")
    reference = world.nomination(world.round(), nominee=nominee, nominator=nominator)
    desk.thank()
    assert tend(keeper, desk, reference, tending.HAS_DIED)[0] == 302
    desk.deliver()
    assert desk.letters_to(nominee) == []
    status, page = tend(keeper, desk, reference, tending.TO_TEAM)
    assert status == 422
    assert "Write which team gets it" in page
    assert tend(keeper, desk, reference, tending.TO_FAMILY, name="Mrs Moyo")[0] == 302
    assert "For the family: Mrs Moyo" in keeper.get(f"{LEDGER}/{reference}").text
    tend(keeper, desk, reference, tending.HANDED_OVER)
    desk.deliver()
    (told,) = [text for text in desk.letters_to(nominator) if "passed on" in text]
    assert "!" not in told


def test_an_administrator_can_record_that_somebody_wishes_no_contact(
    app: Flask, desk: Desk, world: World, keeper: PageClient
) -> None:
    nominee = world.person()
    reference = world.nomination(world.round(), nominee=nominee)
    desk.thank()
    assert tend(keeper, desk, reference, tending.NO_LETTERS)[0] == 302
    with app.app_context():
        assert queries.is_quiet(nominee.id)
    desk.deliver()
    assert desk.letters_to(nominee) == []


def test_administrators_of_other_organisations_find_nothing(
    desk: Desk, world: World, client: PageClient
) -> None:
    reference = printed(desk, world, world.round())
    client.sign_in(world.administrator(organisation="Elsewhere"))
    page = client.get(LEDGER)
    assert page.status_code == 200
    assert reference not in page.text
    assert client.get(f"{LEDGER}/{reference}").status_code == 404
    assert client.get(f"{LEDGER}/ZZZ-ZZZ").status_code == 404
    (thank,) = desk.thanks()
    sent = client.send(f"{LEDGER}/{reference}/{thank.id}", {}, form="/account")
    assert sent.status_code == 404
    client.sign_in(world.person())
    assert client.get(LEDGER).status_code == 404


def test_a_thank_of_another_nomination_is_not_reached_through_one_of_ours(
    desk: Desk, world: World, keeper: PageClient
) -> None:
    mine = printed(desk, world, world.round())
    other = printed(desk, world, world.round(world.scheme(name="Other awards")))
    (thank,) = desk.thanks(other)
    page = f"{LEDGER}/{mine}"
    fields = {f"thank{thank.id}-deed": tending.HANDED_OVER}
    assert keeper.send(f"{page}/{thank.id}", fields, form=page).status_code == 404
    assert desk.thanks(other)[0].state == "waiting"


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "{{7*7}}", "</textarea>", "a\u202eb"]
)
def test_whatever_was_typed_stays_text_on_the_ledger(
    desk: Desk, world: World, keeper: PageClient, typed: str
) -> None:
    keeper.typed.add(typed)
    nominee = world.person(typed, email=None)
    reference = world.nomination(world.round(), nominee=nominee)
    desk.thank()
    for path in (LEDGER, f"{LEDGER}/{reference}"):
        page = keeper.get(path).text
        assert "<script>alert" not in page
        assert f"Thanks for {html.escape(typed)}" in page or path == LEDGER


def test_the_ledger_takes_the_same_statements_for_one_and_for_three(
    desk: Desk, world: World, keeper: PageClient, count_queries: QueryCounter
) -> None:
    round_ = world.round()
    world.nomination(round_)
    desk.thank()
    with count_queries() as few:
        keeper.get(LEDGER)
    for _each in range(2):
        world.nomination(round_)
    desk.thank()
    with count_queries() as many:
        keeper.get(LEDGER)
    with count_queries() as narrowed:
        keeper.get(f"{LEDGER}?q=colleague&site=Main+site")
    assert len(few) == len(many) <= 10
    assert len(narrowed) <= 10
