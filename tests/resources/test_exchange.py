"""The library as a file: out of it, and into it after a look at what would change."""

import csv
import html
import io
import re
from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from recognition.audit import queries as audit
from recognition.cells import safe_cell
from recognition.errors import Conflict, Refused
from recognition.people.queries import PersonCard
from recognition.resources import actions, queries, sheet
from recognition.resources.rules import Care, Entry
from recognition.resources.sheet_lines import COLUMNS
from recognition.resources.sheet_plan import Present, plan
from tests.page_client import PageClient
from tests.world import World

FORMULAS = '=1+1\n+44 20 7946 0000\n@here\n\'=quoted; "marked", and\ttabs'
IMPORT = "/manage/resources/import"


def add(app: Flask, title: str, care: Care | None = None, **more: object) -> str:
    with app.app_context():
        entry = Entry(title, "guide", "A summary.", "Lines.", **more)  # type: ignore[arg-type]
        return actions.add(entry, actor=None, care=care)


def full(app: Flask, world: World) -> PersonCard:
    """Fill the library with everything a resource can have; return an administrator."""
    administrator = world.administrator()
    world.library()
    with app.app_context():
        new = queries.resource("schwartz-rounds").id
    add(
        app,
        "=HYPERLINK(1)",
        Care(administrator.id, date(2027, 3, 14), new),
        people=FORMULAS,
        body=f"First.\n\n{FORMULAS}",
        credit="Zoë",
        helps=("lead", "judge"),
        link="https://example.org/a,b;c",
        link_state="checked",
        more_links=(("=1+1 and more", "https://example.org/"), ("no address", "")),
    )
    with app.app_context():
        actions.hide(add(app, "Hidden"), actor=None)
    return administrator


def taken(client: PageClient) -> TestResponse:
    return client.send("/manage/resources/export", form="/manage/resources")


def chosen(client: PageClient, data: bytes) -> TestResponse:
    file = (io.BytesIO(data), "library.csv")
    return client.send(IMPORT, {"file": file}, content_type="multipart/form-data")


