"""What the chair decided about the announced round, and what everybody in it agreed to."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from recognition.database import db
from recognition.demo.actions.bulk import Row, add_all, add_numbered
from recognition.demo.actions.directory import Company
from recognition.demo.actions.trail import Trail
from recognition.demo.portraits import portrait
from recognition.demo.staff import PERSONAS
from recognition.demo.stories import CITATIONS, Citation
from recognition.mail.models import Letter
from recognition.nominations import queries as nominations
from recognition.nominations.queries import CandidacyCard
from recognition.schemes.queries import RoundCard
from recognition.thanks import actions as thanks
from recognition.thanks.models import Card, Consent
from recognition.thanks.rules import CHANNELS, PHOTO
from recognition.winners.models import Announcement, CitationEdition, Decision, Photo
from recognition.winners.photos import made_anew
from recognition.winners.rules import RECOGNISED
from recognition.words import _

SILENT = "Elif Demir"
"""Highly commended, asked, and has not answered yet: she stands on no page."""


def decide(
    card: RoundCard, categories: Mapping[str, int], company: Company, trail: Trail
) -> list[int]:
    """Write decisions, citations and the announcement of a round, in an open transaction.

    Returns:
        The candidacies that won or were highly commended.
    """
    told = card.announces_at
    if told is None:
        raise ValueError("an announced round has its time")
    chair = company.people[PERSONAS["chair"]]
    found = nominations.candidacies(card.id)
    cited = [_citation(candidacy, categories, company) for candidacy in found]
    at = told - timedelta(days=4)
    rows = [
        _decision(candidacy, citation, chair, at)
        for candidacy, citation in zip(found, cited, strict=True)
    ]
    numbers = add_numbered(Decision, rows)
    for row in rows:
        trail.add(at, "winners.decided", ("candidacy", row["candidacy_id"]), chair, {"edition": 1})
    add_all(
        CitationEdition,
        [
            _settled(number, said, at, company)
            for number, said in zip(numbers, cited, strict=True)
            if said is not None
        ],
    )
    day_before = told - timedelta(days=1)
    db.session.add(
        Announcement(
            round_id=card.id,
            at=told,
            confirmed_by_id=chair,
            confirmed_at=day_before,
            letters_written_at=told,  # nobody is written to about what lies weeks back
        )
    )
    payload = {"at": told.isoformat()}
    trail.add(day_before, "winners.announcement_set", ("round", card.id), chair, payload)
    return [candidacy.id for candidacy, said in zip(found, cited, strict=True) if said is not None]


def thank(candidacy_ids: Sequence[int], company: Company, at: datetime) -> list[int]:
    """Make cards and their letters, as if it was then; return the numbers of the cards."""
    letters, cards = (db.session.scalar(select(func.max(m.id))) or 0 for m in (Letter, Card))
    for number in candidacy_ids:
        thanks.ask_consent(number, actor=company.acting(PERSONAS["administrator"]))
    db.session.flush()
    then = {"written_at": at, "due_at": at, "sent_at": at}
    db.session.execute(update(Letter).where(Letter.id > letters).values(then))
    db.session.execute(update(Card).where(Card.id > cards).values(made_at=at))
    return list(db.session.scalars(select(Card.id).where(Card.id > cards).order_by(Card.id)))


def agree(
    cards: Sequence[int], company: Company, *, at: datetime, rng: random.Random, trail: Trail
) -> None:
    """Have everybody say yes to being named, and most to a photograph; one is silent."""
    made = select(Card).where(Card.id.in_(cards))
    owners = {card.id: card.person_id for card in db.session.scalars(made)}
    silent = {
        company.people[email] for email, member in company.members.items() if member.name == SILENT
    }
    rows: list[Row] = []
    for number in cards:
        if owners[number] in silent:
            continue
        wishes = {channel: channel != PHOTO or rng.random() < 0.8 for channel in CHANNELS}
        said_at = at + timedelta(minutes=rng.randrange(1_440))
        rows += [
            {"card_id": number, "channel": channel, "given": given, "said_at": said_at}
            for channel, given in wishes.items()
        ]
        trail.add(said_at, "thanks.said", ("card", number), None, wishes)
    add_all(Consent, rows)


def picture(candidacy_ids: Sequence[int], company: Company, at: datetime) -> None:
    """Lay a drawn picture beside every story; who is shown with it is for their own consent."""
    officer = company.people[PERSONAS["communications"]]
    for number in candidacy_ids:
        nominee = nominations.candidacy(number).nominee
        drawn = made_anew(portrait(nominee.name, people=3 if nominee.team_id else 1))
        db.session.add(
            Photo(
                candidacy_id=number,
                data=drawn.data,
                digest=drawn.digest,
                width=drawn.width,
                height=drawn.height,
                focal_x=0.5,
                focal_y=0.5 if nominee.team_id else 0.4,
                alt_text=_("A drawing of %(name)s, smiling", name=nominee.name),
                credit=_("drawn for this demonstration"),
                uploaded_at=at,
                by_person_id=officer,
            )
        )


def _citation(
    candidacy: CandidacyCard, categories: Mapping[str, int], company: Company
) -> Citation | None:
    nominee = candidacy.nominee
    for citation in CITATIONS:
        here = (company.people.get(citation.nominee), company.teams.get(citation.nominee))
        same = (nominee.person_id, nominee.team_id) == here
        if same and categories[citation.category] == candidacy.category_id:
            return citation
    return None


def _settled(decision: int, said: Citation, at: datetime, company: Company) -> Row:
    """Return words that were sent, approved and agreed within three days."""
    chair, officer = (company.people[PERSONAS[who]] for who in ("chair", "communications"))
    return {
        "decision_id": decision,
        "edition": 1,
        "text": said.text,
        "quote": said.quote,
        "written_by_id": officer,
        "written_at": at,
        "sent_at": at,
        "sent_by_id": officer,
        "approved_at": at + timedelta(days=1),
        "approved_by_id": chair,
        "agreed_at": at + timedelta(days=2),
    }


def _decision(candidacy: CandidacyCard, citation: Citation | None, chair: int, at: datetime) -> Row:
    return {
        "candidacy_id": candidacy.id,
        "outcome": citation.outcome if citation else RECOGNISED,
        "reason": _("The panel agreed, after talking it through."),
        "decided_by_id": chair,
        "decided_at": at,
    }
