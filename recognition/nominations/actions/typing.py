"""Typing in a paper card: what somebody wrote by hand, kept as it is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition import clock
from recognition.audit.actions import record
from recognition.database import transaction
from recognition.errors import Conflict, Missing, Refused
from recognition.mail.actions import write
from recognition.mail.queries import worded
from recognition.nominations import letters, rules
from recognition.nominations.actions.gathering import candidacy_for, told_columns
from recognition.nominations.cards import Nominee
from recognition.nominations.letter_kinds import RECEIPT
from recognition.nominations.models import Answer, Nomination
from recognition.nominations.queries import NOMINATION_LINK
from recognition.nominations.queries.desk import known_by_address
from recognition.nominations.words import count_words
from recognition.people.queries import Viewer
from recognition.people.rules import address as checked_address
from recognition.schemes import queries as schemes
from recognition.schemes.actions import mark_used
from recognition.schemes.queries import CategoryCard, FormSheet, RoundCard
from recognition.schemes.rules import last_moment, takes_cards
from recognition.words import _

ATTEMPTS = 3
_KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class PaperCard:
    """What stands on a paper card, and how it came to us.

    `key`: 32 hexadecimal digits made when the page was shown. `answers`: words by the position of
    the question, as text. `category_id`: None where there is only one. `handed_in`: the day on a
    calendar in London; None for today.
    """

    key: str
    nominee: Nominee
    answers: Mapping[str, str]
    nominator_kind: str
    nominator_name: str = ""
    nominator_email: str = ""
    may_name: bool = True
    category_id: int | None = None
    batch: str = ""
    handed_in_by: str = ""
    handed_in: date | None = None


def type_card(
    card: PaperCard, *, scheme_slug: str, round_slug: str, actor: Viewer, received: datetime
) -> str:
    """Keep a paper card as a nomination that waits to be checked, with everything around it.

    Its key makes it happen once: a double click or a retry gets the reference of the first. A card
    is what it is: too many words and a question left empty are kept as they are.

    Args:
        card: what it says.
        scheme_slug: the scheme.
        round_slug: the round.
        actor: who types it.
        received: instant at which the request came, UTC.

    Returns:
        The reference.

    Raises:
        Refused: there are no words on it, or it came outside of the round.
        Conflict: it was kept before, with other words.
        Missing: there is no such round, or the key is not one of ours.
    """
    if not _KEY.fullmatch(card.key):
        raise Missing
    for _attempt in range(ATTEMPTS):
        try:
            with transaction() as session:
                round_card = schemes.round_by_slug(scheme_slug, round_slug)
                digest = _digest(card, round_card)
                return _kept_before(session, card.key, digest) or _keep(
                    session, card, round_card, digest, actor, received
                )
        except Conflict as conflict:  # somebody was first: with this card, or with its nominee
            overtaken = conflict
    raise overtaken


def _kept_before(session: Session, key: str, digest: str) -> str | None:
    row = session.execute(
        select(Nomination.reference, Nomination.body_digest).where(Nomination.draft_key == key)
    ).one_or_none()
    if row is None:
        return None
    if row.body_digest != digest:
        raise Conflict(
            _(
                "This card was saved before, with other words. Its reference is %(reference)s.",
                reference=row.reference,
            )
        )
    reference: str = row.reference
    return reference


def _keep(
    session: Session,
    card: PaperCard,
    round_card: RoundCard,
    digest: str,
    actor: Viewer,
    received: datetime,
) -> str:
    sent_at = sent_when(round_card, card.handed_in, received)
    sheet = schemes.form_sheet(round_card.version_id)
    category = _category(schemes.categories(round_card.scheme.id), card.category_id)
    rules.check_category(for_teams=category.for_teams, person_id=card.nominee.person_id)
    answers = _answers(card, sheet)
    email = _address(card.nominator_email)
    nomination = Nomination(
        reference=rules.reference(),
        draft_key=card.key,
        body_digest=digest,
        candidacy_id=candidacy_for(
            session, round_id=round_card.id, category_id=category.id, nominee=card.nominee
        ),
        scheme_id=round_card.scheme.id,
        version_id=sheet.version_id,
        nominator_id=known_by_address(email, round_card.scheme.organisation_ids),
        nominator_name=card.nominator_name,
        nominator_email=email,
        nominator_kind=card.nominator_kind,
        **told_columns(card.nominee),
        may_name_nominator=card.may_name,
        channel=rules.PAPER,
        batch=card.batch,
        handed_in_by=card.handed_in_by,
        typed_by_id=actor.person_id,
        standing=rules.WAITING,
        sent_at=sent_at,
        confirmed_at=sent_at,
        counts_from=sent_at,
    )
    session.add(nomination)
    session.flush()
    session.add_all(
        Answer(nomination_id=nomination.id, revision=1, question_id=question_id, text=text)
        for question_id, text in answers.items()
    )
    if not sheet.used:
        mark_used(sheet.version_id, received)
    _announce(card, nomination, round_card, category, actor)
    return nomination.reference


def sent_when(round_card: RoundCard, handed_in: date | None, received: datetime) -> datetime:
    """Return from when a card counts, UTC: midday of the day it was handed in, or now.

    Raises:
        Refused: the round takes no cards now, or did not when this one was handed in.
    """
    opens, ends = round_card.opens_at, round_card.scheme.ended_at
    if not takes_cards(
        opens_at=opens,
        closes_at=round_card.closes_at,
        ended_at=ends,
        announces_at=round_card.announces_at,
        at=received,
    ):
        raise Refused(_("%(round)s takes no more cards.", round=round_card.name))
    last = min(last_moment(closes_at=round_card.closes_at, ended_at=ends) or received, received)
    if handed_in is None:
        if round_card.is_open(received):
            return received
        raise Refused(
            _("Enter the day on which this card was handed in, because the round has closed."),
            field="handed_in",
        )
    first_day, last_day = clock.in_london(opens).date(), clock.in_london(last).date()
    if not first_day <= handed_in <= last_day:
        raise Refused(
            _(
                "Enter a day from %(first)s to %(last)s.",
                first=clock.spoken_date(first_day),
                last=clock.spoken_date(last_day),
            ),
            field="handed_in",
        )
    return min(max(clock.from_london(handed_in, time(12)), opens), last)


def _answers(card: PaperCard, sheet: FormSheet) -> dict[int, str]:
    """Return what was answered, by the number of the question; those left empty are not there."""
    said: dict[int, str] = {}
    for question in sheet.questions:
        text = card.answers.get(str(question.position), "")
        rules.check_characters(len(text), f"answer_{question.position}")
        if count_words(text):
            said[question.id] = text
    if not said:
        raise Refused(
            _("Type what it says on the card. A few words are enough."),
            field=f"answer_{sheet.questions[0].position}",
        )
    return said


def _category(listed: Sequence[CategoryCard], category_id: int | None) -> CategoryCard:
    chosen = [card for card in listed if category_id in {None, card.id}]
    if len(chosen) != 1:
        raise Refused(_("Choose a category."), field="category")
    return chosen[0]


def _address(typed: str) -> str:
    if not typed:
        return ""
    try:
        return checked_address(typed)
    except Refused as refused:
        raise Refused(
            _("Enter an e-mail address like name@example.org, or leave it empty."),
            field="nominator_email",
        ) from refused


def _digest(card: PaperCard, round_card: RoundCard) -> str:
    who = card.nominee
    return rules.body_digest(
        round_id=round_card.id,
        version_id=round_card.version_id,
        category_id=card.category_id,
        nominee=(
            *(who.kind, who.person_id, who.team_id, who.name, who.detail),
            *(card.nominator_kind, card.nominator_name, card.nominator_email),
            *(card.batch, card.handed_in_by, str(card.handed_in or "")),
        ),
        answers=card.answers,
        relationship="",
        may_name=card.may_name,
    )


def _announce(
    card: PaperCard,
    nomination: Nomination,
    round_card: RoundCard,
    category: CategoryCard,
    actor: Viewer,
) -> None:
    record(
        "nomination.typed",
        subject=("nomination", nomination.id),
        actor_id=actor.person_id,
        payload={
            "reference": nomination.reference,
            "nominee": card.nominee.name,
            "category": category.name,
            "round": round_card.name,
            "batch": card.batch,
        },
    )
    if nomination.nominator_email:
        _thank(card, nomination.reference, nomination.nominator_email, round_card)


def _thank(card: PaperCard, reference: str, email: str, round_card: RoundCard) -> None:
    closes = round_card.closes_at
    subject, body = worded(
        RECEIPT,
        round_card.scheme.organisation_id,
        name=card.nominator_name,
        nominee=card.nominee.name,
        reference=reference,
        promise=letters.promise(card.nominee.name, judged=round_card.scheme.is_judged),
        until=letters.until(clock.spoken(closes) if closes else ""),
    )
    link = (NOMINATION_LINK, reference)
    write(kind=RECEIPT, to_address=email, subject=subject, body=body, link=link)
