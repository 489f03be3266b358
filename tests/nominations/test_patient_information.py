"""The guard finds what could tell who a patient is, and leaves ordinary stories in peace.

How well it does is measured on `guard_sentences.json`. The held-out sentences there were written
before the code was run, and looked at once, when it was done.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nhs_number.validate import is_valid

from recognition.nominations.patient_information import Finding, find, kind_name, without

SENTENCES = json.loads((Path(__file__).parent / "guard_sentences.json").read_text("utf-8"))
KINDS = ("nhs_number", "date_of_birth", "phone", "postcode", "hospital_number", "email", "bed")
FIXED = KINDS[:-1]
MARKED = re.compile(r"\[\[(\w+)\|(.*?)\]\]", re.DOTALL)
NHS = "999 010 9281"  # of the series that is never issued; its check digit is right


@dataclass(frozen=True)
class Mark:
    """What a sentence of the set holds, as its author marked it."""

    kind: str
    start: int
    end: int


def read(marked: str) -> tuple[str, list[Mark]]:
    """Return a sentence without its marks, and the marks with the offsets they then have."""
    text, marks, at = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[at : match.start()]
        marks.append(Mark(match[1], len(text), len(text) + len(match[2])))
        text += match[2]
        at = match.end()
    return text + marked[at:], marks


def agrees(finding: Finding, mark: Mark) -> bool:
    """Tell whether a finding is the mark: to the letter, except that a bed may have more beside."""
    if finding.kind != mark.kind:
        return False
    if mark.kind == "bed":
        return finding.start < mark.end and mark.start < finding.end
    return (finding.start, finding.end) == (mark.start, mark.end)


class Measured:
    """What the guard made of the sentences under a heading."""

    def __init__(self, heading: str = "") -> None:
        self.wanted: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.surplus = 0
        for marked in SENTENCES[heading + "telling"]:
            self._compare(*read(marked))
        self.innocent = SENTENCES[heading + "innocent"]
        alarms = [text for text in self.innocent if find(text)]
        self.wrong += [f"false alarm: {text}" for text in alarms]
        self.false_alarms = len(alarms) / len(self.innocent)

    def _compare(self, text: str, marks: list[Mark]) -> None:
        findings = find(text)
        for mark in marks:
            self.wanted[mark.kind] += 1
            if any(agrees(finding, mark) for finding in findings):
                self.found[mark.kind] += 1
            else:
                self.wrong.append(f"missed {mark.kind} {text[mark.start : mark.end]!r}: {text}")
        for finding in findings:
            if not any(agrees(finding, mark) for mark in marks):
                self.surplus += 1
                self.wrong.append(f"too much, {finding.kind}: {text}")

    def recall(self, *kinds: str) -> float:
        return sum(self.found[kind] for kind in kinds) / sum(self.wanted[kind] for kind in kinds)

    @property
    def figures(self) -> str:
        counts = ", ".join(f"{kind} {self.found[kind]}/{self.wanted[kind]}" for kind in KINDS)
        alarms = round(self.false_alarms * len(self.innocent))
        return (
            f"found {counts}; fixed form {self.recall(*FIXED):.1%}; false alarms {alarms} in "
            f"{len(self.innocent)} innocent sentences; {self.surplus} too much in the others\n"
            + "\n".join(self.wrong)
        )


def found(text: str) -> list[tuple[str, str]]:
    return [(finding.kind, text[finding.start : finding.end]) for finding in find(text)]


def test_at_least_half_of_many_sentences_are_innocent_and_more_are_held_out() -> None:
    innocent, telling = len(SENTENCES["innocent"]), len(SENTENCES["telling"])
    assert innocent + telling >= 320
    assert innocent >= telling
    assert len(SENTENCES["held_out_innocent"]) + len(SENTENCES["held_out_telling"]) >= 60
    assert set(Measured().wanted) == set(KINDS)


def test_no_nhs_number_in_the_sentences_could_be_anybodys() -> None:
    sentences = SENTENCES["telling"] + SENTENCES["held_out_telling"]
    numbers = [
        match[2]
        for text in sentences
        for match in MARKED.finditer(text)
        if match[1] == "nhs_number"
    ]
    digits = ["".join(str(int(c)) for c in number if c.isdecimal()) for number in numbers]
    assert all(number.startswith("999") and is_valid(number) for number in digits)


def test_identifiers_with_a_fixed_form_are_found() -> None:
    measured = Measured()
    assert measured.recall(*FIXED) >= 0.98, measured.figures


def test_a_bed_beside_a_name_or_a_diagnosis_is_found() -> None:
    measured = Measured()
    assert measured.recall("bed") >= 0.9, measured.figures


def test_innocent_sentences_are_left_in_peace() -> None:
    measured = Measured()
    assert measured.false_alarms <= 1 / 50, measured.figures
    assert measured.surplus <= 3, measured.figures


def test_sentences_nobody_had_in_sight_fare_nearly_as_well() -> None:
    measured = Measured("held_out_")
    assert measured.recall(*FIXED) >= 0.9, measured.figures
    assert measured.recall("bed") >= 0.75, measured.figures
    assert measured.false_alarms <= 1 / 20, measured.figures


@pytest.mark.parametrize(
    "written",
    [
        "9990109281",
        "999 010 9281",
        "999-010-9281",
        "999.010.9281",
        "999  010  9281",
        "999\u00a0010\u00a09281",
        "999\u2013010\u20149281",
        "999\u2212010\u22129281",
        "999\u200b010\ufeff9281",
        "99\u00ad9 010 9281",
        "９９９ ０１０ ９２８１",
        "٩٩٩ ٠١٠ ٩٢٨١",
        "9\ufe0f\u20e39\ufe0f\u20e39\ufe0f\u20e3 010 928" + "1\ufe0f\u20e3",
        "999\n010\n9281",
    ],
)
def test_no_way_of_typing_hides_a_number_and_offsets_are_those_of_the_text(written: str) -> None:
    assert found(f"\u200bé Look at {written}, please \U0001f490.") == [("nhs_number", written)]


def test_ten_digits_with_a_wrong_check_digit_are_no_nhs_number_unless_they_are_called_one() -> None:
    assert found("Look at 999 010 9282.") == []
    assert found("NHS number 999 010 9282.") == [("nhs_number", "999 010 9282")]


@pytest.mark.parametrize(
    "before", ["ISBN", "order", "PO", "Invoice no.", "parcel number", "asset tag"]
)
def test_a_number_of_something_else_may_have_the_same_check_digit(before: str) -> None:
    assert found(f"{before} 9990109281") == []


def test_an_nhs_number_is_looked_for_before_a_telephone_number() -> None:
    text = f"NHS {NHS}, mobile 07700 900123"
    assert found(text) == [("nhs_number", NHS), ("phone", "07700 900123")]


@pytest.mark.parametrize(
    "number",
    [
        "07700 900123",
        "(0161) 496 0123",
        "+44 (0)20 7946 0123",
        "0044 7700 900123",
        "01204 62345",
        "+353 1 496 0123",
        "0161 496 0123 ext. 12",
        "07700\u2011900\u2011123",
        "٠٧٧٠٠ ٩٠٠١٢٣",
        "0 7700 900123",
    ],
)
def test_a_telephone_number_is_found_with_its_code_and_extension(number: str) -> None:
    assert found(f"Ring {number}, please.") == [("phone", number)]


@pytest.mark.parametrize(
    "text",
    [
        "ext 4417",
        "bleep 2208",
        "extension 07700",
        "ring 999 or 111",
        "0123 456789",
        "order 0800 403231",
    ],
)
def test_a_number_that_reaches_nobody_outside_is_no_telephone_number(text: str) -> None:
    assert found(text) == []


def test_a_bleep_just_before_a_telephone_number_does_not_hide_it() -> None:
    assert found("bleep 0412 07700 900123") == [("phone", "07700 900123")]


def test_two_telephone_numbers_side_by_side_are_two() -> None:
    text = "07700 900123/07700 900124 07700 900125"
    assert [words for _kind, words in found(text)] == [
        "07700 900123",
        "07700 900124",
        "07700 900125",
    ]


@pytest.mark.parametrize(
    "code",
    [
        "SW1A 1AA",
        "M1 1AE",
        "w1a 0ax",
        "b338th",
        "GIR 0AA",
        "EC1A\u00a01BB",
        "CR2\u20106XH",
        "kt21 7pt",
    ],
)
def test_a_full_postcode_is_found(code: str) -> None:
    assert found(f"She lives at {code}.") == [("postcode", code)]


@pytest.mark.parametrize(
    "text",
    [
        "SW1",
        "B12 3rd dose",
        "b12 3rd dose",
        "W2 2nd floor",
        "The road to ward W2 2nd floor",
        "aa1 1aa",
        "so 15 2ab",
        "WARD W2 2ND FLOOR",
        "M6 2hr queue",
        "QA1 1AA",
        "M1 1AC",
        "AI1 1AA",
        "x1 1aa",
        "GIR 1AA",
        "N95",
    ],
)
def test_half_a_postcode_wrong_letters_and_ordinals_are_no_postcode(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "DOB [[14/03/2026]]",
        "born on [[14 March 2026]]",
        "D.O.B. [[14.03.26]]",
        "date of birth: [[March 14th, 1948]]",
        "([[14/03/26]] dob)",
        "dob[[14/03/48]]",
        "dob [[14031948]]",
        "dob [[29/02/1952]]",
        "stillborn on [[3 May 2025]]",
        "Mrs Kaur, [[14/03/1948]]",
        "Mrs Kaur ([[14/03/48]])",
        "Mrs Kaur, [[12/31/1948]]",
        "Mrs Kaur, [[14 Mar '48]]",
        "Mrs Kaur, [[14-Mar-48]]",
        "Ellis [[31/12/2016]]",
        "Ellis, [[1 Jan 1900]]",
    ],
)
def test_a_date_called_a_birth_and_a_full_date_long_ago_are_dates_of_birth(text: str) -> None:
    marked = text.replace("[[", "[[date_of_birth|")
    plain, (mark,) = read(marked)
    assert found(plain) == [("date_of_birth", plain[mark.start : mark.end])]


@pytest.mark.parametrize(
    "text",
    [
        "on 14 March 2026",
        "Ellis 01/01/2017",
        "joined on 14 March 1998",
        "here since 14/03/1998",
        "started 14/03/1998",
        "from 21 April to 21 May 2016",
        "01/04/2015 - 31/03/2016",
        "The NHS was born on 5 July 1948.",
        "She was born to do it, and on 2 February 2026 she did.",
        "newborn unit, 3 May 2025",
        "version 3.2.48",
        "14/13/1948",
        "14 03 48",
        "30/02/1948",
        "14 March 48 people came",
        "dob 1948",
        "14/03",
        "10/10/10",
    ],
)
def test_the_day_something_happened_is_no_date_of_birth(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("before", "number"),
    [
        ("hospital number ", "12345"),
        ("MRN", "1234567"),
        ("MRN: ", "RM1 448201"),
        ("Hosp. No. ", "A448-213"),
        ("patient ID (", "AB123456"),
        ("patient ", "1234567"),
        ("Look at ", "R448213"),
        ("Look at ", "RXX1234567"),
    ],
)
def test_a_number_called_a_hospital_number_or_shaped_like_one_is_found(
    before: str, number: str
) -> None:
    assert found(f"{before}{number}.") == [("hospital_number", number)]


@pytest.mark.parametrize(
    "text",
    [
        "Datix W123456",
        "asset tag A123456",
        "serial no. S1234567",
        "unit number 4",
        "patient no. 12 on the list",
        "hospital number one",
        "hospital number dated 12/11/2025",
        "Ward 7B",
        "room B2117",
        "PIN 98I1234E",
        "a record number of 12000 letters",
        "#A123456",
    ],
)
def test_a_number_of_a_thing_a_place_or_a_colleague_is_no_hospital_number(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "address",
    [
        "jo@example.org",
        "jo.o'neil+ward@mail.example.co.uk",
        "jo at example dot org",
        "jo＠example.org",
    ],
)
def test_an_email_address_is_found_also_when_it_is_spelt_out(address: str) -> None:
    assert found(f"Write to {address}.") == [("email", address)]


@pytest.mark.parametrize(
    "text", ["@LarchWard", "4 trays @ 2.50", "at the dot", "jo@ward", "up@7.am", "met @ Costa.She"]
)
def test_a_sign_alone_makes_no_email_address(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "[[Mr Jones in bed 4]] slept.",
        "[[mr jones (bed 4)]] slept.",
        "That gentleman [[(Mr Jones) in bed 4]] slept.",
        "Then [[Betty, bed 13]], slept.",
        "[[Mrs Ali on Larch Ward, bed 2]], slept.",
        "[[Bed 7, Mrs Patel]], slept.",
        "She fed [[Siân in bed 6]].",
        "[[John in bed 6]] slept.",
        "[[Bed 3: Joan Speak]], slept.",
        "A [[stroke patient in bay 2]] slept.",
        "[[bay 2, the man with sepsis]], slept.",
        "The [[bed 12 dementia]] patient slept.",
    ],
)
def test_from_the_bed_to_the_name_or_the_diagnosis_is_one_stretch(text: str) -> None:
    plain, (mark,) = read(text.replace("[[", "[[bed|"))
    assert found(plain) == [("bed", plain[mark.start : mark.end])]


@pytest.mark.parametrize(
    "text",
    [
        "She made the bed.",
        "Bay 3 was short-staffed.",
        "Dr Shah in bay 3",
        "Nurse Bola was at bed 9",
        "our porter Lee in bay 3",
        "Sarah covered bay 2",
        "I worked with Sarah in bay 2",
        "When I was in bed 6, Maria came.",
        "When I was in bed 6, Mrs Clarke came.",
        "the stroke unit, bay 2",
        "Bay 3 is the dementia bay.",
        "Covid in bay 3",
        "the dementia patients in bay 2",
        "Everyone in bed 4",
        "Working in bed 4",
        "Say hello to Mr Jones. Bed 4 is free.",
        "Mr Osei, the cleaner, mopped bay 4",
        "Mr Bean was in bed two days",
        "Thank you Sarah, bed 4 is lovely now",
    ],
)
def test_a_bed_alone_and_a_colleague_at_work_are_innocent(text: str) -> None:
    assert found(text) == []


PIECES = [
    NHS, "07700 900123", "14/03/1948", "M1 1AE", "jo@example.org", "MRN 1234567", "R448213",
    "Mr Jones in bed 4", "bed 7", "sepsis", "born", "dob", "NHS no", "(", ")", "@", " at ", " dot ",
    "+44", "0", "7", "é", "\u200b", "\ufe0f", "\u0301", "\n", " ", ",", "John", "1/", "\ud800", "İ",
]  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_findings_lie_in_the_text_in_order_and_apart_whatever_the_text(text: str) -> None:
    at = 0
    for finding in find(text):
        assert at <= finding.start < finding.end <= len(text)
        assert finding.kind in KINDS
        at = finding.end


def test_what_is_found_as_one_thing_is_not_found_again_as_another() -> None:
    assert found("07700900123@example.org") == [("email", "07700900123@example.org")]
    assert found("Mr Jones, 07700 900123, in bed 4") == [("phone", "07700 900123")]


def test_every_kind_has_a_name_and_one_kind_line_that_says_why() -> None:
    assert len({kind_name(kind) for kind in KINDS}) == len(KINDS)
    lines = {
        finding.kind: finding.why
        for marked in SENTENCES["telling"]
        for finding in find(read(marked)[0])
    }
    assert set(lines) == set(KINDS)
    assert all(line.endswith(".") and "\n" not in line for line in lines.values())
    with pytest.raises(KeyError):
        kind_name("blood group")


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        ("She rang [[07700 900123]] twice.", "She rang twice."),
        ("She rang [[07700 900123]].", "She rang."),
        ("She rang, [[07700 900123]], twice.", "She rang, twice."),
        ("Her mother ([[07700 900123]]) rang.", "Her mother rang."),
        ("Her mother ( [[07700 900123]] ).", "Her mother."),
        ("(d.o.b. [[14/03/1948]])", "(d.o.b.)"),
        ("NHS number: [[9990109281]]", "NHS number"),
        ("NHS number: [[9990109281]], twice", "NHS number: twice"),
        ("[[Mr Jones in bed 4]] slept.", "slept."),
        ("[[Mr Jones in bed 4]], who slept.", "who slept."),
        ("She fed, [[Mr Jones in bed 4]]: soup.", "She fed, soup."),
        ("12 Mill Lane\n[[M1 1AE]]\nThere he was.", "12 Mill Lane\n\nThere he was."),
        ("At [[M1 1AE]]\nthere he was.", "At\nthere he was."),
        ("\u201c[[M1 1AE]]\u201d", "\u201c\u201d"),
        ("a  b [[M1 1AE]] c  d", "a  b c  d"),
        ("tel[[07700900123]]x", "telx"),
        ("[[M1 1AE]]", ""),
    ],
)
def test_taking_a_stretch_out_leaves_a_tidy_seam_and_nothing_else_changed(
    marked: str, left: str
) -> None:
    text, (mark,) = read(marked.replace("[[", "[[it|"))
    assert without(text, mark.start, mark.end) == left


def test_taking_out_beyond_the_text_or_nothing_is_no_mistake() -> None:
    assert without("a b", 1, 99) == "a"
    assert without("a b", -5, 1) == "b"
    assert without("a  b", 1, 1) == "a  b"
    assert without("a  b", 3, 1) == "a  b"
    assert without("", 0, 5) == ""


@given(st.text("a1 ,.:()[]\n-"), st.integers(0, 30), st.integers(0, 30))
def test_taking_out_keeps_every_letter_outside_and_makes_no_double_space(
    text: str, start: int, end: int
) -> None:
    left = without(text, start, end)
    start, end = min(start, len(text)), min(end, len(text))
    outside = text if start >= end else text[:start] + text[end:]
    assert [c for c in left if c.isalnum()] == [c for c in outside if c.isalnum()]
    if start < end and "  " not in text[:start] and "  " not in text[end:]:
        assert "  " not in left


AWKWARD = [
    "1 ", "12 34 ", "0", "0 1 ", "07700 900123 ", "(", "+44 ", "a", "A ", "a@", "@", "a.a@",
    " at a dot com", "bed 4 ", "Bed 4 Mr Jones in ", "nhs no ", "MRN ", "12/12/1948 ", "M1 1AE ",
    "born 12/12/2020 ", "999 ", "A123456 ", "\u200b", "\u0301", "dob", "mobile 7",
]  # fmt: skip


@pytest.mark.parametrize("piece", AWKWARD)
def test_awkward_text_gets_an_answer_whatever_its_length(piece: str) -> None:
    text = piece * 10_000
    assert all(0 <= found.start < found.end <= len(text) for found in find(text))
