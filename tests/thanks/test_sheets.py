"""Sheets to print and cut, read back."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from recognition.thanks.certificate import Words
from recognition.thanks.sheets import (
    BadgeLabel,
    PrintedCard,
    WallCard,
    badges,
    cards,
    sentences,
    wall_cards,
)
from tests.pdfs import HOSTILE, Pdf, check_for_everyone

ADDRESS = "https://recognition.example.org/thanks/MTk.QvvQk-sDztCF1bSo_9950gFVH3s"
CLOSING = "… the whole letter is on your page"
AGAIN = "Read it again, and tell us where your story may be told"
STORY = (
    "The gentleman would not get on the trolley. He was frightened, and he kept asking for his "
    "wife. Tendai asked what she was like. They talked about her baking for ten minutes, and then "
    "he said: shall we go for a ride?"
)
CARD = PrintedCard(
    name="Tendai Moyo",
    scheme="Going the Extra Mile",
    words=(Words(("He found the kettle.", "She slept."), "Ellie Hargreaves"),),
    address=ADDRESS,
    site="Rowan Vale",
    team="Portering, nights",
    hands_over="Joan Whittle",
)
NAMES = ("Ng", "Bartholomew Featherstonehaugh-Cholmondeley", "W" * 60, "محمد عبد الله", "Sue " * 20)


def one(*words: Words, **more: str) -> PrintedCard:
    return replace(CARD, words=words or CARD.words, **more)  # type: ignore[arg-type]  # the names are those of the card


def test_a_card_says_everything() -> None:
    assert Pdf(cards([CARD])).text == (
        "Thank you, Tendai Moyo Going the Extra Mile He found the kettle. She slept. "
        f"Ellie Hargreaves {AGAIN} Rowan Vale · Portering, nights · handed over by Joan Whittle"
    )


def test_everyone_can_read_a_card() -> None:
    pdf = Pdf(cards([CARD, one(name="Sue")]))
    check_for_everyone(pdf, "Thank-you cards")
    assert pdf.tags.count("H1") == 2
    assert pdf.figures == [f"QR code that opens your page: {ADDRESS}"] * 2


def test_a_phone_reads_the_private_page_of_each_card() -> None:
    codes = [f"{ADDRESS}{number}" for number in range(9)]
    pdf = Pdf(cards([one(address=code) for code in codes]))
    assert [code for page in range(len(pdf)) for code in pdf.codes(page)] == codes


def test_four_cards_stand_on_a_sheet_in_the_order_given() -> None:
    pdf = Pdf(cards([one(name=f"Person {number}") for number in range(9)]))
    found = [re.findall(r"Person \d", page) for page in pdf.pages]
    assert [len(names) for names in found] == [4, 4, 1]
    assert [name for names in found for name in names] == [f"Person {n}" for n in range(9)]


def test_five_hundred_cards_are_one_file_of_125_sheets() -> None:
    assert len(Pdf(cards([one(name=f"Person {number}") for number in range(500)]))) == 125


def test_no_cards_are_an_empty_sheet() -> None:
    assert len(Pdf(cards([]))) == 1


@pytest.mark.parametrize("times", [1, 2, 3, 4, 5])
def test_words_that_fit_are_all_there(times: int) -> None:
    pdf = Pdf(cards([one(Words((STORY,) * times, "Ellie Hargreaves"))]))
    assert pdf.text.count(STORY) == times
    assert CLOSING not in pdf.text
    _check_cuts(pdf)


@pytest.mark.parametrize("times", [8, 20, 100])
def test_words_too_long_for_a_card_end_at_a_sentence_and_say_where_the_rest_is(times: int) -> None:
    numbered = " ".join(f"Sentence {number} is about a kettle." for number in range(times * 6))
    pdf = Pdf(cards([one(Words((numbered,), "Ellie Hargreaves"))]))
    told = pdf.text.partition("Mile ")[2].partition(f" {CLOSING} Ellie Hargreaves {AGAIN}")[0]
    assert numbered.startswith(told)
    assert told.endswith("is about a kettle.")
    assert len(told) > 1000
    _check_cuts(pdf)


@pytest.mark.parametrize(("times", "least", "most"), [(1, 12, 19), (5, 8, 9), (30, 8, 8)])
def test_long_words_are_set_smaller_down_to_eight_points(
    times: int, least: float, most: float
) -> None:
    pdf = Pdf(cards([one(Words((STORY,) * times))]))
    assert least <= pdf.size_of(0, "The gentleman") <= most


def test_each_of_several_nominators_keeps_the_beginning() -> None:
    words = [Words((f"{number} {STORY}", STORY, STORY), f"Friend {number}") for number in range(4)]
    pdf = Pdf(cards([one(*words)]))
    for number in range(4):
        assert f"{number} The gentleman" in pdf.text
        assert f"Friend {number}" in pdf.text
    assert pdf.text.count(CLOSING) == 1
    assert pdf.text.count(" … Friend") == 3
    _check_cuts(pdf)


@pytest.mark.parametrize("text", ["and then he came back " * 200, "x" * 5000, "xyz-" * 900])
def test_one_sentence_too_long_for_a_card_is_ended_early(text: str) -> None:
    pdf = Pdf(cards([one(Words((text,), "Ellie Hargreaves"))]))
    assert f"{CLOSING} Ellie Hargreaves {AGAIN}" in pdf.text
    assert len(pdf) == 1
    _check_cuts(pdf)


def test_forty_nominators_are_told_as_far_as_there_is_room() -> None:
    pdf = Pdf(cards([one(*[Words((STORY,), f"Friend {number}") for number in range(40)])]))
    assert pdf.text.count("The gentleman") >= 4
    assert pdf.text.count(CLOSING) == 1
    _check_cuts(pdf)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_fits_on_a_card(name: str) -> None:
    for words in (Words(("Thank you.",)), Words((STORY,) * 9)):
        pdf = Pdf(cards([one(words, name=name)] * 4))
        assert pdf.text.replace(" ", "").count(name.replace(" ", "")) == 4
        assert len(pdf) == 1
        _check_cuts(pdf)


def test_nothing_is_drawn_near_a_cut_but_its_marks() -> None:
    pdf = Pdf(cards([one(Words((STORY,) * 9))] * 4))
    for left in (0.4, 101, 105.4, 206):
        for top in (0.4, 148.9):
            assert pdf.is_white(0, left, top, left + 3.6, top + 147.7)
    for top in (0.4, 144.5, 148.9, 293):
        for left in (0.4, 105.4):
            assert pdf.is_white(0, left, top, left + 104.2, top + 3.6)
    assert not pdf.is_white(0, 104.8, 0, 105.2, 6)


def test_absurd_fields_stay_inside_the_card() -> None:
    long = "W" * 3000
    _check_cuts(Pdf(cards([one(Words((long,), long), name=long, scheme=long, team=long)] * 4)))


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_in_a_field_of_a_card_is_text(text: str) -> None:
    odd = PrintedCard(text, text, (Words((text,), text),), ADDRESS, text)
    way = one(team=text, hands_over=text, site="")
    found = Pdf(cards([odd, way])).text
    assert found.replace(" ", "").count(text.replace(" ", "")) == 7


def test_somebody_who_asked_not_to_be_named_is_not_on_the_card() -> None:
    assert f"for that night. {AGAIN}" in Pdf(cards([one(Words(("Thanks for that night.",)))])).text


def test_a_card_says_no_more_about_its_way_than_is_known() -> None:
    assert Pdf(cards([one(site="", team="Larch", hands_over="")])).text.endswith("be told Larch")
    assert Pdf(cards([one(site="", team="", hands_over="")])).text.endswith("be told")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two! Three? Four", ["One. ", "Two! ", "Three? ", "Four"]),
        ("“He stayed.” Then home.", ["“He stayed.” ", "Then home."]),
        ("Wait… no", ["Wait… ", "no"]),
        ("At 4.30am", ["At 4.30am"]),
        ("", []),
    ],
)
def test_sentences_put_together_are_the_text(text: str, found: list[str]) -> None:
    assert sentences(text) == found
    assert "".join(found) == text


def test_labels_lie_on_their_places() -> None:
    pdf = Pdf(badges([BadgeLabel(f"Person {number}", "Kindness") for number in range(25)]))
    assert [len(re.findall(r"Person \d+", page)) for page in pdf.pages] == [24, 1]
    greetings = [(left, top) for letter, left, top, *_ in pdf.letters(0) if letter == "T"]
    columns, rows = (sorted({round(at, 1) for at in side}) for side in zip(*greetings, strict=True))
    assert columns == pytest.approx([columns[0], columns[0] + 66, columns[0] + 132], abs=0.15)
    assert rows == pytest.approx([rows[0] + 33.9 * row for row in range(8)], abs=0.15)


@pytest.mark.parametrize("name", [*NAMES, "W" * 2000])
def test_nothing_on_a_label_reaches_its_edge(name: str) -> None:
    pdf = Pdf(badges([BadgeLabel(name, name)] * 24))
    assert len(pdf) == 1
    assert min(_from_edges(pdf, 0)) > 2.5
    for column in range(3):
        assert pdf.is_white(0, 7.2 + 66 * column - 2, 0, 7.2 + 66 * column + 2, 297)
    for row in range(9):
        assert pdf.is_white(0, 0, 12.9 + 33.9 * row - 2, 210, 12.9 + 33.9 * row + 2)


def test_everyone_can_read_labels_and_wall_cards() -> None:
    check_for_everyone(Pdf(badges([BadgeLabel("Sue", "Kindness")])), "Labels for badges")
    wall = WallCard("Larch Ward", "Kindness", CARD.words)
    check_for_everyone(Pdf(wall_cards([wall])), "Thank-you cards for the wall")


def test_a_wall_card_names_the_team_and_says_the_words() -> None:
    pdf = Pdf(wall_cards([WallCard("Larch Ward", "Kindness", CARD.words)] * 2))
    words = "Thank you, Larch Ward Kindness He found the kettle. She slept. Ellie Hargreaves"
    assert pdf.pages == [words, words]


def test_long_words_on_a_wall_card_are_never_cut() -> None:
    numbered = tuple(f"{number}. {STORY}" for number in range(60))
    long = WallCard("Larch Ward", "Kindness", (Words(numbered, "Ellie"),))
    pdf = Pdf(wall_cards([long, long]))
    assert pdf.text.count(" ".join(numbered)) == 2
    assert [page.startswith("Thank you, Larch Ward") for page in pdf.pages].count(True) == 2
    assert pdf.pages[-1].endswith(" Ellie")
    for page in range(len(pdf)):
        assert all(bottom < 288 for *_, bottom in pdf.letters(page))


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_on_labels_and_wall_cards_is_text(text: str) -> None:
    squeezed = text.replace(" ", "")
    labels = Pdf(badges([BadgeLabel(text, text)])).text
    assert labels.replace(" ", "").count(squeezed) == 2
    wall = Pdf(wall_cards([WallCard(text, text, (Words((text,), text),))])).text
    assert wall.replace(" ", "").count(squeezed) == 4


def _check_cuts(pdf: Pdf) -> None:
    """Nothing is within 4 mm of a cut or of the edge, and no letter lies upon the foot."""
    for page in range(len(pdf)):
        for letter, left, top, right, bottom in pdf.letters(page):
            column, row = left // 105, top // 148.5
            assert left - column * 105 > 4, letter
            assert right - column * 105 < 101, letter
            assert top - row * 148.5 > 4, letter
            assert bottom - row * 148.5 < 144.5, letter
    _check_foot(pdf)


def _check_foot(pdf: Pdf) -> None:
    """Between the letter and what stands beside the code there is the line."""
    for page in range(len(pdf)):
        inside = [(top % 148.5, bottom % 148.5) for _l, _x, top, _r, bottom in pdf.letters(page)]
        line = 148.5 - 6.5 - 22.5
        assert not [one for one in inside if one[0] < line < one[1]]
        assert [one for one in inside if one[0] > line]


def _from_edges(pdf: Pdf, page: int) -> Iterator[float]:
    """Yield for each letter how far, in mm, the nearest edge of its label is."""
    for _letter, left, top, right, bottom in pdf.letters(page):
        x = 7.2 + 66 * ((left - 7.2) // 66)
        y = 12.9 + 33.9 * ((top - 12.9) // 33.9)
        yield min(left - x, top - y, x + 63.5 - right, y + 33.9 - bottom)
