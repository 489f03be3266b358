"""Word, Excel and CSV files, opened by LibreOffice without a screen: nothing lost, nothing run."""

import csv
import io
import shutil
import subprocess
from pathlib import Path

import docx
import openpyxl
import pytest

from recognition.cells import plain_cell
from recognition.newsletter.formats import COLUMNS, csv_file, xlsx_file
from recognition.newsletter.kinds import made
from recognition.newsletter.pack import Pack
from recognition.newsletter.sample_template import sample_template
from recognition.newsletter.word_template import filled
from tests.newsletter.packs import hostile, illustrated, pack, winner
from tests.pdfs import Pdf

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice here: install it"),
    pytest.mark.long,
]

DANGEROUS = ("=1+1", "+44 20 7946 0000", "-2", "@SUM(A1)", '=HYPERLINK("http://x.example")', "＝1")
TEXT_CELLS = "44,34,76,1"  # commas, double quotes, UTF-8, from the first line


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files, and beside each what LibreOffice made of it, in one start of it."""
    folder = tmp_path_factory.mktemp("office")
    whole = illustrated(winner(), winner(name="Bo", category="Courage", reference="B"))
    (folder / "pack.docx").write_bytes(made(whole, "docx").data)
    (folder / "own.docx").write_bytes(filled(sample_template(), whole))
    (folder / "sheet.xlsx").write_bytes(xlsx_file(dangerous()))
    (folder / "lines.csv").write_bytes(csv_file(dangerous()))
    convert(folder, "pdf", "pack.docx", "own.docx")
    convert(folder, "docx:Office Open XML Text", "pack.docx", into="again")
    convert(folder, f"csv:Text - txt - csv (StarCalc):{TEXT_CELLS}", "sheet.xlsx")
    convert(folder, "xlsx", "lines.csv", filters=[f"--infilter=CSV:{TEXT_CELLS}"])
    return folder


def dangerous() -> Pack:
    return pack(winner(), *(hostile(text) for text in DANGEROUS))


def convert(
    folder: Path, to: str, *names: str, into: str = "", filters: list[str] | None = None
) -> None:
    assert SOFFICE is not None
    home = (folder / "home").as_uri()
    command = [SOFFICE, f"-env:UserInstallation={home}", "--headless", "--norestore"]
    command += [*(filters or []), "--convert-to", to, "--outdir", str(folder / into), *names]
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_the_word_file_opens_with_every_heading_picture_and_word(opened: Path) -> None:
    document = docx.Document(str(opened / "again" / "pack.docx"))
    found = [(str(p.style.name), p.text) for p in document.paragraphs if p.style]
    before = docx.Document(str(opened / "pack.docx"))
    assert [p.text for p in document.paragraphs] == [p.text for p in before.paragraphs]
    assert [line for line in found if line[0].startswith("Heading")] == [
        ("Heading 1", "Kindness"),
        ("Heading 2", "Asha O’Dowd"),
        ("Heading 1", "Courage"),
        ("Heading 2", "Bo"),
    ]
    alts = [one.get("descr") for one in document.element.xpath("//wp:docPr")]
    assert alts == ["Asha O’Dowd, smiling", "Bo, smiling"]


@pytest.mark.parametrize("name", ["pack", "own"])
def test_what_it_shows_is_what_was_chosen(opened: Path, name: str) -> None:
    text = Pdf((opened / f"{name}.pdf").read_bytes()).text
    for words in ("Thank you: Autumn 2026", "Asha O’Dowd", "She listened, “all night”.", "Courage"):
        assert words in text


def test_the_excel_file_opens_without_a_formula_and_without_loss(opened: Path) -> None:
    text = (opened / "sheet.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert list(rows[0]) == list(COLUMNS)
    assert [row["name"] for row in rows] == ["Asha O’Dowd", *DANGEROUS]


def test_the_csv_file_opens_without_a_formula_and_without_loss(opened: Path) -> None:
    sheet = openpyxl.load_workbook(opened / "lines.xlsx").worksheets[0]
    names = [row[COLUMNS.index("name")] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert [plain_cell(str(cell.value)) for cell in names] == ["Asha O’Dowd", *DANGEROUS]
