"""What an export of an HR system changes in the directory: decided before anything is written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from recognition.people.directory_csv import RowRefusal, StaffRow
from recognition.people.rules import folded
from recognition.words import _

TeamKey = tuple[str, str]


@dataclass(frozen=True)
class Known:
    """Somebody who is in the directory already.

    `facts` are in the order of `facts_of`; `manager_email` is empty without a manager;
    `team_name` is the team as it is written.
    """

    id: int
    organisation: str
    facts: tuple[str, ...]
    team: TeamKey | None
    manager_email: str
    has_left: bool
    team_name: str = ""


@dataclass(frozen=True)
class Plan:
    """Who is added, who is updated, and what was wrong.

    `managers` gives the address of the manager for everybody added or updated; empty for none.
    `new_teams` are name and site as first written.
    """

    added: tuple[StaffRow, ...]
    updated: tuple[StaffRow, ...]
    unchanged: int
    managers: Mapping[str, str]
    new_teams: Mapping[TeamKey, tuple[str, str]]
    refusals: tuple[RowRefusal, ...]
    notes: tuple[RowRefusal, ...]


def team_key(name: str, site: str) -> TeamKey | None:
    """Return what makes two spellings of a team one team; None where no team is named."""
    return (folded(name), folded(site)) if folded(name) else None


def facts_of(row: StaffRow) -> tuple[str, ...]:
    """Return what is written of a person besides team and manager."""
    return (row.name, row.job_title, row.staff_group, row.band, row.site, row.shift)


def plan(
    rows: Sequence[StaffRow],
    *,
    known: Mapping[str, Known],
    teams: Collection[TeamKey],
    organisation: str,
    now_called: Mapping[TeamKey, TeamKey] | None = None,
    notes: Sequence[RowRefusal] = (),
) -> Plan:
    """Decide what becomes of every row.

    Args:
        rows: the rows of the file that could be read.
        known: everybody in the directory, of any organisation, by address.
        teams: the teams that the organisation has.
        organisation: its name.
        now_called: what teams that were made one with another are called now.
        notes: what was noted before.
    """
    now_called = now_called or {}
    taken, refusals = _taken(rows, known, organisation)
    managers, more = _managers(taken, known)
    added = tuple(row for row in taken if row.email not in known)
    updated = tuple(
        row
        for row in taken
        if row.email in known and _differs(known[row.email], row, managers[row.email], now_called)
    )
    new_teams: dict[TeamKey, tuple[str, str]] = {}
    for row in taken:
        key = team_key(row.team, row.site)
        if key is not None and key not in teams:
            new_teams.setdefault(key, (row.team, row.site))
    return Plan(
        added=added,
        updated=updated,
        unchanged=len(taken) - len(added) - len(updated),
        managers=managers,
        new_teams=new_teams,
        refusals=tuple(refusals),
        notes=tuple(sorted((*notes, *more), key=lambda row: row.line)),
    )


def _taken(
    rows: Sequence[StaffRow], known: Mapping[str, Known], organisation: str
) -> tuple[list[StaffRow], list[RowRefusal]]:
    taken, refusals = [], []
    for row in rows:
        person = known.get(row.email)
        if person is not None and person.organisation != organisation:
            reason = _("This address belongs to somebody in another organisation.")
            refusals.append(RowRefusal(row.line, reason))
        else:
            taken.append(row)
    return taken, refusals


def _managers(
    rows: Sequence[StaffRow], known: Mapping[str, Known]
) -> tuple[dict[str, str], list[RowRefusal]]:
    """Return everybody's manager, who may stand further down, and notes on those not found."""
    reachable = known.keys() | {row.email for row in rows}
    managers, notes = {}, []
    for row in rows:
        wanted = row.manager_email
        managers[row.email] = wanted if wanted in reachable and wanted != row.email else ""
        if wanted and wanted == row.email:
            reason = _("This row names the person as their own manager. It was left empty.")
            notes.append(RowRefusal(row.line, reason))
        elif wanted and not managers[row.email]:
            reason = _("Nobody here has the manager's address. The manager was left empty.")
            notes.append(RowRefusal(row.line, reason))
    return managers, notes


def _differs(
    person: Known, row: StaffRow, manager_email: str, now_called: Mapping[TeamKey, TeamKey]
) -> bool:
    key = team_key(row.team, row.site)
    return (
        person.has_left
        or person.facts != facts_of(row)
        or person.team != (now_called.get(key, key) if key else None)
        or person.manager_email != manager_email
    )
