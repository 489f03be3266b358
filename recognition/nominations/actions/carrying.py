"""Entering nominees of one round into another, with the words that were written about them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.audit import actions as audit
from recognition.database import transaction
from recognition.errors import Conflict
from recognition.nominations import rules
from recognition.nominations.actions.gathering import candidacy_for
from recognition.nominations.models import Answer, Nomination
from recognition.nominations.queries.candidacies import is_live, nominee_of_candidacy
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.words import _

COPIED = (
    "body_digest", "version_id", "nominator_id", "nominator_name", "nominator_email",
    "nominator_kind", "told_name", "told_place", "relationship", "may_name_nominator", "channel",
    "cleared", "standing", "checked_with_hr", "sent_at", "confirmed_at", "counts_from",
    "checked_at", "corrected_at", "language",
)  # fmt: skip


def carry(candidacy_id: int, *, round_id: int, category_id: int, actor: Viewer) -> dict[int, int]:
    """Enter a candidacy into another round as well; what was entered before stays as it is.

    Every accepted nomination is copied as it reads now, redactions and all, and says where it comes
    from. The nominators need to do nothing.

    Args:
        candidacy_id: the nominee and the stories.
        round_id: the other round.
        category_id: the category there.
        actor: the administrator.

    Returns:
        The number of each new nomination, by that of the one it was copied from.

    Raises:
        Missing: there is no such candidacy or round.
        Conflict: the category is no longer one of that round.
    """
    into = schemes.round_card(round_id)
    if category_id not in {category.id for category in schemes.categories(into.scheme.id)}:
        raise Conflict(_("That category has ended. Choose another one."))
    nominee = nominee_of_candidacy(candidacy_id)
    made: dict[int, int] = {}
    with transaction() as session:
        target = candidacy_for(session, round_id=round_id, category_id=category_id, nominee=nominee)
        for row in _to_copy(session, candidacy_id, target):
            made[row.id] = _copied(session, row, target, into)
        if made:
            audit.record(
                "nomination.carried",
                subject=("candidacy", candidacy_id),
                actor_id=actor.person_id,
                payload={"into": target, "nominations": len(made)},
            )
    return made


def _to_copy(session: Session, candidacy_id: int, target: int) -> list[Nomination]:
    there = select(Nomination.carried_from_id).where(
        Nomination.candidacy_id == target, Nomination.carried_from_id.is_not(None)
    )
    return list(
        session.scalars(
            select(Nomination)
            .where(Nomination.candidacy_id == candidacy_id, is_live(), Nomination.id.not_in(there))
            .order_by(Nomination.id)
        )
    )


def _copied(session: Session, row: Nomination, target: int, into: RoundCard) -> int:
    copy = Nomination(
        **{name: getattr(row, name) for name in COPIED},
        reference=rules.reference(),
        draft_key=f"carried-{row.id}-{into.id}",
        candidacy_id=target,
        scheme_id=into.scheme.id,
        carried_from_id=row.id,
        revision=1,
    )
    session.add(copy)
    session.flush()
    session.add_all(
        Answer(nomination_id=copy.id, revision=1, question_id=said.question_id, text=said.text)
        for said in session.scalars(
            select(Answer).where(Answer.nomination_id == row.id, Answer.revision == row.revision)
        )
    )
    session.flush()
    return copy.id
