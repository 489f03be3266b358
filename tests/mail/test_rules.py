"""What people typed, in letters; and when a letter is tried again."""

from datetime import timedelta

import pytest

from recognition.mail.rules import LINK_PLACE, inert, retry_after


@pytest.mark.parametrize(
    "typed",
    [
        "www.evil.example", "see https://evil.example/x", "mailto:a@evil.example", "a@evil.example",
        "evil.example.", "HTTP://EVIL", "ftp://evil.example", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_what_somebody_typed_makes_no_link(typed: str) -> None:
    calm = inert(typed)
    for sign in ("://", "evil.example", "@evil", "mailto:a"):
        assert sign not in calm


@pytest.mark.parametrize(
    "typed", ["a\r\nBcc: x", "a\nb", "a\u2028b", "a\u2029b", "a\x0bb", "a\x85b", "a\u202eb", "a\tb"]
)
def test_what_somebody_typed_stays_on_one_line(typed: str) -> None:
    assert len(inert(typed).splitlines()) == 1
    assert "\u202e" not in inert(typed)


def test_what_somebody_typed_is_not_the_place_of_the_link() -> None:
    assert LINK_PLACE not in inert(f"look: {LINK_PLACE}")


@pytest.mark.parametrize("typed", ["Zoë O’Brien-Smith", "Ward 7", "It was 3.5 hours: well done!"])
def test_ordinary_words_stay_readable(typed: str) -> None:
    assert inert(typed).replace(" ", "") == typed.replace(" ", "")


def test_a_letter_is_tried_nine_times_over_some_days() -> None:
    waits = [retry_after(attempt) for attempt in range(1, 10)]
    assert waits[0] == timedelta(minutes=1)
    assert waits[-1] is None
    known = [wait for wait in waits if wait is not None]
    assert known == sorted(known)
    assert timedelta(days=2) < sum(known, timedelta()) < timedelta(days=4)
