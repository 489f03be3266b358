"""Taking words out of a nomination: a new revision, so that every page has it at once."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from recognition.database import transaction
from recognition.mail.queries import worded
from recognition.nominations import later, redacting
from recognition.nominations.actions import steps
from recognition.nominations.letter_kinds import REDACTED
from recognition.nominations.models import Answer, Nomination
from recognition.nominations.queries.told import as_told
from recognition.people.queries import Viewer
from recognition.schemes.queries import host_of
from recognition.words import in_language


def redact(reference: str, *, seen: str, phrases: Sequence[str], actor: Viewer) -> None:
    """Take words out wherever they stand, keep the earlier revision, and tell the nominator.

    Args:
        reference: of the nomination.
        seen: the edition that the page showed.
        phrases: what to take out.
        actor: the checker.

    Raises:
        Refused: there is nothing to take out, or a phrase is not in the words.
        Conflict: something changed after the page was shown.
        Missing: it is not theirs to check.
    """
    with transaction() as session:
        row = steps.held_as_read(session, reference, seen, actor)
        words = answers_of(session, row.id, row.revision)
        fresh = redacting.redacted({str(key): text for key, text in words.items()}, phrases)
        before = {"revision": row.revision}
        write_revision(session, row, {int(key): text for key, text in fresh.items()})
        _redact_copies(session, row.id, phrases)
        name, email = steps.nominator_of(session, row)
        with in_language(steps.language_of(row, email)):
            letter = worded(
                REDACTED,
                host_of(row.scheme_id),
                name=name,
                nominee=as_told(row.id).name,
                reference=reference,
                link=steps.way_to(row),
            )
        number = steps.send(row, "redacted", email, letter)
        steps.add_step(session, "redacted", row, actor, before=before, letter_id=number)


def _redact_copies(session: Session, nomination_id: int, phrases: Sequence[str]) -> None:
    """Take the same words out of what went on to later rounds, wherever they still stand there."""
    copies = session.scalars(select(Nomination).where(Nomination.carried_from_id == nomination_id))
    changed = set()
    for copy in copies.all():
        words = answers_of(session, copy.id, copy.revision)
        there = [
            phrase
            for phrase in phrases
            if any(redacting.stretches(text, phrase) for text in words.values())
        ]
        if there:
            fresh = redacting.redacted({str(key): text for key, text in words.items()}, there)
            write_revision(session, copy, {int(key): text for key, text in fresh.items()})
            changed.add(copy.candidacy_id)
        _redact_copies(session, copy.id, phrases)
    if changed:
        session.flush()
        later.words_changed(changed)


def answers_of(session: Session, nomination_id: int, revision: int) -> dict[int, str]:
    """Return the words of one revision, by the number of the question."""
    rows = session.execute(
        select(Answer.question_id, Answer.text).where(
            Answer.nomination_id == nomination_id, Answer.revision == revision
        )
    )
    return dict(rows.all())


def write_revision(session: Session, row: Nomination, words: dict[int, str]) -> None:
    """Add a revision with these words, by the number of the question, and make it the current."""
    newest = session.scalar(select(func.max(Answer.revision)).where(Answer.nomination_id == row.id))
    row.revision = (newest or row.revision) + 1
    session.add_all(
        Answer(nomination_id=row.id, revision=row.revision, question_id=question, text=text)
        for question, text in words.items()
    )
