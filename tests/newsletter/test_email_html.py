"""The HTML for e-mails, read as browsers read it."""

import re
from xml.etree.ElementTree import Element

import html5lib
import pytest

from recognition.newsletter.email_html import email_html
from tests.newsletter.packs import HOSTILE, hostile, pack, winner

MOST_BYTES = 100_000


def tree(page: str) -> Element:
    return html5lib.parse(page, namespaceHTMLElements=False)


def texts(page: str, tag: str) -> list[str]:
    return ["".join(element.itertext()) for element in tree(page).iter(tag)]


def test_every_winner_stands_under_their_category() -> None:
    page = email_html(pack(winner(), winner(name="Bo", category="Courage")))
    assert texts(page, "title") == ["Autumn 2026"]
    assert texts(page, "h1") == ["Autumn 2026"]
    assert texts(page, "h2") == ["Kindness", "Courage"]
    assert texts(page, "h3") == ["Asha O’Dowd", "Bo"]
    assert texts(page, "blockquote") == ["I was not alone."] * 2
    assert {"She stayed.", "She listened, “all night”."} <= set(texts(page, "p"))
    assert tree(page).get("lang") == "en"


def test_it_asks_nobody_for_anything() -> None:
    page = email_html(pack(winner(photo="https://example.org/a.png")))
    found = {element.tag for element in tree(page).iter() if isinstance(element.tag, str)}
    assert not found & {"img", "link", "script", "iframe", "a", "object"}
    assert not re.search(r"url\(|@import|@font-face|src=", page)
    assert set(re.findall(r"https?://[^\"']+", page)) <= {"http://www.w3.org/1999/xhtml"}


def test_it_can_be_read_in_the_dark() -> None:
    page = email_html(pack(winner()))
    assert "prefers-color-scheme: dark" in page
    assert 'name="color-scheme" content="light dark"' in page


@pytest.mark.parametrize("text", [*HOSTILE, "bad\0\x0b\x1b\ufffe"])
def test_whatever_is_in_a_field_is_text(text: str) -> None:
    shown = text.translate(dict.fromkeys(map(ord, "\0\x0b\x1b\ufffe\u202e")))
    page = email_html(pack(hostile(text)))
    for tag in ("h2", "h3", "blockquote"):
        assert texts(page, tag) == [shown]
    assert not list(tree(page).iter("script"))
    assert "\u202e" not in page


@pytest.mark.parametrize(("number", "length"), [(1, 50_000), (40, 400), (600, 400), (5_000, 3)])
def test_it_is_never_cut_off_by_a_reader_of_e_mail(number: int, length: int) -> None:
    many = [winner(name=f"Winner {n}", citation="word " * length) for n in range(number)]
    page = email_html(pack(*many))
    assert len(page.encode()) < MOST_BYTES
    shown = len(texts(page, "h3"))
    assert shown == number or f"And {number - shown} more." in page
    assert ("Some words are left out here" in page) == (number != 40)


def test_a_pack_of_nobody_says_so() -> None:
    assert "Nobody has been chosen" in email_html(pack())
