import re

import pytest
from flask import Flask

from recognition import clock
from recognition.audit import queries as audit
from recognition.schemes import actions, queries
from recognition.schemes.queries import RoundCard, SchemeCard
from recognition.schemes.rules import Dates
from tests.page_client import PageClient, without_tokens
from tests.world import World

START = {"template": "nothing", "lane": "award", "name": "Kind hearts", "who_may_nominate": "staff"}
ROUND = {
    "name": "Spring",
    "opens_at-day": "1",
    "opens_at-month": "3",
    "opens_at-year": "2027",
    "closes_at-day": "28",
    "closes_at-month": "3",
    "closes_at-year": "2027",
}
DETAILS = {
    "name": "Kindness awards",
    "who_may_nominate": "staff",
    "without_account": "y",
    "confirms_addresses": "y",
    "thanks_days": "7",
}
FORM = {
    "words_together": "400",
    "questions-0-prompt": "What did they do?",
    "questions-0-hint": "One time.",
    "questions-0-word_limit": "200",
    "criteria-0-name": "The act",
    "criteria-0-description": "What they did.",
    "criteria-0-weight": "2",
    "criteria-0-points_1": "Little",
    "criteria-0-points_2": "",
    "criteria-0-points_3": "",
    "criteria-0-points_4": "",
    "criteria-0-points_5": "Much",
}


@pytest.fixture
def managed(client: PageClient, world: World) -> SchemeCard:
    """A scheme whose administrator has signed in."""
    client.sign_in(world.administrator())
    return world.scheme()


def address(scheme: SchemeCard, *more: str) -> str:
    return "/".join((f"/manage/schemes/{scheme.slug}", *more))


def only_round(app: Flask, scheme: SchemeCard) -> RoundCard:
    with app.app_context():
        (card,) = queries.rounds_of(scheme.id)
        return card


def test_an_empty_list_of_schemes_says_what_to_do_first(client: PageClient, world: World) -> None:
    client.sign_in(world.administrator())
    page = client.get("/manage/schemes").text
    assert "No schemes yet" in page
    assert "/manage/schemes/new" in page


def test_an_administrator_starts_a_scheme_with_another_organisation(
    app: Flask, client: PageClient, world: World
) -> None:
    client.sign_in(world.administrator())
    partner = world.organisation("Elsewhere Hospice")
    for template, lane in (("leading-with-compassion", ""), ("nothing", "award")):
        data = {**START, "template": template, "lane": lane, "organisations": str(partner)}
        answer = client.send("/manage/schemes/new", data, follow_redirects=True)
        assert "Elsewhere Hospice" in answer.text
        assert "Kind hearts" in answer.text
    with app.app_context():
        assert queries.scheme("kind-hearts").lane == "recognise"
        assert queries.scheme("kind-hearts-2").lane == "award"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"template": ""}, "Choose what to start from"),
        ({"template": "unheard-of"}, "Choose what to start from"),
        ({"lane": ""}, "Choose whether nominations are judged"),
        ({"name": ""}, "Enter a name"),
        ({"who_may_nominate": "robots"}, "Choose who may nominate"),
    ],
)
def test_a_start_that_lacks_something_comes_back_with_the_reason(
    client: PageClient, world: World, change: dict[str, str], words: str
) -> None:
    client.sign_in(world.administrator())
    answer = client.send("/manage/schemes/new", {**START, **change})
    assert answer.status_code == 422
    assert words in answer.text
    if change.get("name") != "":
        assert "Kind hearts" in answer.text


def test_only_administrators_of_the_host_open_a_scheme(
    client: PageClient, managed: SchemeCard, world: World
) -> None:
    card = world.round(managed)
    pages = [
        address(managed, *more)
        for more in ((), ("details",), ("form",), ("categories",), ("end",), ("rounds", "new"))
    ] + [address(managed, "rounds", card.slug)]
    assert {client.get(page).status_code for page in pages} == {200}
    for stranger in (world.person(), world.administrator(organisation="Elsewhere Hospice")):
        client.sign_in(stranger)
        assert {client.get(page).status_code for page in pages} == {404}
    assert client.get("/manage/schemes/never-there").status_code == 404


