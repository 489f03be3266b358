"""Packs that are kept, made again, and say what changed since."""

import io
import json
import re
from datetime import timedelta

import docx
import pytest
import time_machine

from recognition.audit import queries as audit
from recognition.database import transaction
from recognition.newsletter.models import SavedPack, SavedPiece, WordTemplate
from recognition.newsletter.sample_template import sample_template
from recognition.thanks.rules import NEWSLETTER
from recognition.winners import actions as winning
from tests.conftest import QueryCounter
from tests.newsletter.conftest import Desk


def kept(desk: Desk, *numbers: int, name: str = "Monday", **more: str) -> str:
    """Keep a pack; return its address."""
    answer = desk.client.send(desk.path, desk.form(*numbers, name=name, do="keep", **more))
    assert answer.status_code == 302, answer.text
    return str(answer.headers["Location"])


def said(page: str) -> str:
    found = re.search(r'nhsuk-inset-text">(.*?)</div>', page, re.DOTALL)
    assert found is not None
    return " ".join(re.sub(r"<[^>]+>", " ", found.group(1)).split())


def rows(desk: Desk) -> list[tuple[str, int, list[tuple[int, str]]]]:
    with desk.app.app_context(), transaction() as session:
        return [
            (
                pack.name,
                pack.edition,
                [
                    (piece.candidacy_id, piece.text)
                    for piece in session.query(SavedPiece)
                    .filter_by(pack_id=pack.id)
                    .order_by(SavedPiece.place)
                ],
            )
            for pack in session.query(SavedPack).order_by(SavedPack.id)
        ]


def test_a_pack_is_kept_with_order_words_length_and_tone_and_made_again(desk: Desk) -> None:
    first, second = desk.both
    where = kept(desk, second, first, rows__0__text="Ours.", length="50", tone="proud")
    assert rows(desk) == [("Monday", 1, [(second, "Ours."), (first, "")])]
    page = desk.client.get(where).text
    assert re.findall(r'data-name="([^"]+)"', page) == ["Siobhán O’Rourke", "Tendai Moyo"]
    assert "Ours." in page
    assert re.search(r'value="50"[^>]* checked', page)
    assert re.search(r'value="proud"[^>]* checked', page)
    assert "Nothing has changed since “Monday” was kept." in said(page)


def test_a_pack_says_what_changed_and_leaves_out_who_took_consent_back(desk: Desk) -> None:
    first, second = desk.both
    where = kept(desk, first, second)
    actor = desk.world.viewer(desk.ceremony.officer)
    with desk.app.app_context():
        winning.write_citation(first, text="New words.", quote="", actor=actor)
    assert "Nothing has changed" in said(desk.client.get(where).text)  # nobody agreed to them yet
    desk.world.settled(first, desk.ceremony.chair)
    desk.pictured(first, "Another picture")
    desk.world.consented(second, NEWSLETTER, given=False)
    page = desk.client.get(where).text
    assert "Tendai Moyo: the citation was edited." in said(page)
    assert "Tendai Moyo: there is a new photograph." in said(page)
    assert "Siobhán O’Rourke would rather not be named there: left out." in said(page)
    assert re.findall(r'data-name="([^"]+)"', page) == ["Tendai Moyo"]
    again = desk.client.send(where, desk.form(first, kind="json"))
    assert [row["name"] for row in json.loads(again.data)["winners"]] == ["Tendai Moyo"]


def test_a_pack_is_renamed_and_changed_in_place_or_kept_as_another(desk: Desk) -> None:
    first, second = desk.both
    where = kept(desk, first, second)
    form = desk.form(second, name="Tuesday", edition="1")
    assert desk.client.send(where, {**form, "do": "keep"}).status_code == 302
    assert rows(desk) == [("Tuesday", 2, [(second, "")])]
    form = desk.form(first, name="Wednesday", edition="2")
    assert desk.client.send(where, {**form, "do": "keep_new"}).status_code == 302
    assert [name for name, _edition, _pieces in rows(desk)] == ["Tuesday", "Wednesday"]


def test_a_change_from_a_stale_page_is_refused_and_what_was_chosen_is_still_there(
    desk: Desk,
) -> None:
    first, second = desk.both
    where = kept(desk, first, second)
    assert desk.client.send(where, desk.form(first, name="A", edition="1", do="keep"))
    answer = desk.client.send(where, desk.form(second, name="B", edition="1", do="keep"))
    assert answer.status_code == 422
    assert "Somebody changed this pack meanwhile" in answer.text
    assert [name for name, _edition, _pieces in rows(desk)] == ["A"]


def test_a_pack_without_a_name_or_winners_comes_back_with_the_reason(desk: Desk) -> None:
    for form, words in (
        (desk.form(*desk.both, do="keep"), "Give the pack a name"),
        (desk.form(*desk.both, do="keep", name="x" * 121), "Shorten the name"),
        (desk.form(do="keep", name="A"), "Choose at least one winner"),
    ):
        answer = desk.client.send(desk.path, form)
        assert answer.status_code == 422
        assert words in answer.text
    assert rows(desk) == []


def test_deleting_asks_once_and_takes_the_words_away(desk: Desk) -> None:
    where = kept(desk, *desk.both, rows__0__text="Ours.")
    number = where.partition("pack=")[2].partition("&")[0]
    path = f"{desk.path}/packs/{number}/delete"
    assert "Delete “Monday”?" in desk.client.get(path).text
    assert rows(desk)
    assert desk.client.send(path).status_code == 302
    assert rows(desk) == []
    assert desk.client.get(where).status_code == 404
    with desk.app.app_context():
        deeds = [entry.action for entry in audit.entries(action="newsletter.")[0]]
    assert deeds == ["newsletter.pack_deleted", "newsletter.pack_kept"]


