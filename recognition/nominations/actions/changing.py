"""Correcting and withdrawing, until the round closes."""

from collections.abc import Mapping
from datetime import datetime

from recognition import clock
from recognition.audit.actions import record
from recognition.database import transaction
from recognition.errors import Conflict, Refused
from recognition.mail.actions import write
from recognition.mail.queries import worded
from recognition.mail.rules import LINK_PLACE
from recognition.nominations import later, letters, queries, rules
from recognition.nominations.actions.sending import address, own
from recognition.nominations.cards import Author
from recognition.nominations.letter_kinds import CORRECTED, WITHDRAWN
from recognition.nominations.models import Answer
from recognition.nominations.queries import NOMINATION_LINK, Receipt
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.words import _


def correct(
    *,
    reference: str,
    answers: Mapping[str, str],
    revision: int,
    actor: Author,
    received: datetime,
) -> None:
    """Give a nomination new words. The earlier ones are kept as an earlier revision.

    Args:
        reference: of the nomination.
        answers: words by the position of the question.
        revision: the revision that the page showed.
        actor: the nominator.
        received: instant at which the request came, UTC.

    Raises:
        Refused: the round is not open, it was withdrawn or decided about, or an answer is missing
            or too long.
        Conflict: it was corrected in another tab meanwhile.
        Missing: it is not this person's.
    """
    held, round_card = _changeable(reference, actor, received)
    rules.check_undecided(held.standing)
    sheet = schemes.form_sheet(held.version_id)
    kept = {str(q.position): answers.get(str(q.position), "") for q in sheet.questions}
    asked = [rules.Asked(q.position, q.word_limit) for q in sheet.questions]
    rules.check_words(asked, kept, together=sheet.words_together)
    if kept == {str(line.position): line.text for line in held.answers}:
        return  # sent twice, or nothing was changed
    with transaction() as session:
        nomination = own(session, reference, actor)
        rules.check_undecided(nomination.standing)
        if nomination.withdrawn_at is not None or nomination.revision != revision:
            raise Conflict(
                _(
                    "You changed this nomination in another tab meanwhile. Your words are still "
                    "on this page: open it again there, then put them in."
                )
            )
        nomination.revision += 1
        nomination.corrected_at = clock.now()
        session.add_all(
            Answer(
                nomination_id=nomination.id,
                revision=nomination.revision,
                question_id=question.id,
                text=kept[str(question.position)],
            )
            for question in sheet.questions
        )
        _record("corrected", held, actor, revision=nomination.revision)
        closes = clock.spoken(round_card.closes_at) if round_card.closes_at else ""
        subject, body = worded(
            CORRECTED,
            round_card.scheme.organisation_id,
            name=actor.name or held.name,
            nominee=held.nominee.name,
            reference=reference,
            until=letters.until_again(closes),
            link=address(reference) if actor.person_id is not None else LINK_PLACE,
        )
        _tell("corrected", held, actor, subject, body)


def withdraw(*, reference: str, actor: Author, received: datetime) -> None:
    """Take a nomination back; a second time changes nothing.

    Args:
        reference: of the nomination.
        actor: the nominator.
        received: instant at which the request came, UTC.

    Raises:
        Refused: the round is not open, or it was accepted and whoever asks holds its letter only.
        Missing: it is not this person's.
    """
    if queries.receipt(reference, actor).withdrawn_at is not None:
        return
    held, round_card = _changeable(reference, actor, received)
    with transaction() as session:
        nomination = own(session, reference, actor)
        if nomination.withdrawn_at is not None:
            return
        if actor.person_id is None:
            rules.check_undecided(nomination.standing)
        nomination.withdrawn_at = clock.now()
        if nomination.standing == rules.ACCEPTED:
            session.flush()
            later.words_changed([nomination.candidacy_id])
        _record("withdrawn", held, actor)
        subject, body = worded(
            WITHDRAWN,
            round_card.scheme.organisation_id,
            name=actor.name or held.name,
            nominee=held.nominee.name,
            reference=reference,
        )
        _tell("withdrawn", held, actor, subject, body)


def _changeable(reference: str, actor: Author, received: datetime) -> tuple[Receipt, RoundCard]:
    held = queries.receipt(reference, actor)
    round_card = schemes.round_card(held.round_id)
    queries.check_open(round_card, received, actor)
    if held.withdrawn_at is not None:
        raise Refused(_("You withdrew this nomination, so it can no longer be changed."))
    return held, round_card


def _record(verb: str, held: Receipt, actor: Author, **more: object) -> None:
    record(
        f"nomination.{verb}",
        subject=("nomination", held.id),
        actor_id=actor.person_id,
        payload={"reference": held.reference, "nominee": held.nominee.name, **more},
    )


def _tell(verb: str, held: Receipt, actor: Author, subject: str, body: str) -> None:
    to_address = actor.email or held.email
    if to_address:
        write(
            kind=f"nomination.{verb}",
            to_address=to_address,
            subject=subject,
            body=body,
            link=(NOMINATION_LINK, held.reference) if LINK_PLACE in body else None,
        )
