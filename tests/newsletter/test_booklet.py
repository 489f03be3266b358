"""The booklet, read back."""

import pytest

from recognition.newsletter.booklet import booklet
from tests.newsletter.packs import hostile, illustrated, pack, winner
from tests.pdfs import HOSTILE, Pdf, check_for_everyone


def test_it_is_for_everyone_with_headings_pictures_and_their_words() -> None:
    pdf = Pdf(booklet(illustrated(winner(), winner(name="Bo", category="Courage", reference="B"))))
    check_for_everyone(pdf, "Thank you: Autumn 2026")
    assert [tag for tag in pdf.tags if tag.startswith("H")] == ["H1", "H2", "H3", "H2", "H3"]
    assert pdf.figures == ["Asha O’Dowd, smiling", "Bo, smiling"]
    assert "BlockQuote" in pdf.tags
    for words in ("She listened, “all night”.", "I was not alone.", "– Nia Novak", "Bo", "Courage",
                  "Photograph: Pat Picture", "Winner · Porter · Ward 7"):  # fmt: skip
        assert words in pdf.text


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_in_a_field_is_text(text: str) -> None:
    pdf = Pdf(booklet(illustrated(hostile(text))))
    assert " ".join(text.split()) in pdf.text


def test_nothing_in_it_turns_the_order_of_letters_round() -> None:
    assert "ab" in Pdf(booklet(pack(winner(name="a\u202eb")))).text


def test_a_pack_of_nobody_says_so() -> None:
    assert "Nobody has been chosen" in Pdf(booklet(pack())).text
