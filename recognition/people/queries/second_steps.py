"""Who needs a second step, who has set one up, and who has just shown it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select

from recognition import config
from recognition.access import on_one_proof
from recognition.database import db
from recognition.people import twice
from recognition.people.models import (
    Account,
    ProviderIdentity,
    RecoveryCode,
    SecondStep,
    SignInSession,
)
from recognition.people.queries.managing import may_manage_person
from recognition.people.queries.viewers import Viewer
from recognition.people.sealing import opened
from recognition.people.second_step_codes import PROOF_IS_FRESH


@dataclass(frozen=True)
class SecondStepCard:
    """Somebody's second step: since when (UTC), and how many recovery codes are left."""

    set_up_at: datetime
    codes_left: int


@on_one_proof
def is_themselves(viewer: Viewer | None, **_arguments: object) -> bool:
    """May they look after their own account? Whoever has signed in, proved twice or not."""
    return viewer is not None


def may_clear_second_step(viewer: Viewer | None, person_id: int, **_arguments: object) -> bool:
    """May they clear this person's second step? An administrator may a colleague's, not theirs."""
    mine = viewer is not None and viewer.person_id == person_id
    return not mine and may_manage_person(viewer, person_id)


def is_required(viewer: Viewer) -> bool:
    """Tell whether what somebody does here needs a second proof of who they are."""
    has_role = viewer.asleep or viewer.is_administrator or viewer.is_communications
    return has_role or twice.is_asked_of(viewer.person_id)


def must_prove(viewer: Viewer) -> bool:
    """Tell whether this session still has to show a second proof, before more is open to it.

    Asked of those whose work here needs one, and of those who have set one up themselves. Nothing
    is read of a session that is proved.
    """
    if viewer.is_proved:
        return False
    return viewer.has_second_step or is_required(viewer)


def provider_comes_first(viewer: Viewer) -> bool:
    """Tell whether they may set up no second step before they come by the organisation's sign-in.

    Asked of those whose work needs one and who are known there: else whoever reads their letters
    could set it up in their place, and have everything.
    """
    provider = config.current().provider
    if viewer.is_proved or provider is None or not is_required(viewer):
        return False
    known = (
        select(ProviderIdentity.id)
        .join(Account, Account.id == ProviderIdentity.account_id)
        .where(Account.person_id == viewer.person_id, ProviderIdentity.issuer == provider.issuer)
    )
    return db.session.scalar(known.limit(1)) is not None


def has_proved_lately(viewer: Viewer, *, at: datetime) -> bool:
    """Tell whether this session showed its second proof minutes ago, as changing it needs."""
    proved_at = db.session.scalar(
        select(SignInSession.proved_at).where(SignInSession.digest == viewer.session_digest)
    )
    return proved_at is not None and at < proved_at + PROOF_IS_FRESH


def second_step(person_id: int) -> SecondStepCard | None:
    """Return somebody's second step, or None; in one statement.

    One whose key does not open counts as none: after the secret of the installation was changed,
    people set their second step up anew.
    """
    row = db.session.execute(
        select(SecondStep, func.count(RecoveryCode.id))
        .outerjoin(
            RecoveryCode,
            and_(RecoveryCode.second_step_id == SecondStep.id, RecoveryCode.used_at.is_(None)),
        )
        .where(SecondStep.person_id == person_id)
        .group_by(SecondStep.id)
    ).one_or_none()
    if row is None or opened_key(row[0].key, person_id) is None:
        return None
    return SecondStepCard(row[0].set_up_at, row[1])


def opened_key(key: str, person_id: int) -> str | None:
    """Return the app's secret in base 32, or None where it does not open for this person."""
    return opened(key, owner=person_id, secret=config.current().secret_key)
