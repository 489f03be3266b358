"""The staff directory of the demonstration: about 240 people, the same ones for the same seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from recognition.demo import cast, posts
from recognition.demo.names import address, invented
from recognition.demo.places import DOMAINS, TEAM


@dataclass(frozen=True)
class StaffMember:
    """One row of the directory, with the columns of the HR file.

    Attributes:
        band: Agenda for Change band (``"2"`` to ``"8c"``), or ``VSM``, ``Medical``, ``Student``,
            ``Volunteer``.
        manager_email: who they report to, perhaps further down the list; empty at the very top.
        shift: ``days``, ``nights``, ``long days``, ``rotating`` or ``weekends``.
    """

    email: str
    name: str
    job_title: str
    staff_group: str
    band: str
    team: str
    site: str
    manager_email: str
    shift: str

    @property
    def organisation(self) -> str:
        """Name of the organisation the person works for."""
        domain = self.email.partition("@")[2]
        return next(name for name, theirs in DOMAINS.items() if theirs == domain)


PERSONAS: dict[str, str] = {
    "staff": "marisol.delacruz@rowanvale.example",
    "nominee": "tendai.moyo@rowanvale.example",
    "panellist": "priya.raghavan@rowanvale.example",
    "chair": "bernadette.orourke@rowanvale.example",
    "communications": "zofia.wisniewska@rowanvale.example",
    "administrator": "dean.braithwaite@rowanvale.example",
}
"""The buttons of ``/demo`` and whom they sign in."""

SECOND_PANELLIST = "gwilym.prosser@rowanvale.example"

PANELLISTS: tuple[str, ...] = (
    PERSONAS["panellist"],
    SECOND_PANELLIST,
    "oluwaseun.bankole@rowanvale.example",
    "harriet.lyons-peake@rowanvale.example",
    "ravinder.sandhu@rowanvale.example",
    "joao.figueiredo@rowanvale.example",
    "mei-ling.chow@rowanvale.example",
    "sian.bevan@rowanvale.example",
)
"""Eight people who judge a round. None of them nominates or is nominated in it; some of them
manage somebody who is, so that an interest can be seen at work."""


def staff(rng: random.Random) -> tuple[StaffMember, ...]:
    """Return everybody: the people of ``/demo`` first, then the rest in no order.

    Args:
        rng: decides the invented names and the order; the same seed gives the same people.
    """
    written = [_member(row) for row in (*cast.FIRST, *cast.OTHERS)]
    taken = {member.email for member in written}
    rest = written[len(cast.FIRST) :] + [_member(row) for row in _newcomers(rng, taken)]
    rng.shuffle(rest)
    return (*written[: len(cast.FIRST)], *rest)


def _newcomers(rng: random.Random, taken: set[str]) -> Iterator[cast.Row]:
    for team, vacancies in posts.POSTS.items():
        domain = DOMAINS[TEAM[team].organisation]
        for title, group, band, shifts in vacancies:
            for shift in shifts.split(", "):
                name = invented(rng)
                while address(name, domain) in taken:
                    name = invented(rng)
                taken.add(address(name, domain))
                yield (name, title, group, band, team, shift)


def _member(row: cast.Row) -> StaffMember:
    name, title, group, band, team, shift = row
    place = TEAM[team]
    domain = DOMAINS[place.organisation]
    return StaffMember(
        email=address(name, domain),
        name=name,
        job_title=title,
        staff_group=group,
        band=band,
        team=team,
        site=place.site,
        manager_email=_manager(name, team),
        shift=shift,
    )


def _manager(name: str, team: str) -> str:
    place = TEAM[team]
    if name != place.lead:
        return address(place.lead, DOMAINS[place.organisation])
    if not place.reports_to:
        return ""
    return address(place.reports_to, DOMAINS[place.organisation])
