"""As many invented colleagues as one asks for, for measuring."""

import random

from recognition.demo.names import address, invented
from recognition.demo.places import DOMAINS, KILN_HOUSE, SITES, TRUST
from recognition.demo.staff import StaffMember

TEAM_SIZE = 20
DOMAIN = DOMAINS[TRUST]
CHAIR_EMAIL, OFFICE_EMAIL = f"chair@{DOMAIN}", f"office@{DOMAIN}"


def panellist_email(number: int) -> str:
    """Return the address of a panellist, counted from 0."""
    return f"panellist{number + 1}@{DOMAIN}"


def crowd(rng: random.Random, staff: int, panellists: int) -> list[StaffMember]:
    """Return the panellists, the chair, the administrator, and then the staff.

    Panel, chair and administrator share a team in which nobody else works and manage nobody, so
    that no interest stands in their way.
    """
    office = [
        *((panellist_email(number), "Panellist") for number in range(panellists)),
        (CHAIR_EMAIL, "Chair of the panel"),
        (OFFICE_EMAIL, "Staff Experience Lead"),
    ]
    people = [_office(email, invented(rng), title) for email, title in office]
    for number in range(staff):
        name = invented(rng)
        local, _at, domain = address(name, DOMAIN).partition("@")
        team = number // TEAM_SIZE
        people.append(
            StaffMember(
                email=f"{local}.{number}@{domain}",
                name=name,
                job_title="Colleague",
                staff_group="Everybody",
                band="5",
                team=f"Team {team + 1}",
                site=SITES[team % (len(SITES) - 1)],
                manager_email="",
                shift="days",
            )
        )
    return people


def _office(email: str, name: str, title: str) -> StaffMember:
    return StaffMember(
        email=email,
        name=name,
        job_title=title,
        staff_group="Office",
        band="8a",
        team="Panel office",
        site=KILN_HOUSE,
        manager_email="",
        shift="days",
    )
