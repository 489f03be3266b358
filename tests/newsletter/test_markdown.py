"""Markdown and plain text, read back."""

from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from recognition.newsletter.markdown import escaped, markdown
from recognition.newsletter.plain_text import plain_text
from tests.newsletter.packs import HOSTILE, hostile, illustrated, pack, winner

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def tree(text: str) -> Element:
    return html5lib.parse(READER.render(text), namespaceHTMLElements=False)


def texts(text: str, tag: str) -> list[str]:
    return ["".join(element.itertext()) for element in tree(text).iter(tag)]


def test_every_winner_stands_under_their_category() -> None:
    found = markdown(illustrated(winner(), winner(name="Bo", category="Courage", reference="B")))
    assert texts(found, "h1") == ["Thank you: Autumn 2026"]
    assert texts(found, "h2") == ["Kindness", "Courage"]
    assert texts(found, "h3") == ["Asha O’Dowd", "Bo"]
    assert {"They were kind.", "She stayed.", "She listened, “all night”."} <= set(
        texts(found, "p")
    )
    quote = next(tree(found).iter("blockquote"))
    assert " ".join("".join(quote.itertext()).split()) == "I was not alone. – Nia Novak"
    assert not list(tree(found).iter("img"))


def test_photographs_are_shown_where_they_lie_beside_it() -> None:
    found = markdown(illustrated(winner()), photos="photos")
    image = next(tree(found).iter("img"))
    assert image.get("alt") == "Asha O’Dowd, smiling"
    assert image.get("src") == "photos/landscape/autumn-2026-0.jpg"


MARKS = (
    "*a* _b_ `c` [d](http://e.example) <b> ~~f~~ | g |",
    "# h", "1. i", "12) j", "- k", "+ l", "= m", "> n", "www.example.org", "http://o.example",
    "p@example.org", "\\*", "&amp;", "---", "$x$ ^y^ {z}", "![q](r)", "***",
)  # fmt: skip


@pytest.mark.parametrize("text", [*HOSTILE, *MARKS])
def test_whatever_is_in_a_field_is_text(text: str) -> None:
    shown = text.replace("\u202e", "")
    found = markdown(pack(hostile(text)))
    assert texts(found, "h2") == texts(found, "h3") == [shown]
    assert shown in texts(found, "p")
    for tag in ("a", "script", "img", "em", "strong", "code", "ol", "ul", "textarea"):
        assert not list(tree(found).iter(tag)), tag


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=60))
def test_any_line_comes_back_as_it_was(line: str) -> None:
    wanted = " ".join(line.split())
    shown = "".join(tree(escaped(line)).find("body").itertext())  # type: ignore[union-attr]
    assert shown.strip() == wanted


def test_lines_stay_lines() -> None:
    found = markdown(pack(winner(citation="one\ntwo\n\nthree")))
    paragraph = next(p for p in tree(found).iter("p") if (p.text or "").startswith("one"))
    assert [child.tag for child in paragraph] == ["br"]


def test_plain_text_says_the_same() -> None:
    found = plain_text(illustrated(winner()))
    assert found.startswith("Thank you: Autumn 2026\n======")
    for words in ("Kindness\n--------", "Asha O’Dowd\nWinner · Porter", "> I was not alone.",
                  "> – Nia Novak", "Made on Wednesday 1 July 2026"):  # fmt: skip
        assert words in found


@pytest.mark.parametrize("make", [markdown, plain_text])
def test_a_pack_of_nobody_says_so(make) -> None:  # type: ignore[no-untyped-def]
    assert "Nobody has been chosen" in make(pack())
