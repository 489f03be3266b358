"""Who is to be reminded that they were asked, and who may be asked or answer on paper."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Exists, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from recognition.database import db
from recognition.mail.models import Letter
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries.candidacies import is_live
from recognition.nominations.queries.nominees import read_nominee, with_nominee
from recognition.people.models import Person
from recognition.people.queries import Viewer
from recognition.schemes.models import Round, Scheme
from recognition.thanks.models import Card, Consent, ConsentAsked, Quiet, Thank
from recognition.thanks.rules import ASK_LETTER, CHANNELS, DIED, REMIND_LETTER

Recipient = aliased(Person, name="recipient")


@dataclass(frozen=True)
class Chased:
    """Somebody to remind; `team` is empty for a person, `host_id` hosts the scheme."""

    address: str
    name: str
    scheme: str
    host_id: int
    team: str


def to_chase(before: datetime, now: datetime, *, limit: int) -> list[int]:
    """Return the cards whose question left before an instant and is not fully answered.

    Each is reminded once. Nobody is who wishes no letters, has left or has died, or whose
    nominations no longer stand.
    """
    return list(
        db.session.scalars(
            _open(now)
            .with_only_columns(ConsentAsked.card_id)
            .join(Letter, Letter.id == ConsentAsked.letter_id)
            .where(Letter.sent_at <= before)
            .order_by(ConsentAsked.asked_at, ConsentAsked.card_id)
            .limit(limit)
        )
    )


def chasing(card_id: int, now: datetime) -> Chased | None:
    """Return somebody to remind; None for nobody any more."""
    chosen: Select[*tuple[Any, ...]] = (
        _open(now)
        .where(ConsentAsked.card_id == card_id)
        .join(Round, Round.id == Candidacy.round_id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .with_only_columns(
            Recipient.email, Recipient.name, Scheme.name.label("scheme"), Scheme.organisation_id
        )
    )
    row = db.session.execute(with_nominee(chosen, Candidacy)).one_or_none()
    if row is None:
        return None
    nominee = read_nominee(row)
    team = nominee.name if nominee.team_id is not None else ""
    return Chased(row.email, row.name, row.scheme, row.organisation_id, team)


def unsent_question(card_id: int) -> int | None:
    """Return the letter that asks, or reminds, the owner of a card and has not left; or None.

    The letter that brings a card is no such letter: it thanks them too.
    """
    return db.session.scalar(
        select(ConsentAsked.letter_id)
        .join(Letter, Letter.id == ConsentAsked.letter_id)
        .where(ConsentAsked.card_id == card_id, Letter.sent_at.is_(None))
        .where(Letter.kind.in_((ASK_LETTER, REMIND_LETTER)))
    )


def may_record(viewer: Viewer | None, candidacy_id: int, **_arguments: object) -> bool:
    """May they write down what was said on paper: administrators of the scheme's host?"""
    if viewer is None or not viewer.administers:
        return False
    host = (
        select(Scheme.organisation_id)
        .join(Round, Round.scheme_id == Scheme.id)
        .join(Candidacy, Candidacy.round_id == Round.id)
        .where(Candidacy.id == candidacy_id, Scheme.organisation_id.in_(viewer.administers))
    )
    return db.session.scalar(host) is not None


def _open(now: datetime) -> Select[*tuple[Any, ...]]:
    """Choose the questions that were asked, not reminded of, and not answered in full."""
    live = func.coalesce(Candidacy.merged_into_id, Candidacy.id)
    return (
        select(ConsentAsked)
        .select_from(ConsentAsked)
        .join(Card, Card.id == ConsentAsked.card_id)
        .join(Candidacy, Candidacy.id == Card.candidacy_id)
        .join(Recipient, Recipient.id == Card.person_id)
        .where(ConsentAsked.chased_at.is_(None), _answers(now) < len(CHANNELS))
        .where(Recipient.left_at.is_(None), Recipient.email.is_not(None), Recipient.email != "")
        .where(~exists().where(Quiet.person_id == Recipient.id), ~_died())
        .where(exists().where(Nomination.candidacy_id == live, is_live()))
    )


def _answers(now: datetime) -> Any:
    """Count the channels of a card with an answer that holds."""
    newer = aliased(Consent, name="newer_answer")
    return (
        select(func.count())
        .where(Consent.card_id == ConsentAsked.card_id)
        .where(or_(Consent.given.is_(False), Consent.until.is_(None), Consent.until > now))
        .where(
            ~exists().where(
                newer.card_id == Consent.card_id,
                newer.channel == Consent.channel,
                newer.id > Consent.id,
            )
        )
        .correlate(ConsentAsked)
        .scalar_subquery()
    )


def _died() -> Exists:
    theirs = aliased(Card, name="their_card")
    return exists().where(
        and_(
            Thank.card_id == theirs.id,
            theirs.person_id == Recipient.id,
            Thank.reason == DIED,
        )
    )
