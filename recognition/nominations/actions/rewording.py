"""Taking words out of a nomination: a new revision, so that every page has it at once."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from recognition.database import transaction
from recognition.nominations import checking_letters, redacting
from recognition.nominations.actions import steps
from recognition.nominations.models import Answer, Nomination
from recognition.nominations.queries.told import as_told
from recognition.people.queries import Viewer


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
        name, email = steps.nominator_of(session, row)
        letter = checking_letters.redacted(
            name=name,
            nominee=as_told(row.id).name,
            reference=reference,
            way=steps.way_to(row),
        )
        number = steps.send(row, "redacted", email, letter)
        steps.add_step(session, "redacted", row, actor, before=before, letter_id=number)


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
