"""The Welsh catalogue: every text fits its English, wherever it is put in.

Whether the Welsh is good, a Welsh speaker says. These rules find what breaks a page or a letter.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from recognition import words
from recognition.config import ROOT
from recognition.winners.outcome_filling import check_words
from recognition.winners.outcome_words import KINDS, part_of, usual

CATALOGUE = ROOT / "recognition/translations/cy/LC_MESSAGES/messages.po"
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%%")
MARKUP = re.compile(r"</?[a-z][^>]*>|&\w+;|https?://\S+|\w+@\w[\w.]*\w|\n")
PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("“", "”"))
ENDINGS = ".:?,"
# A weekday, “dydd …”, begins what is filled in here; these words would turn it into “ddydd”.
DATES = r"%\((?:closes|date|day|end|first|last|time|when)\)s"
SOFTENING = re.compile(
    rf"\b(?:am|ar|at|dan|dros|drwy|heb|hyd|i|neu|o|tan|trwy|wrth) {DATES}", re.IGNORECASE
)
TIMES_ALONE = {"%(date)s at %(time)s", "Saved at %(time)s"}  # “5pm” stays as it is
# Before what is filled in, these would have to be “ac”, “ag”, “gydag” or “yr” as often as not.
SHAPE_SHIFTING = re.compile(r"\b(?:ac?|âg?|gydag?|yr?|nag?) (?:%\((?!last)|\{)", re.IGNORECASE)


@cache
def welsh() -> Catalog:
    with CATALOGUE.open("rb") as written:
        return read_po(written, abort_invalid=True)


def messages() -> list[Message]:
    return [message for message in welsh() if message.id]


def forms(message: Message) -> tuple[str, ...]:
    """Return what is said for a message: one text, or one for each plural form."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def texts() -> Iterator[tuple[str, str]]:
    """Yield each Welsh text after the English it stands for, every plural form on its own."""
    for message in messages():
        english = message.id if isinstance(message.id, str) else message.id[1]
        for form in forms(message):
            yield english, form


def ready() -> Translations:
    """Return the catalogue as it is when words are said."""
    binary = io.BytesIO()
    write_mo(binary, welsh())
    binary.seek(0)
    return Translations(binary)


@pytest.fixture
def in_welsh() -> Iterator[None]:
    """Every word is said in Welsh, for as long as a test runs."""
    before = words._Speaker.say, words._Speaker.count
    spoken = ready()

    def say(text: str, **values: object) -> str:
        said = str(spoken.ugettext(text))
        return said % values if values else said

    words.speak_with(say, before[1])
    yield
    words.speak_with(*before)


def found(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(pattern.findall(text))


def test_nothing_is_empty_left_over_or_marked_as_a_guess() -> None:
    assert len(messages()) > 800
    assert not [english for english, text in texts() if not text.strip()]
    assert not [message.id for message in messages() if message.fuzzy]
    assert not welsh().obsolete


def test_the_catalogue_says_that_a_welsh_speaker_has_yet_to_review_it() -> None:
    heading = " ".join(line.strip("# ") for line in welsh().header_comment.splitlines())
    assert "AWAITS A WELSH SPEAKER'S REVIEW" in heading


def test_every_plural_has_the_six_forms_of_welsh() -> None:
    assert welsh().num_plurals == 6
    counted = [message for message in messages() if not isinstance(message.id, str)]
    assert counted
    assert [message.id for message in counted if len(forms(message)) != 6] == []


@pytest.mark.parametrize(
    ("number", "form"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (6, 4), (4, 5), (5, 5), (7, 5), (11, 5), (100, 5)],
)
def test_a_number_finds_the_form_that_welsh_says_with_it(number: int, form: int) -> None:
    assert ready().plural(number) == form


def test_every_place_is_kept_and_none_is_made_up() -> None:
    wrong = [
        (english, text)
        for english, text in texts()
        if found(PLACE, english).keys() != found(PLACE, text).keys()
    ]
    assert wrong == []


def test_no_lone_percent_sign_breaks_a_text_when_it_is_filled() -> None:
    assert [text for _english, text in texts() if "%" in PLACE.sub("", text)] == []


def test_markup_addresses_and_lines_are_those_of_the_english() -> None:
    wrong = [
        (english, text)
        for english, text in texts()
        if found(MARKUP, english) != found(MARKUP, text)
    ]
    assert wrong == []


def test_space_around_a_text_is_that_of_the_english() -> None:
    def around(text: str) -> tuple[str, str]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    wrong = [text for english, text in texts() if around(english) != around(text)]
    assert wrong == []
    assert [text for _english, text in texts() if "  " in text] == []


def test_brackets_and_quotes_are_closed() -> None:
    wrong = [
        text
        for _english, text in texts()
        for opens, closes in PAIRS
        if text.count(opens) != text.count(closes)
    ]
    assert wrong == []


def test_quoted_words_stay_quoted_and_quotes_are_curly() -> None:
    wrong = [text for english, text in texts() if english.count("“") != text.count("“")]
    assert wrong == []
    assert [text for _english, text in texts() if "'" in text or '"' in text] == []


def test_a_text_ends_as_its_english_does() -> None:
    """So that what follows it, such as an address, stands right."""

    def ending(text: str) -> str:
        return text[-1:] if text[-1:] in ENDINGS else ""

    assert [text for english, text in texts() if ending(english) != ending(text)] == []


def test_no_word_before_a_date_asks_the_weekday_to_mutate() -> None:
    wrong = [
        text for english, text in texts() if english not in TIMES_ALONE and SOFTENING.search(text)
    ]
    assert wrong == []


def test_no_word_before_what_is_filled_in_depends_on_how_that_begins() -> None:
    assert [text for _english, text in texts() if SHAPE_SHIFTING.search(text)] == []


def test_what_is_long_is_not_left_in_english() -> None:
    same = [text for english, text in texts() if english == text and len(text.split()) > 3]
    assert [text for text in same if PLACE.sub("", text).strip(" :,.")] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_that_tells_an_outcome_can_be_filled_in_welsh(in_welsh: None, kind: str) -> None:
    welsh_words = usual(kind)
    check_words(part_of(kind), welsh_words)
    assert welsh_words.body.startswith("Annwyl {name},")
    assert "\n{page}" in welsh_words.body
