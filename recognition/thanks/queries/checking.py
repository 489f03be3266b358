"""What must always hold: everybody accepted is thanked, or waits and somebody looks after it."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, or_, select

from recognition import clock
from recognition.database import db
from recognition.mail.models import Letter
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries.candidacies import is_live
from recognition.nominations.queries.nominees import read_nominee, with_nominee
from recognition.people.models import Grant, Person
from recognition.people.queries import in_force
from recognition.people.rules import ADMINISTRATOR
from recognition.schemes.models import Round, Scheme
from recognition.thanks.models import Thank
from recognition.thanks.rules import LETTER, OWING, PRINTED, THANKED, WAITING
from recognition.words import _

PATIENCE = timedelta(days=1)


def unthanked(now: datetime | None = None) -> list[str]:
    """Return the references of nominations accepted over a day ago of which nothing was made."""
    before = (now or clock.now()) - PATIENCE
    return list(
        db.session.scalars(
            select(Nomination.reference)
            .where(is_live(), or_(Nomination.checked_at < before, Nomination.checked_at.is_(None)))
            .where(~exists().where(Thank.nomination_id == Nomination.id))
            .order_by(Nomination.counts_from, Nomination.id)
        )
    )


def stuck() -> list[str]:
    """Return the references of thanks that wait for a letter which nobody will deliver any more."""
    settled = or_(Letter.sent_at.is_not(None), Letter.given_up_at.is_not(None))
    return list(
        db.session.scalars(
            select(Nomination.reference)
            .join(Thank, Thank.nomination_id == Nomination.id)
            .outerjoin(Letter, Letter.id == Thank.letter_id)
            .where(is_live(), Thank.state == WAITING, Thank.way == LETTER)
            .where(or_(Thank.letter_id.is_(None), settled))
            .distinct()
            .order_by(Nomination.reference)
        )
    )


def in_another_scheme() -> list[str]:
    """Return the references of nominations whose thanks name another scheme."""
    return list(
        db.session.scalars(
            select(Nomination.reference)
            .join(Thank, Thank.nomination_id == Nomination.id)
            .where(Thank.scheme_id != Nomination.scheme_id)
            .distinct()
            .order_by(Nomination.reference)
        )
    )


def unowned() -> list[str]:
    """Return the schemes that owe somebody thanks and whose host has no administrator, by name."""
    looks_after = (
        exists()
        .where(Grant.organisation_id == Scheme.organisation_id, Grant.role == ADMINISTRATOR)
        .where(in_force(), Person.id == Grant.person_id, Person.left_at.is_(None))
    )
    owing = exists().where(Thank.scheme_id == Scheme.id, Thank.state.in_(OWING))
    not_made = (
        exists()
        .where(Round.scheme_id == Scheme.id, Candidacy.round_id == Round.id)
        .where(Nomination.candidacy_id == Candidacy.id, is_live())
        .where(~exists().where(Thank.nomination_id == Nomination.id))
    )
    return list(
        db.session.scalars(
            select(Scheme.name)
            .where(~looks_after, or_(owing, not_made))
            .order_by(Scheme.name, Scheme.id)
        )
    )


def depends_on(nomination_ids: Collection[int]) -> str:
    """Say in a sentence that a card of these nominations is out; empty while it only waits."""
    out = and_(Thank.nomination_id.in_(set(nomination_ids)), Thank.state.in_((PRINTED, THANKED)))
    chosen = (
        select(Thank.state)
        .join(Nomination, Nomination.id == Thank.nomination_id)
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .where(out)
        .order_by(Thank.state.desc(), Thank.id)
        .limit(1)
    )
    row = db.session.execute(with_nominee(chosen, Candidacy)).one_or_none()
    if row is None:
        return ""
    name = read_nominee(row).name
    if row.state == THANKED:
        return _("%(name)s has been thanked for it already.", name=name)
    return _("The card for %(name)s is printed already.", name=name)