def confirmed(client: PageClient, preview: TestResponse, **changes: str) -> TestResponse:
    """Press the button of a preview."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', preview.text)
    data = {name: html.unescape(value) for name, value in found}
    return client.post(f"{IMPORT}/confirm", data={**data, **changes})


def table(*rows: dict[str, str]) -> bytes:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def row(address: str = "", title: str = "Cards", **more: str) -> dict[str, str]:
    said = {"kind": "guide", "summary": "A summary.", "two_lines": "Lines."}
    return {"address": address, "title": title, **said, **more}


def test_what_is_exported_and_imported_again_changes_nothing(
    app: Flask, client: PageClient, world: World
) -> None:
    client.sign_in(full(app, world))
    data = taken(client).data
    with app.app_context():
        found = actions.preview_import(data)
    assert (found.changes, found.refused, found.unchanged) == ((), (), 14)
    page = chosen(client, data)
    assert page.status_code == 200
    assert "Nothing would change" in page.text


def test_an_export_of_one_library_fills_another(app: Flask, world: World) -> None:
    """The same file, with other addresses, makes the same entries again beside the first."""
    administrator = full(app, world)
    viewer = world.viewer(administrator)
    with app.app_context():
        data = actions.export_library(actor=viewer)
        mine = {one.line["address"]: one.line for one in sheet.read(data)}
        copies = [
            {**line, "address": f"copy-of-{address}"[:70].strip("-"), "replaced_by": ""}
            for address, line in mine.items()
        ]
        again = sheet.write(copies)
        actions.import_library(again, basis=actions.preview_import(again).basis, actor=viewer)
        every = {
            one.line["address"]: one.line
            for one in sheet.read(actions.export_library(actor=viewer))
        }
    assert [every[copy["address"]] for copy in copies] == copies
    assert len(every) == 2 * len(mine)


def test_cells_that_a_spreadsheet_would_run_are_inert_and_come_back_whole(
    app: Flask, client: PageClient, world: World
) -> None:
    client.sign_in(full(app, world))
    answer = taken(client)
    assert answer.mimetype == "text/csv"
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    cells = [cell for line in rows for cell in line]
    assert [cell for cell in cells if cell[:1] in set("=+-@\t\r\0＝＋－＠")] == []
    assert safe_cell("=HYPERLINK(1)") in cells
    read = {one.line["title"]: one.line for one in sheet.read(answer.data)}
    assert read["=HYPERLINK(1)"]["people"] == FORMULAS
    assert read["=HYPERLINK(1)"]["helps"] == "lead\njudge"


@given(st.text(max_size=60), st.sampled_from(["title", "summary", "people", "more_links"]))
def test_every_text_comes_back_from_the_file_as_it_was(text: str, column: str) -> None:
    text = text.replace("\r", "").strip()
    line = {**dict.fromkeys(COLUMNS, ""), "address": "x", column: text}
    (found,) = sheet.read(sheet.write([line]))
    assert found.problem or found.line == line


def test_an_export_leaves_a_trace_with_its_number_of_rows(
    app: Flask, client: PageClient, world: World
) -> None:
    administrator = full(app, world)
    client.sign_in(administrator)
    taken(client)
    with app.app_context():
        (entry,), _total = audit.entries(action="resource.exported")
    assert entry.actor_id == administrator.id
    assert entry.details == {"entries": 14, "filter": "all"}


def test_only_administrators_take_the_library_out_or_in(client: PageClient, world: World) -> None:
    assert client.get(IMPORT).status_code == 302
    client.sign_in(world.person())
    client.get("/account")
    assert client.get(IMPORT).status_code == 404
    for path in ("/manage/resources/export", IMPORT, f"{IMPORT}/confirm"):
        assert client.send(path, form="/account").status_code == 404


def test_a_preview_says_what_would_change_and_changes_nothing(
    app: Flask, client: PageClient, world: World
) -> None:
    slug = add(app, "Cards")
    client.sign_in(world.administrator())
    page = chosen(client, table(row(slug, summary="A better one."), row("", "Fresh")))
    assert page.status_code == 200
    main = page.text.split("<main")[1]
    assert "This is what would change" in main
    assert "A summary." in main
    assert "A better one." in main
    assert "Fresh" in main
    with app.app_context():
        assert queries.resource(slug).summary == "A summary."
        assert queries.search().total == 1


def test_what_was_shown_is_taken_in_and_the_trail_says_so(
    app: Flask, client: PageClient, world: World
) -> None:
    slug, owner = add(app, "Cards"), world.person()
    administrator = world.administrator()
    client.sign_in(administrator)
    data = table(
        row(slug, summary="A better one.", owner=(owner.email or "").upper(), hidden="",
            review_on="14/03/2027", replaced_by=""),
        row("fresh-air", "Fresh", owner="", hidden="yes", review_on="", replaced_by=slug),
    )  # fmt: skip
    answer = confirmed(client, chosen(client, data))
    assert answer.status_code == 303
    assert "2 entries were taken in." in client.get(answer.location).text
    with app.app_context():
        assert queries.resource(slug).summary == "A better one."
        assert queries.care_of(slug) == Care(owner.id, date(2027, 3, 14))
        fresh = queries.resource("fresh-air", hidden_too=True)
        assert fresh.hidden
        assert fresh.replaced_by is not None
        assert fresh.replaced_by.slug == slug
        (entry,), _total = audit.entries(action="resource.imported")
        assert entry.details == {"added": 1, "changed": 1}
        (edited,), _total = audit.entries(action="resource.edited")
        assert edited.actor_id == administrator.id
        assert edited.details["changed"] == ["summary", "owner", "review_on"]


def test_a_column_that_is_not_there_changes_nothing(app: Flask, world: World) -> None:
    owner = world.person()
    slug = add(app, "Cards", Care(owner.id, date(2027, 1, 1)), people="Ben")
    viewer = world.viewer(world.administrator())
    data = table({"address": slug, "title": "Better cards"})
    with app.app_context():
        basis = actions.preview_import(data).basis
        actions.import_library(data, basis=basis, actor=viewer)
        card = queries.resource(slug)
        assert (card.title, card.people, card.summary) == ("Better cards", "Ben", "A summary.")
        assert queries.care_of(slug) == Care(owner.id, date(2027, 1, 1))


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(title=""), "Enter a title."),
        (row(kind="sandwich"), "Choose what kind"),
        (row(link="javascript:alert(1)"), "starts with https://"),
        (row(helps="juggle"), "Choose where this helps"),
        (row(review_on="31/02/2027"), "is no day"),
        (row(review_on="soon"), "is no day"),
        (row(hidden="perhaps"), "write “yes”"),
        (row(owner="nobody@example.org"), "Nobody who works here"),
        (row(replaced_by="nowhere"), "is not in the library"),
        (row("cards-to-keep", replaced_by="cards-to-keep"), "take its own place"),
        (row("new"), "small letters"),
        (row("../admin"), "small letters"),
        (row("UPPER"), "small letters"),
        (row("a" * 71), "small letters"),
        (row(summary="a\x01b"), "signs in this row"),
        (row(two_lines="x" * 201), "200 characters"),
    ],
)
def test_one_row_that_cannot_be_taken_stops_all_of_them_and_says_why(
    app: Flask, client: PageClient, world: World, bad: dict[str, str], reason: str
) -> None:
    add(app, "Cards to keep")
    client.sign_in(world.administrator())
    data = table(row("fresh", "Fresh"), bad)
    page = chosen(client, data)
    assert page.status_code == 422
    assert reason in page.text
    assert "Take it in" not in page.text
    viewer = world.viewer(world.administrator())
    with app.app_context():
        basis = actions.preview_import(data).basis
        with pytest.raises(Refused, match="nothing was changed"):
            actions.import_library(data, basis=basis, actor=viewer)
        assert [card.title for card in queries.search().items] == ["Cards to keep"]


def test_an_address_stands_in_a_file_once() -> None:
    rows = sheet.read(table(row("a", "A"), row("a", "B")))
    found = plan(rows, Present({}, ()))
    assert [(one.number, one.title) for one in found.refused] == [(3, "B")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (b"PK\x03\x04rest", "workbook"),
        (b"title\nCards\n", "no column “address”"),
        (b"address,title\n", "nothing in this file below"),
        (b"address,title,colour\n,Cards,blue\n", "do not know the column “colour”"),
        (b"address,title,title\n,Cards,x\n", "is there twice"),
        (b'address,title\n,"Cards\n', "quotation marks"),
        (b"address,title\n" + b",x\n" * 2001, "more than 2000 rows"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    client: PageClient, world: World, data: bytes, reason: str
) -> None:
    client.sign_in(world.administrator())
    page = chosen(client, data)
    assert page.status_code == 422
    assert reason in page.text


def test_choosing_no_file_says_so(client: PageClient, world: World) -> None:
    client.sign_in(world.administrator())
    page = client.send(IMPORT, {}, content_type="multipart/form-data")
    assert page.status_code == 422
    assert "Choose a file." in page.text


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_files_are_read_as_spreadsheets_save_them(separator: str, encoding: str) -> None:
    text = (
        f"Title{separator}ADDRESS{separator}two lines\r\nCafé{separator}cafe{separator}Lines.\r\n"
    )
    (found,) = sheet.read(text.encode(encoding))
    assert found.line == {"title": "Café", "address": "cafe", "two_lines": "Lines."}


def test_a_library_that_changed_meanwhile_is_looked_at_again(
    app: Flask, client: PageClient, world: World
) -> None:
    slug = add(app, "Cards")
    client.sign_in(world.administrator())
    preview = chosen(client, table(row(slug, summary="A better one.")))
    with app.app_context():
        entry = Entry("Cards", "guide", "Changed by somebody else.", "Lines.")
        actions.edit(slug, entry, actor=None)
    answer = confirmed(client, preview)
    assert answer.status_code == 422
    assert "changed while you were looking" in answer.text
    with app.app_context():
        assert queries.resource(slug).summary == "Changed by somebody else."
    assert confirmed(client, answer).status_code == 303


def test_only_what_was_shown_can_be_taken_in(app: Flask, client: PageClient, world: World) -> None:
    client.sign_in(world.administrator())
    preview = chosen(client, table(row("fresh", "Fresh")))
    other = table(row("other", "Other")).decode()
    assert confirmed(client, preview, text=other).status_code == 422
    viewer = world.viewer(world.administrator())
    with app.app_context():
        assert queries.search().total == 0
        with pytest.raises(Conflict):
            actions.import_library(other.encode(), basis="", actor=viewer)


def test_a_story_that_was_taken_back_is_neither_handed_out_nor_taken_in(
    app: Flask, client: PageClient, world: World
) -> None:
    with app.app_context():
        slug = actions.write_from_story(
            title="A card a day", summary="Asha did.", body="", source_reference="w:1", actor=None
        )
        actions.retire_from_story("w:1", actor=None)
    client.sign_in(world.administrator())
    assert b"Asha" not in taken(client).data
    page = chosen(client, table(row(slug)))
    assert page.status_code == 422
    assert "took it back" in page.text


def test_rows_may_point_to_each_other_only_as_far_as_the_library_goes(
    app: Flask, world: World
) -> None:
    one, two, three = add(app, "One"), add(app, "Two"), add(app, "Three")
    viewer = world.viewer(world.administrator())
    data = table(row(two, "Two", replaced_by=three), row(one, "One", replaced_by=two))
    with app.app_context():
        basis = actions.preview_import(data).basis
        with pytest.raises(Refused, match="Row 3"):
            actions.import_library(data, basis=basis, actor=viewer)
        assert queries.resource(two).replaced_by is None
