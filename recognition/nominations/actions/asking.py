"""Asking the nominator something, and going on when they answer."""

from sqlalchemy import select

from recognition import clock
from recognition.audit.actions import record
from recognition.database import transaction
from recognition.errors import Conflict, Missing, Refused
from recognition.mail.queries import worded
from recognition.nominations import letter_kinds, rules
from recognition.nominations.actions import steps
from recognition.nominations.actions.checking import check_letter
from recognition.nominations.cards import Author
from recognition.nominations.models import Enquiry, Nomination
from recognition.nominations.queries.holders import sent_by
from recognition.nominations.queries.told import as_told
from recognition.people.queries import Viewer
from recognition.schemes.queries import host_of
from recognition.words import _, in_language


def ask(reference: str, *, seen: str, question: str, actor: Viewer) -> None:
    """Ask the nominator a question; a letter tells them, and the page they open shows it.

    Args:
        reference: of the nomination.
        seen: the edition that the page showed.
        question: in words.
        actor: the checker.

    Raises:
        Refused: there is no question, it repeats the story, or there is no way to ask.
        Conflict: something changed after the page was shown.
        Missing: it is not theirs to check.
    """
    with transaction() as session:
        row = steps.held_as_read(session, reference, seen, actor)
        if row.standing != rules.WAITING:
            raise Refused(_("This is not waiting to be checked, so there is nothing to ask now."))
        check_letter(session, row, question, field="question")
        name, email = steps.nominator_of(session, row)
        if not email:
            raise Refused(
                _(
                    "The nominator left no address. Ask whoever handed it in, then accept or "
                    "decline it."
                ),
                field="question",
            )
        before = steps.decision_of(row)
        enquiry = Enquiry(
            nomination_id=row.id,
            question=question,
            asked_at=clock.now(),
            asked_by_id=actor.person_id,
        )
        session.add(enquiry)
        session.flush()
        row.standing = rules.ASKED
        with in_language(steps.language_of(row, email)):
            letter = worded(
                letter_kinds.ASKED,
                host_of(row.scheme_id),
                name=name,
                nominee=as_told(row.id).name,
                reference=reference,
                link=steps.way_to(row),
            )
        steps.add_step(
            session,
            "asked",
            row,
            actor,
            before={**before, "enquiry": enquiry.id},
            said=question,
            letter_id=steps.send(row, "asked", email, letter),
        )


def answer(*, reference: str, text: str, author: Author) -> None:
    """Keep the nominator's answer and put the nomination back into the queue.

    The same answer a second time changes nothing.

    Args:
        reference: of the nomination.
        text: the answer.
        author: who sent the nomination.

    Raises:
        Refused: there is no answer, or it is too long.
        Conflict: nobody waits for an answer any more.
        Missing: it is not theirs.
    """
    if not text.strip():
        raise Refused(_("Write your answer. A few words are enough."), field="answer")
    rules.check_characters(len(text), "answer")
    with transaction() as session:
        row = session.scalar(
            select(Nomination)
            .where(Nomination.reference == reference, sent_by(author))
            .with_for_update()
        )
        if row is None:
            raise Missing
        enquiry = session.scalar(
            select(Enquiry)
            .where(Enquiry.nomination_id == row.id)
            .order_by(Enquiry.id.desc())
            .limit(1)
        )
        if enquiry is not None and enquiry.answered_at is not None and enquiry.answer == text:
            return
        if enquiry is None or row.standing != rules.ASKED or row.withdrawn_at is not None:
            raise Conflict(
                _("Nobody waits for this answer any more. Thank you for being ready to help.")
            )
        enquiry.answer, enquiry.answered_at = text, clock.now()
        row.standing = rules.WAITING
        record(
            "nomination.answered",
            subject=("nomination", row.id),
            actor_id=author.person_id,
            payload={"reference": reference},
        )
