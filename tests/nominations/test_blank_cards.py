"""What lies in a ward's box and hangs on its wall, read back."""

from dataclasses import replace

import pytest

from recognition.nominations.blank_cards import (
    BlankCard,
    Poster,
    nomination_card,
    poster,
    spoken_address,
)
from recognition.paper import Colours
from tests.pdfs import HOSTILE, MM, Pdf, check_for_everyone

ADDRESS = "https://recognition.example.org/nominate/extra-mile?place=Larch%20Ward"
CARD = BlankCard(
    scheme="Going the Extra Mile",
    organisation="Rowan Vale",
    questions=("What did they do?", "What difference did it make?"),
    address=ADDRESS,
    place="Larch Ward",
)
POSTER = Poster(
    scheme="Going the Extra Mile",
    organisation="Rowan Vale",
    purpose="For anyone who was kind, whatever their job.",
    address=ADDRESS,
    place="Larch Ward",
)


def test_a_card_asks_in_the_order_in_which_it_is_typed_in() -> None:
    asked = (
        "Going the Extra Mile Larch Ward",
        "Who would you like to thank?",
        "Where do they work?",
        "What did they do?",
        "What difference did it make?",
        "Your name and e-mail, if you like Name",
        "E-mail",
        "May we tell them it was you? Yes No",
    )
    inside = Pdf(nomination_card(CARD)).pages[0]
    places = [inside.find(text) for text in asked]
    assert -1 not in places
    assert places == sorted(places)


def test_a_sheet_has_two_cards_and_its_back_their_outsides() -> None:
    pdf = Pdf(nomination_card(CARD))
    assert len(pdf) == 2
    assert pdf.pages[0].count("May we tell them it was you?") == 2
    assert pdf.pages[1].count("Say thank you Going the Extra Mile") == 2


def test_whoever_is_read_to_hears_the_card_once() -> None:
    pdf = Pdf(nomination_card(CARD))
    check_for_everyone(pdf, "Nomination card: Going the Extra Mile")
    assert pdf.tags.count("H1") == 1
    assert pdf.figures == [f"QR code that opens {ADDRESS}"]


def test_a_phone_reads_the_address_from_a_card() -> None:
    assert Pdf(nomination_card(CARD)).codes(0) == [ADDRESS] * 2


@pytest.mark.parametrize("number", [0, 1, 2, 3, 4])
def test_a_card_has_lines_to_write_on_for_every_question(number: int) -> None:
    questions = tuple(f"Question {place}?" for place in range(number))
    pdf = Pdf(nomination_card(replace(CARD, questions=questions)))
    assert len(pdf) == 2
    for question in questions:
        assert pdf.pages[0].count(question) == 2
    boxes = [thing.get_bounds() for thing in pdf.drawn[0].get_objects()]
    lines = [box for box in boxes if box[2] - box[0] > 80 * MM and box[3] - box[1] < 2]
    answers = 14 if number > 1 else 7 * number
    assert len(lines) >= 2 * (4 + answers)
    _check_card(pdf)


def test_long_questions_names_and_places_fit_on_a_card() -> None:
    long = (
        "What did they do that you would like us, and them, and everybody else, to remember? " * 2
    )
    pdf = Pdf(nomination_card(BlankCard(long, long, (long, long), ADDRESS, long)))
    assert len(pdf) == 2
    _check_card(pdf)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_on_a_card_or_a_poster_is_text(text: str) -> None:
    squeezed = text.replace(" ", "")
    card = Pdf(nomination_card(BlankCard(text, text, (text, text), ADDRESS, text)))
    assert card.pages[0].replace(" ", "").count(squeezed) == 2 * 4
    hung = Pdf(poster(Poster(text, text, text, ADDRESS, text)))
    assert hung.text.replace(" ", "").count(squeezed) == 4


def test_a_poster_says_what_it_is_about_and_where_to_go() -> None:
    assert Pdf(poster(POSTER)).text == (
        "Going the Extra Mile Has somebody been kind? For anyone who was kind, whatever their job. "
        "Point your phone’s camera at the square or go to "
        "recognition.example.org/nominate/extra-mile "
        "Tell us, and they will be thanked in your words. Rowan Vale Larch Ward"
    )


def test_everyone_can_read_a_poster() -> None:
    pdf = Pdf(poster(POSTER))
    check_for_everyone(pdf, "Poster: Going the Extra Mile")
    assert pdf.figures == [f"QR code that opens {ADDRESS}"]


@pytest.mark.parametrize("scale", [0.35, 1, 3])
def test_a_phone_reads_the_address_from_a_poster_near_and_far(scale: float) -> None:
    assert Pdf(poster(POSTER)).codes(0, scale) == [ADDRESS]


def test_a_poster_is_one_page_whatever_stands_on_it() -> None:
    long = "Kindness in every corner of the hospital and far beyond its walls. " * 6
    address = f"{ADDRESS}&{'from=here&' * 30}"
    pdf = Pdf(poster(Poster(long[:120], long[:120], long, address, long[:120])))
    assert len(pdf) == 1
    assert pdf.codes(0) == [address]
    assert len(Pdf(poster(Poster("", "", "", f"https://{'long-name.' * 30}org")))) == 1


def test_card_and_poster_have_the_organisations_colours() -> None:
    ours = Colours(ground="#123456")
    for pdf, page in (
        (Pdf(poster(POSTER, colours=ours)), 0),
        (Pdf(nomination_card(CARD, colours=ours)), 1),
    ):
        shown = {colour for _count, colour in pdf.picture(page).getcolors(9**6) or []}
        assert (0x12, 0x34, 0x56) in shown


@pytest.mark.parametrize(
    ("address", "spoken"),
    [
        (ADDRESS, "recognition.example.org/nominate/extra-mile"),
        ("http://localhost:5000/nominate/", "localhost:5000/nominate"),
        ("elsewhere", "elsewhere"),
        ("?place=x", "?place=x"),
    ],
)
def test_an_address_is_spoken_as_people_type_it(address: str, spoken: str) -> None:
    assert spoken_address(address) == spoken


def _check_card(pdf: Pdf) -> None:
    """Nothing is within 4 mm of the cut, the fold or the edge, and the halves keep apart."""
    for page in range(len(pdf)):
        for letter, left, top, right, bottom in pdf.letters(page):
            column, row = left // 105, top // 148.5
            assert left - column * 105 > 4, letter
            assert right - column * 105 < 101, letter
            assert top - row * 148.5 > 4, letter
            assert bottom - row * 148.5 < 144.5, letter
