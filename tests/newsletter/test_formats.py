"""Packs as data, read back with other libraries."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import openpyxl
import pytest

from recognition.newsletter.formats import (
    COLUMNS,
    PackWinner,
    csv_file,
    file_name,
    json_file,
    plain_cell,
    xlsx_file,
)
from tests.newsletter.packs import HOSTILE, hostile, pack, winner

DANGEROUS = ("=1+1", "+44 20 7946 0000", "-2", "@SUM(A1)", "＝1", "  =1", "\t=1", "\r=1", "\0=1")


NOT_TYPED = {"announced_at", "words"}


def expected(one: PackWinner) -> dict[str, object]:
    return {**vars(one), "announced_at": "2026-12-01T17:00:00+00:00"}


def csv_rows(data: bytes) -> list[dict[str, str]]:
    text = data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def sheet(data: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def test_the_columns_are_the_agreed_ones() -> None:
    agreed = (
        "round,category,outcome,name,team,job_title,organisation,citation,quote,words,consent,"
        "announced_at,photo,alt_text,reference"
    )
    assert ",".join(COLUMNS) == agreed
    first = csv_file(pack(winner())).split(b"\r\n")[0]
    assert first == b"\xef\xbb\xbf" + agreed.encode()


def test_csv_has_one_row_for_each_winner_in_their_order() -> None:
    data = csv_file(pack(winner(name="Zed"), winner(name="Amy, “A”\nand so on")))
    assert [row["name"] for row in csv_rows(data)] == ["Zed", "Amy, “A”\nand so on"]
    assert data.endswith(b"\r\n")


@pytest.mark.parametrize(
    ("month", "written"), [(1, "2026-01-01T17:00:00+00:00"), (7, "2026-07-01T18:00:00+01:00")]
)
def test_times_carry_the_offset_of_london(month: int, written: str) -> None:
    data = pack(winner(announced_at=datetime(2026, month, 1, 17, tzinfo=UTC)))
    assert csv_rows(csv_file(data))[0]["announced_at"] == written
    assert json.loads(json_file(data))["winners"][0]["announced_at"] == written
    assert sheet(xlsx_file(data)).cell(2, 1 + COLUMNS.index("announced_at")).value == written


@pytest.mark.parametrize("text", DANGEROUS)
def test_cells_that_could_run_are_inert_and_recoverable(text: str) -> None:
    one = hostile(text)
    written = text.replace("\r", "\n").replace("\0", "")
    row = csv_rows(csv_file(pack(one)))[0]
    for column in set(COLUMNS) - NOT_TYPED:
        assert row[column].startswith("'")
        assert plain_cell(row[column]) == written
    cells = sheet(xlsx_file(pack(one)))[2]
    typed = [c for c, name in zip(cells, COLUMNS, strict=True) if name not in NOT_TYPED]
    for cell in typed:
        assert cell.data_type == "s"
        assert cell.quotePrefix
    assert cells[0].value == written


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_in_a_field_comes_back_as_text(text: str) -> None:
    one = pack(hostile(text))
    wanted = expected(one.winners[0])
    assert csv_rows(csv_file(one))[0] == {name: str(value) for name, value in wanted.items()}
    assert json.loads(json_file(one))["winners"] == [wanted]
    cells = [cell.value for cell in sheet(xlsx_file(one))[2]]
    if text != "_x0041_":  # openpyxl reads Excel's way of hiding it literally; see below
        assert cells == list(wanted.values())


def test_excels_own_escapes_in_a_text_stay_text() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx_file(pack(winner(name="_x0041_"))))) as book:
        assert "_x005F_x0041_" in book.read("xl/sharedStrings.xml").decode()


def test_control_characters_and_half_characters_are_left_out() -> None:
    one = pack(winner(name="A\0s\x0bh\x1ba\ud800\ufffe"))
    assert csv_rows(csv_file(one))[0]["name"] == "Asha"
    assert sheet(xlsx_file(one)).cell(2, 4).value == "Asha"
    assert json.loads(json_file(one))["winners"][0]["name"] == "Asha"


def test_the_workbook_is_a_table_with_a_frozen_header() -> None:
    found = sheet(xlsx_file(pack(winner(), winner())))
    assert found.freeze_panes == "A2"
    table = next(iter(found.tables.values()))
    assert table.ref == "A1:O3"
    assert [column.name for column in table.tableColumns] == list(COLUMNS)
    assert [cell.value for cell in found[1]] == list(COLUMNS)


def test_a_text_longer_than_excel_holds_ends_visibly() -> None:
    cell = sheet(xlsx_file(pack(winner(citation="💙" * 20_000)))).cell(
        2, 1 + COLUMNS.index("citation")
    )
    assert str(cell.value) == "💙" * 16_000 + "…"


def test_a_pack_of_nobody_is_a_header() -> None:
    assert csv_rows(csv_file(pack())) == []
    assert next(iter(sheet(xlsx_file(pack())).tables.values())).ref == "A1:O2"
    assert json.loads(json_file(pack()))["winners"] == []


def test_public_json_says_nothing_of_consent_or_of_when_it_was_made() -> None:
    one = pack(winner())
    private, public = (json.loads(json_file(one, public=who)) for who in (False, True))
    assert private["winners"][0].pop("consent") == "newsletter"
    assert private["round"].pop("made_at") == "2026-07-01T17:05:09+01:00"
    assert public == private
    assert public["round"]["name"] == "Autumn 2026"


def test_the_file_name_says_the_round_what_is_in_it_and_when() -> None:
    one = pack(winner(), winner())
    name = "going-the-extra-mile-autumn-2026-2-winners-2026-07-01-1705.csv"
    assert file_name(one, "csv") == file_name(one, ".csv") == name


@pytest.mark.parametrize("round_name", ["../../etc/passwd", 'a"\r\nb: c', "شتاء", "x" * 500, ""])
def test_a_file_name_holds_safe_characters_only(round_name: str) -> None:
    name = file_name(replace(pack(winner()), round_name=round_name), "docx")
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert name.count(".") == 1
    assert "1-winner-2026-07-01-1705.docx" in name
    assert len(name) < 150
