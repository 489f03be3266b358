from flask import Flask

from recognition.audit import queries as audit
from recognition.resources import actions, queries
from recognition.resources.rules import Entry
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.world import World

FILLED = {
    "title": "Thank you cards",
    "kind": "project",
    "summary": "A card a day.",
    "two_lines": "Write it down and hand it over.",
    "helps": ["nominate"],
    "link": "https://example.org/cards",
    "link_state": "checked",
    "organisation": "Coventry Street Practice",
    "people": "",
    "more_links": "",
    "search_phrase": "thank you cards",
}


def add(app: Flask, title: str, **more: str) -> str:
    with app.app_context():
        entry = Entry(title=title, kind="guide", summary="A summary.", two_lines="Lines.", **more)
        return actions.add(entry, actor=None)


def test_the_library_holds_all_twelve_from_the_first_day_and_fills_only_once(
    app: Flask, client: PageClient, world: World
) -> None:
    world.library()
    with app.app_context():
        assert actions.fill_library() == 0
        assert queries.search().total == 12
    page = client.get("/resources").text
    assert "pieces of good practice" in page
    assert "Schwartz Rounds" in page
    assert "Agents of Compassion" in page


def test_every_resource_page_says_honestly_what_is_known_of_its_link(
    app: Flask, client: PageClient, world: World
) -> None:
    world.library()
    with app.app_context():
        cards = queries.search().items
    for card in cards:
        page = client.get(card.url).text
        if card.link_state == "unknown":
            assert "Link not known" in page
            assert "Try searching for" in page
        elif card.link_state == "replaced":
            assert "has been replaced" in page
        else:
            assert "Seen in a stored copy" in page
        if card.link:
            assert f'href="{card.link}" rel="noreferrer"' in page
        if card.template_key:
            assert "ready-made templates" in page


def test_search_finds_every_word_in_any_field_whatever_its_case_or_accents(app: Flask) -> None:
    add(app, "Thanks at Ward Seven", people="Zoë Müller")
    add(app, "100% thanks", organisation="A_B trust")
    with app.app_context():
        assert queries.search("zoe WARD").total == 1
        assert queries.search("thanks").total == 2
        assert queries.search("0%").total == 1
        assert queries.search("%%").total == 0
        assert queries.search("a_b").total == 1
        assert queries.search("thanks nowhere").total == 0


def test_the_filter_by_kind_stands_in_the_address(client: PageClient, world: World) -> None:
    world.library()
    page = client.get("/resources?q=compassion&kind=talk").text
    assert "Agents of Compassion" in page
    assert "Christmas Compassion Awards" not in page
    assert '<option value="talk" selected>' in page


def test_an_empty_result_says_what_to_do(client: PageClient, world: World) -> None:
    world.library()
    page = client.get("/resources?q=helicopter").text
    assert "Nothing fits what you searched for" in page
    assert "Show all good practice" in page


def test_an_empty_library_says_so(client: PageClient) -> None:
    assert "The library is empty" in client.get("/resources").text


def test_the_list_of_resources_asks_the_database_equally_often_for_one_and_three(
    app: Flask, client: PageClient, count_queries: QueryCounter
) -> None:
    add(app, "One")
    client.get("/resources")
    with count_queries() as one:
        client.get("/resources")
    add(app, "Two")
    add(app, "Three")
    with count_queries() as three:
        client.get("/resources")
    assert len(one) == len(three)


def test_an_administrator_adds_a_resource_and_the_trail_says_so(
    app: Flask, client: PageClient, world: World
) -> None:
    administrator = world.administrator()
    client.sign_in(administrator)
    page = client.send("/manage/resources/new", FILLED, follow_redirects=True)
    assert "Thank you cards" in page.text
    assert page.request.path == "/resources/thank-you-cards"
    with app.app_context():
        card = queries.resource("thank-you-cards")
        assert (card.helps, card.link_state) == (("nominate",), "checked")
        assert queries.for_stage("nominate") == [card]
        (entry,), _total = audit.entries(action="resource.added")
        assert entry.actor_id == administrator.id
        assert entry.details == {"title": "Thank you cards"}


def test_only_administrators_look_after_the_library(client: PageClient, world: World) -> None:
    assert client.get("/manage/resources/new").status_code == 302
    client.sign_in(world.person())
    for path in ("/manage/resources", "/manage/resources/new", "/manage/resources/x"):
        assert client.get(path).status_code == 404


def test_a_wrong_entry_comes_back_with_the_reason_and_what_was_typed(
    client: PageClient, world: World
) -> None:
    client.sign_in(world.administrator())
    for change, words in (
        ({"title": ""}, "Enter a title"),
        ({"link": "javascript:alert(1)"}, "starts with https://"),
        ({"link": "https://user:pw@example.org"}, "starts with https://"),
        ({"more_links": "More ftp://example.org"}, "further link"),
        ({"kind": "sandwich"}, "Choose what kind"),
        ({"two_lines": "x" * 201}, "200 characters"),
        ({"link": "", "link_state": "checked"}, "not known"),
    ):
        answer = client.send("/manage/resources/new", {**FILLED, **change})
        assert answer.status_code == 422
        assert words in answer.text
        assert "A card a day." in answer.text


def test_emptying_a_field_and_saving_shows_it_empty_after_a_reload(
    app: Flask, client: PageClient, world: World
) -> None:
    client.sign_in(world.administrator())
    client.send("/manage/resources/new", FILLED)
    emptied = {**FILLED, "link": "", "link_state": "unknown", "organisation": "", "helps": []}
    answer = client.send("/manage/resources/thank-you-cards", emptied)
    assert answer.status_code == 302
    with app.app_context():
        card = queries.resource("thank-you-cards")
        assert (card.link, card.organisation, card.helps) == (None, "", ())
    page = client.get("/manage/resources/thank-you-cards").text
    assert "Coventry Street Practice" not in page
    assert "https://example.org/cards" not in page


def test_fields_that_the_form_does_not_ask_for_change_nothing(
    app: Flask, client: PageClient, world: World
) -> None:
    client.sign_in(world.administrator())
    client.send("/manage/resources/new", FILLED)
    extra = {"slug": "mine", "template_key": "x", "hidden_at": "2020-01-01", "id": "99"}
    client.send("/manage/resources/thank-you-cards", {**FILLED, **extra})
    with app.app_context():
        card = queries.resource("thank-you-cards")
        assert (card.slug, card.template_key, card.hidden) == ("thank-you-cards", None, False)


def test_what_is_hidden_leaves_the_library_and_can_come_back(
    app: Flask, client: PageClient, world: World
) -> None:
    slug = add(app, "Old ways", helps=("judge",))
    client.sign_in(world.administrator())
    page = f"/manage/resources/{slug}"
    client.send(f"{page}/hide", form=page)
    assert client.get(f"/resources/{slug}").status_code == 404
    with app.app_context():
        assert queries.for_stage("judge") == []
        assert queries.search().total == 0
    client.send(f"{page}/show", form=page)
    assert client.get(f"/resources/{slug}").status_code == 200


def test_what_looks_like_code_renders_as_text(app: Flask, client: PageClient) -> None:
    odd = "<script>alert(1)</script> {{7*7}} </textarea> \u202eabc"
    client.typed.add("{{7*7}}")
    with app.app_context():
        entry = Entry(title=odd, kind="guide", summary=odd, two_lines=odd, people=odd)
        slug = actions.add(entry, actor=None)
    for path in ("/resources", f"/resources/{slug}"):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
        assert "49" not in page.split("<main")[1].split("</main")[0]
