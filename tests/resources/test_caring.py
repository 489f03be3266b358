"""Who looks after good practice, when it is due for a look, and what took its place."""

import threading
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask

from recognition import clock
from recognition.audit import queries as audit
from recognition.errors import Refused
from recognition.mail import queries as mail
from recognition.mail.queries import LetterCard
from recognition.people import actions as people
from recognition.people.queries import PersonCard
from recognition.resources import actions, queries
from recognition.resources.rules import Care, Entry
from tests.page_client import PageClient
from tests.world import World

DUE = date(2026, 11, 20)


def add(app: Flask, title: str, care: Care | None = None, **more: str) -> str:
    with app.app_context():
        entry = Entry(title=title, kind="guide", summary="A summary.", two_lines="Lines.", **more)
        return actions.add(entry, actor=None, care=care)


def look_after(app: Flask, slug: str, care: Care) -> None:
    with app.app_context():
        card = queries.resource(slug, hidden_too=True)
        entry = Entry(card.title, card.kind, card.summary, card.two_lines)
        actions.edit(slug, entry, actor=None, care=care)


def number(app: Flask, slug: str) -> int:
    with app.app_context():
        return queries.resource(slug, hidden_too=True).id


def remind(app: Flask, day: date) -> int:
    with app.app_context():
        return actions.remind_owners(day)


def letters(app: Flask, person: PersonCard) -> list[LetterCard]:
    with app.app_context():
        return mail.letters(to_address=person.email or "")


def test_the_owner_hears_once_on_the_day_it_is_due(app: Flask, world: World) -> None:
    owner = world.person("Asha Patel")
    slug = add(app, "Thank you cards", Care(owner.id, DUE))
    assert remind(app, DUE - timedelta(days=1)) == 0
    assert [remind(app, DUE), remind(app, DUE), remind(app, DUE + timedelta(days=9))] == [1, 0, 0]
    (letter,) = letters(app, owner)
    assert letter.kind == "resource.review_due"
    assert letter.subject == "Please look at “Thank you cards” again"
    assert "Dear Asha Patel" in letter.body
    assert "Friday 20 November 2026" in letter.body
    assert f"http://localhost/resources/{slug}" in letter.body


def test_workers_side_by_side_write_one_letter_about_each(app: Flask, world: World) -> None:
    owner = world.person()
    for number in range(5):
        add(app, f"Cards {number}", Care(owner.id, DUE))
    gate, counts = threading.Barrier(4), []

    def work() -> None:
        gate.wait(timeout=20)
        counts.append(remind(app, DUE))

    threads = [threading.Thread(target=work) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sum(counts) == len(letters(app, owner)) == 5
    assert len(counts) == 4


def test_a_new_day_or_a_new_owner_is_a_new_letter(app: Flask, world: World) -> None:
    one, two = world.person(), world.person()
    slug = add(app, "Cards", Care(one.id, DUE))
    remind(app, DUE)
    look_after(app, slug, Care(two.id, DUE))
    assert remind(app, DUE) == 1
    look_after(app, slug, Care(two.id, DUE + timedelta(days=1)))
    assert [remind(app, DUE), remind(app, DUE + timedelta(days=1))] == [0, 1]
    assert [len(letters(app, one)), len(letters(app, two))] == [1, 2]


def test_nobody_is_written_to_about_what_is_hidden_or_replaced_or_nobodys(
    app: Flask, world: World
) -> None:
    owner = world.person()
    hidden = add(app, "Hidden", Care(owner.id, DUE))
    with app.app_context():
        actions.hide(hidden, actor=None)
    new = add(app, "New")
    add(app, "Replaced", Care(owner.id, DUE, number(app, new)))
    add(app, "Nobody's", Care(None, DUE))
    assert remind(app, DUE) == 0


def test_an_owner_who_left_or_has_no_address_stops_no_other_letter(
    app: Flask, world: World
) -> None:
    without, owner = world.person(email=None), world.person()
    add(app, "One", Care(without.id, DUE))
    add(app, "Two", Care(owner.id, DUE))
    assert remind(app, DUE) == 1
    assert len(letters(app, owner)) == 1


def test_what_was_typed_is_no_link_and_no_line_of_its_own_in_a_letter(
    app: Flask, world: World
) -> None:
    owner = world.person()
    add(app, "See www.example.org/\nBcc: a@example.org", Care(owner.id, DUE))
    remind(app, DUE)
    (letter,) = letters(app, owner)
    assert "www.example" not in letter.body + letter.subject
    assert "\n" not in letter.subject
    assert "a@example" not in letter.body + letter.subject


def test_an_administrator_names_an_owner_and_a_day_and_the_trail_says_so(
    app: Flask, client: PageClient, world: World
) -> None:
    slug = add(app, "Cards")
    owner = world.person("Ben Carter")
    client.sign_in(world.administrator())
    page = f"/manage/resources/{slug}"
    data = {
        "title": "Cards", "kind": "guide", "summary": "A summary.", "two_lines": "Lines.",
        "link_state": "unknown", "owner": "ben carter", "review_on_day": "1",
        "review_on_month": "12", "review_on_year": "2026",
    }  # fmt: skip
    assert client.send(page, data).status_code == 302
    with app.app_context():
        assert queries.care_of(slug) == Care(owner.id, date(2026, 12, 1))
        (entry,), _total = audit.entries(action="resource.edited")
        assert entry.details["changed"] == ["owner_id", "review_on"]
    text = client.get("/manage/resources").text
    assert "Ben Carter" in text
    assert "Tuesday 1 December 2026" in text
    assert 'value="Ben Carter"' in client.get(page).text
    client.send(page, {**data, "owner": "", "review_on_day": "", "review_on_month": "",
                       "review_on_year": ""})  # fmt: skip
    with app.app_context():
        assert queries.care_of(slug) == Care()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"owner": "Nobody Here"}, "We could not find them"),
        ({"owner": "Sue Smith"}, "Several colleagues are called that"),
        ({"review_on_day": "31", "review_on_month": "2", "review_on_year": "2027"}, "no such day"),
        ({"review_on_day": "soon"}, "Enter a date like"),
    ],
)
def test_what_cannot_be_understood_comes_back_as_typed(
    app: Flask, client: PageClient, world: World, change: dict[str, str], words: str
) -> None:
    slug = add(app, "Cards")
    world.person("Sue Smith")
    world.person("Sue Smith")
    client.sign_in(world.administrator())
    data = {"title": "Better cards", "kind": "guide", "summary": "A summary.",
            "two_lines": "Lines.", "link_state": "unknown"}  # fmt: skip
    answer = client.send(f"/manage/resources/{slug}", {**data, **change})
    assert answer.status_code == 422
    assert words in answer.text
    assert "Better cards" in answer.text
    assert next(iter(change.values())) in answer.text
    with app.app_context():
        assert queries.care_of(slug) == Care()


