"""Which column of a staff list is which, whatever an HR system calls it."""

from collections.abc import Mapping, Sequence

from recognition.errors import Refused
from recognition.people.rules import folded
from recognition.words import _

COLUMNS = (
    "email", "name", "job_title", "staff_group", "band", "team", "site", "manager_email", "shift",
)  # fmt: skip
NEEDED = ("email", "name")

SYNONYMS: Mapping[str, str] = {
    "emailaddress": "email",
    "mail": "email",
    "workemail": "email",
    "workemailaddress": "email",
    "fullname": "name",
    "employeename": "name",
    "staffname": "name",
    "displayname": "name",
    "job": "job_title",
    "jobrole": "job_title",
    "role": "job_title",
    "position": "job_title",
    "positiontitle": "job_title",
    "grade": "band",
    "payband": "band",
    "department": "team",
    "ward": "team",
    "teamname": "team",
    "location": "site",
    "worklocation": "site",
    "base": "site",
    "manager": "manager_email",
    "linemanager": "manager_email",
    "linemanageremail": "manager_email",
    "manageremailaddress": "manager_email",
    "linemanageremailaddress": "manager_email",
    "shiftpattern": "shift",
}
"""Other headings, without spaces and marks, to our column."""


def places(header: Sequence[str]) -> dict[str, int]:
    """Return where each of our columns stands; the first of two that mean the same counts.

    Raises:
        Refused: there is no column for the address or for the name.
    """
    found: dict[str, int] = {}
    own = {column.replace("_", ""): column for column in COLUMNS}
    for names in (own, SYNONYMS):  # our own heading goes before a synonym of it
        for place, heading in enumerate(header):
            column = names.get("".join(c for c in folded(heading) if c.isalnum()))
            if column:
                found.setdefault(column, place)
    missing = [column for column in NEEDED if column not in found]
    if missing:
        raise Refused(
            _(
                "The first row has no column called %(missing)s. Add it: the first row of the "
                "file names the columns.",
                missing=_(" and no column called ").join(missing),
            )
        )
    return found
