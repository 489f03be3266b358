"""Writing nominations in bulk, as if they had come in one by one."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from recognition.clock import spoken
from recognition.database import db
from recognition.demo.actions.bulk import Row, add_all, add_numbered
from recognition.demo.actions.keys import write_keys
from recognition.demo.actions.trail import Trail
from recognition.mail.models import Letter
from recognition.nominations import letters
from recognition.nominations.actions.sending import address
from recognition.nominations.models import Answer, Candidacy, Nomination
from recognition.nominations.rules import ACCEPTED, ALPHABET, body_digest
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.actions import mark_used
from recognition.schemes.queries import RoundCard

COLLEAGUE = "colleague"


@dataclass(frozen=True)
class Told:
    """One nomination to write. Of `person_id`, `team_id` and `described` exactly one is set.

    Attributes:
        described: name and place of somebody who is not in the directory.
        answers: the words, one text for each question.
        merit: how strong a fair reader would find it, 1 to 5.
        receipt_to: the nominator, when their receipt is to lie in the outbox.
    """

    category_id: int
    category: str
    person_id: int | None
    team_id: int | None
    described: tuple[str, str] | None
    nominee: str
    nominator_id: int
    answers: tuple[str, ...]
    named: bool
    merit: float
    sent_at: datetime
    receipt_to: Viewer | None = None

    @property
    def candidate(self) -> tuple[object, ...]:
        """What two nominations of one candidacy have in common."""
        return (self.category_id, self.person_id, self.team_id, self.described)


def write_nominations(
    card: RoundCard, stories: Sequence[Told], rng: random.Random, trail: Trail
) -> dict[int, float]:
    """Write nominations of one round in the order of time, in an open transaction.

    Returns:
        The merit of each candidacy, by its number: that of its strongest story.
    """
    stories = sorted(stories, key=lambda told: told.sent_at)
    firsts: dict[tuple[object, ...], Told] = {}
    for told in stories:
        firsts.setdefault(told.candidate, told)
    numbers = add_numbered(Candidacy, [_candidacy(card.id, told) for told in firsts.values()])
    write_keys(numbers)
    candidacies = dict(zip(firsts, numbers, strict=True))
    references = _references(rng)
    rows = [
        _nomination(card, told, candidacies[told.candidate], next(references), rng)
        for told in stories
    ]
    sent = list(zip(stories, rows, add_numbered(Nomination, rows), strict=True))
    questions = [question.id for question in schemes.form_sheet(card.version_id).questions]
    add_all(
        Answer,
        [
            {"nomination_id": number, "revision": 1, "question_id": question, "text": text}
            for told, _row, number in sent
            for question, text in zip(questions, told.answers, strict=True)
        ],
    )
    mark_used(card.version_id, stories[0].sent_at)
    for told, row, number in sent:
        _announce(card, told, row["reference"], number, trail)
    merits: dict[int, float] = {}
    for told in stories:
        number = candidacies[told.candidate]
        merits[number] = max(told.merit, merits.get(number, 0.0))
    return merits


def _candidacy(round_id: int, told: Told) -> Row:
    name, place = told.described or (None, "")
    return {
        "round_id": round_id,
        "category_id": told.category_id,
        "person_id": told.person_id,
        "team_id": told.team_id,
        "described_name": name,
        "described_place": place,
    }


def _references(rng: random.Random) -> Iterator[str]:
    """Draw references that no nomination has: of 100,000 drawn blindly, some are alike."""
    taken = set(db.session.scalars(select(Nomination.reference)))
    while True:
        drawn = "".join(rng.choices(ALPHABET, k=6))
        reference = f"{drawn[:3]}-{drawn[3:]}"
        if reference not in taken:
            taken.add(reference)
            yield reference


def _nomination(
    card: RoundCard, told: Told, candidacy_id: int, reference: str, rng: random.Random
) -> Row:
    facts: dict[str, Any] = {
        "round_id": card.id,
        "version_id": card.version_id,
        "category_id": told.category_id,
        "nominee": told.candidate,
        "answers": {str(place): text for place, text in enumerate(told.answers, 1)},
        "relationship": COLLEAGUE,
        "may_name": told.named,
    }
    return {
        "reference": reference,
        "draft_key": f"{rng.getrandbits(128):032x}",
        "body_digest": body_digest(**facts),
        "candidacy_id": candidacy_id,
        "scheme_id": card.scheme.id,
        "version_id": card.version_id,
        "nominator_id": told.nominator_id,
        "told_name": told.described[0] if told.described else "",
        "told_place": told.described[1] if told.described else "",
        "relationship": COLLEAGUE,
        "may_name_nominator": told.named,
        "sent_at": told.sent_at,
        "confirmed_at": told.sent_at,
        "counts_from": told.sent_at,
        "standing": ACCEPTED,
        "checked_at": told.sent_at,
    }


def _announce(card: RoundCard, told: Told, reference: str, number: int, trail: Trail) -> None:
    trail.add(
        told.sent_at,
        "nomination.sent",
        ("nomination", number),
        told.nominator_id,
        {
            "reference": reference,
            "nominee": told.nominee,
            "category": told.category,
            "round": card.name,
        },
    )
    nominator = told.receipt_to
    if nominator is None:
        return
    subject, body = letters.receipt(
        name=nominator.name,
        nominee=told.nominee,
        reference=reference,
        promise=letters.promise(told.nominee, judged=card.closes_at is not None),
        until=letters.until(spoken(card.closes_at) if card.closes_at else ""),
        link=address(reference),
    )
    db.session.add(
        Letter(
            kind="nomination.receipt",
            to_address=nominator.email,
            subject=subject,
            body=body,
            message_id=f"<{reference.lower()}@demonstration.example>",
            written_at=told.sent_at,
            due_at=told.sent_at,
            sent_at=told.sent_at,
        )
    )
