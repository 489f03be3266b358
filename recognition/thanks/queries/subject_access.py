"""Cards somebody got, and what they agreed to."""

from sqlalchemy import func, select

from recognition.clock import spoken
from recognition.database import db
from recognition.nominations.models import Candidacy
from recognition.schemes.models import Round, Scheme
from recognition.subject_access import Item, Section, Whom
from recognition.thanks.models import Card, Consent, ConsentAsked, Quiet, Thank
from recognition.thanks.rules import LETTER, THANKED, short_channel_name
from recognition.words import _

TABLES = frozenset({"card", "thank", "consent", "consent_asked", "quiet"})


def candidacies_of_cards(person_id: int) -> frozenset[int]:
    """Return the candidacies for which somebody has a card, alone or with their team."""
    return frozenset(
        db.session.scalars(
            select(func.coalesce(Candidacy.merged_into_id, Candidacy.id))
            .join(Card, Card.candidacy_id == Candidacy.id)
            .where(Card.person_id == person_id)
        )
    )


def sections(who: Whom) -> list[Section]:
    """Return the cards of a person, how each reached them, and every answer they gave."""
    if who.person_id is None:
        return []
    return [
        Section("cards", _("Cards of thanks"), _cards(who.person_id)),
        Section("consents", _("Where the story may be told"), _answers(who.person_id)),
        Section("quiet", _("Wishes about letters"), _quiet(who.person_id)),
    ]


def _cards(person_id: int) -> tuple[Item, ...]:
    rows = db.session.execute(
        select(Thank, Scheme.name, Round.name)
        .join(Card, Card.id == Thank.card_id)
        .join(Candidacy, Candidacy.id == Card.candidacy_id)
        .join(Round, Round.id == Candidacy.round_id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .where(Card.person_id == person_id)
        .order_by(Thank.made_at, Thank.id)
    )
    return tuple(
        Item(
            key=f"thank-{row.id}",
            what=_("Card in %(scheme)s, %(round)s", scheme=scheme, round=name),
            when=row.made_at,
            facts=(
                (_("How"), _("By letter") if row.way == LETTER else _("On paper")),
                (
                    _("Arrived"),
                    spoken(row.thanked_at)
                    if row.state == THANKED and row.thanked_at
                    else _("Not yet"),
                ),
                *([(_("Passed on to"), row.passed_to)] if row.passed_to else []),
            ),
            names=(row.passed_to,) if row.passed_to else (),
        )
        for row, scheme, name in rows
    )


def _answers(person_id: int) -> tuple[Item, ...]:
    rows = db.session.scalars(
        select(Consent)
        .join(Card, Card.id == Consent.card_id)
        .where(Card.person_id == person_id)
        .order_by(Consent.said_at, Consent.id)
    )
    asked = db.session.scalars(
        select(ConsentAsked)
        .join(Card, Card.id == ConsentAsked.card_id)
        .where(Card.person_id == person_id)
        .order_by(ConsentAsked.asked_at, ConsentAsked.card_id)
    )
    return (
        *(Item(key=f"asked-{row.card_id}", what=_("We asked"), when=row.asked_at) for row in asked),
        *(
            Item(
                key=f"consent-{row.id}",
                what=short_channel_name(row.channel),
                when=row.said_at,
                facts=(
                    (_("Answer"), _("Yes") if row.given else _("No")),
                    *([(_("Until"), spoken(row.until))] if row.until else []),
                    *([(_("How"), _("On paper"))] if row.recorded_by_id else []),
                ),
            )
            for row in rows
        ),
    )


def _quiet(person_id: int) -> tuple[Item, ...]:
    row = db.session.get(Quiet, person_id)
    if row is None:
        return ()
    return (Item(key="quiet", what=_("Would rather not be written to"), when=row.said_at),)
