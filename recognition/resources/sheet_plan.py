"""What an import would change: each row compared with the library; plain Python."""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from recognition.errors import Refused
from recognition.resources.rules import LONGEST_SLUG, RESERVED, check_entry
from recognition.resources.sheet import Row
from recognition.resources.sheet_lines import COLUMNS, Line, day_of, entry_of, hidden_of
from recognition.words import _

_ADDRESS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Change:
    """A resource that an import adds or changes.

    `before` and `after` are the whole lines; `columns` names those that change. `number` is the
    row in the file. `before` is empty for what is new, and so is the address of a new one that gets
    its address from its title.
    """

    number: int
    address: str
    columns: tuple[str, ...]
    before: Line
    after: Line

    @property
    def is_new(self) -> bool:
        """True when there is no such resource yet."""
        return not self.before


@dataclass(frozen=True)
class NotTaken:
    """A row that cannot be taken, and why; `title` is as it stands in the file."""

    number: int
    title: str
    reason: str


@dataclass(frozen=True)
class Plan:
    """What an import would do; nothing at all as long as a row is refused.

    `basis` stands for exactly these changes to exactly this library.
    """

    changes: tuple[Change, ...]
    unchanged: int
    refused: tuple[NotTaken, ...]
    basis: str


@dataclass(frozen=True)
class Present:
    """The library as it is: its lines by address, who can look after it, and what is taken back.

    `owners` are e-mail addresses of people who work here, in small letters; `withdrawn` addresses
    of stories that stay out of the library.
    """

    lines: Mapping[str, Line]
    owners: Collection[str]
    withdrawn: Collection[str] = ()


def plan(rows: Sequence[Row], present: Present) -> Plan:
    """Compare rows with the library. A column that a file does not have changes nothing."""
    changes, refused, unchanged = [], [], 0
    seen: set[str] = set()
    for row in rows:
        try:
            change = _change(row, present, seen)
        except Refused as problem:
            refused.append(NotTaken(row.number, row.line.get("title", ""), problem.reason))
            continue
        if change is None:
            unchanged += 1
        else:
            changes.append(change)
    return Plan(tuple(changes), unchanged, tuple(refused), _basis(changes))


def _change(row: Row, present: Present, seen: set[str]) -> Change | None:
    if row.problem:
        raise Refused(row.problem)
    address = row.line.get("address", "")
    if address:
        _check_address(address, present, seen)
        seen.add(address)
    before = present.lines.get(address, {})
    after = {**dict.fromkeys(COLUMNS, ""), **before, **row.line}
    columns = tuple(
        name for name in COLUMNS if after[name] != before.get(name, "") and name != "address"
    )
    if before and not columns:
        return None
    check_entry(entry_of(after))
    day_of(after["review_on"])
    hidden_of(after["hidden"])
    if "owner" in columns and after["owner"] and after["owner"].casefold() not in present.owners:
        raise Refused(
            _("Nobody who works here has the address “%(typed)s”.", typed=after["owner"][:80])
        )
    if "replaced_by" in columns:
        _check_successor(address, after["replaced_by"], present)
    return Change(row.number, address, columns, before, after)


def _check_address(address: str, present: Present, seen: Collection[str]) -> None:
    if address in seen:
        raise Refused(_("This address stands in the file twice."))
    if address in present.withdrawn:
        raise Refused(_("The people in this story took it back, so it stays out of sight."))
    new = address not in present.lines
    if new and (
        not _ADDRESS.fullmatch(address) or len(address) > LONGEST_SLUG or address in RESERVED
    ):
        raise Refused(
            _("Write the address in small letters, numbers and hyphens, or leave it empty.")
        )


def _check_successor(address: str, successor: str, present: Present) -> None:
    if not successor:
        return
    line = present.lines.get(successor)
    if line is None or line["hidden"] or line["replaced_by"]:
        raise Refused(
            _("“%(typed)s” is not in the library, so it takes no place.", typed=successor[:80])
        )
    if successor == address:
        raise Refused(_("Nothing can take its own place."))


def _basis(changes: Sequence[Change]) -> str:
    told = repr(
        [(one.address, sorted(one.before.items()), sorted(one.after.items())) for one in changes]
    )
    return hashlib.sha256(told.encode()).hexdigest()
