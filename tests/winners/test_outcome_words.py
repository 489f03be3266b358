"""The words of outcome letters are kind, whole, and safe whatever was typed into their places."""

import re

import pytest

from recognition.errors import Refused
from recognition.winners.outcome_filling import Words, check_words, fill, needed, places
from recognition.winners.outcome_words import KINDS, part_of, usual

UNKIND = re.compile(
    r"unfortunate|regret|sorry|unsuccess|however|fail|reject|did not win|sadly|\bbut\b", re.I
)
VALUES = {
    "name": "Nia Novak",
    "nominee": "Asha Patel",
    "category": "Kindness",
    "round": "Spring 2027",
    "scheme": "Kindness awards",
    "outcome": "winner",
    "praise": "Steady and warm.",
    "page": "http://localhost/winners/1",
    "thanked": "Asha Patel has been thanked.",
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_usual_words_can_be_used_as_they_are(kind: str) -> None:
    check_words(part_of(kind), usual(kind))
    filled = fill(usual(kind), VALUES)
    assert "{" not in filled.subject + filled.body
    assert filled.body.startswith("Dear Nia Novak,\n\n")


@pytest.mark.parametrize("kind", KINDS)
def test_the_usual_words_begin_with_the_good_part_and_never_say_unfortunately(kind: str) -> None:
    words = usual(kind)
    assert not UNKIND.search(words.subject + words.body)
    opening = fill(words, VALUES).body.split("\n\n")[1]
    good = ("Congratulations", "stood out", "kindness", "won", "commended", "shortlist")
    assert any(word in opening for word in (*good, "recognised"))


def test_the_twelve_kinds_are_three_parts_by_four_outcomes() -> None:
    assert len(KINDS) == len(set(KINDS)) == 12


def test_a_paragraph_without_anything_to_say_is_left_out() -> None:
    words = Words("News", "Dear {name},\n\nThe panel wrote: “{praise}”\n\n{thanked}\n\nGoodbye.")
    filled = fill(words, {"name": "Nia"})
    assert filled.body == "Dear Nia,\n\nGoodbye."


def test_what_was_typed_into_a_place_is_not_filled_again_and_adds_no_link_or_line() -> None:
    words = Words("About {nominee}", "Dear {name},\n\nabout {nominee}\n\n{page}")
    nasty = "{page} {name}\r\nBcc: a@evil.example {{7*7}} http://evil.example/x"
    filled = fill(words, {**VALUES, "nominee": nasty, "page": "http://localhost/x"})
    assert filled.body.count("http://") == 1
    assert "\n" not in filled.subject
    assert "evil.example" not in filled.subject + filled.body
    assert "a@evil" not in filled.body
    assert "{" not in filled.subject + filled.body


@pytest.mark.parametrize(
    ("part", "subject", "body", "reason", "field"),
    [
        ("nominator", "News", "Dear {nam}, {nominee}", "There is no {nam}", "body"),
        ("nominator", "{oops}", "Dear {name}, {nominee}", "There is no {oops}", "subject"),
        ("nominator", "News", "Dear {name, {nominee}", "stands alone", "body"),
        ("nominator", "News", "Dear {name}, {nominee} }", "stands alone", "body"),
        ("nominator", "News", "Dear {name}, {{nominee}}", "stands alone", "body"),
        ("nominator", "News", "Dear {name}", "Put {nominee} somewhere", "body"),
        ("nominee", "News", "Dear {name}", "Put {page} somewhere", "body"),
        ("nominee", "News", "{page}", "Put {name} somewhere", "body"),
        ("nominee", "News", "Dear {name},\n\n{page}\n\n{thanked}", "There is no {thanked}", "body"),
        ("nominee", "{page}", "Dear {name},\n\n{page}", "only stand in the letter", "subject"),
        ("manager", "News", "Dear {name}, {nominee}: {praise}", "in another paragraph", "body"),
        ("manager", " ", "Dear {name}, {nominee}", "Write something", "subject"),
        ("manager", "{0.__class__}", "Dear {name}, {nominee}", "There is no", "subject"),
    ],
)
def test_words_that_could_not_be_filled_are_refused_with_what_to_do(
    part: str, subject: str, body: str, reason: str, field: str
) -> None:
    with pytest.raises(Refused, match=re.escape(reason)) as refused:
        check_words(part, Words(subject, body))
    assert refused.value.field == field


@pytest.mark.parametrize("part", ["nominee", "nominator", "manager"])
def test_what_is_needed_is_among_the_places(part: str) -> None:
    assert set(needed(part)) <= set(places(part))
    check_words(part, Words("News", "\n\n".join(f"{{{place}}}" for place in places(part))))


def test_what_the_panel_wrote_keeps_its_paragraphs() -> None:
    said = {**VALUES, "praise": "Steady.\n\nWarm www.example.org"}
    text = fill(Words("News", "{praise}"), said).body
    assert text == "Steady.\n\nWarm www. example. org"
