"""The chain of the audit trail, as plain values."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from recognition.audit.rules import (
    BEGINNING,
    Link,
    Noted,
    contradiction,
    digest_of,
    first_problem,
    keyed,
    seal_of,
    written,
)

KEY = b"a key of its own"


def chain(length: int, *, sealed_from: int = 100) -> list[Link]:
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
            sealed=number >= sealed_from,
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


@pytest.mark.parametrize("sealed_from", [1, 3])
@pytest.mark.parametrize("kept", [3, 4])
def test_only_a_seal_of_this_head_will_do_once_an_entry_was_sealed(
    sealed_from: int, kept: int
) -> None:
    whole = chain(5, sealed_from=sealed_from)
    end, older = whole[-1], whole[kept - 1]
    seal = seal_of(KEY, end.number, end.digest)
    assert first_problem(KEY, whole, head=(5, end.digest), seal=seal) is None
    for wrong in (None, seal, seal_of(b"another key", kept, older.digest)):
        problem = first_problem(KEY, whole[:kept], head=(kept, older.digest), seal=wrong)
        assert problem == f"Audit entries after {kept} may be missing: the end was altered."


def test_a_trail_from_before_there_were_seals_is_whole_until_its_next_entry() -> None:
    old, grown = chain(5), chain(6, sealed_from=6)
    assert first_problem(KEY, old, head=(5, old[-1].digest), seal=None) is None
    head = (6, grown[-1].digest)
    assert first_problem(KEY, grown, head=head, seal=None) is not None
    assert first_problem(KEY, grown, head=head, seal=seal_of(KEY, *head)) is None


def test_an_entry_without_a_seal_after_one_with_it_is_found() -> None:
    whole = chain(2, sealed_from=2)
    third = dataclasses.replace(chain(3)[2], previous=whole[1].digest)
    facts = dataclasses.asdict(third)
    subject = (facts.pop("subject_kind"), facts.pop("subject_id"))
    for left_out in ("payload", "digest"):
        facts.pop(left_out)
    third = dataclasses.replace(third, digest=digest_of(KEY, subject=subject, **facts))
    assert problem([*whole, third], [*whole, third]) == "Audit entry 3 was altered or moved."


def test_a_restored_backup_excuses_what_was_noted_of_later_entries_and_nothing_else() -> None:
    noted = [
        Noted(datetime(2026, 11, 2, tzinfo=UTC), 3, "three"),
        Noted(datetime(2026, 11, 3, tzinfo=UTC), 9, "nine"),
        Noted(datetime(2026, 11, 4, tzinfo=UTC), 5, "five", restored=True),
        Noted(datetime(2026, 11, 5, tzinfo=UTC), 7, "seven"),
    ]
    now = {3: "three", 5: "five", 7: "seven", 9: "another nine"}
    assert contradiction(noted, now) is None
    for number in (3, 5, 7):
        assert f"entry {number} " in (contradiction(noted, {**now, number: "else"}) or "")
    assert "entry 9 " in (contradiction(noted[:2], now) or "")
