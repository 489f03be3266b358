"""Giving a kind of letter an organisation's own words, and going back to ours."""

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import transaction
from recognition.errors import Conflict
from recognition.mail.actions.delivering import write
from recognition.mail.filling import Words, check_words
from recognition.mail.kinds import kind, usual_words
from recognition.mail.models import LetterWording
from recognition.words import _

TEST_KIND = "mail.test"


def word_letters(
    organisation_id: int, code: str, *, words: Words, edition: int, actor_id: int
) -> None:
    """Give letters of one kind these words from now on; as they were already, nothing happens.

    Args:
        organisation_id: whose letters.
        code: of a registered kind.
        words: subject and body.
        edition: of the words that the form showed; 0 for ours.
        actor_id: who words them.

    Raises:
        Missing: there is no such kind, or it cannot be worded.
        Refused: a place is not known, or one that is needed is missing.
        Conflict: somebody changed them meanwhile.
    """
    one = kind(code)
    ours = usual_words(one)
    words = Words(" ".join(words.subject.split()), words.body.replace("\r\n", "\n").strip())
    check_words(one.as_places(), words)
    with transaction() as session:
        row = session.get(LetterWording, (organisation_id, code), with_for_update=True)
        _check_shown(row, edition)
        before = Words(row.subject, row.body) if row is not None else ours
        if words == before:
            return
        if row is None:
            row = LetterWording(organisation_id=organisation_id, kind=code, edition=0)
            session.add(row)
        row.subject, row.body, row.edition = words.subject, words.body, edition + 1
        row.written_by_id, row.written_at = actor_id, clock.now()
        _record("mail.words_written", organisation_id, code, before, words, actor_id)


def use_our_words(organisation_id: int, code: str, *, edition: int, actor_id: int) -> None:
    """Go back to our words for one kind of letter.

    Raises:
        Missing: there is no such kind, or it cannot be worded.
        Conflict: somebody changed them meanwhile.
    """
    ours = usual_words(kind(code))
    with transaction() as session:
        row = session.get(LetterWording, (organisation_id, code), with_for_update=True)
        if row is None:
            return
        _check_shown(row, edition)
        before = Words(row.subject, row.body)
        session.delete(row)
        _record("mail.words_usual", organisation_id, code, before, ours, actor_id)


def send_test(words: Words, *, to_address: str, code: str, actor_id: int) -> None:
    """Send whoever words a letter how it would look, with made-up names and no live link.

    Args:
        words: filled.
        to_address: their own.
        code: of the kind of letter.
        actor_id: who asks.
    """
    with transaction():
        number = write(
            kind=TEST_KIND,
            to_address=to_address,
            subject=_("Test: %(subject)s", subject=words.subject),
            body=f"{words.body}\n",
        )
        audit.record(
            "mail.test_sent",
            subject=("letter", number),
            actor_id=actor_id,
            payload={"kind": code},
        )


def _check_shown(row: LetterWording | None, edition: int) -> None:
    if (row.edition if row is not None else 0) != edition:
        raise Conflict(
            _("Somebody changed these words meanwhile. Open the page again to see theirs.")
        )


def _record(
    action: str, organisation_id: int, code: str, before: Words, after: Words, actor_id: int
) -> None:
    changed: dict[str, object] = {"kind": code}
    if before.subject != after.subject:
        changed["subject"] = {"before": before.subject, "after": after.subject}
    if before.body != after.body:
        changed["letter"] = {
            "before": _only_in(before.body, after.body),
            "after": _only_in(after.body, before.body),
        }
    audit.record(
        action, subject=("organisation", organisation_id), actor_id=actor_id, payload=changed
    )


def _only_in(text: str, other: str) -> str:
    """Return the lines of a text that another one does not have: the trail needs no others."""
    known = set(other.split("\n"))
    return " / ".join(line for line in text.split("\n") if line and line not in known)
