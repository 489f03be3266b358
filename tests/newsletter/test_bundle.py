"""Everything in one file, opened again."""

import csv
import io
import json
import zipfile

import docx
import openpyxl
import pytest
from PIL import Image

from recognition.newsletter.kinds import KINDS, OwnTemplate, made
from recognition.newsletter.pack import photo_name
from recognition.newsletter.sample_template import sample_template
from tests.newsletter.packs import illustrated, winner
from tests.pdfs import Pdf

STEM = "going-the-extra-mile-autumn-2026-2-winners-newsletter-2026-07-01-1705"


@pytest.fixture(scope="module")
def opened() -> zipfile.ZipFile:
    two = illustrated(winner(), winner(name="=Bo", reference="B"))
    own = OwnTemplate(3, "Monday bulletin", sample_template())
    file = zipfile.ZipFile(io.BytesIO(made(two, "zip", (own,)).data))
    assert file.testzip() is None
    return file


def test_every_kind_is_in_it_and_the_organisations_own_template(opened: zipfile.ZipFile) -> None:
    names = {name for name in opened.namelist() if "/" not in name}
    endings = {f".{kind}" for kind in KINDS if kind != "pdf"}
    endings |= {"-booklet.pdf", "-monday-bulletin.docx"}
    assert names == {STEM + ending for ending in endings}
    assert json.loads(opened.read(f"{STEM}.json"))["winners"][0]["name"] == "Asha O’Dowd"
    assert docx.Document(io.BytesIO(opened.read(f"{STEM}-monday-bulletin.docx"))).paragraphs
    assert Pdf(opened.read(f"{STEM}-booklet.pdf")).figures


def test_photographs_are_there_in_three_shapes(opened: zipfile.ZipFile) -> None:
    for shape, size in (
        ("square", (700, 700)),
        ("landscape", (900, 600)),
        ("portrait", (560, 700)),
    ):
        for number in range(2):
            data = opened.read(f"photos/{shape}/autumn-2026-{number}.jpg")
            image = Image.open(io.BytesIO(data))
            assert (image.format, image.size) == ("JPEG", size)
            assert not image.getexif()
    assert "photos/landscape/autumn-2026-0.jpg" in opened.read(f"{STEM}.md").decode()


def test_a_sheet_has_their_captions_and_words_and_nothing_in_it_runs(
    opened: zipfile.ZipFile,
) -> None:
    text = opened.read("photos/captions.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    files = {name.removeprefix("photos/") for name in opened.namelist() if name.endswith(".jpg")}
    assert {row["file"] for row in rows} == files
    assert rows[0]["caption"] == "Asha O’Dowd, Porter, Ward 7"
    assert rows[0]["alt_text"] == "Asha O’Dowd, smiling"
    assert rows[0]["credit"] == "Pat Picture"
    assert rows[3]["winner"] == "'=Bo"
    book = openpyxl.load_workbook(io.BytesIO(opened.read("photos/captions.xlsx")))
    cells = list(book.worksheets[0].values)
    assert len(cells) == len(rows) + 1
    assert cells[4][1] == "=Bo"
    assert book.worksheets[0].cell(5, 2).data_type == "s"


def test_a_photograph_is_named_by_round_category_and_name_and_no_two_are_alike() -> None:
    first = photo_name("Autumn 2026", "Kindness", "Asha O’Dowd")
    assert first == "autumn-2026-kindness-asha-odowd"
    assert photo_name("Autumn 2026", "Kindness", "Asha O’Dowd", {first}) == f"{first}-2"
    assert photo_name("../..", "/", "شتاء") == "photo"


def test_word_shows_photographs_with_their_words() -> None:
    data = made(illustrated(winner()), "docx").data
    document = docx.Document(io.BytesIO(data))
    pictures = document.element.xpath("//wp:docPr")
    assert [one.get("descr") for one in pictures] == ["Asha O’Dowd, smiling"]
    styles = [str(p.style.name) for p in document.paragraphs if p.style]
    assert styles[:4] == ["Title", "Subtitle", "Normal", "Heading 1"]
    assert not document.element.xpath("//w:p/w:r/w:rPr/*")  # styles, no formatting by hand
    facts = document.core_properties
    assert (facts.title, facts.language) == ("Thank you: Autumn 2026", "en-GB")


def test_two_templates_of_one_name_are_two_files() -> None:
    both = tuple(OwnTemplate(number, "Our Newsletter", sample_template()) for number in (3, 4))
    file = zipfile.ZipFile(io.BytesIO(made(illustrated(winner()), "zip", both).data))
    assert len([name for name in file.namelist() if name.endswith("our-newsletter.docx")]) == 2