def test_the_type_ahead_names_colleagues_without_addresses_and_only_to_administrators(
    client: PageClient, world: World
) -> None:
    world.person("Asha Patel", team="Hazel Ward")
    world.person("Asha Elsewhere", organisation="Another Trust")
    assert client.get("/manage/resources/suggest?q=asha").status_code == 302
    client.sign_in(world.person())
    assert client.get("/manage/resources/suggest?q=asha").status_code == 404
    client.sign_in(world.administrator())
    answer = client.get("/manage/resources/suggest?q=asha")
    assert [found["name"] for found in answer.json or ()] == ["Asha Patel"]
    assert "@" not in answer.text


def test_somebody_picked_of_another_organisation_is_not_named(
    app: Flask, client: PageClient, world: World
) -> None:
    slug = add(app, "Cards")
    stranger = world.person("Asha Elsewhere", organisation="Another Trust")
    client.sign_in(world.administrator())
    data = {"title": "Cards", "kind": "guide", "summary": "A summary.", "two_lines": "Lines.",
            "link_state": "unknown", "owner": "Asha Elsewhere",
            "picked": str(stranger.id)}  # fmt: skip
    assert client.send(f"/manage/resources/{slug}", data).status_code == 422
    with app.app_context():
        assert queries.care_of(slug) == Care()


def test_the_old_address_answers_with_a_pointer(app: Flask, client: PageClient) -> None:
    new = add(app, "New ways")
    old = add(app, "Old ways", Care(replaced_by_id=number(app, new)))
    page = client.get(f"/resources/{old}").text
    assert "Something else has taken its place" in page
    assert f'href="/resources/{new}"' in page
    assert "A summary." in page
    with app.app_context():
        actions.hide(old, actor=None)
    page = client.get(f"/resources/{old}").text
    assert f'href="/resources/{new}"' in page
    assert "A summary." not in page
    with app.app_context():
        actions.hide(new, actor=None)
    assert client.get(f"/resources/{old}").status_code == 404


def test_what_was_replaced_leaves_the_library_and_its_successor_stands_in_its_place(
    app: Flask,
) -> None:
    new = add(app, "New ways")
    old = add(app, "Old ways", Care(replaced_by_id=number(app, new)))
    with app.app_context():
        assert [card.title for card in queries.search().items] == ["New ways"]
        assert [title for _number, title in queries.titles()] == ["New ways"]
        there = queries.resource(old)
        assert queries.resources_by_id([there.id])[there.id].slug == new
        assert queries.by_slug([old])[old].slug == new


