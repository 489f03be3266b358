"""Undoing the last thing a checker did, for as long as nothing later depends on it."""

from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from recognition import clock
from recognition.database import transaction
from recognition.errors import Refused
from recognition.mail.actions import take_back
from recognition.nominations import checking_letters, later
from recognition.nominations.actions import joining, parting, rewording, steps
from recognition.nominations.models import Candidacy, Enquiry, Nomination, Step
from recognition.nominations.queries.told import as_told
from recognition.people.queries import Viewer
from recognition.words import _, in_language


def undo(reference: str, *, seen: str, actor: Viewer) -> str:
    """Undo the last step on a nomination, and take back its letter or set it aside.

    Args:
        reference: of the nomination.
        seen: the edition that the page showed.
        actor: the checker.

    Returns:
        The kind of step that is undone, one of `rules.STEPS`.

    Raises:
        Refused: there is nothing to undo, or something depends on it, which it names.
        Conflict: something changed after the page was shown.
        Missing: it is not theirs to check.
    """
    with transaction() as session:
        steps.hold_round(session, reference)
        row = steps.held_as_read(session, reference, seen, actor)
        step = session.scalars(
            select(Step)
            .where(Step.nomination_id == row.id, Step.undone_at.is_(None))
            .order_by(Step.id.desc())
            .limit(1)
        ).first()
        if step is None:
            raise Refused(_("There is nothing to undo here."))
        touched = [row.id, *step.before.get("nominations", ())]
        if step.kind in steps.READ_BY_A_PANEL and (why := later.what_depends_on(touched)):
            raise Refused(why)
        _UNDO[step.kind](session, row, step)
        step.undone_at = clock.now()
        session.flush()
        steps.tell_readers(step.kind, row, step.before)
        steps.tell_trail("undone", row, actor, what=step.kind)
        _settle_letter(session, row, step)
        return step.kind


def _settle_letter(session: Session, row: Nomination, step: Step) -> None:
    """Stop the letter of an undone step; where it has left, say that it no longer holds."""
    if step.letter_id is None or take_back(step.letter_id):
        return
    name, email = steps.nominator_of(session, row)
    with in_language(steps.language_of(row, email)):
        letter = checking_letters.set_aside(
            name=name,
            nominee=as_told(row.id).name,
            reference=row.reference,
        )
    steps.send(row, "set_aside", email, letter)


def _decision(_session: Session, row: Nomination, step: Step) -> None:
    row.standing = step.before["standing"]
    at = step.before["checked_at"]
    row.checked_at = datetime.fromisoformat(at) if at else None


def _asked(session: Session, row: Nomination, step: Step) -> None:
    enquiry = session.get(Enquiry, step.before["enquiry"])
    if enquiry is not None and enquiry.answered_at is not None:
        raise Refused(_("The nominator has answered, so the question stays."))
    if enquiry is not None:
        session.delete(enquiry)
    _decision(session, row, step)


def _redacted(session: Session, row: Nomination, step: Step) -> None:
    if row.corrected_at is not None and step.made_at < row.corrected_at:
        raise Refused(
            _("The nominator has changed these words since. Take out what is left in them instead.")
        )
    rewording.write_revision(
        session, row, rewording.answers_of(session, row.id, step.before["revision"])
    )


def _joined(session: Session, _row: Nomination, step: Step) -> None:
    lies_in = session.scalar(
        select(Candidacy.merged_into_id).where(Candidacy.id == step.before["from"])
    )
    if lies_in is None:
        raise Refused(_("These two were parted already."))
    parting.take_apart(session, step.before, lies_in)


def _parted(session: Session, row: Nomination, step: Step) -> None:
    out_of, into = step.before["from"], _now(session, step.before["into"])
    joining.forget_namesakes(session, out_of, step.before["into"])
    if not step.before.get("apart"):
        _check_alone(session, step.before["into"], [row.id])
        _back(session, row, step)
        joining.point(session, [step.before["into"]], row.candidacy_id)
        return
    into = _now(session, step.before["into"])
    _check_alone(session, step.before["from"], step.before["nominations"])
    session.execute(
        update(Nomination)
        .where(
            Nomination.id.in_(step.before["nominations"]),
            Nomination.candidacy_id == step.before["from"],
        )
        .values(candidacy_id=into)
    )
    joining.point(session, [step.before["from"], *step.before["left"]], into)


def _check_alone(session: Session, candidacy_id: int, numbers: Collection[int]) -> None:
    """Refuse to empty a candidacy in which other nominations lie by now."""
    others = session.scalar(
        select(Nomination.id)
        .where(Nomination.candidacy_id == candidacy_id, Nomination.id.not_in(numbers))
        .limit(1)
    )
    if others is not None:
        raise Refused(_("Other nominations have joined this nominee since. Merge the two instead."))


def _back(session: Session, row: Nomination, step: Step) -> None:
    row.candidacy_id = _now(session, step.before["from"])


def _namesakes(session: Session, _row: Nomination, step: Step) -> None:
    joining.forget_namesakes(session, step.before["one"], step.before["other"])


def _now(session: Session, candidacy_id: int) -> int:
    """Return where the nominations of a candidacy are: there, or where it was merged into."""
    into = session.scalar(select(Candidacy.merged_into_id).where(Candidacy.id == candidacy_id))
    return into or candidacy_id


_UNDO: dict[str, Callable[[Session, Nomination, Step], None]] = {
    "accepted": _decision,
    "declined": _decision,
    "asked": _asked,
    "redacted": _redacted,
    "linked": _joined,
    "merged": _joined,
    "parted": _parted,
    "moved": _back,
    "namesakes": _namesakes,
}
