"""Writing what waits to be checked, as if it had come in this week."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from recognition.database import db
from recognition.demo.actions.directory import Company
from recognition.demo.actions.trail import Trail
from recognition.demo.staff import PERSONAS
from recognition.demo.stories.incoming import Incoming, Visitor
from recognition.nominations.actions.gathering import candidacy_for
from recognition.nominations.cards import Nominee
from recognition.nominations.models import Answer, Nomination
from recognition.nominations.rules import ALPHABET, PAPER, WEB, body_digest
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.schemes.rules import STAFF


@dataclass(frozen=True)
class Desk:
    """Where nominations come in: the round, who works where, and what they are written with."""

    card: RoundCard
    company: Company
    now: datetime
    rng: random.Random
    trail: Trail


def write_incoming(desk: Desk, told: tuple[Incoming, ...]) -> None:
    """Write nominations that nobody has checked, the oldest first, in an open transaction."""
    card = desk.card
    questions = schemes.form_sheet(card.version_id).questions
    category = schemes.categories(card.scheme.id)[0]
    for story in told:
        nominee = _nominee(story, desk.company)
        row = _nomination(story, desk)
        row.candidacy_id = candidacy_for(
            db.session(), round_id=card.id, category_id=category.id, nominee=nominee
        )
        db.session.add(row)
        db.session.flush()
        db.session.add_all(
            Answer(nomination_id=row.id, revision=1, question_id=question.id, text=text)
            for question, text in zip(questions, (story.action, story.impact), strict=True)
        )
        desk.trail.add(
            row.sent_at,
            "nomination.sent",
            ("nomination", row.id),
            row.nominator_id,
            {
                "reference": row.reference,
                "nominee": nominee.name,
                "category": category.name,
                "round": card.name,
            },
        )


def _nominee(story: Incoming, company: Company) -> Nominee:
    if story.where:
        return Nominee("described", story.nominee, story.where)
    member = company.members[story.nominee]
    return Nominee("person", member.name, member.team, person_id=company.people[story.nominee])


def _nomination(story: Incoming, desk: Desk) -> Nomination:
    """Return the row without its candidacy."""
    sent_at = desk.now - timedelta(hours=story.hours_ago)
    drawn = "".join(desk.rng.choices(ALPHABET, k=6))
    visitor = story.nominator if isinstance(story.nominator, Visitor) else None
    return Nomination(
        reference=f"{drawn[:3]}-{drawn[3:]}",
        draft_key=f"{desk.rng.getrandbits(128):032x}",
        body_digest=body_digest(
            round_id=desk.card.id,
            version_id=desk.card.version_id,
            category_id=None,
            nominee=(story.nominee, story.where),
            answers={"1": story.action, "2": story.impact},
            relationship=story.relationship,
            may_name=story.named,
        ),
        scheme_id=desk.card.scheme.id,
        version_id=desk.card.version_id,
        nominator_id=None if visitor else desk.company.people[str(story.nominator)],
        nominator_name=visitor.name if visitor else "",
        nominator_email=visitor.email if visitor else "",
        nominator_kind=visitor.kind if visitor else STAFF,
        told_name=story.nominee if story.where else "",
        told_place=story.where,
        relationship=story.relationship,
        may_name_nominator=story.named,
        channel=PAPER if story.batch else WEB,
        batch=story.batch,
        handed_in_by=story.handed_in_by,
        typed_by_id=desk.company.people[PERSONAS["administrator"]] if story.batch else None,
        sent_at=sent_at,
        confirmed_at=None if visitor and not visitor.confirmed else sent_at,
        counts_from=sent_at,
    )
