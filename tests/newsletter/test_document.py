"""The Word document, read back."""

import io
import zipfile

import docx
import pytest

from recognition.newsletter.document import word_file
from tests.newsletter.packs import HOSTILE, hostile, pack, winner


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    document = docx.Document(io.BytesIO(data))
    return [(str(p.style.name), p.text) for p in document.paragraphs if p.style]


def test_headings_lead_to_category_and_winner() -> None:
    one = pack(
        winner(), winner(name="Bo", category="Courage"), winner(name="Cy", category="Kindness")
    )
    found = [p for p in paragraphs(word_file(one)) if p[0].startswith(("Title", "Heading"))]
    assert found == [
        ("Title", "Autumn 2026"),
        ("Heading 1", "Kindness"),
        ("Heading 2", "Asha O’Dowd"),
        ("Heading 2", "Cy"),
        ("Heading 1", "Courage"),
        ("Heading 2", "Bo"),
    ]


def test_everything_about_a_winner_is_there() -> None:
    found = paragraphs(word_file(pack(winner())))
    assert ("Normal", "She stayed.") in found
    assert ("Normal", "She listened, “all night”.") in found
    assert ("Quote", "I was not alone.") in found
    text = "\n".join(line for _style, line in found)
    for words in ("Winner · Porter · Ward 7 · Rowan Vale", "asha.webp", "Asha, smiling",
                  "newsletter", "ABC-123", "made on Wednesday 1 July 2026"):  # fmt: skip
        assert words in text


def test_it_is_in_british_english_and_has_a_title() -> None:
    data = word_file(pack(winner()))
    facts = docx.Document(io.BytesIO(data)).core_properties
    assert (facts.language, facts.title) == ("en-GB", "Autumn 2026")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        styles = parts.read("word/styles.xml").decode()
    assert 'w:val="en-GB"' in styles
    assert "en-US" not in styles


@pytest.mark.parametrize("text", [*HOSTILE, "bad\0\x0b\x1b\ud800\ufffe"])
def test_whatever_is_in_a_field_is_text(text: str) -> None:
    shown = text.translate(dict.fromkeys(map(ord, "\0\x0b\x1b\ud800\ufffe\u202e")))
    found = paragraphs(word_file(pack(hostile(text))))
    assert ("Heading 1", shown) in found
    assert ("Heading 2", shown) in found
    assert ("Quote", shown) in found


def test_nothing_in_it_turns_the_order_of_letters_round() -> None:
    found = paragraphs(word_file(pack(hostile("a\u202eb"))))
    assert ("Heading 2", "ab") in found
    assert "\u202e" not in str([text for _style, text in found])


def test_a_pack_of_nobody_says_so() -> None:
    assert "Nobody has been chosen" in paragraphs(word_file(pack()))[-1][1]
