"""What every test checks of every page finds mistakes, also on pages like one that had none."""

from collections.abc import Iterator

import pytest
from flask import Flask
from html5lib.html5parser import ParseError

from recognition.access import anyone, open_to
from tests.page_client import PageClient
from tests.page_shapes import check_html, shape

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><title>Thank you – Trust</title></head><body>
<h1>Thank you</h1>
<p class="lead">She stayed &amp; sat with him.</p>
<table><tr><td><a href="/thanks/1?left=1">Card 1</a></td></tr></table>
<p><input name="note" value="Well-being, 2026-11-28"></p>
</body></html>
"""
MISTAKES = {
    "an element that never ends": ("him.</p>", "him.<div></p>"),
    "an end without its beginning": ("him.</p>", "him.</p></div>"),
    "a bare ampersand": ("&amp; sat", "&nosuch; sat"),
    "a quote in a value": ('value="Well', 'value="We"ll'),
    "an attribute twice": ('name="note"', 'name="note" name="note"'),
    "words between the rows of a table": ("<table><tr>", "<table><b>words</b><tr>"),
    "a comment in a comment": ("<h1>", "<!-- a > words -- more <b --><h1>"),
    "a character that is none": ("She", "\x01She"),
    "no document type": ("<!DOCTYPE html>", ""),
    "no space between attributes": ('name="note" value', 'name="note"value'),
    "a slash that ends nothing": ("<p class", "<p / class"),
}


def changed(before: str, after: str) -> str:
    assert PAGE.count(before) == 1
    return PAGE.replace(before, after)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_found_though_a_page_like_it_had_none(mistake: str) -> None:
    check_html(PAGE)
    with pytest.raises(ParseError):
        check_html(changed(*MISTAKES[mistake]))
    with pytest.raises(ParseError):  # and the next time again
        check_html(changed(*MISTAKES[mistake]))


def test_pages_that_differ_in_plain_words_alone_have_one_shape() -> None:
    assert shape(changed("She stayed &amp; sat", "Siân &lt;3 slept")) == shape(PAGE)
    assert shape(changed("/thanks/1?left=1", "/thanks/22")) == shape(PAGE)


@pytest.mark.parametrize(
    "text", ["", " ", "&", "&nosuch;", "a -- b", "a\x00", "<b>a</b>", 'a" b', "a\ufdd0"]
)
def test_what_a_parser_may_see_otherwise_has_another_shape(text: str) -> None:
    assert shape(changed("She stayed &amp; sat with him.", text)) != shape(PAGE)
    assert shape(changed("Well-being, 2026-11-28", text)) != shape(PAGE)


@pytest.fixture
def served(app: Flask) -> Iterator[dict[str, str]]:
    """The page at /page: what `text` holds."""
    holder = {"text": PAGE}
    app.add_url_rule("/page", "page", open_to(anyone)(lambda: holder["text"]))
    return holder


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("<h1>Thank you</h1>", "", "0 h1"),
        ("<p class=", "<h1>Thank you</h1><p class=", "2 h1"),
        ("<h1>Thank", "<h1>Many thank", "Many thank"),
        ("<p class=", '<p style="color: red" class=', "inline style"),
        ("She stayed", "{{ she }} stayed", "stray"),
        ("She stayed", "{% she stayed", "stray"),
        ("She stayed", "None stayed", "says None"),
        ("She stayed", "<span>None</span> stayed", "says None"),
    ],
)
def test_each_fault_of_a_page_fails_its_test(
    client: PageClient, served: dict[str, str], before: str, after: str, complaint: str
) -> None:
    assert client.get("/page").status_code == 200
    served["text"] = changed(before, after)
    with pytest.raises(AssertionError, match=complaint):
        client.get("/page")
