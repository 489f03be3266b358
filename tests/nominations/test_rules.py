"""What may be sent, by plain calls at the boundaries."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from recognition.errors import Conflict, Refused
from recognition.nominations import letters, rules
from recognition.nominations.queries.drafts import check_dates
from recognition.nominations.rules import Asked

OPENS = datetime(2026, 11, 1, 9, tzinfo=UTC)
CLOSES = datetime(2026, 12, 1, 17, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TWO = (Asked(1, 5), Asked(2, None))


def test_nobody_nominates_themselves() -> None:
    with pytest.raises(Refused, match="cannot nominate yourself"):
        rules.check_not_oneself(author_id=7, person_id=7)
    rules.check_not_oneself(author_id=7, person_id=8)
    rules.check_not_oneself(author_id=7, person_id=None)


def test_one_person_does_not_fit_a_category_for_teams() -> None:
    with pytest.raises(Refused, match="for teams"):
        rules.check_category(for_teams=True, person_id=1)
    rules.check_category(for_teams=True, person_id=None)
    rules.check_category(for_teams=False, person_id=1)


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [
        ("", "word", "answer_1"),
        ("word", "", "answer_2"),
        ("word", "…", "answer_2"),
        ("one two three four five six", "word", "answer_1"),
        ("one two three four five", "one two three four five six", "answer_2"),
        ("word", "x" * 10_001, "answer_2"),
    ],
)
def test_answers_are_neither_missing_nor_too_long(first: str, second: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_words(TWO, {"1": first, "2": second}, together=10)
    assert refused.value.field == field


def test_one_word_is_enough_and_the_limit_itself_is_allowed() -> None:
    rules.check_words(TWO, {"1": "Kind.", "2": "Yes."}, together=10)
    rules.check_words(TWO, {"1": "a b c d e", "2": "a b c d e"}, together=10)
    rules.check_words(TWO, {"1": "a b c d e", "2": "a " * 900}, together=None)


def test_a_refusal_says_by_how_many_words_to_shorten() -> None:
    with pytest.raises(Refused, match="by 1 word, to 5 words or fewer"):
        rules.check_words(TWO, {"1": "a b c d e f", "2": "a"}, together=None)
    with pytest.raises(Refused, match=r"12 words together\. Shorten them by 2, to 10"):
        rules.check_words(TWO, {"1": "a b c d e", "2": "a b c d e f g"}, together=10)


def test_after_the_close_the_refusal_names_the_time_and_says_the_words_are_still_there() -> None:
    rules.check_open(is_open=True, round_name="Winter", opens="", closes="Tuesday")
    with pytest.raises(Refused, match=r"Winter closed on Tuesday.*still on this page"):
        rules.check_open(is_open=False, round_name="Winter", opens="", closes="Tuesday")
    with pytest.raises(Refused, match="Winter opens on Monday"):
        rules.check_open(is_open=False, round_name="Winter", opens="Monday", closes="Tuesday")
    with pytest.raises(Refused, match="has ended"):
        rules.check_open(is_open=False, round_name="Winter", opens="", closes="")


def test_a_reference_is_short_and_has_no_look_alikes() -> None:
    drawn = {rules.reference() for _time in range(500)}
    assert len(drawn) > 490
    assert all(
        re.fullmatch(r"[34679ACDFGHJKMNPQRTWXY]{3}-[34679ACDFGHJKMNPQRTWXY]{3}", r) for r in drawn
    )


def test_the_digest_changes_with_everything_the_page_shows() -> None:
    facts = {
        "round_id": 1,
        "version_id": 1,
        "category_id": 1,
        "nominee": ("person", 1),
        "answers": {"1": "a", "2": "b"},
        "relationship": "",
        "may_name": True,
    }
    others = {
        "round_id": 2,
        "version_id": 2,
        "category_id": None,
        "nominee": ("team", 1),
        "answers": {"1": "a", "2": "c"},
        "relationship": "other",
        "may_name": False,
    }
    digests = {rules.body_digest(**facts)}
    digests |= {rules.body_digest(**{**facts, name: other}) for name, other in others.items()}
    assert len(digests) == 1 + len(others)


def test_the_same_key_with_another_body_is_refused() -> None:
    assert rules.same_again(reference="K7M-4QX", sent_digest="a", digest="a") == "K7M-4QX"
    with pytest.raises(Conflict, match="K7M-4QX"):
        rules.same_again(reference="K7M-4QX", sent_digest="a", digest="b")
    with pytest.raises(Conflict, match="Read it once more"):
        rules.check_as_shown(now="a", shown="b")


def test_a_typed_name_makes_no_link_and_no_header_in_a_letter() -> None:
    nominee = "http://bad.example\r\nBcc: all@ward.example {link}"
    subject, body = letters.receipt(
        name="Nia",
        nominee=nominee,
        reference="K7M-4QX",
        promise=letters.promise(nominee, judged=True),
        until=letters.until("Tuesday"),
        link="https://trust.example/nominations/K7M-4QX",
    )
    assert "\n" not in subject
    for text in (subject, body):
        assert "http://bad" not in text
        assert "bad.example" not in text
        assert "all@ward" not in text
        assert "{link}" not in text
    assert "whatever the panel decides" in body


def accept(received: datetime, **more: datetime | None) -> None:
    closes, ended = more.get("closes_at", CLOSES), more.get("ended_at")
    check_dates("Winter", OPENS, closes, ended, received)


def test_nominations_are_accepted_from_the_opening_to_the_closing_second() -> None:
    accept(OPENS)
    accept(CLOSES)
    accept(CLOSES + timedelta(milliseconds=999))


def test_nominating_is_refused_after_the_close_in_words_that_say_when() -> None:
    with pytest.raises(Refused, match="closed on Tuesday 1 December 2026 at 5pm"):
        accept(CLOSES + SECOND)


def test_nominating_is_refused_before_the_opening_in_words_that_say_when() -> None:
    with pytest.raises(Refused, match="opens on Sunday 1 November 2026 at 9am"):
        accept(OPENS - SECOND)


def test_a_round_without_a_close_stays_open_until_its_scheme_ends() -> None:
    accept(OPENS + timedelta(days=4000), closes_at=None)
    with pytest.raises(Refused, match="scheme has ended"):
        accept(CLOSES, closes_at=None, ended_at=CLOSES)
