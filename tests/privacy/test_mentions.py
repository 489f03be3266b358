"""A name is found however it is written, and somebody else's is left alone."""

import pytest

from recognition.privacy.mentions import Mentions, is_a_name, parts, parts_in, whole_names

NAME = "Dr Zébédée (Zeb) O’Quill-Łoś"
ADDRESS = "z.quill@example.org"


def without(text: str, name: str = NAME) -> str:
    return Mentions(whole_names(name), [ADDRESS]).without(text, "[]")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Thank Zébédée O’Quill-Łoś.", "Thank []."),
        ("ZEBEDEE O'QUILL LOS helped", "[] helped"),
        ("zebedee oquill-los", "[]"),
        ("Zebedee O`Quill-Los", "[]"),
        ("Zébédée O’Qu\u00adill-Łoś", "[]"),
        ("Zeb\N{NO-BREAK SPACE}O’Quill‑Łoś’s kindness", "[]’s kindness"),
        ("O’Quill-Łoś, Zébédée", "[]"),
        ("Zébédée\nO’Quill-Łoś", "[]"),
        ("Ze\u0301be\u0301de\u0301e O’Quill-\u0141os\u0301", "[]"),
        ("zebedee_oquill_los.jpg", "[].jpg"),
        ("Write to Z.Quill@Example.org!", "Write to []!"),
        ("as letters write it: z. quill@ example. org", "as letters write it: []"),
        ("Anna O’Quill-Łoś and Zébédée", "Anna O’Quill-Łoś and Zébédée"),
        (
            "xz.quill@example.org, z.quill@example.organic",
            "xz.quill@example.org, z.quill@example.organic",
        ),
        ("", ""),
    ],
)
def test_a_whole_name_and_an_address_are_taken_out_however_they_are_written(
    text: str, left: str
) -> None:
    assert without(text) == left


@pytest.mark.parametrize(
    "text", ["Al Wu stayed.", "al wu stayed.", "Wu, Al stayed.", "Al  Wu stayed."]
)
def test_short_names_are_found_as_two_words(text: str) -> None:
    assert without(text, "Al Wu") == "[] stayed."
    assert without("The alwu tree, a wu-al.", "Al Wu") == "The alwu tree, a []."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ann-Marie Price", "Price, Ann-Marie"),
        ("Ann-Marie Price", "PRICE Ann Marie"),
        ("Ann-Marie Price", "Annmarie Price"),
        ("Ann Marie Price", "PRICE, Ann-Marie"),
        ("Zoë Jane Lee Adams", "Adams, Zoe Jane Lee"),
        ("Jean-Luc Mbeki-Rao (née Okoro)", "Okoro, Jean-Luc"),
    ],
)
def test_the_family_name_may_stand_before_given_names_of_several_words(
    name: str, text: str
) -> None:
    assert without(f"We thank {text}, all of us.", name) == "We thank [], all of us."


def test_a_name_of_one_word_is_never_taken_out_by_itself() -> None:
    assert whole_names("Grace") == ()
    assert without("Grace and grace", "Grace") == "Grace and grace"


def test_taking_out_again_changes_nothing() -> None:
    once = Mentions(whole_names(NAME)).without("Zeb O'Quill-Łoś", "[name removed]")
    assert Mentions(whole_names(NAME)).without(once, "[name removed]") == once


def test_single_names_are_listed_to_be_looked_at() -> None:
    leaving_out = Mentions(whole_names("Grace Okafor"))
    names = parts("Grace Okafor")

    def listed(text: str) -> list[str]:
        return parts_in(text, names, leaving_out=leaving_out)

    assert listed("Sister Okafor came.") == ["Sister Okafor came."]
    assert listed("We asked Grace.") == ["We asked Grace."]
    assert listed("She had the grace to wait.") == []
    assert listed("Grace Okafor came.") == []
    long = "word " * 40
    (shown,) = listed(f"{long}Grace {long}")
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < 150


@pytest.mark.parametrize(
    ("called", "is_one"),
    [
        ("Joan Perry", True),
        ("joan perry", True),
        ("Sister Anne de Vries", True),
        ("Joan Day", True),
        ("Sam Porter", True),
        ("Will Ward-Nurse", True),
        ("Night team", False),
        ("Day Porter", False),
        ("A grateful patient", False),
        ("Sue on Ward 7", False),
    ],
)
def test_a_description_is_no_name_that_is_taken_out_of_everybodys_words(
    called: str, is_one: bool
) -> None:
    assert is_a_name(called) is is_one
