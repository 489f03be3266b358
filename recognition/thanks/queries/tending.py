"""One nomination and its thank-yous, for whoever looks after them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from recognition.database import db
from recognition.errors import Missing
from recognition.mail.models import Letter
from recognition.nominations.cards import Nominee
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries.nominees import read_nominee, with_nominee
from recognition.people.models import Person
from recognition.people.queries import Viewer
from recognition.schemes.models import Round, Scheme
from recognition.thanks.models import Card, Thank
from recognition.thanks.queries.ledger_lines import standing
from recognition.thanks.rules import OWING, THANKED
from recognition.thanks.tending import deeds, waits_for


@dataclass(frozen=True)
class ThankCard:
    """One card's part in a nomination. `why` is empty once nothing is owed; `deeds` can be done."""

    id: int
    name: str
    person_id: int | None
    way: str
    state: str
    reason: str
    passed_to: str
    why: str
    deeds: tuple[str, ...]
    batch_id: int | None
    address: str
    problem: str
    printed_at: datetime | None
    returned_at: datetime | None
    thanked_at: datetime | None


@dataclass(frozen=True)
class ThankSheet:
    """A nomination, where it stands, and its thank-yous, those still owed first."""

    nomination_id: int
    candidacy_id: int
    reference: str
    scheme: str
    scheme_slug: str
    nominee: Nominee
    standing: str
    sent_at: datetime
    counts_from: datetime
    withdrawn_at: datetime | None
    is_confirmed: bool
    thanks: tuple[ThankCard, ...]


def may_tend(viewer: Viewer | None, reference: str, **_arguments: object) -> bool:
    """May they look after this nomination's thanks? Administrators of the host may."""
    if viewer is None or not viewer.administers:
        return False
    host = (
        select(Scheme.organisation_id)
        .join(Round, Round.scheme_id == Scheme.id)
        .join(Candidacy, Candidacy.round_id == Round.id)
        .join(Nomination, Nomination.candidacy_id == Candidacy.id)
        .where(Nomination.reference == reference)
        .where(Scheme.organisation_id.in_(viewer.administers))
    )
    return db.session.scalar(host) is not None


def thank_sheet(reference: str) -> ThankSheet:
    """Return a nomination with its thank-yous.

    Raises:
        Missing: there is none with that reference.
    """
    chosen: Select[*tuple[Any, ...]] = (
        select(Nomination, Scheme.name.label("scheme"), Scheme.slug.label("scheme_slug"))
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .join(Round, Round.id == Candidacy.round_id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .where(Nomination.reference == reference)
    )
    row = db.session.execute(with_nominee(chosen, Candidacy)).one_or_none()
    if row is None:
        raise Missing
    sent: Nomination = row.Nomination
    nominee = read_nominee(row)
    thanks = [
        _card(thank, card, person, letter, nominee)
        for thank, card, person, letter in db.session.execute(
            select(Thank, Card, Person, Letter)
            .join(Card, Card.id == Thank.card_id)
            .outerjoin(Person, Person.id == Card.person_id)
            .outerjoin(Letter, Letter.id == Thank.letter_id)
            .where(Thank.nomination_id == sent.id)
            .order_by(Card.person_id.is_(None), Person.name, Thank.id)
        )
    ]
    return ThankSheet(
        nomination_id=sent.id,
        candidacy_id=sent.candidacy_id,
        reference=sent.reference,
        scheme=row.scheme,
        scheme_slug=row.scheme_slug,
        nominee=nominee,
        standing=sent.standing,
        sent_at=sent.sent_at,
        counts_from=sent.counts_from,
        withdrawn_at=sent.withdrawn_at,
        is_confirmed=sent.confirmed_at is not None,
        thanks=tuple(sorted(thanks, key=lambda card: card.state not in OWING)),
    )


def _card(
    thank: Thank, card: Card, person: Person | None, letter: Letter | None, nominee: Nominee
) -> ThankCard:
    plain = standing(thank, has_person=card.person_id is not None)
    return ThankCard(
        id=thank.id,
        name=person.name if person else nominee.name,
        person_id=card.person_id,
        way=thank.way,
        state=thank.state,
        reason=thank.reason,
        passed_to=thank.passed_to,
        why=waits_for(plain) if thank.state in OWING else "",
        deeds=() if thank.state == THANKED else deeds(plain),
        batch_id=thank.batch_id,
        address=letter.to_address if letter else "",
        problem=(letter.problem or "") if letter and letter.sent_at is None else "",
        printed_at=thank.printed_at,
        returned_at=thank.returned_at,
        thanked_at=thank.thanked_at,
    )
