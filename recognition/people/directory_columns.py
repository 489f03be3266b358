"""Which column of a staff export holds what, whatever its heading is called."""

from recognition.errors import Refused
from recognition.people.directory_file import Record, records
from recognition.people.rules import folded
from recognition.words import _

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
FIELDS = tuple(HEADINGS)


def header_of(text: str, separator: str) -> Record:
    """Return the first row that is not blank; an empty one if there is none."""
    rows = records(text, separator)
    return next((row for row in rows if row.cells is None or any(row.cells)), Record(1, 1, ()))


def _headings(header: Record) -> list[str]:
    return ["".join(filter(str.isalnum, folded(cell))) for cell in header.cells or ()]


def columns_of(header: Record) -> dict[str, int]:
    """Return the place of every field that has a heading, from 0."""
    headings = _headings(header)
    places = {
        field: next((headings.index(name) for name in names if name in headings), -1)
        for field, names in HEADINGS.items()
    }
    return {field: place for field, place in places.items() if place >= 0}


def checked_columns(header: Record) -> dict[str, int]:
    """Return the place of every field that has a heading, from 0.

    Raises:
        Refused: there is none for the address or the name, or one is there twice.
    """
    columns, headings = columns_of(header), _headings(header)
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