@pytest.mark.parametrize(
    ("day", "month", "shown"),
    [
        ("24", "10", "Saturday 24 October 2026 at 11:59pm"),
        ("25", "10", "Sunday 25 October 2026 at 11:59pm"),
        ("28", "3", "Saturday 28 March 2026 at 11:59pm"),
        ("29", "3", "Sunday 29 March 2026 at 11:59pm"),
    ],
)
def test_a_date_only_deadline_ends_at_23_59_59_in_london_on_both_sides_of_a_clock_change(
    app: Flask, client: PageClient, managed: SchemeCard, day: str, month: str, shown: str
) -> None:
    data = {
        **ROUND,
        "opens_at-year": "2026",
        "closes_at-day": day,
        "closes_at-month": month,
        "closes_at-year": "2026",
    }
    page = client.send(address(managed, "rounds", "new"), data, follow_redirects=True).text
    card = only_round(app, managed)
    assert card.closes_at is not None
    local = clock.in_london(card.closes_at)
    assert (local.day, local.hour, local.minute, local.second) == (int(day), 23, 59, 59)
    assert shown in page
    assert clock.spoken(card.closes_at) == shown, "letters say what pages say"


@pytest.mark.parametrize(
    ("day", "month", "words"),
    [("29", "3", "does not exist"), ("25", "10", "happens twice")],
)
def test_a_time_that_happens_twice_or_never_is_refused_when_typed(
    client: PageClient, managed: SchemeCard, day: str, month: str, words: str
) -> None:
    data = {
        **ROUND,
        "opens_at-year": "2026",
        "closes_at-day": day,
        "closes_at-month": month,
        "closes_at-year": "2026",
        "closes_at-time": "1.30am",
    }
    answer = client.send(address(managed, "rounds", "new"), data)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'href="#closes_at-day"' in answer.text
    assert "1.30am" in answer.text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "Enter a name"),
        ({"opens_at-day": ""}, "like 14 3 2026"),
        ({"closes_at-day": "31", "closes_at-month": "2"}, "no such day"),
        ({"closes_at-year": "2026"}, "close after they open"),
        ({"closes_at-time": "late"}, "like 5pm"),
        ({"announces_at-time": "5pm"}, "Enter the day as well"),
    ],
)
def test_a_round_that_cannot_be_comes_back_with_the_reason_and_what_was_typed(
    client: PageClient, managed: SchemeCard, change: dict[str, str], words: str
) -> None:
    answer = client.send(address(managed, "rounds", "new"), {**ROUND, **change})
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="2027"' in answer.text


def test_a_round_starts_as_a_copy_a_month_or_a_year_later(
    app: Flask, client: PageClient, managed: SchemeCard
) -> None:
    client.send(address(managed, "rounds", "new"), {**ROUND, "closes_at-time": "5pm"})
    card = only_round(app, managed)
    page = address(managed, "rounds", f"new?copy={card.slug}&later=month")
    text = client.get(page).text
    assert 'name="closes_at-month" type="text" value="4"' in text or 'value="4"' in text
    assert 'value="17:00"' in text
    year = client.get(page.replace("=month", "=year")).text
    assert 'value="2028"' in year
    copied = {**ROUND, "name": "Autumn", "opens_at-month": "4", "closes_at-month": "4"}
    assert client.send(page, copied).status_code == 302
    with app.app_context():
        assert {found.name for found in queries.rounds_of(managed.id)} == {"Spring", "Autumn"}
        assert queries.round_by_slug(managed.slug, "autumn").version_id == card.version_id
    missing = address(managed, "rounds", "new?copy=never-there")
    assert client.get(missing).status_code == 404


def test_emptying_a_time_and_saving_shows_it_empty_after_a_reload(
    app: Flask, client: PageClient, managed: SchemeCard
) -> None:
    news = {"announces_at-day": "2", "announces_at-month": "4", "announces_at-year": "2031"}
    client.send(address(managed, "rounds", "new"), {**ROUND, **news, "closes_at-time": "5pm"})
    card = only_round(app, managed)
    page = address(managed, "rounds", card.slug)
    assert "2031" in client.get(page).text
    client.send(page, {**ROUND, **dict.fromkeys(news, ""), "closes_at-time": ""})
    text = client.get(page).text
    assert "2031" not in text
    assert "17:00" not in text
    assert only_round(app, managed).announces_at is None


