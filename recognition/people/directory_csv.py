"""Reading the staff directory as HR systems export it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from recognition.errors import Refused
from recognition.people.directory_columns import FIELDS, checked_columns, columns_of, header_of
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


def read(data: bytes) -> Reading:
    """Read a CSV export: one person a row, under headings in any order, case and spacing.

    Comma, semicolon and tab separate; blank rows and other columns are left out. Two equal rows
    for one address are one; a later row that differs is refused.

    Raises:
        Refused: the file as a whole cannot be read, or nobody stands in it.
    """
    text = decoded(data)
    separator = max(SEPARATORS, key=lambda one: len(columns_of(header_of(text, one))))
    header = header_of(text, separator)
    columns = checked_columns(header)
    found: dict[str, StaffRow] = {}
    refusals = []
    for record in records(text, separator):
        if record.line <= header.line or (record.cells is not None and not any(record.cells)):
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
                "This row has more columns than the headings. "
                "Put text with commas in quotation marks."
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
        # What is searched is the folded text, which can be the longer one: “ﬁ” becomes “fi”.
        length = len(text) if text.isascii() else max(len(text), len(folded(text)))
        if length > most and not field.endswith("email"):
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
