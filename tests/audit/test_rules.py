"""The chain of the audit trail, as plain values."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from recognition.audit.rules import BEGINNING, Link, digest_of, first_problem, keyed, written

KEY = b"a key of its own"


def chain(length: int) -> list[Link]:
    links: list[Link] = []
    for number in range(1, length + 1):
        payload = written({"name": f"Person {number}"})
        at = datetime(2026, 11, 23, tzinfo=UTC) + timedelta(minutes=number)
        previous = links[-1].digest if links else BEGINNING
        digest = digest_of(
            KEY,
            number=number,
            at=at,
            action="people.person_added",
            actor_id=None,
            subject=("person", number),
            payload_digest=keyed(KEY, payload),
            previous=previous,
        )
        links.append(
            Link(
                number=number,
                at=at,
                action="people.person_added",
                actor_id=None,
                subject_kind="person",
                subject_id=number,
                payload=payload,
                payload_digest=keyed(KEY, payload),
                previous=previous,
                digest=digest,
            )
        )
    return links


def problem(links: list[Link], whole: list[Link]) -> str | None:
    return first_problem(KEY, links, head=(len(whole), whole[-1].digest if whole else BEGINNING))


@pytest.mark.parametrize("length", [0, 1, 5])
def test_an_untouched_chain_verifies(length: int) -> None:
    assert problem(chain(length), chain(length)) is None


@pytest.mark.parametrize(
    "change",
    [
        {"at": datetime(2026, 11, 24, tzinfo=UTC)},
        {"action": "people.person_adde"},
        {"actor_id": 7},
        {"subject_kind": "team"},
        {"subject_id": 4},
        {"payload": "{}"},
        {"payload_digest": keyed(KEY, "{}")},
        {"payload": "{}", "payload_digest": keyed(KEY, "{}")},
        {"previous": BEGINNING},
        {"digest": BEGINNING},
    ],
)
def test_the_first_altered_entry_is_named(change: dict[str, object]) -> None:
    whole = chain(5)
    altered = [*whole]
    altered[2] = dataclasses.replace(whole[2], **change)
    assert problem(altered, whole) == "Audit entry 3 was altered or moved."


@pytest.mark.parametrize("place", [1, 3])
def test_the_first_deleted_entry_is_named(place: int) -> None:
    whole = chain(5)
    cut = [link for link in whole if link.number != place]
    assert problem(cut, whole) == f"Audit entry {place} is missing."


@pytest.mark.parametrize("kept", [0, 4])
def test_a_tail_that_was_cut_off_is_found(kept: int) -> None:
    whole = chain(5)
    assert problem(whole[:kept], whole) == f"Audit entries after {kept} are missing."


def test_entries_that_changed_places_are_found() -> None:
    whole = chain(5)
    second, third = whole[1], whole[2]
    moved = [*whole]
    moved[1] = dataclasses.replace(third, number=2)
    moved[2] = dataclasses.replace(second, number=3)
    assert problem(moved, whole) == "Audit entry 2 was altered or moved."


def test_erasing_names_and_words_leaves_the_chain_whole() -> None:
    whole = chain(5)
    erased = [dataclasses.replace(link, payload=None) for link in whole]
    assert problem(erased, whole) is None


def test_nobody_without_the_key_can_write_a_chain_that_verifies() -> None:
    whole = chain(3)
    assert first_problem(b"another key", whole, head=(3, whole[-1].digest)) is not None