def test_questions_and_criteria_are_changed_on_one_page(
    app: Flask, client: PageClient, managed: SchemeCard
) -> None:
    assert client.send(address(managed, "form"), FORM).status_code == 302
    with app.app_context():
        sheet = queries.form_sheet(queries.newest_version(managed.id))
    assert [(q.prompt, q.word_limit) for q in sheet.questions] == [("What did they do?", 200)]
    assert sheet.criteria[0].weight == 2
    assert sheet.criteria[0].descriptors == {1: "Little", 5: "Much"}
    assert "weight 2" in client.get(address(managed)).text


def test_a_row_is_added_without_javascript_and_nothing_is_lost_or_saved(
    app: Flask, client: PageClient, managed: SchemeCard
) -> None:
    answer = client.send(address(managed, "form"), {**FORM, "add": "question"})
    assert answer.status_code == 200
    assert "questions-1-prompt" in answer.text
    assert "One time." in answer.text
    answer = client.send(address(managed, "categories"), {"add": "category"})
    assert "categories-0-name" in answer.text
    with app.app_context():
        assert len(queries.form_sheet(queries.newest_version(managed.id)).questions) == 2


@pytest.mark.parametrize(
    ("change", "words", "place"),
    [
        ({"questions-0-prompt": ""}, "Enter the words of this question", "questions-0-prompt"),
        ({"questions-0-word_limit": "lots"}, "number of words", "questions-0-word_limit"),
        ({"words_together": "-1"}, "number of words", "words_together"),
        ({"criteria-0-weight": "1e309"}, "weight above 0", "criteria-0-weight"),
        ({"criteria-0-name": ""}, "Enter the name", "criteria-0-name"),
        ({"criteria-0-remove": "y"}, "Keep at least one criterion", ""),
        ({"questions-0-remove": "y"}, "Keep at least one question", ""),
    ],
)
def test_a_form_that_cannot_be_comes_back_with_the_reason_and_what_was_typed(
    client: PageClient, managed: SchemeCard, change: dict[str, str], words: str, place: str
) -> None:
    answer = client.send(address(managed, "form"), {**FORM, **change})
    assert answer.status_code == 422
    assert words in answer.text
    assert "One time." in answer.text
    if place:
        assert f'href="#{place}"' in answer.text


def test_emptying_a_hint_and_saving_shows_it_empty_after_a_reload(
    client: PageClient, managed: SchemeCard
) -> None:
    client.send(address(managed, "form"), FORM)
    assert "One time." in client.get(address(managed, "form")).text
    emptied = {**FORM, "questions-0-hint": "", "questions-0-word_limit": "", "words_together": ""}
    client.send(address(managed, "form"), emptied)
    page = client.get(address(managed, "form")).text
    assert "One time." not in page
    assert 'value="200"' not in page
    assert 'value="400"' not in page


def test_fields_that_the_forms_do_not_ask_for_change_nothing(
    app: Flask, client: PageClient, managed: SchemeCard
) -> None:
    extra = {
        "lane": "recognise",
        "slug": "mine",
        "organisation_id": "99",
        "status": "ended",
        "ended_at": "2020-01-01",
        "organisations": "99",
        "questions-²-prompt": "Odd",
        "questions-99999999999-prompt": "Odd",
        "template_key": "odd",
        "grace_minutes": "60",
    }
    client.send(address(managed, "details"), {**DETAILS, **extra})
    client.send(address(managed, "form"), {**FORM, **extra})
    with app.app_context():
        assert queries.scheme(managed.slug) == managed
        sheet = queries.form_sheet(queries.newest_version(managed.id))
        assert [question.prompt for question in sheet.questions] == ["What did they do?"]


