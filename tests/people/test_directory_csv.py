"""Reading HR exports as HR systems really write them."""

import time

import pytest

from recognition.errors import Refused
from recognition.people.directory_csv import Reading, StaffRow, read

HEADER = "email,name,job_title,staff_group,band,team,site,manager_email,shift\n"
ASHA = "asha@example.org,Asha Patel,Nurse,Nursing,5,Ward 7,North,bo@example.org,Nights\n"
ASHA_ROW = StaffRow(
    2, "asha@example.org", "Asha Patel", "Nurse", "Nursing", "5", "Ward 7", "North",
    "bo@example.org", "Nights",
)  # fmt: skip


def of(text: str) -> Reading:
    return read((HEADER + text).encode())


def refused_lines(reading: Reading) -> list[int]:
    return [refusal.line for refusal in reading.refusals]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_usual_encoding_separator_and_line_end_is_read(
    encoding: str, delimiter: str, ending: str
) -> None:
    text = (HEADER + ASHA.replace("Asha Patel", "Zoë O’Dowd")).replace(",", delimiter)
    reading = read(text.replace("\n", ending).encode(encoding))
    assert reading.refusals == ()
    assert [(row.name, row.shift, row.line) for row in reading.rows] == [
        ("Zoë O’Dowd", "Nights", 2)
    ]


def test_a_row_is_read_whole() -> None:
    assert of(ASHA) == Reading((ASHA_ROW,), ())


def test_stray_spaces_and_blank_rows_do_not_matter() -> None:
    spaced = "\u00a0 " + ASHA.strip().replace(",", " \u00a0, ").replace("Asha P", "Asha  P") + "\t"
    reading = of("\n,,,,,,,,\n" + spaced + "\n  \n")
    assert reading == Reading((StaffRow(**{**vars(ASHA_ROW), "line": 4}),), ())


def test_spaces_around_quotation_marks_do_not_matter() -> None:
    reading = of(' "asha@example.org" , "Patel, Asha" , "Nurse"\u00a0, "a ""b"" , c" \n')
    assert reading.refusals == ()
    assert reading.rows[0].name == "Patel, Asha"
    assert reading.rows[0].staff_group == 'a "b", c'


@pytest.mark.parametrize(
    "header",
    ["Email Address;Full Name;Job Title;Manager E-mail",
     " E-MAIL ;\u00a0NAME;job-title;LINE MANAGER EMAIL",
     '"email";"name";"JobTitle";"manager_email";""'],
)  # fmt: skip
def test_headings_in_other_words_case_and_spacing_are_known(header: str) -> None:
    row = read(f"{header}\nA@Example.org;Asha;Nurse;BO@example.org".encode()).rows[0]
    assert (row.email, row.name, row.job_title) == ("a@example.org", "Asha", "Nurse")
    assert row.manager_email == "bo@example.org"


def test_columns_stand_in_any_order_and_unknown_ones_are_left_alone() -> None:
    reading = read(b"payroll,name,Email,work email\n7,Asha,a@example.org,other@example.org\n")
    assert [(row.email, row.name) for row in reading.rows] == [("a@example.org", "Asha")]


def test_excels_separator_line_is_not_the_header() -> None:
    reading = read(b"sep=;\r\nemail;name\r\na@example.org;Asha, with a comma\r\n")
    assert [(row.line, row.name) for row in reading.rows] == [(3, "Asha, with a comma")]


def test_line_numbers_are_those_of_the_file_after_quoted_line_breaks() -> None:
    reading = of('a@example.org,"Asha\r\nPatel"\n\nb@example.org,Bo\nnobody,Cy\n')
    assert [(row.line, row.name) for row in reading.rows] == [(2, "Asha Patel"), (5, "Bo")]
    assert refused_lines(reading) == [6]


def test_two_equal_rows_for_one_address_count_once() -> None:
    assert of(ASHA + ASHA.replace("asha@", "ASHA@")) == Reading((ASHA_ROW,), ())


def test_a_different_row_for_one_address_is_refused_naming_both_lines() -> None:
    reading = of(ASHA + "\n" + ASHA.replace("Ward 7", "Ward 8"))
    assert reading.rows == (ASHA_ROW,)
    assert refused_lines(reading) == [4]
    reason = reading.refusals[0].reason
    assert "Line 4" in reason
    assert "line 2" in reason
    assert "team" in reason


def test_managers_may_stand_below_be_unknown_run_in_circles_or_be_the_person() -> None:
    reading = read(
        b"email,name,manager_email\n"
        b"a@example.org,A,b@example.org\nb@example.org,B,A@example.org\n"
        b"c@example.org,C,nobody@example.org\nd@example.org,D,d@example.org\n"
    )
    assert reading.refusals == ()
    assert [row.manager_email[0] for row in reading.rows] == ["b", "a", "n", "d"]


@pytest.mark.parametrize(
    ("row", "words"),
    [(",Asha", "address is missing"),
     ("a@example.org, \u00a0", "name is missing"),
     ("asha.example.org,Asha", "does not look like"),
     ("a b@example.org,Asha", "does not look like"),
     ("a@example.org,As\0ha", "not text"),
     ("a@example.org,Asha,,,,,,,,extra", "more values"),
     ("a@example.org," + "n" * 201, "200"),
     ("a@example.org,Asha," + "n" * 121, "job title"),
     ("a@example.org,Asha,,,,,,,\x07", "not text")],
)  # fmt: skip
def test_a_row_that_cannot_be_used_is_refused_with_its_reason(row: str, words: str) -> None:
    reading = of(row + "\nbo@example.org,Bo\n")
    assert refused_lines(reading) == [2]
    assert words in reading.refusals[0].reason
    assert [kept.email for kept in reading.rows] == ["bo@example.org"]


def test_values_of_the_greatest_length_are_kept() -> None:
    row = of(f"a@example.org,{'n' * 200},{'j' * 120}\n").rows[0]
    assert (len(row.name), len(row.job_title)) == (200, 120)


@pytest.mark.parametrize("row", ['a@example.org,"Asha', 'a@example.org,"Asha" Patel, Nurse'])
def test_a_stray_quotation_mark_costs_one_row_only(row: str) -> None:
    reading = of(f"{ASHA}{row}\nbo@example.org,Bo\ncy@example.org,Cy\n")
    assert refused_lines(reading) == [3]
    assert "quotation mark" in reading.refusals[0].reason
    assert [kept.line for kept in reading.rows] == [2, 4, 5]


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "empty"), (b"\xef\xbb\xbf \r\n\n", "empty"), (b"sep=;\n", "empty"),
     (b",,,\n,,\n", "empty"),
     (b"name,team\nAsha,Ward 7\n", "called email"),
     (b"team,site\nWard 7,North\n", "called email and no column called name"),
     (b"PK\x03\x04....", "not a CSV"),
     (b"email,name\n\x81\x8d\xff\n", "as text"),
     (b"\xef\xbb\xbfemail,name\n\xff\n", "as text"),
     (b"\xff\xfee\x00m", "as text"),
     (b"\0" * 40, "column"),
     (b"email,name\n" + b"x" * 200_000, "as text")],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(Refused) as refused:
        read(data)
    assert words in refused.value.reason
    assert "\n" not in refused.value.reason


def test_a_header_alone_is_a_list_of_nobody() -> None:
    assert of("") == Reading((), ())


def test_twenty_thousand_rows_take_well_under_two_seconds() -> None:
    data = (HEADER + "".join(ASHA.replace("asha@", f"a{n}@") for n in range(20_000))).encode()
    start = time.perf_counter()
    assert len(read(data).rows) == 20_000
    assert time.perf_counter() - start < 2
