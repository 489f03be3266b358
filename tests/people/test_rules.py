"""Addresses, colours, own pages, names for searching."""

import pytest

from recognition.errors import Refused
from recognition.people.rules import (
    address,
    check_readable,
    check_role,
    check_somebody_administers,
    colour,
    contrast,
    folded,
    own_page,
)


@pytest.mark.parametrize(
    "onwards", ["/", "/nominate", "/panel/7?page=2#x", "/resources?q=%0a", "/a@b", "/x:y"]
)
def test_after_sign_in_people_go_on_to_a_page_of_ours(onwards: str) -> None:
    assert own_page(onwards) == onwards


@pytest.mark.parametrize(
    "onwards",
    [
        None, "", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
        "/a\\b", "https:evil.example", "https://evil.example", "javascript:alert(1)", "evil",
        "/\t/evil.example", "\t//evil.example", "/\n/evil.example", " //evil.example",
        "/a b", "/\x00", "/\u202egnp", "/\u00a0x", "/" + "x" * 500, "http:///evil.example",
    ],
)  # fmt: skip
def test_next_leads_to_our_own_pages_only(onwards: str | None) -> None:
    assert own_page(onwards) == "/"


def test_an_address_is_compared_in_lower_case() -> None:
    assert address("  Asha.Patel+ward@Example.ORG ") == "asha.patel+ward@example.org"


@pytest.mark.parametrize(
    "typed",
    [
        "", "asha", "asha@", "@example.org", "asha@example", "a b@example.org", "a@b@example.org",
        "asha@example.org\nBcc: x@y.org", "a@example.org, b@example.org", "<a@example.org>",
        "aſha@example.org", "asha@exampleⅼe.org", "x" * 250 + "@a.org",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        address(typed)
    assert "name@example.org" in refused.value.reason
    assert refused.value.field == "email"


def test_names_are_searched_without_accents_and_capitals() -> None:
    assert folded("  Zoë   O’Brien ") == "zoe o'brien"


def test_black_on_white_has_the_greatest_contrast_there_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == 1


def test_a_main_colour_is_readable_on_white() -> None:
    check_readable("#767676")  # 4.54 to 1
    with pytest.raises(Refused, match=r"is 4\.4 to 1"):
        check_readable("#777777")  # 4.48 to 1


@pytest.mark.parametrize("typed", ["", "005eb8", "#05b", "#gggggg", "red", "#005eb8;", "#００5eb8"])
def test_a_colour_is_written_as_six_digits(typed: str) -> None:
    with pytest.raises(Refused):
        colour(typed, field="main_colour")
    assert colour(" #005EB8 ", field="main_colour") == "#005eb8"


@pytest.mark.parametrize("role", ["", "chair", "Administrator", "superuser"])
def test_only_two_roles_are_given_for_an_organisation(role: str) -> None:
    with pytest.raises(Refused):
        check_role(role)


def test_an_organisation_always_has_an_administrator() -> None:
    check_somebody_administers(1)
    with pytest.raises(Refused):
        check_somebody_administers(0)
