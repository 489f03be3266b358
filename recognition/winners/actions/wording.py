"""Writing an organisation's own words for outcome letters, and going back to the usual ones."""

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import transaction
from recognition.errors import Conflict, Missing
from recognition.people.queries import Viewer
from recognition.winners.models import LetterWords
from recognition.winners.outcome_filling import Words, check_words
from recognition.winners.outcome_words import KINDS, part_of
from recognition.words import _


def word_letters(
    organisation_id: int, kind: str, *, words: Words, edition: int, actor: Viewer
) -> None:
    """Keep an organisation's own words for one kind of letter.

    Args:
        organisation_id: whose letters.
        kind: one of `KINDS`.
        words: subject and body, with places.
        edition: of the words that were shown; 0 for the usual ones.
        actor: communications or an administrator.

    Raises:
        Missing: there is no such kind.
        Refused: a place is not known, or one that is needed is missing.
        Conflict: somebody changed them meanwhile.
    """
    if kind not in KINDS:
        raise Missing
    check_words(part_of(kind), words)
    with transaction() as session:
        row = session.get(LetterWords, (organisation_id, kind), with_for_update=True)
        _check_shown(row, edition)
        if row is None:
            row = LetterWords(organisation_id=organisation_id, kind=kind, edition=0)
            session.add(row)
        row.subject, row.body, row.edition = words.subject, words.body, edition + 1
        row.written_by_id, row.written_at = actor.person_id, clock.now()
        _record("winners.words_written", organisation_id, kind, actor)


def use_usual_words(organisation_id: int, kind: str, *, edition: int, actor: Viewer) -> None:
    """Go back to the usual words for one kind of letter.

    Raises:
        Missing: there is no such kind.
        Conflict: somebody changed them meanwhile.
    """
    if kind not in KINDS:
        raise Missing
    with transaction() as session:
        row = session.get(LetterWords, (organisation_id, kind), with_for_update=True)
        if row is None:
            return
        _check_shown(row, edition)
        session.delete(row)
        _record("winners.words_usual", organisation_id, kind, actor)


def _check_shown(row: LetterWords | None, edition: int) -> None:
    if (row.edition if row is not None else 0) != edition:
        raise Conflict(
            _("Somebody changed these words meanwhile. Open the page again to see theirs.")
        )


def _record(action: str, organisation_id: int, kind: str, actor: Viewer) -> None:
    audit.record(
        action,
        subject=("organisation", organisation_id),
        actor_id=actor.person_id,
        payload={"kind": kind},
    )
