"""What somebody did and wrote on panels."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from recognition.clock import spoken
from recognition.database import db
from recognition.nominations.models import Candidacy
from recognition.nominations.queries import candidacies_by_id
from recognition.panel.models import Appointment, Assignment, DiscussionNote, Interest, Review
from recognition.panel.queries.interests import has_interest
from recognition.people.models import Person
from recognition.schemes.models import Round, Scheme
from recognition.subject_access import THEIRS, Item, Section, Whom
from recognition.words import _

TABLES = frozenset({"appointment", "interest", "assignment", "discussion_note", "review"})


def known_among(person_id: int, candidacy_ids: Collection[int]) -> frozenset[int]:
    """Return those of these candidacies in which this person has an interest, by number."""
    return frozenset(
        db.session.scalars(
            select(Candidacy.id).where(
                Candidacy.id.in_(set(candidacy_ids)), has_interest(person_id, Candidacy)
            )
        )
    )


def theirs(who: Whom) -> list[Section]:
    """Return seats, what they said about whom they know, and what they wrote as a reader."""
    if who.person_id is None:
        return []
    return [
        Section("seats", _("Seats on panels"), _seats(who.person_id)),
        Section("interests", _("People they said they know"), _interests(who.person_id)),
        Section("reviews", _("What they wrote as a panellist"), _reviews(who.person_id)),
    ]


def _seats(person_id: int) -> tuple[Item, ...]:
    names = {"chair": _("Chair"), "deputy": _("Deputy"), "panellist": _("Panellist")}
    rows = db.session.execute(
        select(Appointment, Scheme.name, Round.name)
        .join(Round, Round.id == Appointment.round_id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .where(Appointment.person_id == person_id)
        .order_by(Appointment.id)
    )
    return tuple(
        Item(
            key=f"seat-{row.id}",
            what=f"{names[row.role]}, {scheme}, {name}",
            when=row.appointed_at,
            facts=((_("Ended"), spoken(row.ended_at)),) if row.ended_at else (),
            panel=THEIRS,
        )
        for row, scheme, name in rows
    )


def _interests(person_id: int) -> tuple[Item, ...]:
    about_whom = aliased(Person)
    rows = db.session.execute(
        select(Interest, about_whom.name)
        .outerjoin(about_whom, about_whom.id == Interest.about_id)
        .where(Interest.person_id == person_id)
        .order_by(Interest.id)
    ).all()
    cards = candidacies_by_id({row.candidacy_id for row, _name in rows if row.candidacy_id})
    found = []
    for row, name in rows:
        card = cards.get(row.candidacy_id or 0)
        known = name or (card.nominee.name if card else "")
        found.append(
            Item(
                key=f"interest-{row.id}",
                what=_("Knows a nominee"),
                when=row.declared_at,
                facts=((_("Who"), known),) if known else (),
                texts=((_("Reason"), row.reason),) if row.reason else (),
                names=(known,) if known else (),
                by_others=row.pinned_by_id is not None,
                panel=THEIRS,
            )
        )
    return tuple(found)


def _reviews(person_id: int) -> tuple[Item, ...]:
    rows = db.session.execute(
        select(Review, Assignment.candidacy_id)
        .join(Assignment, Assignment.id == Review.assignment_id)
        .where(Assignment.person_id == person_id)
        .order_by(Review.id)
    ).all()
    notes = db.session.scalars(
        select(DiscussionNote)
        .where(DiscussionNote.person_id == person_id)
        .order_by(DiscussionNote.id)
    ).all()
    cards = candidacies_by_id(
        {number for _row, number in rows} | {row.candidacy_id for row in notes}
    )
    wrote = [
        _wrote(
            f"review-{row.id}",
            row.saved_at,
            number,
            cards.get(number),
            ((_("Comment"), row.comment), (_("Private note"), row.note)),
        )
        for row, number in rows
    ]
    said = [
        _wrote(
            f"minute-{row.id}",
            row.written_at,
            row.candidacy_id,
            cards.get(row.candidacy_id),
            ((_("In the discussion"), row.text),),
        )
        for row in notes
    ]
    return (*wrote, *said)


def _wrote(key: str, when: Any, number: int, card: Any, texts: tuple[tuple[str, str], ...]) -> Item:
    name = card.nominee.name if card else ""
    return Item(
        key=key,
        what=_("About a nominee"),
        when=when,
        facts=((_("Who"), name),) if name else (),
        texts=tuple(text for text in texts if text[1]),
        names=(name,) if name else (),
        panel=THEIRS,
        candidacy_id=number,
    )
