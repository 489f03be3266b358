"""What was decided and written about somebody who was nominated, once the world may know."""

from collections.abc import Collection

from sqlalchemy import select

from recognition.database import db
from recognition.nominations.models import Candidacy, Nomination
from recognition.schemes.models import Round
from recognition.subject_access import ABOUT, Item, Picture, Section, Whom
from recognition.thanks.models import Card
from recognition.winners.models import (
    Announcement,
    CitationAnswer,
    CitationEdition,
    Decision,
    Photo,
    Praise,
    QuoteWish,
)
from recognition.winners.rules import outcome_name
from recognition.words import _

TABLES = frozenset(
    {"decision", "citation_edition", "citation_answer", "praise", "photo", "quote_wish"}
)


def announced_rounds(now: object) -> frozenset[int]:
    """Return the rounds of which the world knows at an instant, UTC, by number."""
    return frozenset(
        db.session.scalars(select(Announcement.round_id).where(Announcement.at <= now))
    )


def sections(who: Whom, candidacy_ids: Collection[int]) -> list[Section]:
    """Return outcomes, citations and pictures about somebody, and what they said about words."""
    return [
        Section("outcomes", _("What was decided"), _outcomes(candidacy_ids)),
        Section("citations", _("Words to publish about them"), _citations(candidacy_ids)),
        Section("answers", _("What they said about those words"), _answers(who)),
        Section("quotes", _("Being named beside a quote"), _quotes(who)),
        Section("photos", _("Photographs"), _photos(candidacy_ids)),
    ]


def _outcomes(candidacy_ids: Collection[int]) -> tuple[Item, ...]:
    rows = db.session.execute(
        select(Decision, Candidacy.round_id, Round.name)
        .join(Candidacy, Candidacy.id == Decision.candidacy_id)
        .join(Round, Round.id == Candidacy.round_id)
        .where(Candidacy.id.in_(set(candidacy_ids)))
        .order_by(Decision.id)
    ).all()
    found = []
    for row, round_id, name in rows:
        found.append(
            Item(
                key=f"decision-{row.id}",
                what=_("Outcome in %(round)s", round=name),
                facts=((_("Outcome"), outcome_name(row.outcome)),),
                when=row.decided_at,
                round_id=round_id,
            )
        )
        found.append(
            Item(
                key=f"reason-{row.id}",
                what=_("Reason for the outcome"),
                texts=((_("Reason"), row.reason),),
                by_others=True,
                panel=ABOUT,
                when=row.decided_at,
                round_id=round_id,
            )
        )
    return tuple(found)


def _citations(candidacy_ids: Collection[int]) -> tuple[Item, ...]:
    rows = db.session.execute(
        select(CitationEdition, Candidacy.round_id)
        .join(Decision, Decision.id == CitationEdition.decision_id)
        .join(Candidacy, Candidacy.id == Decision.candidacy_id)
        .where(Candidacy.id.in_(set(candidacy_ids)))
        .order_by(CitationEdition.decision_id, CitationEdition.edition)
    )
    cited = [
        Item(
            key=f"citation-{row.decision_id}-{row.edition}",
            what=_("Citation, edition %(number)s", number=row.edition),
            when=row.written_at,
            texts=tuple(
                text for text in ((_("Citation"), row.text), (_("Quote"), row.quote)) if text[1]
            ),
            by_others=True,
            round_id=round_id,
        )
        for row, round_id in rows
    ]
    praised = db.session.execute(
        select(Praise, Candidacy.round_id)
        .join(Candidacy, Candidacy.id == Praise.candidacy_id)
        .where(Candidacy.id.in_(set(candidacy_ids)))
    )
    return (
        *cited,
        *(
            Item(
                key=f"praise-{row.candidacy_id}",
                what=_("Words of the panel to share"),
                when=row.written_at,
                texts=((_("Words"), row.text),),
                by_others=True,
                round_id=round_id,
            )
            for row, round_id in praised
        ),
    )


def _answers(who: Whom) -> tuple[Item, ...]:
    rows = db.session.scalars(
        select(CitationAnswer)
        .join(Card, Card.id == CitationAnswer.card_id)
        .where(Card.person_id == (who.person_id or 0))
        .order_by(CitationAnswer.decision_id, CitationAnswer.edition)
    )
    return tuple(
        Item(
            key=f"answer-{row.decision_id}-{row.edition}-{row.card_id}",
            what=_("The words are right") if row.agrees else _("The words are not right"),
            when=row.said_at,
            texts=((_("Their note"), row.note),) if row.note else (),
        )
        for row in rows
    )


def _quotes(who: Whom) -> tuple[Item, ...]:
    mine = (Nomination.nominator_id == (who.person_id or 0)) | (
        Nomination.nominator_id.is_(None) & Nomination.nominator_email.in_(who.addresses)
    )
    rows = db.session.execute(
        select(QuoteWish, Nomination.reference)
        .join(Nomination, Nomination.id == QuoteWish.nomination_id)
        .where(mine)
        .order_by(QuoteWish.nomination_id)
    )
    said = {True: _("Yes"), False: _("No"), None: _("Not said yet")}
    return tuple(
        Item(
            key=f"quote-{row.nomination_id}",
            what=_("Quote from nomination %(reference)s", reference=reference),
            when=row.said_at or row.asked_at,
            facts=((_("May they be named?"), said[row.named]),),
        )
        for row, reference in rows
    )


def _photos(candidacy_ids: Collection[int]) -> tuple[Item, ...]:
    rows = db.session.scalars(
        select(Photo).where(Photo.candidacy_id.in_(set(candidacy_ids))).order_by(Photo.id)
    ).all()
    return tuple(
        Item(
            key=f"photo-{row.id}",
            what=_("Photograph"),
            when=row.uploaded_at,
            facts=((_("Credit"), row.credit),) if row.credit else (),
            texts=((_("What it shows"), row.alt_text),) if row.alt_text else (),
            names=(row.credit,) if row.credit else (),
            picture=Picture(f"photo-{row.id}.webp", row.data),
        )
        for row in rows
        if row.data
    )
