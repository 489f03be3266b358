"""Reading HR exports as they really are."""

import codecs

import pytest

from recognition.errors import Refused
from recognition.people.directory_csv import Reading, StaffRow, read

HEADER = "email,name,job_title,staff_group,band,team,site,manager_email,shift\n"
ASHA = "asha@example.org,Zoë Patel,Nurse,Nursing,5,Ward 7,North,boss@example.org,Nights\n"
ROW = StaffRow(
    2, "asha@example.org", "Zoë Patel", "Nurse", "Nursing", "5", "Ward 7", "North",
    "boss@example.org", "Nights",
)  # fmt: skip


def load(text: str) -> Reading:
    return read((HEADER + text).encode())


def refused(text: str) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in load(text).refusals]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_every_usual_encoding_and_separator_reads_alike(encoding: str, separator: str) -> None:
    data = (HEADER + ASHA).replace(",", separator).encode(encoding)
    data = codecs.BOM_UTF16_BE + data if encoding == "utf-16-be" else data
    assert read(data) == Reading((ROW,), ())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts_them(end: str) -> None:
    text = '\n\na@example.org,"A\nB",,,,,,,\n,,,,,,,,\n \u00a0,,\nb@example.org,C,,,,,,,\nx,D\n'
    reading = read((HEADER + text).replace("\n", end).encode())
    assert [(row.line, row.name) for row in reading.rows] == [(4, "A B"), (8, "C")]
    assert [row.line for row in reading.refusals] == [9]


def test_the_first_row_with_anything_in_it_holds_the_headings() -> None:
    assert [row.line for row in read(("\n,,\n" + HEADER + ASHA).encode()).rows] == [4]


def test_stray_spaces_and_invisible_marks_go() -> None:
    reading = load(
        "\u200b Asha@Example.ORG\u00a0,\u00a0 Asha \u00a0 Patel ,,,,,,BOSS@example.org,\n"
    )
    assert reading.refusals == ()
    row = reading.rows[0]
    assert (row.email, row.name) == ("asha@example.org", "Asha Patel")
    assert row.manager_email == "boss@example.org"


def test_headings_may_be_spelled_and_ordered_as_systems_do() -> None:
    data = (
        "Payroll no;FULL NAME; E-mail Address ;Job Title;Staff-Group;Pay Band;Department;"
        "Location;Line Manager's Email;Shift Pattern\n"
        "77;Zoë Patel;asha@example.org;Nurse;Nursing;5;Ward 7;North;boss@example.org;Nights\n"
    )
    assert read(data.encode()) == Reading((ROW,), ())


def test_only_address_and_name_must_be_there() -> None:
    row = read(b"name,email\nAsha,a@example.org").rows[0]
    assert (row.name, row.email, row.team, row.shift) == ("Asha", "a@example.org", "", "")


def test_a_team_goes_before_a_department() -> None:
    data = b"department,email,name,team\nSurgery,a@example.org,Asha,Ward 7\n"
    assert read(data).rows[0].team == "Ward 7"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n\n", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"PK\x03\x04rest", "workbook"),
        (b"email,name\na@example.org,\x81\n", "letters"),
        (codecs.BOM_UTF16_LE + b"a", "letters"),
        (b"team,site\nWard 7,North\n", "email, name"),
        (b"email,team\na@example.org,Ward 7\n", ": name."),
        (b'"email,name\na@example.org,Asha\n', "email, name"),
        (b"email,name,Name\na@example.org,A,B\n", "twice"),
        (b"email,name\n\n,\n", "Nobody"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read(data)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",Asha", "e-mail address is missing"),
        ("a@example.org,", "name is missing"),
        ("a@example.org", "name is missing"),
        ("a.example.org,Asha", "not like name@example.org"),
        ("a@exämple.org,Asha", "not like name@example.org"),
        ("a@example.org,Asha,,,,,,boss,", "manager's e-mail"),
        ("a@example.org,Asha,,,,,,A@Example.org,", "own manager"),
        ("a@example.org,As\0ha", "NUL"),
        ("a@example.org,Patel, Asha,,,,,,,,Nights", "more columns"),
        ('a@example.org,"Asha', "lines 2 to 3"),
        ('a@example.org,"Asha "Zoë" Patel"', "lines 2 to 2"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(row: str, words: str) -> None:
    reading = load(row + "\n,,\n" if "to 3" in words else row + "\n")
    assert reading.rows == ()
    assert [refusal.line for refusal in reading.refusals] == [2]
    assert words in reading.refusals[0].reason


def test_rows_after_a_refused_one_are_read() -> None:
    reading = load('x@example.org,"A "B" C"\n' + ASHA)
    assert [row.line for row in reading.refusals] == [2]
    assert [row.line for row in reading.rows] == [3]


@pytest.mark.parametrize(("column", "most"), [(1, 200), (2, 120), (5, 120), (8, 120)])
def test_a_value_may_be_as_long_as_its_place_and_no_longer(column: int, most: int) -> None:
    cells = ["a@example.org", "Asha", *[""] * 7]
    cells[column] = "n" * most
    assert refused(",".join(cells)) == []
    cells[column] += "n"
    assert f"to {most} characters" in refused(",".join(cells))[0][1]
    cells[column] = "ﬁ" * (most // 2 + 1)
    assert len(refused(",".join(cells))) == 1


def test_an_address_may_have_254_characters_and_no_more() -> None:
    longest = "a" * (254 - len("@example.org")) + "@example.org"
    assert refused(f"{longest},Asha") == []
    assert len(refused(f"a{longest},Asha")) == 1


def test_two_equal_rows_are_one() -> None:
    reading = load(ASHA + ASHA.replace("asha@", " ASHA@"))
    assert reading == Reading((ROW,), ())


def test_of_two_rows_that_differ_the_later_is_refused_and_both_are_named() -> None:
    text = ASHA + "\n" + ASHA.replace("Ward 7", "Ward 8")
    assert load(text).rows == (ROW,)
    [(line, reason)] = refused(text)
    assert line == 4
    assert "Lines 2 and 4" in reason


def test_twenty_thousand_rows_are_read() -> None:
    text = "".join(
        f"p{n}@example.org,Zoë {n},Nurse,Nursing,5,Ward {n % 300},North,b{n}@example.org,Nights\n"
        for n in range(20_000)
    )
    assert len(load(text).rows) == 20_000