def test_a_pack_of_another_round_is_not_there(desk: Desk) -> None:
    where = kept(desk, *desk.both)
    with time_machine.travel(desk.ceremony.round.opens_at, tick=True):
        other = desk.world.round(desk.ceremony.round.scheme, closes_in=timedelta(minutes=1))
    desk.world.announced(other)
    elsewhere = where.replace(desk.path, f"/newsletter/{other.id}")
    assert desk.client.get(elsewhere).status_code == 404
    assert desk.client.send(where, desk.form()).status_code == 200


def test_the_desk_asks_as_much_for_three_kept_packs_as_for_one(
    desk: Desk, count_queries: QueryCounter
) -> None:
    kept(desk, *desk.both)
    with count_queries() as few:
        desk.client.get(desk.path)
    kept(desk, *desk.both, name="Tuesday")
    kept(desk, *desk.both, name="Wednesday")
    with count_queries() as many:
        assert "Wednesday" in desk.client.get(desk.path).text
    assert len(many) == len(few)


def send_template(desk: Desk, data: bytes, name: str = "Monday bulletin") -> str:
    place = str(desk.ceremony.officer.organisation_id)
    file = (io.BytesIO(data), "a.docx")
    form = {"organisation": place, "name": name, "file": file}
    answer = desk.client.send("/newsletter/templates", form, content_type="multipart/form-data")
    return str(answer.headers.get("Location") or answer.text)


def test_the_organisations_own_template_is_tried_out_kept_used_and_deleted(desk: Desk) -> None:
    sample = desk.client.get("/newsletter/templates/sample.docx").data
    assert send_template(desk, sample) == "/newsletter/templates"
    assert "Monday bulletin" in desk.client.get("/newsletter/templates").text
    page = desk.client.get(desk.path).text
    found = re.search(r'value="(template-\d+)"', page)
    assert found is not None
    document = docx.Document(io.BytesIO(desk.file(found.group(1), *desk.both)))
    assert "Tendai Moyo" in [p.text for p in document.paragraphs]
    number = found.group(1).removeprefix("template-")
    path = f"/newsletter/templates/{number}/delete"
    assert "Delete “Monday bulletin”?" in desk.client.get(path).text
    assert desk.client.send(path).status_code == 302
    assert desk.client.get(path).status_code == 404
    answer = desk.client.send(desk.path, desk.form(*desk.both, kind=found.group(1)))
    assert answer.status_code == 422
    with desk.app.app_context(), transaction() as session:
        assert [row.data for row in session.query(WordTemplate)] == [b""]


def test_a_template_with_a_mistake_is_not_kept_and_the_page_says_why(desk: Desk) -> None:
    desk.client.typed = {"{{ 7*7 }}"}
    for data, words in (
        (b"", "Choose a Word document."),
        (b"no", "Choose a Word document that was saved as .docx."),
        (broken(), "It may not use “mul”"),
    ):
        assert words in send_template(desk, data)
    assert "Give the template a short name." in send_template(desk, sample_template(), name="")
    with desk.app.app_context(), transaction() as session:
        assert session.query(WordTemplate).count() == 0


@pytest.mark.parametrize(
    "text", ["(" * 3000 + "1" + ")" * 3000, "not " * 3000 + "1"], ids=["brackets", "not"]
)
def test_a_template_that_nests_too_deep_comes_back_with_the_reason(desk: Desk, text: str) -> None:
    data = broken("{{ " + text + " }}")
    desk.client.typed = {"{{ " + text + " }}"}
    form = {
        "organisation": str(desk.ceremony.officer.organisation_id),
        "name": "Deep",
        "file": (io.BytesIO(data), "a.docx"),
    }
    answer = desk.client.send("/newsletter/templates", form, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "too many brackets or words inside each other" in answer.text
    with desk.app.app_context(), transaction() as session:
        assert session.query(WordTemplate).count() == 0


def test_a_template_of_another_organisation_is_not_there(desk: Desk) -> None:
    send_template(desk, sample_template(), name="Ours alone")
    stranger = desk.world.person(organisation="Another Trust")
    desk.client.sign_in(desk.world.granted("communications", stranger))
    assert "Ours alone" not in desk.client.get("/newsletter/templates").text
    assert desk.client.get("/newsletter/templates/1/delete").status_code == 404
    assert send_template(desk, sample_template()) != "/newsletter/templates"  # not for our house
    desk.client.sign_in(desk.ceremony.chair)
    for path in ("", "/sample.docx", "/1/delete"):
        assert desk.client.get(f"/newsletter/templates{path}").status_code == 404


def test_a_template_that_is_too_large_is_refused(desk: Desk) -> None:
    kind = "multipart/form-data; boundary=x"
    for size, status in ((5_300_000, 413), (4_000_000, 400)):  # the smaller one has no token
        head = b'Content-Disposition: form-data; name="file"; filename="a.docx"'
        body = b"--x\r\n" + head + b"\r\n\r\n" + b"0" * size + b"\r\n--x--\r\n"
        answer = desk.client.post("/newsletter/templates", data=body, content_type=kind)
        assert answer.status_code == status


def broken(text: str = "{{ 7*7 }}") -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