def test_nobody_is_sent_on_twice_or_in_a_circle(app: Flask) -> None:
    newest, newer = add(app, "Newest"), add(app, "Newer")
    old = add(app, "Old", Care(replaced_by_id=number(app, newer)))
    look_after(app, newer, Care(replaced_by_id=number(app, newest)))
    with app.app_context():
        pointer = queries.resource(old).replaced_by
        assert pointer is not None
        assert pointer.slug == newest
    for slug, successor in ((newest, old), (newest, newer), (newest, newest)):
        with pytest.raises(Refused, match="take"):
            look_after(app, slug, Care(replaced_by_id=number(app, successor)))
    hidden = add(app, "Hidden")
    with app.app_context():
        actions.hide(hidden, actor=None)
    with pytest.raises(Refused, match="in the library"):
        look_after(app, newest, Care(replaced_by_id=number(app, hidden)))


def test_the_list_shows_what_is_due_unowned_replaced_or_hidden(
    app: Flask, client: PageClient, world: World
) -> None:
    owner = world.person()
    today = clock.today()
    new = add(app, "Fresh", Care(owner.id, today + timedelta(days=1)))
    add(app, "Ripe", Care(owner.id, today))
    add(app, "Orphan")
    add(app, "Former", Care(owner.id, None, number(app, new)))
    hidden = add(app, "Unseen", Care(owner.id, today))
    with app.app_context():
        actions.hide(hidden, actor=None)
    client.sign_in(world.administrator())
    for show, wanted in (
        ("due", {"Ripe"}),
        ("unowned", {"Orphan"}),
        ("replaced", {"Former"}),
        ("hidden", {"Unseen"}),
        ("nonsense", {"Fresh", "Ripe", "Orphan", "Former", "Unseen"}),
    ):
        page = client.get(f"/manage/resources?show={show}").text
        main = page.split("<tbody")[1].split("</tbody")[0]
        every = ("Fresh", "Ripe", "Orphan", "Former", "Unseen")
        assert {title for title in every if title in main} == wanted
    assert f'<option value="{show}"' not in page


def test_the_worker_reminds_by_the_day_in_london(app: Flask, world: World) -> None:
    owner = world.person()
    add(app, "Cards", Care(owner.id, date(2026, 7, 1)))
    with time_machine.travel("2026-06-30T22:59:00Z"), app.app_context():
        assert actions.remind_owners() == 0
    with time_machine.travel("2026-06-30T23:00:00Z"), app.app_context():
        assert actions.remind_owners() == 1


def test_an_owner_has_to_work_here(app: Flask, world: World) -> None:
    gone = world.person()
    with app.app_context():
        people.import_people(b"email,name\nb@example.org,Ben\n", "Larkfield Care Trust",
                             leavers=True)  # fmt: skip
    with pytest.raises(Refused, match="no longer work"):
        add(app, "Cards", Care(gone.id))
    with pytest.raises(Refused, match="no longer work"):
        add(app, "Cards", Care(999_999))


def test_the_owner_says_on_its_page_that_all_is_still_right(
    app: Flask, client: PageClient, world: World
) -> None:
    owner, today = world.person(), clock.today()
    slug = add(app, "Cards", Care(owner.id, today))
    remind(app, today)
    page = f"/resources/{slug}"
    assert "You look after this" not in client.get(page).text
    client.sign_in(owner)
    assert "You look after this" in client.get(page).text
    assert client.send(f"{page}/looked", form=page).status_code == 303
    text = client.get(page).text
    assert "Thank you. We ask you again on" in text
    assert "You look after this" not in text
    with app.app_context():
        assert queries.care_of(slug).review_on == today + timedelta(days=365)
        (entry,), _total = audit.entries(action="resource.looked_at")
        assert entry.actor_id == owner.id
    assert [remind(app, today), remind(app, today + timedelta(days=365))] == [0, 1]


def test_nobody_else_says_so(app: Flask, client: PageClient, world: World) -> None:
    owner, today = world.person(), clock.today()
    slug = add(app, "Cards", Care(owner.id, today))
    page = f"/resources/{slug}"
    client.sign_in(world.person())
    assert "You look after this" not in client.get(page).text
    assert client.send(f"{page}/looked", form="/account").status_code == 404
    with app.app_context():
        assert queries.care_of(slug).review_on == today


def test_what_is_not_due_yet_asks_for_nothing(app: Flask, client: PageClient, world: World) -> None:
    owner = world.person()
    slug = add(app, "Cards", Care(owner.id, clock.today() + timedelta(days=1)))
    client.sign_in(owner)
    assert "You look after this" not in client.get(f"/resources/{slug}").text
