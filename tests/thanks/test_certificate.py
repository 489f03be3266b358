"""The certificate, read back."""

import pytest

from recognition.paper import Colours
from recognition.thanks.certificate import Certificate, Words, certificate
from tests.pdfs import HOSTILE, MM, Pdf, check_for_everyone

STORY = (
    "The gentleman would not get on the trolley. He was frightened, and he kept asking for his "
    "wife. Tendai asked what she was like. They talked about her baking for ten minutes, and then "
    "he said: shall we go for a ride?"
)


def made(*words: Words, nominee: str = "Tendai Moyo", **more: str) -> Pdf:
    facts = {"scheme": "Going the Extra Mile", "organisation": "Rowan Vale", "date": "1 July 2026"}
    shown = words or (Words(("He found the kettle.", "She slept."), "Ellie Hargreaves"),)
    return Pdf(certificate(Certificate(nominee=nominee, words=shown, **{**facts, **more})))


def test_it_says_who_is_thanked_for_what_by_whom_and_when() -> None:
    pdf = made()
    assert len(pdf) == 1
    assert pdf.text == (
        "Thank you, Tendai Moyo Going the Extra Mile He found the kettle. She slept. "
        "Ellie Hargreaves Rowan Vale 1 July 2026"
    )


def test_everyone_can_read_it() -> None:
    pdf = made(Words(("One.",), "Asha"), Words(("Two.",), "Bo"))
    check_for_everyone(pdf, "Thank you, Tendai Moyo")
    assert pdf.tags.count("H1") == 1
    assert pdf.tags.count("BlockQuote") == 2
    assert pdf.figures == []  # what is drawn is decoration


def test_it_is_a4_upright() -> None:
    page = made().drawn[0]
    assert (page.get_width() / MM, page.get_height() / MM) == pytest.approx((210, 297), abs=0.1)


def test_somebody_who_asked_not_to_be_named_is_not() -> None:
    assert made(Words(("Thank you for that night.",))).text.count("that night. Rowan Vale") == 1


@pytest.mark.parametrize("times", [8, 12, 40, 200])
def test_long_words_are_never_cut(times: int) -> None:
    numbered = tuple(f"{number}. {STORY}" for number in range(times))
    pdf = made(Words(numbered, "Ellie Hargreaves"))
    # a page may end within a paragraph, and the next one begins with the name
    found = pdf.text.replace(" Tendai Moyo ", " ")
    assert " ".join(numbered) in found
    assert "Ellie Hargreaves Rowan Vale 1 July 2026" in pdf.pages[-1]
    _check_inside(pdf)


def test_words_that_nearly_fit_are_set_smaller_first() -> None:
    short, long, longer = (made(Words((STORY,) * times, "Ellie")) for times in (1, 8, 9))
    assert [len(pdf) for pdf in (short, long, longer)] == [1, 1, 2]
    sizes = [pdf.size_of(0, "The gentleman") for pdf in (short, long, longer)]
    assert sizes == [24, 11.5, 12]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_in_a_field_is_text(text: str) -> None:
    pdf = made(Words((text,), text), nominee=text, scheme=text, organisation=text, date=text)
    assert pdf.text.replace(" ", "").count(text.replace(" ", "")) == 6
    _check_inside(pdf)


@pytest.mark.parametrize(
    "name",
    [
        "Ng",
        "Bartholomew Featherstonehaugh-Cholmondeley",
        "Maria de los Ángeles Fernández-Cortés y Villanueva of the Community Diagnostic Centre",
        "W" * 100,
        "محمد عبد الله",
        "",
    ],
)
def test_every_name_fits(name: str) -> None:
    pdf = made(nominee=name)
    assert name.replace(" ", "") in pdf.text.replace(" ", "")
    _check_inside(pdf)


def test_it_has_the_organisations_colours() -> None:
    one = Certificate("Asha", "S", "O", (), "today", Colours(ground="#123456"))
    shown = {colour for _count, colour in Pdf(certificate(one)).picture(0).getcolors(9**6) or []}
    assert (0x12, 0x34, 0x56) in shown


def _check_inside(pdf: Pdf) -> None:
    for page in range(len(pdf)):
        for _letter, left, top, right, bottom in pdf.letters(page):
            assert left > 25
            assert right < 185
            assert top > 11
            assert bottom < 285
