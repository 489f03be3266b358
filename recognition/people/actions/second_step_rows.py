"""The rows of a second step, and the letter about it: what its actions share."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from recognition import config
from recognition.mail.actions import write
from recognition.people.letter_kinds import SECOND_STEP
from recognition.people.models import Person, RecoveryCode, SecondStep
from recognition.people.sealing import keyed_digest
from recognition.people.second_step_codes import new_recovery_codes
from recognition.people.second_step_letters import Written


def held(session: Session, person_id: int) -> SecondStep | None:
    """Return somebody's second step, locked, so that codes are tried one after the other."""
    return session.scalar(
        select(SecondStep).where(SecondStep.person_id == person_id).with_for_update()
    )


def forget(session: Session, step: SecondStep) -> None:
    """Delete a second step and its recovery codes."""
    forget_codes(session, step)
    session.delete(step)
    session.flush()


def forget_codes(session: Session, step: SecondStep) -> None:
    """Delete the recovery codes of a second step."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.second_step_id == step.id))


def write_codes(session: Session, step: SecondStep) -> tuple[str, ...]:
    """Draw ten recovery codes and keep their digests; return them, to be shown once."""
    codes = new_recovery_codes()
    digests = {code_digest(code, step.person_id) for code in codes}
    session.add_all(RecoveryCode(second_step_id=step.id, digest=digest) for digest in digests)
    return codes


def code_digest(code: str, person_id: int) -> str:
    """Return what is kept of a recovery code."""
    return keyed_digest(code, owner=person_id, secret=config.current().secret_key)


def tell(session: Session, person_id: int, written: Written) -> None:
    """Write to somebody about their second step, where they have an address."""
    to_address = session.scalar(select(Person.email).where(Person.id == person_id))
    if to_address:
        subject, body = written
        write(kind=SECOND_STEP, to_address=to_address, subject=subject, body=body)
