"""Reading the staff directory as HR systems export it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from recognition.errors import Refused
from recognition.people.directory_file import SEPARATORS, Record, decoded, records
from recognition.people.rules import address, folded
from recognition.words import _

LONGEST_NAME = 200
LONGEST_TEXT = 120


@dataclass(frozen=True)
class StaffRow:
    """One person as the file has them; what is not known is empty. `line` counts from 1."""

    line: int
    email: str
    name: str
    job_title: str
    staff_group: str
    band: str
    team: str
    site: str
    manager_email: str
    shift: str


@dataclass(frozen=True)
class RowRefusal:
    """A row that was left out, and why."""

    line: int
    reason: str


@dataclass(frozen=True)
class Reading:
    """Everything that was read, by line; no address stands in `rows` twice."""

    rows: tuple[StaffRow, ...]
    refusals: tuple[RowRefusal, ...]


FIELDS = tuple(field.name for field in fields(StaffRow) if field.name != "line")
# Headings by letters and digits alone; where a file has several for one field, the first here wins.
HEADINGS = {
    "email": ("email", "emailaddress", "workemail", "workemailaddress", "officeemailaddress"),
    "name": ("name", "fullname", "employeename", "staffname", "displayname"),
    "job_title": ("jobtitle", "positiontitle", "jobrole", "role", "job"),
    "staff_group": ("staffgroup", "staffcategory", "professionalgroup"),
    "band": ("band", "payband", "afcband", "grade", "paygrade"),
    "team": ("team", "teamname", "ward", "department", "unit"),
    "site": ("site", "sitename", "worksite", "location", "base"),
    "manager_email": (
        "manageremail", "manageremailaddress", "managersemail", "managersemailaddress",
        "linemanageremail", "linemanageremailaddress", "linemanagersemail", "supervisoremail",
    ),
    "shift": ("shift", "shiftpattern", "workpattern", "workingpattern"),
}  # fmt: skip


def read(data: bytes) -> Reading:
    """Read a CSV export: one person a row, under headings in any order, case and spacing.

    Comma, semicolon and tab separate; blank rows and other columns are left out. Two equal rows
    for one address are one; a later row that differs is refused.

    Raises:
        Refused: the file as a whole cannot be read, or nobody stands in it.
    """
    text = decoded(data)
    separator = max(SEPARATORS, key=lambda one: len(_columns(_header(text, one))))
    header = _header(text, separator)
    columns = _checked_columns(header)
    found: dict[str, StaffRow] = {}
    refusals = []
    for record in records(text, separator):
        if record.line <= header.line or record.cells is not None and not any(record.cells):
            continue
        try:
            row = _row(record, columns, width=len(header.cells or ()))
            _check_not_twice(row, found.get(row.email))
            found.setdefault(row.email, row)
        except Refused as refused:
            refusals.append(RowRefusal(record.line, refused.reason))
    if not found and not refusals:
        raise Refused(_("Nobody stands in this file below the headings."))
    return Reading(tuple(found.values()), tuple(refusals))


def _header(text: str, separator: str) -> Record:
    rows = records(text, separator)
    return next((row for row in rows if row.cells is None or any(row.cells)), Record(1, 1, ()))


def _headings(header: Record) -> list[str]:
    return ["".join(filter(str.isalnum, folded(cell))) for cell in header.cells or ()]


def _columns(header: Record) -> dict[str, int]:
    """Return the place of every field that has a heading, from 0."""
    headings = _headings(header)
    places = {
        field: next((headings.index(name) for name in names if name in headings), -1)
        for field, names in HEADINGS.items()
    }
    return {field: place for field, place in places.items() if place >= 0}


def _checked_columns(header: Record) -> dict[str, int]:
    columns, headings = _columns(header), _headings(header)
    missing = [field for field in ("email", "name") if field not in columns]
    if missing:
        raise Refused(
            _(
                "The first row needs headings, and these are missing: %(names)s. "
                "Add them and try again.",
                names=", ".join(missing),
            )
        )
    for place in columns.values():
        if headings.count(headings[place]) > 1:
            twice = (header.cells or ())[place]
            raise Refused(_("The heading “%(name)s” is there twice. Keep one.", name=twice))
    return columns


def _row(record: Record, columns: Mapping[str, int], *, width: int) -> StaffRow:
    cells = record.cells
    if cells is None:
        raise Refused(
            _(
                "The quotation marks on lines %(first)s to %(last)s do not match. "
                "Close each one that opens.",
                first=record.line,
                last=record.last,
            )
        )
    if any("\0" in cell for cell in cells):
        raise Refused(_("This row holds a character that cannot be read (NUL). Remove it."))
    if any(cells[width:]):
        raise Refused(
            _(
                "This row has more columns than the headings. Put text with commas in quotation marks."
            )
        )
    values = {f: cells[columns[f]] if columns.get(f, width) < len(cells) else "" for f in FIELDS}
    _check_lengths(values)
    values["email"] = _address(values["email"])
    if values["manager_email"]:
        values["manager_email"] = _manager(values["manager_email"], values["email"])
    return StaffRow(line=record.line, **values)


def _check_lengths(values: Mapping[str, str]) -> None:
    if not values["name"]:
        raise Refused(_("The name is missing."))
    for field, text in values.items():
        most = LONGEST_NAME if field == "name" else LONGEST_TEXT
        if len(text) > most and not field.endswith("email"):
            raise Refused(
                _(
                    "Shorten “%(field)s” to %(most)s characters or fewer.",
                    field=field.replace("_", " "),
                    most=most,
                )
            )


def _address(typed: str) -> str:
    if not typed:
        raise Refused(_("The e-mail address is missing."))
    try:
        return address(typed)
    except Refused:
        raise Refused(_("The e-mail address is not like name@example.org.")) from None


def _manager(typed: str, own: str) -> str:
    try:
        manager = address(typed)
    except Refused:
        raise Refused(_("The manager's e-mail address is not like name@example.org.")) from None
    if manager == own:
        raise Refused(_("This row names the person as their own manager."))
    return manager


def _check_not_twice(row: StaffRow, before: StaffRow | None) -> None:
    if before is not None and replace(row, line=before.line) != before:
        raise Refused(
            _(
                "Lines %(first)s and %(second)s are about the same address and differ. Keep one.",
                first=before.line,
                second=row.line,
            )
        )
