"""What those the words are about say: these words are right, or something should change."""

from datetime import datetime

from sqlalchemy import select

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Missing, Refused
from recognition.thanks import queries as thanks
from recognition.winners import queries
from recognition.winners.actions import citing_letters as letters
from recognition.winners.actions.writing import shown_edition
from recognition.winners.citing import check_may_agree, have_agreed
from recognition.winners.guarding import check_looked, noticed
from recognition.winners.models import CitationAnswer, CitationEdition
from recognition.words import _


def agree(code: str, *, edition: int, looked: bool = False) -> None:
    """Say on a card that these words are right; they are agreed once everybody asked said so.

    Args:
        code: of the private page.
        edition: the wording that was shown.
        looked: they said that what was noticed is not about a patient.

    Raises:
        Missing: nobody was given this code, or there are no words about its holder.
        Refused: the words were changed meanwhile, are not approved, or need a look.
    """
    card_id, candidacy_id = _card(code)
    with transaction():
        row = shown_edition(candidacy_id, edition)
        check_may_agree(approved=row.approved_at, sent_back=row.sent_back_at)
        check_looked(noticed(row.text, row.quote), looked=looked)
        _keep(row, card_id, agrees=True, note="")
        if row.agreed_at is None and have_agreed(*_asked_and_said(candidacy_id, row)):
            row.agreed_at = clock.now()
        _record(candidacy_id, card_id, edition, agrees=True)


def ask_for_change(code: str, *, edition: int, note: str) -> None:
    """Say on a card that something should change; communications get a letter.

    Words that the world reads already stay until new ones are agreed.

    Raises:
        Missing: nobody was given this code, or there are no words about its holder.
        Refused: the words were changed meanwhile or are not approved, or there is no note.
    """
    card_id, candidacy_id = _card(code)
    with transaction():
        row = shown_edition(candidacy_id, edition)
        check_may_agree(approved=row.approved_at, sent_back=row.sent_back_at)
        if not note:
            raise Refused(_("Write what should change."), field="note")
        if _said(row, card_id) == (False, note):
            return  # pressed again: communications have read it
        _keep(row, card_id, agrees=False, note=note)
        if row.agreed_at is None or not _is_told(candidacy_id, clock.now()):
            row.agreed_at = row.agreed_by_id = None
            row.sent_back_at, row.note = clock.now(), note
        letters.sent_back(candidacy_id, row.sent_by_id, who=_name(candidacy_id, card_id))
        _record(candidacy_id, card_id, edition, agrees=False)


def _card(code: str) -> tuple[int, int]:
    card_id = thanks.card_number(code)
    words = queries.words_for_card(card_id)
    if words is None or (not words.edition and words.asking != "rewriting"):
        raise Missing
    return card_id, words.candidacy_id


def _said(row: CitationEdition, card_id: int) -> tuple[bool, str] | None:
    """Return what the holder of a card said of this wording before."""
    answer = db.session.get(CitationAnswer, (row.decision_id, row.edition, card_id))
    return (answer.agrees, answer.note) if answer else None


def _keep(row: CitationEdition, card_id: int, *, agrees: bool, note: str) -> None:
    with transaction() as session:
        key = (row.decision_id, row.edition, card_id)
        answer = session.get(CitationAnswer, key)
        if answer is None:
            answer = CitationAnswer(
                decision_id=row.decision_id, edition=row.edition, card_id=card_id
            )
            session.add(answer)
        answer.agrees, answer.note, answer.said_at = agrees, note, clock.now()
        session.flush()


def _asked_and_said(candidacy_id: int, row: CitationEdition) -> tuple[list[int], dict[int, bool]]:
    """Return whom we could ask, and what each holder of a card said of this wording."""
    answers = {
        answer.card_id: answer.agrees
        for answer in db.session.scalars(
            select(CitationAnswer).where(
                CitationAnswer.decision_id == row.decision_id,
                CitationAnswer.edition == row.edition,
            )
        )
    }
    holders = thanks.holders(candidacy_id)
    said = {
        holder.card_id: all(answers[card] for card in holder.cards if card in answers)
        for holder in holders
        if holder.cards & answers.keys()
    }
    return [holder.card_id for holder in holders if holder.address], said


def _is_told(candidacy_id: int, now: datetime) -> bool:
    at = queries.announced_at(queries.decision(candidacy_id).candidacy.round_id)
    return at is not None and at <= now


def _name(candidacy_id: int, card_id: int) -> str:
    return next(
        (holder.name for holder in thanks.holders(candidacy_id) if card_id in holder.cards), ""
    )


def _record(candidacy_id: int, card_id: int, edition: int, *, agrees: bool) -> None:
    audit.record(
        "winners.citation_answered",
        subject=("candidacy", candidacy_id),
        actor_id=None,
        payload={"edition": edition, "card": card_id, "agrees": agrees},
    )