def test_an_administrator_decides_how_people_nominate_and_are_thanked(
    app: Flask, client: PageClient, managed: SchemeCard
) -> None:
    page = address(managed, "details")
    changed = {**DETAILS, "without_account": "", "tells_managers": "y", "thanks_days": "14"}
    del changed["without_account"], changed["confirms_addresses"]
    assert client.send(page, changed).status_code == 302
    with app.app_context():
        card = queries.scheme(managed.slug)
        [entry], _total = audit.entries(action="scheme.edited")
    assert (card.without_account, card.confirms_addresses) == (False, False)
    assert (card.tells_managers, card.thanks_days) == (True, 14)
    assert entry.details["thanks_days"] == {"before": 7, "after": 14}
    assert entry.details["without_account"] == {"before": True, "after": False}
    assert entry.details["tells_managers"] == {"before": False, "after": True}
    text = client.get(page).text
    assert 'value="14"' in text
    assert re.search(r'name="tells_managers"[^>]*checked', text)
    assert not re.search(r'name="without_account"[^>]*checked', text)
    shown = client.get(address(managed)).text
    assert "Only after signing in" in shown
    assert "Within 14 days" in shown


def test_what_was_not_changed_is_not_in_the_trail(
    app: Flask, client: PageClient, managed: SchemeCard
) -> None:
    client.send(address(managed, "details"), {**DETAILS, "purpose": "New words."})
    with app.app_context():
        [entry], _total = audit.entries(action="scheme.edited")
    assert {"thanks_days", "without_account", "tells_managers"}.isdisjoint(entry.details)


@pytest.mark.parametrize("days", ["", "0", "61", "seven", "-1", "٧", "7.5", "9" * 5000])
def test_days_to_be_thanked_within_are_a_whole_number_from_1_to_60(
    app: Flask, client: PageClient, managed: SchemeCard, days: str
) -> None:
    typed = {**DETAILS, "purpose": "Kept on the page", "thanks_days": days}
    answer = client.send(address(managed, "details"), typed)
    assert answer.status_code == 422
    assert "Enter a whole number from 1 to 60" in answer.text
    assert 'href="#thanks_days"' in answer.text
    assert "Kept on the page" in answer.text
    with app.app_context():
        assert queries.scheme(managed.slug) == managed


@pytest.mark.parametrize("days", ["1", "60"])
def test_one_day_and_sixty_are_fine(
    app: Flask, client: PageClient, managed: SchemeCard, days: str
) -> None:
    client.send(address(managed, "details"), {**DETAILS, "thanks_days": days})
    with app.app_context():
        assert queries.scheme(managed.slug).thanks_days == int(days)


def test_a_round_has_a_grace_that_nobody_is_told_of(
    app: Flask, client: PageClient, managed: SchemeCard
) -> None:
    client.send(address(managed, "rounds", "new"), {**ROUND, "grace_minutes": "15"})
    card = only_round(app, managed)
    assert card.grace_minutes == 15
    page = address(managed, "rounds", card.slug)
    text = client.get(page).text
    assert 'value="15"' in text
    assert "No page and no letter mentions it" in text
    assert "grace" not in client.get(f"/nominate/{managed.slug}").text.lower()
    client.send(page, {**ROUND, "grace_minutes": "120"})
    with app.app_context():
        [entry], _total = audit.entries(action="round.edited")
    assert entry.details["grace_minutes"] == {"before": 15, "after": 120}
    client.send(page, {**ROUND, "grace_minutes": ""})
    assert only_round(app, managed).grace_minutes == 0


@pytest.mark.parametrize("minutes", ["-1", "121", "ten", "1.5", "٣"])
def test_a_grace_is_a_whole_number_of_minutes_up_to_120(
    app: Flask, client: PageClient, managed: SchemeCard, minutes: str
) -> None:
    typed = {**ROUND, "grace_minutes": minutes}
    answer = client.send(address(managed, "rounds", "new"), typed)
    assert answer.status_code == 422
    assert "Enter a whole number from 0 to 120" in answer.text
    assert 'href="#grace_minutes"' in answer.text
    assert "Spring" in answer.text
    with app.app_context():
        assert queries.rounds_of(managed.id) == []


