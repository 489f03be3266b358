"""How entries are chained, so that a quiet edit can be found (rule: keyed, in order, no gaps)."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from recognition.words import _

BEGINNING = "0" * 64


@dataclass(frozen=True)
class Link:
    """One entry as it is chained. `payload` is None once it has been erased.

    `acting_for_id` is None where somebody acted for nobody but themselves.
    """

    number: int
    at: datetime
    action: str
    actor_id: int | None
    subject_kind: str
    subject_id: int
    payload: str | None
    payload_digest: str
    previous: str
    digest: str
    acting_for_id: int | None = None


@dataclass(frozen=True)
class Noted:
    """What a file outside the database says of the trail: its newest entry at an instant, UTC.

    `restored` where a backup was put in place then, which ends with that entry.
    """

    at: datetime
    number: int
    digest: str
    restored: bool = False


def contradiction(noted: Iterable[Noted], digests: Mapping[int, str]) -> str | None:
    """Return which entry is not what a file outside the database says it was, or None.

    Args:
        noted: what the file says, oldest first.
        digests: of the entries that it names, as they are now, by number.
    """
    for line in sorted(still_said(noted), key=lambda line: line.number):
        if digests.get(line.number) != line.digest:
            return _(
                "Audit entry %(number)s is not the one that was noted outside the database on "
                "%(day)s: the trail was written anew, or an older database was put in its place "
                "by other means than “recognition restore”.",
                number=line.number,
                day=line.at.date().isoformat(),
            )
    return None


def still_said(noted: Iterable[Noted]) -> list[Noted]:
    """Return what a file says of the trail as it goes on from the last backup put in place.

    What was noted before that, of later entries than the backup holds, was of entries that went
    with the database that was replaced.
    """
    found: list[Noted] = []
    for line in noted:
        if line.restored:
            found = [earlier for earlier in found if earlier.number <= line.number]
        found.append(line)
    return found


def is_due(noted: Iterable[Noted], *, today: date) -> bool:
    """Tell whether the newest entry is still to be noted on a day, in UTC as in the file."""
    return all(line.at.date() < today for line in noted)


def written(payload: Mapping[str, object]) -> str:
    """Write a payload as text, always the same way."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, default=str)


def keyed(key: bytes, text: str) -> str:
    """Return HMAC-SHA-256 of a text, 64 hexadecimal digits."""
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def digest_of(
    key: bytes,
    *,
    number: int,
    at: datetime,
    action: str,
    actor_id: int | None,
    subject: tuple[str, int],
    payload_digest: str,
    previous: str,
    acting_for_id: int | None = None,
    sealed: bool = False,
) -> str:
    """Return the digest that ties an entry to the one before it.

    For whom somebody acted is part of it only where they acted for another, and `sealed` only
    where the head was sealed with the entry, so that entries from before there were such things
    still verify.
    """
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    facts = [number, moment, action, actor_id, *subject, payload_digest, previous]
    if acting_for_id is not None:
        facts.append(acting_for_id)
    if sealed:
        facts.append("sealed")
    return keyed(key, json.dumps(facts, ensure_ascii=False))


def seal_of(key: bytes, number: int, digest: str) -> str:
    """Return the keyed digest that seals the head, 64 hexadecimal digits."""
    return keyed(key, f"head {number} {digest}")


def first_problem(
    key: bytes, links: Iterable[Link], *, head: tuple[int, str], seal: str | None = None
) -> str | None:
    """Return what is wrong with the first altered, missing or reordered entry, or None.

    Args:
        key: the key of the audit trail.
        links: the entries by number, from the first.
        head: number and digest of the newest entry.
        seal: that of the head. None will do only while no entry says that the head was sealed
            with it: on a trail from before there were seals, until its next entry.
    """
    expected, previous, sealed = 1, BEGINNING, False
    for link in links:
        if link.number != expected:
            return _("Audit entry %(number)s is missing.", number=expected)
        payload_changed = (
            link.payload is not None and keyed(key, link.payload) != link.payload_digest
        )
        # Once an entry was sealed, every later one is.
        sealed = sealed or link.digest != _chained(key, link, previous, sealed=False)
        digest = _chained(key, link, previous, sealed=sealed)
        if payload_changed or link.previous != previous or link.digest != digest:
            return _("Audit entry %(number)s was altered or moved.", number=link.number)
        expected, previous = link.number + 1, link.digest
    if (expected - 1, previous) != head:
        return _("Audit entries after %(number)s are missing.", number=expected - 1)
    if (sealed or seal is not None) and seal != seal_of(key, *head):
        return _(
            "Audit entries after %(number)s may be missing: the end was altered.",
            number=expected - 1,
        )
    return None


def _chained(key: bytes, link: Link, previous: str, *, sealed: bool) -> str:
    return digest_of(
        key,
        number=link.number,
        at=link.at,
        action=link.action,
        actor_id=link.actor_id,
        subject=(link.subject_kind, link.subject_id),
        payload_digest=link.payload_digest,
        previous=previous,
        acting_for_id=link.acting_for_id,
        sealed=sealed,
    )
