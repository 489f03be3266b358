"""The codes of a second step, by plain calls."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from recognition.errors import Refused
from recognition.people import second_step_codes as codes
from recognition.people.sealing import keyed_digest, opened, sealed

SECRET, OTHER = "a" * 40, "b" * 40
# RFC 6238, appendix B: the key “12345678901234567890”, its times, and the last six of its digits
RFC_KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
RFC_CODES = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
}


def instant(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)


@pytest.mark.parametrize(("second", "code"), RFC_CODES.items())
def test_codes_are_those_of_rfc_6238(second: int, code: str) -> None:
    assert codes.counter_of(code, RFC_KEY, at=instant(second), after=None) == second // 30


@pytest.mark.parametrize(
    ("seconds_off", "fits"),
    [(-31, False), (-30, True), (0, True), (59, True), (60, False)],
)
def test_a_code_works_half_a_minute_before_and_after_its_own(seconds_off: int, fits: bool) -> None:
    starts = 1_800_000_000
    code = pyotp.TOTP(RFC_KEY).at(starts)
    found = codes.counter_of(code, RFC_KEY, at=instant(starts + seconds_off), after=None)
    assert found == (starts // 30 if fits else None)


def test_no_code_works_twice_and_none_that_is_older_than_one_used() -> None:
    at, here = instant(1_800_000_000), 1_800_000_000 // 30
    for off, fits in ((-1, False), (0, False), (1, True)):
        code = pyotp.TOTP(RFC_KEY).generate_otp(here + off)
        assert (codes.counter_of(code, RFC_KEY, at=at, after=here) is not None) is fits


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("123456", "123456"),
        (" 123 456 ", "123456"),
        ("1234-5678-9012", "123456789012"),
        ("1234 5678 9012", "123456789012"),
    ],
)
def test_a_code_is_taken_as_people_type_it(typed: str, digits: str) -> None:
    assert codes.digits_of(typed) == digits


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "１２３４５６", "²²²²²²"])
def test_what_is_no_code_is_refused_in_words(typed: str) -> None:
    with pytest.raises(Refused, match="Type the 6 digits") as refused:
        codes.digits_of(typed)
    assert refused.value.field == "code"


def test_ten_recovery_codes_are_drawn_that_are_all_different() -> None:
    drawn = codes.new_recovery_codes() + codes.new_recovery_codes()
    assert len(set(drawn)) == 20
    assert all(len(code) == 12 and code.isdigit() for code in drawn)


def test_five_misses_within_a_quarter_of_an_hour_make_a_pause() -> None:
    first = instant(1_800_000_000)
    misses = [first + timedelta(minutes=minute) for minute in range(5)]
    assert codes.pause_ends(misses[:4]) is None
    assert codes.pause_ends(misses[::-1]) == first + timedelta(minutes=15)


def test_a_sealed_key_opens_for_its_owner_with_the_same_secret_alone() -> None:
    token = sealed(RFC_KEY, owner=7, secret=SECRET)
    assert RFC_KEY not in token
    assert opened(token, owner=7, secret=SECRET) == RFC_KEY
    assert opened(token, owner=8, secret=SECRET) is None
    assert opened(token, owner=7, secret=OTHER) is None
    assert opened("no token", owner=7, secret=SECRET) is None
    assert len(sealed(codes.new_key(), owner=2**31 - 1, secret=SECRET)) <= 300


def test_a_digest_of_a_recovery_code_needs_the_secret_and_its_owner() -> None:
    made = {
        keyed_digest("123456789012", owner=owner, secret=secret)
        for owner in (7, 8)
        for secret in (SECRET, OTHER)
    }
    assert len(made) == 4
    assert all(len(digest) == 64 for digest in made)


def test_an_app_lists_the_account_and_the_place() -> None:
    address = codes.app_address(RFC_KEY, account="a@example.org", place="Trust: North")
    assert address.startswith("otpauth://totp/Trust%20%20North:a%40example.org?secret=")
    assert pyotp.parse_uri(address).secret == RFC_KEY
