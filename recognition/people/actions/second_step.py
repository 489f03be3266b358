"""Setting up one's own second step, changing it, and removing it."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from recognition import clock, config
from recognition.audit.actions import record
from recognition.database import transaction
from recognition.errors import Missing, Refused
from recognition.people import second_step_letters as letters
from recognition.people.actions.second_step_rows import (
    forget,
    forget_codes,
    held,
    tell,
    write_codes,
)
from recognition.people.actions.sessions import SignedIn, end_sessions, go_on
from recognition.people.models import SecondStep
from recognition.people.queries import Viewer
from recognition.people.queries.second_steps import (
    has_proved_lately,
    is_required,
    opened_key,
    provider_comes_first,
)
from recognition.people.sealing import sealed
from recognition.people.second_step_codes import counter_of, did_not_work, digits_of, new_key
from recognition.people.second_step_letters import Written
from recognition.words import _


@dataclass(frozen=True)
class SetUp:
    """A second step that was just set up: the session that goes on, and the recovery codes."""

    signed_in: SignedIn
    codes: tuple[str, ...] = field(repr=False)


def draw_key(viewer: Viewer, *, by_provider: bool = False) -> str:
    """Return a new secret for somebody's app, sealed; nothing is stored until it is confirmed.

    Args:
        viewer: whose.
        by_provider: whether this browser came in by the organisation's own sign-in.

    Raises:
        Refused: they have to come in by that first.
    """
    _check_way_in(viewer, by_provider=by_provider)
    return sealed(new_key(), owner=viewer.person_id, secret=config.current().secret_key)


def set_up_second_step(viewer: Viewer, *, key: str, typed: str, by_provider: bool = False) -> SetUp:
    """Set a second step up, or another in its place, once a code shows that the app has its key.

    Every session of theirs ends, and a new one that is proved goes on.

    Args:
        viewer: whose. Where they have one already, they have just shown it.
        key: as `draw_key` returned it.
        typed: the code that the app shows.
        by_provider: whether this browser came in by the organisation's own sign-in.

    Raises:
        Missing: the key is not theirs, or they have a second step that they have not just shown.
        Refused: the code does not fit, or they have to come in by that first.
    """
    _check_way_in(viewer, by_provider=by_provider)
    code, moment, plain = digits_of(typed), clock.now(), opened_key(key, viewer.person_id)
    if plain is None:
        raise Missing
    counter = counter_of(code, plain, at=moment, after=None)
    if counter is None:
        raise did_not_work()
    with transaction() as session:
        _make_room(session, viewer)
        step = SecondStep(
            person_id=viewer.person_id, key=key, last_counter=counter, set_up_at=moment
        )
        session.add(step)
        session.flush()
        codes = write_codes(session, step)
        end_sessions([viewer.person_id], but=viewer.session_digest)
        signed_in = go_on(session, viewer, how="second step set up")
        _changed("people.second_step_set_up", session, viewer, letters.set_up())
    return SetUp(signed_in, codes)


def renew_recovery_codes(viewer: Viewer) -> tuple[str, ...]:
    """Make ten new recovery codes; those from before no longer work.

    Raises:
        Missing: they have no second step, or have not just shown it.
    """
    with transaction() as session:
        step = _shown(session, viewer)
        forget_codes(session, step)
        codes = write_codes(session, step)
        _changed("people.recovery_codes_made", session, viewer, letters.renewed())
    return codes


def remove_second_step(viewer: Viewer) -> None:
    """Remove one's own second step.

    Raises:
        Missing: they have none, or have not just shown it.
        Refused: their work here needs it.
    """
    if is_required(viewer):
        raise Refused(
            _("Your work here needs a second step, so it stays. You can move it to another phone.")
        )
    with transaction() as session:
        forget(session, _shown(session, viewer))
        _changed("people.second_step_removed", session, viewer, letters.removed())


def _check_way_in(viewer: Viewer, *, by_provider: bool) -> None:
    """Refuse to let a mailbox alone set up a second step for who is known at the provider."""
    provider = config.current().provider
    if provider is None or by_provider or not provider_comes_first(viewer):
        return
    raise Refused(
        _(
            "Sign in with %(name)s first, then set up your second step. If it cannot be reached, "
            "ask an administrator to forget the link.",
            name=provider.name or _("your organisation's sign-in"),
        )
    )


def _make_room(session: Session, viewer: Viewer) -> None:
    before = held(session, viewer.person_id)
    if before is None:
        return
    if opened_key(before.key, viewer.person_id) is not None:
        _check_just_shown(viewer)
    forget(session, before)


def _shown(session: Session, viewer: Viewer) -> SecondStep:
    step = held(session, viewer.person_id)
    if step is None:
        raise Missing
    _check_just_shown(viewer)
    return step


def _check_just_shown(viewer: Viewer) -> None:
    if not has_proved_lately(viewer, at=clock.now()):
        raise Missing


def _changed(action: str, session: Session, viewer: Viewer, written: Written) -> None:
    record(action, subject=("person", viewer.person_id), actor_id=viewer.person_id)
    tell(session, viewer.person_id, written)
