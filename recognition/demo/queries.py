"""Whom the demonstration lets you be."""

from dataclasses import dataclass

from sqlalchemy import select

from recognition.database import db
from recognition.demo.staff import PERSONAS, SECOND_PANELLIST
from recognition.errors import Missing
from recognition.people.models import Person
from recognition.people.queries import PersonCard, people_by_id
from recognition.words import _

SECOND = "second-panellist"
ADDRESSES = {**PERSONAS, SECOND: SECOND_PANELLIST}
LANDINGS = {
    "staff": "/nominate",
    "nominee": "/",
    "panellist": "/panel",
    "chair": "/panel",
    "communications": "/newsletter",
    "administrator": "/manage",
    SECOND: "/panel",
}
"""The page each persona starts on; contract with the rooms that own them."""


@dataclass(frozen=True)
class Persona:
    """Somebody to be, and one line on what to try as them."""

    key: str
    title: str
    line: str
    person: PersonCard


def personas() -> list[Persona]:
    """Return everybody to be, in the order of the page; nobody before the demonstration is in."""
    rows = db.session.execute(
        select(Person.email, Person.id).where(Person.email.in_(ADDRESSES.values()))
    ).all()
    numbers = {email: number for email, number in rows if email is not None}
    cards = people_by_id(numbers.values())
    return [
        Persona(key, _title(key), _line(key), cards[numbers[email]])
        for key, email in ADDRESSES.items()
        if email in numbers
    ]


def persona(key: str) -> Persona:
    """Return one of them.

    Raises:
        Missing: there is nobody of that name.
    """
    for found in personas():
        if found.key == key:
            return found
    raise Missing


def _title(key: str) -> str:
    return {
        "staff": _("Staff"),
        "nominee": _("Nominee"),
        "panellist": _("Panellist"),
        "chair": _("Chair"),
        "communications": _("Communications"),
        "administrator": _("Administrator"),
        SECOND: _("Second panellist"),
    }[key]


def _line(key: str) -> str:
    return {
        "staff": _("Nominate a colleague who was kind, and see the receipt in the letters."),
        "nominee": _("Read the card with a colleague's words, and say where they may be told."),
        "panellist": _("Read stories and score them, one at a time."),
        "chair": _("See how the panel ranks them, share out the reading, decide who wins."),
        "communications": _("Choose winners and download them, ready for the newsletter."),
        "administrator": _("Look after schemes, rounds and people, and see what was done."),
        SECOND: _("Score the same round as somebody else, and compare as the chair."),
    }[key]
