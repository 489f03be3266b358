"""Paper: what every printed page promises, whatever stands on it."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from recognition import paper
from recognition.paper import Colours, compiled, drawable, qr_code
from tests.pdfs import HOSTILE, Pdf, check_for_everyone

ADDRESS = "https://recognition.example.org/thanks/MTk.QvvQk-sDztCF1bSo_9950gFVH3s"


def label(name: str = "Asha O’Dowd", scheme: str = "Kindness Awards", **more: object) -> Any:
    """Data of the smallest page that we have: one label."""
    found = {"title": "Labels", "colours": Colours()}
    badge = {"name": name, "scheme": scheme, "greeting": "Thank you,", "language": "en"}
    return {**found, "badges": [badge], **more}


def test_a_page_is_tagged_and_has_title_and_language() -> None:
    check_for_everyone(Pdf(compiled("badges", label())), "Labels")
    welsh = Pdf(compiled("badges", label(title="Labeli"), language="cy"))
    check_for_everyone(welsh, "Labeli", "cy-GB")


def test_the_same_input_gives_the_same_bytes() -> None:
    made = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    assert compiled("badges", label()) == compiled("badges", label())
    assert compiled("badges", label(), made=made) == compiled("badges", label(), made=made)


def test_a_page_says_when_it_was_made_only_if_it_is_told() -> None:
    made = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    told = Pdf(compiled("badges", label(), made=made)).reader.metadata
    assert told is not None
    assert told.creation_date == made
    untold = Pdf(compiled("badges", label())).reader.metadata
    assert untold is not None
    assert untold.creation_date is None


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_markup_is_text(text: str) -> None:
    assert text in Pdf(compiled("badges", label(scheme=text))).text


def test_letters_show_in_the_order_in_which_they_were_typed() -> None:
    turned = "a\u202eb\u202dc\u2066d\u2069e"
    assert drawable(turned) == "abcde"
    assert "abcde" in Pdf(compiled("badges", label(scheme=turned))).text


def test_right_to_left_words_keep_their_order() -> None:
    words = "شكرا لك على لطفك"
    assert drawable(words) == words
    assert words in Pdf(compiled("badges", label(scheme=words))).text


@pytest.mark.parametrize("text", ["Ŵyn ap Siôn, Llŷr", "Łukasz Żółć", "Ναυσικά", "Ђорђе", "é ố"])
def test_names_come_back_as_people_write_them(text: str) -> None:
    assert text in Pdf(compiled("badges", label(name=text))).text


def test_the_little_pictures_that_people_type_are_drawn() -> None:
    text = "❤️ 🙏🏽 👩‍⚕️ 🏴󠁧󠁢󠁷󠁬󠁳󠁿"
    assert drawable(text) == text
    found = Pdf(compiled("badges", label(scheme=text))).text
    assert "".join(text.split()) in "".join(found.split())


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("张伟", "□□"),
        ("bad\0\x0b\x1b\ud800\ufffe", "bad□□□□□"),
        ("\U000f0000", "□"),
        ("q\u0363", "q□"),  # an accent that no font with this letter has
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("tab\there\u3000wide", "tab here wide"),
        ("soft\xad\u200bjoin\ufeff", "soft\xad\u200bjoin"),
    ],
)
def test_what_no_font_can_draw_is_shown_as_a_box(typed: str, shown: str) -> None:
    assert drawable(typed) == shown
    compiled("badges", label(scheme=typed))


def test_every_everyday_letter_has_a_shape() -> None:
    letters = "".join(sorted(paper.EVERYDAY - {"\n"}))
    assert all(paper._with_shape(letter) == letter for letter in letters)


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_whatever_is_typed_can_be_printed(text: str) -> None:
    assert compiled("badges", label(name=text, scheme=text, title=f"For {text}"))


def test_a_page_that_cannot_be_made_says_so_without_what_was_on_it() -> None:
    data = label(name="Secret Person")
    del data["colours"]
    with pytest.raises(RuntimeError, match=r"could not be made \(house\.typ:\d+:\d+\)") as told:
        compiled("badges", data)
    assert told.value.__context__ is None
    assert told.value.__cause__ is None


def test_missing_fonts_say_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "FONTS", tmp_path)
    with pytest.raises(RuntimeError, match=r"python3 dev\.py run"):
        paper._fonts.__wrapped__()


def test_the_fonts_of_the_machine_are_not_used() -> None:
    families = set(paper._fonts().families())
    assert families == {"Amiri", "Noto Emoji", "Source Sans 3", "Source Serif 4"}


@pytest.mark.parametrize("quick", [False, True])
@pytest.mark.parametrize("error", ["l", "m", "q", "h"])
def test_a_phone_reads_the_address_from_a_code(error: str, quick: bool) -> None:
    drawn = qr_code(ADDRESS, error=error, quick=quick)
    data = {"title": "Poster", "colours": Colours(), "qr": drawn, "qr_words": "Leads on"}
    words = ("scheme", "organisation", "purpose", "place", "heading", "how", "or", "address")
    pdf = Pdf(compiled("poster", {**dict.fromkeys((*words, "invitation"), "x"), **data}))
    assert pdf.codes(0) == [ADDRESS]
    assert pdf.figures == ["Leads on"]


def test_a_code_has_its_quiet_zone() -> None:
    drawn = qr_code(ADDRESS)
    side = int(drawn.partition('viewBox="0 0 ')[2].split()[0])
    starts = [part.split("h")[0].split() for part in drawn.partition('<path d="M')[2].split("M")]
    assert {min(int(x) for x, _y in starts), min(int(y) for _x, y in starts)} == {4}
    assert max(int(y) for _x, y in starts) == side - 5


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", "#123456;", '#123456")'])
def test_a_colour_is_six_digits(colour: str) -> None:
    with pytest.raises(ValueError, match=re.escape(colour)):
        Colours(accent=colour)


def test_an_organisation_prints_in_its_own_colours() -> None:
    picture = Pdf(compiled("badges", label(colours=Colours("#123456", "#abcdef")))).picture(0)
    assert isinstance(picture, Image.Image)
    shown = {colour for _count, colour in picture.getcolors(1_000_000) or []}
    assert {(0x12, 0x34, 0x56), (0xAB, 0xCD, 0xEF)} <= shown


def test_templates_hold_no_words_and_ask_nobody_for_anything() -> None:
    for template in paper.TEMPLATES.glob("*.typ"):
        text = template.read_text(encoding="utf-8")
        assert "@preview" not in text
        assert "http://" not in text.replace("http://www.w3.org/2000/svg", "")
        assert "https://" not in text
