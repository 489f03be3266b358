"""Names taken apart, short forms, slips of the pen, and what teams are called."""

import pytest

from recognition.people.names import PersonName, read_name
from recognition.people.nearest import nearest
from recognition.people.short_names import forms, head, kinship
from recognition.people.spelling import is_near, is_slip, plain, plain_folded, slips
from recognition.people.team_names import answers_to, same_team, spellings, team_key

ASHA = PersonName("asha", family=("patel",))


@pytest.mark.parametrize(
    "written",
    [
        "Asha Patel",
        "  ASHA   PATEL ",
        "Patel, Asha",
        "PATEL Asha",
        "Sister Asha Patel",
        "Dr. Asha Patel",
        "Asha Patel, RN, MBE",
        "Mrs Patel, Asha",
        "Asha Patel, Ward 7",
        "Asha Patel on Ward 7",
        "Asha Patel from Maternity",
        "Ásha Pàtel",
    ],
)
def test_a_name_is_the_same_however_it_is_written(written: str) -> None:
    assert read_name(written) == ASHA


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Sue", PersonName("sue")),
        ("Sister Patel", PersonName("patel")),
        ("Dr A. K. Patel", PersonName("a", ("k",), ("patel",))),
        ("Anna Smith-Jones", PersonName("anna", (), ("smith", "jones"))),
        ("Smith Jones, Anna Marie", PersonName("anna", ("marie",), ("smith", "jones"))),
        ("Siobhán O’Brien", PersonName("siobhan", (), ("obrien",))),
        ("Siobhan O Brien", PersonName("siobhan", (), ("obrien",))),
        ("Ana de los Reyes", PersonName("ana", (), ("delosreyes",))),
        ("Anne-Marie Łoś", PersonName("annemarie", (), ("los",))),
        ("Elizabeth (Liz) Smith", PersonName("elizabeth", (), ("smith",), frozenset({"liz"}))),
        ("Jan “Janek” Król", PersonName("jan", (), ("krol",), frozenset({"janek"}))),
        ("Sue Hill (née Rao)", PersonName("sue", (), ("hill",), former=frozenset({"rao"}))),
        ("Sue Hill nee Rao", PersonName("sue", (), ("hill",), former=frozenset({"rao"}))),
        ("John Murphy Jr", PersonName("john", (), ("murphy",), generation="junior")),
        ("Murphy Snr, John", PersonName("john", (), ("murphy",), generation="senior")),
        ("Joanne Ward", PersonName("joanne", (), ("ward",))),
        ("Jing Ma", PersonName("jing", (), ("ma",))),
        ("", PersonName()),
        (" , (", PersonName()),
        ("Ward 7", PersonName()),
    ],
)
def test_titles_letters_particles_and_brackets_are_told_from_the_name(
    written: str, parts: PersonName
) -> None:
    assert read_name(written) == parts


def test_plain_letters_have_no_accent_stroke_or_apostrophe() -> None:
    assert plain("  Małgorzata O’Brien–Łoś, R.N. ") == "malgorzata obrien-los r n"
    assert plain("A&E (Straße)") == "a&e strasse"
    assert plain("%_\\") == ""
    assert plain_folded("o'brien-łoś") == "obrien lo\u015b"


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("liz", "elizabeth"),
        ("beth", "elizabeth"),
        ("bob", "robert"),
        ("sue", "susan"),
        ("kate", "katherine"),
        ("kate", "catherine"),
        ("mo", "mohammed"),
        ("mo", "muhammad"),
        ("gosia", "malgorzata"),
        ("seun", "oluwaseun"),
        ("paddy", "padraig"),
        ("dai", "dafydd"),
        ("kasia", "katarzyna"),
        ("chris", "christine"),
        ("chris", "christopher"),
    ],
)
def test_a_short_form_stands_for_the_whole_name_both_ways(short: str, whole: str) -> None:
    assert kinship(short, whole) == kinship(whole, short) == "same"
    assert whole in forms(short)
    assert short in forms(whole)
    assert head(short) == head(whole)


@pytest.mark.parametrize(
    ("one", "other", "kin"),
    [
        ("katherine", "catherine", "same"),
        ("mohammed", "muhammad", "same"),
        ("kate", "katie", "same"),
        ("ann", "anne", "perhaps"),
        ("liz", "beth", "perhaps"),
        ("sally", "sarah", "perhaps"),
        ("margaret", "malgorzata", "perhaps"),
        ("christine", "christopher", ""),
        ("sarah", "susan", ""),
        ("asha", "asha", "same"),
    ],
)
def test_names_that_are_often_two_are_only_perhaps_one(one: str, other: str, kin: str) -> None:
    assert kinship(one, other) == kinship(other, one) == kin