def test_a_round_that_starts_as_a_copy_keeps_the_grace(
    app: Flask, client: PageClient, managed: SchemeCard
) -> None:
    client.send(address(managed, "rounds", "new"), {**ROUND, "grace_minutes": "15"})
    card = only_round(app, managed)
    page = address(managed, "rounds", f"new?copy={card.slug}&later=month")
    assert 'value="15"' in client.get(page).text
    with app.app_context():
        actions.copy_round(
            managed.slug,
            card.slug,
            name="Summer",
            dates=Dates(card.opens_at, card.closes_at),
            actor=None,
        )
        assert queries.round_by_slug(managed.slug, "summer").grace_minutes == 15


def test_what_is_set_leads_to_the_pages_that_need_it(
    client: PageClient, managed: SchemeCard, world: World
) -> None:
    card = world.round(managed)
    for page in (address(managed), address(managed, "rounds", card.slug)):
        links = re.findall(r'href="(/manage/[^"]+)"', client.get(page).text)
        assert {client.get(link.replace("&amp;", "&")).status_code for link in links} == {200}
    assert address(managed, "rounds", card.slug, "late") in links
    assert f"/manage/cards/print/{managed.slug}" in client.get(address(managed)).text


def test_categories_are_renamed_added_and_removed(
    app: Flask, client: PageClient, managed: SchemeCard
) -> None:
    with app.app_context():
        (old,) = queries.categories(managed.id)
    data = {
        "categories-0-id": str(old.id),
        "categories-0-name": "Quiet kindness",
        "categories-1-name": "Teams",
        "categories-1-for_teams": "y",
    }
    assert client.send(address(managed, "categories"), data).status_code == 302
    with app.app_context():
        first, second = queries.categories(managed.id)
    assert (first.id, first.name) == (old.id, "Quiet kindness")
    assert second.for_teams
    data["categories-0-remove"] = "y"
    data["categories-1-id"] = str(second.id)
    client.send(address(managed, "categories"), data)
    with app.app_context():
        assert [card.id for card in queries.categories(managed.id)] == [second.id]


def test_categories_need_names_of_their_own(client: PageClient, managed: SchemeCard) -> None:
    twice = {"categories-0-name": "Teams", "categories-1-name": "teams"}
    answer = client.send(address(managed, "categories"), twice)
    assert answer.status_code == 422
    assert "Two categories are called" in answer.text
    answer = client.send(address(managed, "categories"), {"categories-0-name": ""})
    assert "Enter a name" in answer.text
    assert 'href="#categories-0-name"' in answer.text
    answer = client.send(address(managed, "categories"), {"categories-0-remove": "y"})
    assert "Keep at least one category" in answer.text


def test_ending_a_scheme_asks_once_in_words_that_name_it(
    client: PageClient, managed: SchemeCard
) -> None:
    page = address(managed, "end")
    assert f"End “{managed.name}”?" in client.get(page).text
    assert "It takes no more nominations" in client.send(page, follow_redirects=True).text
    answer = client.send(page)
    assert answer.status_code == 422
    assert "has ended already" in answer.text
    assert client.send(address(managed, "rounds", "new"), ROUND).status_code == 422


def test_what_looks_like_code_renders_as_text(client: PageClient, managed: SchemeCard) -> None:
    odd = "<script>alert(1)</script>{{7*7}}</textarea>"
    client.typed.add("{{7*7}}")
    client.send(address(managed, "form"), {**FORM, "questions-0-prompt": odd})
    for page in (address(managed), address(managed, "form")):
        text = client.get(page).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)" in text


def test_a_number_of_5000_digits_in_the_name_or_the_number_of_a_row_is_no_crash(
    client: PageClient, managed: SchemeCard
) -> None:
    long = "9" * 5000
    page = address(managed, "categories")
    rows = {f"categories-{long}-name": "Odd", "categories-0-id": long, "categories-0-name": "Even"}
    assert client.send(page, rows).status_code == 302
    shown = without_tokens(client.get(page).text)
    assert 'value="Even"' in shown
    assert "Odd" not in shown
