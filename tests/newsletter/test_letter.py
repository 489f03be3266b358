"""The letter that opens in a mail program, read back."""

import email
import io
import re
from email.message import EmailMessage
from email.policy import default

import html5lib
from PIL import Image

from recognition.newsletter.email_html import email_html
from recognition.newsletter.letter import eml_file
from tests.newsletter.packs import HOSTILE, hostile, illustrated, winner


def letter(data: bytes) -> EmailMessage:
    found = email.message_from_bytes(data, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def html_of(data: bytes) -> str:
    found = letter(data).get_body(("html",))
    assert found is not None
    return str(found.get_content())


def test_it_opens_as_a_draft_to_nobody_from_nobody() -> None:
    found = letter(eml_file(illustrated(winner())))
    assert found["Subject"] == "Thank you: Autumn 2026"
    assert found["X-Unsent"] == "1"
    assert (found["From"], found["To"]) == (None, None)
    assert found.get_content_type() == "multipart/alternative"


def test_it_has_a_plain_twin_that_says_the_same() -> None:
    twin = letter(eml_file(illustrated(winner()))).get_body(("plain",))
    assert twin is not None
    for words in ("Asha O’Dowd", "She stayed.", "I was not alone.", "Nia Novak"):
        assert words in twin.get_content()
        assert words in html_of(eml_file(illustrated(winner())))


def test_every_picture_travels_with_it_and_is_described() -> None:
    data = eml_file(illustrated(winner(), winner(name="Bo", reference="B")))
    tree = html5lib.parse(html_of(data), namespaceHTMLElements=False)
    shown = [(i.get("src", "").removeprefix("cid:"), i.get("alt")) for i in tree.iter("img")]
    assert [alt for _cid, alt in shown] == ["Asha O’Dowd, smiling", "Bo, smiling"]
    parts = {part["Content-ID"]: part for part in letter(data).walk() if part["Content-ID"]}
    assert set(parts) == {f"<{cid}>" for cid, _alt in shown}
    for part in parts.values():
        image = Image.open(io.BytesIO(part.get_content()))
        assert (image.format, image.size) == ("JPEG", (900, 600))


def test_it_asks_nobody_for_anything() -> None:
    page = html_of(eml_file(illustrated(winner())))
    assert not re.search(r"url\(|@import|@font-face|<link|<script", page)
    assert set(re.findall(r"https?://[^\"']+", page)) <= {"http://www.w3.org/1999/xhtml"}
    assert "prefers-color-scheme: dark" in page
    assert len(page.encode()) < 100_000


def test_tables_are_for_layout_only_and_say_so() -> None:
    page = email_html(illustrated(winner()), attached=True)
    tables = list(html5lib.parse(page, namespaceHTMLElements=False).iter("table"))
    assert tables
    assert {table.get("role") for table in tables} <= {"presentation", "none"}


def test_whatever_is_in_a_field_adds_no_header_and_no_markup() -> None:
    for text in (*HOSTILE, "a\r\nBcc: everyone@example.org"):
        one = hostile(text)
        data = eml_file(illustrated(one))
        assert letter(data)["Bcc"] is None
        tree = html5lib.parse(html_of(data), namespaceHTMLElements=False)
        assert not list(tree.iter("script"))
        assert not list(tree.iter("textarea"))