def test_a_colleague_known_as_bob_is_not_looked_for_as_rob() -> None:
    assert "rob" not in forms("bob")
    assert "katie" in forms("kate")
    assert forms("zebedee") == frozenset()
    assert head("zebedee") == "zebedee"


def test_slips_count_letters_added_missed_changed_and_swapped() -> None:
    assert [slips("patel", typed) for typed in ("patel", "patle", "pattel", "pael")] == [0, 1, 1, 1]
    assert slips("patel", "hussain") == 3


@pytest.mark.parametrize(
    ("one", "other", "near", "certain"),
    [
        ("patel", "patle", True, True),
        ("patel", "patil", True, False),
        ("thompson", "thomson", True, True),
        ("hussain", "hussein", True, True),
        ("john", "jonh", True, False),
        ("ann", "anne", True, False),
        ("ali", "aly", False, False),
        ("brown", "green", False, False),
        ("whitworth", "witworht", True, False),
    ],
)
def test_short_words_need_more_to_be_a_slip(
    *, one: str, other: str, near: bool, certain: bool
) -> None:
    assert is_near(one, other) is is_near(other, one) is near
    assert is_slip(one, other) is is_slip(other, one) is certain


@pytest.mark.parametrize(
    "names",
    [
        ("Ward 7", "ward seven", "W7", "Wd 7", "ward7", "WARD 07", "The Ward 7"),
        ("Ward 8A", "ward 8 a", "W8a"),
        ("A&E", "A & E", "ED", "Emergency Department", "accident and emergency", "Casualty"),
        ("ICU", "Intensive Care Unit", "ITU", "critical care"),
        ("Physiotherapy", "physio", "Physiotherapy Dept.", "Physiotherpay"),
        ("Children’s Ward", "Paediatrics", "childrens ward"),
        ("Theatres", "Main Theatre", "operating theatres"),
        ("Stroke Unit", "the stroke ward", "Stroke"),
        ("X-ray", "Radiology", "X ray department"),
    ],
)
def test_one_team_has_many_spellings(names: tuple[str, ...]) -> None:
    for name in names:
        assert same_team(names[0], name), name
        assert same_team(name, names[0]), name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ward 7", "Ward 8"),
        ("Ward 7", "Ward 17"),
        ("Ward 8A", "Ward 8B"),
        ("Ward 7", "Ward 7 North"),
        ("Theatre 1", "Theatre 2"),
        ("IT", "Italian ward"),
        ("District Nurses North", "District Nurses South"),
        ("Ward 7", ""),
        ("", ""),
    ],
)
def test_other_numbers_and_no_name_are_other_teams(one: str, other: str) -> None:
    assert not same_team(one, other)


def test_a_team_answers_to_what_people_call_it() -> None:
    assert {"w7", "ward seven"} <= spellings("Ward 7")
    assert answers_to("Emergency Department", ["ed"])
    assert answers_to("A&E", ["emerg", "dep"])
    assert answers_to("Ward 7", ["ward", "sev"])
    assert not answers_to("Ward 7", ["wa", "eight"])
    assert not answers_to("Pharmacy", ["di"])
    assert team_key("") == ""


NAMES = ["asha patel", "john smith", "paweł o'brien-nowak", "mary mcdonald", "elizabeth hall"]


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Asha Patle", 0),
        ("patle", 0),
        ("asah patel", 0),
        ("Jonh Smth", 1),
        ("smiht", 1),
        ("pawel", 2),
        ("OBrien", 2),
        ("mc donald", 3),
        ("marymcdonald", 3),
        ("Liz Hall", 4),
        ("elizabteh", 4),
        ("elisab", 4),
    ],
)
def test_a_mistyped_name_is_nearest_to_the_one_that_was_meant(typed: str, place: int) -> None:
    found = nearest(typed, NAMES)
    assert min(found, key=lambda at: found[at]) == place


@pytest.mark.parametrize("typed", ["", "%", "zz top", "ones", "jx", "asha smith", "hn smith"])
def test_what_is_too_far_from_every_name_finds_none(typed: str) -> None:
    assert nearest(typed, NAMES) == {}


def test_fewer_slips_are_nearer_and_a_whole_word_is_nearer_than_a_beginning() -> None:
    assert nearest("wilsno", ["ann wilson", "ann wilsnor", "ann wilsonby"]) == {0: 2, 1: 0, 2: 3}
    assert nearest("anything", []) == {}
