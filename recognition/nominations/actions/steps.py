"""What every act of a checker shares: rows under the lock, a step, and perhaps a letter."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from recognition import clock, config
from recognition.audit.actions import record
from recognition.errors import Conflict, Missing
from recognition.mail.actions import write
from recognition.mail.rules import LINK_PLACE
from recognition.nominations import later
from recognition.nominations.models import Candidacy, Nomination, Step
from recognition.nominations.queries.checkable import edition, of_checker, steps_of
from recognition.people import queries as people
from recognition.people.models import Account, Person
from recognition.people.queries import Viewer
from recognition.schemes.models import Round
from recognition.words import _

# As long as a checker may think again before a letter leaves.
LETTERS_REST = timedelta(minutes=15)
LINK = "nomination"
# A later room may depend on these; the others concern nobody but the nominator.
READ_BY_A_PANEL = ("accepted", "redacted", "linked", "merged", "parted", "moved")


def held(
    session: Session, references: Collection[str], actor: Viewer | None
) -> dict[str, Nomination]:
    """Return nominations by reference, locked in the order of their numbers.

    Args:
        session: of the open transaction.
        references: of the nominations.
        actor: only those of schemes which they check; None for the application itself.
    """
    chosen = select(Nomination).where(Nomination.reference.in_(set(references)))
    if actor is not None:
        chosen = of_checker(chosen, actor)
    locked = chosen.order_by(Nomination.id).with_for_update(of=Nomination)
    rows = session.scalars(locked, execution_options={"populate_existing": True})
    return {row.reference: row for row in rows}


def editions(session: Session, rows: Collection[Nomination]) -> dict[str, str]:
    """Return the editions of nominations that are held, by reference."""
    found = session.execute(
        select(Nomination, steps_of()).where(Nomination.id.in_({row.id for row in rows}))
    )
    return {row.reference: edition(row, steps) for row, steps in found}


def held_as_read(session: Session, reference: str, seen: str, actor: Viewer) -> Nomination:
    """Return one nomination, locked, if it is as the checker read it.

    Raises:
        Missing: there is none with that reference for this checker.
        Conflict: something was done to it after the page was shown, or it was withdrawn.
    """
    found = one(session, reference, actor)
    if editions(session, [found])[reference] != seen:
        raise Conflict(
            _(
                "Something changed here after you opened this page: another checker or the "
                "nominator was faster. Read it once more, then decide."
            )
        )
    if found.withdrawn_at is not None:
        raise Conflict(_("The nominator has withdrawn this, so there is nothing left to do."))
    return found


def one(session: Session, reference: str, actor: Viewer) -> Nomination:
    """Return one nomination, locked.

    Raises:
        Missing: there is none with that reference for this checker.
    """
    found = held(session, [reference], actor).get(reference)
    if found is None:
        raise Missing
    return found


def is_done(session: Session, reference: str, actor: Viewer, *, standing: str) -> bool:
    """Tell whether this same checker has just decided so: a second click.

    Raises:
        Missing: there is none with that reference for this checker.
    """
    row = one(session, reference, actor)
    if row.standing != standing:
        return False
    last = session.scalar(
        select(Step.made_by_id)
        .where(Step.nomination_id == row.id, Step.undone_at.is_(None))
        .order_by(Step.id.desc())
        .limit(1)
    )
    return last == actor.person_id


def hold_round(session: Session, reference: str) -> int:
    """Hold the round of a nomination, so that one checker at a time changes its candidacies.

    Nominators are not kept waiting. Take this lock before that of any nomination.

    Returns:
        The candidacy of the nomination, as it is from now on.

    Raises:
        Missing: there is no such nomination.
    """
    here = select(Candidacy.round_id).join(Nomination, Nomination.candidacy_id == Candidacy.id)
    session.execute(
        select(Round.id)
        .where(Round.id.in_(here.where(Nomination.reference == reference)))
        .with_for_update(key_share=True)
    )
    found = session.scalar(select(Nomination.candidacy_id).where(Nomination.reference == reference))
    if found is None:
        raise Missing
    return found


def candidacies(session: Session, numbers: Collection[int]) -> dict[int, Candidacy]:
    """Return candidacies by number, locked in the order of their numbers."""
    rows = session.scalars(
        select(Candidacy)
        .where(Candidacy.id.in_(set(numbers)))
        .order_by(Candidacy.id)
        .with_for_update(),
        execution_options={"populate_existing": True},
    )
    return {row.id: row for row in rows}


def add_step(
    session: Session,
    kind: str,
    row: Nomination,
    actor: Viewer | None,
    *,
    before: dict[str, Any] | None = None,
    said: str = "",
    letter_id: int | None = None,
) -> None:
    """Keep what a checker did and what stood before, and tell the trail, without any story."""
    who = actor.person_id if actor else None
    step = Step(
        kind=kind,
        nomination_id=row.id,
        before=before or {},
        said=said,
        letter_id=letter_id,
        made_at=clock.now(),
        made_by_id=who,
    )
    session.add(step)
    session.flush()
    tell_readers(kind, row, step.before)
    tell_trail(kind, row, actor)


def tell_readers(kind: str, row: Nomination, before: Mapping[str, Any]) -> None:
    """Tell later rooms when a step, or undoing it, changes what a panel reads."""
    if kind in READ_BY_A_PANEL:
        beside = {before[key] for key in ("from", "into") if key in before}
        later.words_changed({row.candidacy_id, *beside})


def tell_trail(verb: str, row: Nomination, actor: Viewer | None, **more: object) -> None:
    """Record what was done to a nomination."""
    record(
        f"nomination.{verb}",
        subject=("nomination", row.id),
        actor_id=actor.person_id if actor else None,
        payload={"reference": row.reference, **more},
    )


def decision_of(row: Nomination) -> dict[str, Any]:
    """Return where a nomination stands, as `Step.before` keeps it."""
    return {
        "standing": row.standing,
        "checked_at": row.checked_at.isoformat() if row.checked_at else None,
    }


def nominator_of(session: Session, row: Nomination) -> tuple[str, str]:
    """Return name and address of who sent a nomination; either may be empty."""
    if row.nominator_id is None:
        return row.nominator_name, row.nominator_email
    # where they wrote from comes first: a private link to it is all they may have
    account = (
        select(func.min(Account.email))
        .where(Account.person_id == Person.id, Account.disabled_at.is_(None))
        .scalar_subquery()
    )
    name, email, other = session.execute(
        select(Person.name, Person.email, account).where(Person.id == row.nominator_id)
    ).one()
    return name, row.nominator_email or email or other or ""


def language_of(row: Nomination, address: str) -> str:
    """Return the language of letters to whoever sent a nomination."""
    return people.language_of(address) or row.language


def way_to(row: Nomination) -> str:
    """Return how a letter leads to a nomination: its page, or the place of a private link."""
    if row.nominator_email:
        return LINK_PLACE
    return f"{config.current().base_url.rstrip('/')}/nominations/{row.reference}"


def send(row: Nomination, kind: str, to_address: str, letter: tuple[str, str]) -> int | None:
    """Put a letter to the nominator in the outbox, to leave after a rest; None without address."""
    if not to_address:
        return None
    subject, body = letter
    private = LINK_PLACE in body
    return write(
        kind=f"nomination.{kind}",
        to_address=to_address,
        subject=subject,
        body=body,
        link=(LINK, row.reference) if private else None,
        due_at=clock.now() + LETTERS_REST,
    )
