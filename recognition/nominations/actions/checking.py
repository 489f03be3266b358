"""Accepting nominations, one or many at once, declining them, and what HR said."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition import clock
from recognition.database import transaction
from recognition.errors import Refused
from recognition.nominations import checking_letters, redacting, rules
from recognition.nominations.actions import steps
from recognition.nominations.models import Answer, Candidacy, Nomination
from recognition.nominations.queries.told import as_told
from recognition.people.queries import Viewer
from recognition.words import _, in_language

LONGEST_LETTER = 2000


def accept(references: Sequence[str], *, actor: Viewer | None) -> int:
    """Accept nominations that nobody decided about yet; the others stay as they are.

    Args:
        references: of the nominations.
        actor: the checker; None for the application itself.

    Returns:
        How many were accepted now.

    Raises:
        Refused: the nominee of one of them sent it.
    """
    with transaction() as session:
        rows = [
            row
            for row in steps.held(session, references, actor).values()
            if row.standing in rules.UNDECIDED and row.withdrawn_at is None
        ]
        _check_senders(session, rows)
        for row in rows:
            _accept(session, row, actor)
        return len(rows)


def accept_ticked(ticked: Mapping[str, str], *, actor: Viewer) -> int:
    """Accept many at once: those that still are as the page showed them.

    Args:
        ticked: editions that the page showed, by reference.
        actor: the checker.

    Returns:
        How many were accepted now; the others changed meanwhile or were decided.

    Raises:
        Refused: the nominee of one of them sent it.
    """
    with transaction() as session:
        rows = steps.held(session, ticked.keys(), actor)
        now = steps.editions(session, rows.values())
        chosen = [
            row
            for reference, row in rows.items()
            if now[reference] == ticked[reference]
            and row.standing in rules.UNDECIDED
            and row.withdrawn_at is None
        ]
        _check_senders(session, chosen)
        for row in chosen:
            _accept(session, row, actor)
        return len(chosen)


def accept_read(reference: str, *, seen: str, actor: Viewer) -> None:
    """Accept one nomination as its page showed it; a second time changes nothing.

    Args:
        reference: of the nomination.
        seen: the edition that the page showed.
        actor: the checker.

    Raises:
        Refused: its nominee sent it.
        Conflict: something changed after the page was shown.
        Missing: it is not theirs to check.
    """
    with transaction() as session:
        if steps.is_done(session, reference, actor, standing=rules.ACCEPTED):
            return
        row = steps.held_as_read(session, reference, seen, actor)
        _check_undecided(row)
        _check_senders(session, [row])
        _accept(session, row, actor)


def decline(reference: str, *, seen: str, words: str, actor: Viewer) -> None:
    """Decline a nomination with a kind letter; a second time changes nothing.

    Args:
        reference: of the nomination.
        seen: the edition that the page showed.
        words: what the letter says to the nominator.
        actor: the checker.

    Raises:
        Refused: there are no words, too many, or they repeat the story.
        Conflict: something changed after the page was shown.
        Missing: it is not theirs to check.
    """
    with transaction() as session:
        if steps.is_done(session, reference, actor, standing=rules.DECLINED):
            return
        row = steps.held_as_read(session, reference, seen, actor)
        _check_undecided(row)
        check_letter(session, row, words, field="letter")
        before = steps.decision_of(row)
        row.standing, row.checked_at = rules.DECLINED, clock.now()
        name, email = steps.nominator_of(session, row)
        nominee = as_told(row.id).name
        with in_language(steps.language_of(row, email)):
            letter = checking_letters.declined(
                name=name, nominee=nominee, reference=reference, words=words
            )
        number = steps.send(row, "declined", email, letter)
        steps.add_step(session, "declined", row, actor, before=before, said=words, letter_id=number)


def say_checked_with_hr(reference: str, *, fine: bool, actor: Viewer) -> None:
    """Note whether HR sees a reason to wait: yes or no, and never why.

    Raises:
        Missing: it is not theirs to check.
    """
    with transaction() as session:
        row = steps.one(session, reference, actor)
        if row.checked_with_hr is fine:
            return
        row.checked_with_hr = fine
        steps.tell_trail("checked_with_hr", row, actor, fine=fine)


def check_letter(session: Session, row: Nomination, words: str, *, field: str) -> None:
    """Refuse words for a nominator that are missing, too long, or repeat the story.

    Raises:
        Refused: names the field.
    """
    if not words.strip():
        raise Refused(_("Write a few kind words to the nominator."), field=field)
    if len(words) > LONGEST_LETTER:
        raise Refused(
            _("Shorten this to %(most)s characters or fewer.", most=f"{LONGEST_LETTER:,}"),
            field=field,
        )
    stories = session.scalars(select(Answer.text).where(Answer.nomination_id == row.id))
    redacting.check_quotes_nothing(words, stories, field=field)


def _accept(session: Session, row: Nomination, actor: Viewer | None) -> None:
    before = steps.decision_of(row)
    row.standing, row.checked_at = rules.ACCEPTED, clock.now()
    steps.add_step(session, "accepted", row, actor, before=before)


def _check_undecided(row: Nomination) -> None:
    if row.standing not in rules.UNDECIDED:
        raise Refused(_("This was decided already. Undo that first."))


def _check_senders(session: Session, rows: Sequence[Nomination]) -> None:
    numbers = {row.candidacy_id for row in rows}
    found = session.execute(
        select(Candidacy.id, Candidacy.person_id).where(Candidacy.id.in_(numbers))
    )
    nominees = dict(found.all())
    for row in rows:
        rules.check_sent_by_another(
            nominator_id=row.nominator_id,
            nominee_id=nominees.get(row.candidacy_id),
            reference=row.reference,
        )
