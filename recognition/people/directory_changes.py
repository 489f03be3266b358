"""What taking in a staff file would change, in words to look at; plain Python."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from recognition.people.directory_csv import RowRefusal, StaffRow
from recognition.people.directory_plan import Known, Plan, facts_of, team_key
from recognition.words import _

FACTS = ("name", "job_title", "staff_group", "band", "site", "shift")


@dataclass(frozen=True)
class Added:
    """Somebody who would be added; `detail` is job title, team and site in one line."""

    line: int
    name: str
    email: str
    detail: str


@dataclass(frozen=True)
class Changed:
    """Somebody of whom something would change: field, what it says now, what it would say."""

    line: int
    name: str
    email: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Leaver:
    """Somebody who is not in the file, and so would have left."""

    id: int
    name: str
    email: str


@dataclass(frozen=True)
class Preview:
    """Everything that taking in a file would do; `basis` changes whenever any of it does."""

    added: tuple[Added, ...]
    changed: tuple[Changed, ...]
    leavers: tuple[Leaver, ...]
    new_teams: tuple[str, ...]
    unchanged: int
    refused: tuple[RowRefusal, ...]
    notes: tuple[RowRefusal, ...]
    basis: str

    @property
    def changes_anything(self) -> bool:
        """True when anything would be written."""
        return bool(self.added or self.changed or self.leavers or self.new_teams)


def preview(
    steps: Plan,
    *,
    known: Mapping[str, Known],
    leavers: tuple[Leaver, ...],
    refused: tuple[RowRefusal, ...],
    salt: str,
) -> Preview:
    """Say what a plan does.

    Args:
        steps: the plan.
        known: everybody in the directory, by address.
        leavers: who would have left.
        refused: the rows that are left out.
        salt: what else the changes follow from, such as the digest of the file.
    """
    found = Preview(
        added=tuple(_added(row) for row in steps.added),
        changed=tuple(
            _changed(row, known[row.email], steps.managers[row.email]) for row in steps.updated
        ),
        leavers=leavers,
        new_teams=tuple(
            sorted(f"{name} · {site}" if site else name for name, site in steps.new_teams.values())
        ),
        unchanged=steps.unchanged,
        refused=refused,
        notes=steps.notes,
        basis="",
    )
    text = repr((salt, found, sorted(steps.managers.items())))
    return replace(found, basis=hashlib.sha256(text.encode()).hexdigest())


def resolved(
    rows: Iterable[StaffRow], aliases: Mapping[str, str]
) -> tuple[list[StaffRow], list[RowRefusal]]:
    """Return the rows with every further address of somebody taken for their own.

    A row under a further address is left out, with a note, when their own is in the file too.

    Args:
        rows: the rows of the file that could be read.
        aliases: the address in the directory by each further address of the same person.
    """
    rows = list(rows)
    there, kept, notes = {row.email for row in rows}, [], []
    for row in rows:
        manager = aliases.get(row.manager_email, row.manager_email)
        own = aliases.get(row.email)
        if own is not None and own in there:
            reason = _("This is another address of somebody in this file. The row was left out.")
            notes.append(RowRefusal(row.line, reason))
            continue
        there.add(own or row.email)
        kept.append(replace(row, email=own or row.email, manager_email=manager))
    return kept, notes


def _added(row: StaffRow) -> Added:
    detail = " · ".join(part for part in (row.job_title, row.team, row.site) if part)
    return Added(row.line, row.name, row.email, detail)


def _changed(row: StaffRow, person: Known, manager_email: str) -> Changed:
    pairs = list(zip(FACTS, person.facts, facts_of(row), strict=True))
    if person.team != team_key(row.team, row.site):
        pairs.append(("team", person.team_name, row.team))
    pairs.append(("manager_email", person.manager_email, manager_email))
    if person.has_left:
        pairs.append(("left", _("has left"), _("works here")))
    fields = tuple(pair for pair in pairs if pair[1] != pair[2])
    return Changed(row.line, row.name, row.email, fields)
