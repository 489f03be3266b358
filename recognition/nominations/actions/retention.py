"""Letting go of drafts, stories and questions that were kept long enough.

Nominations, their numbers and their dates stay, so every count stays what it was; the words, and
who wrote without an account, go.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Text, and_, cast, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from recognition.disposal import GONE, Disposal, Spared, free
from recognition.nominations.models import (
    Answer,
    Candidacy,
    Draft,
    Enquiry,
    LatePermission,
    Nomination,
    NomineeKey,
    Step,
)
from recognition.nominations.rules import DECLINED
from recognition.people.models import Person
from recognition.schemes.models import Round
from recognition.schemes.queries.ending import planned_end


def _drafts(before: datetime, spared: Spared) -> Select[Any]:
    return (
        select(Draft.id)
        .where(Draft.updated_at < before, *_draft_is_free(spared))
        .order_by(Draft.id)
    )


def _parked(before: datetime, spared: Spared) -> Select[Any]:
    held = cast(Draft.parked, Text).not_in(("{}", "null"))
    return (
        select(Draft.id)
        .where(Draft.updated_at < before, held, *_draft_is_free(spared))
        .order_by(Draft.id)
    )


def _draft_is_free(spared: Spared) -> tuple[Any, ...]:
    return (
        Draft.round_id.not_in(spared.rounds),
        free(Draft.author_id, spared.people),
        free(Draft.person_id, spared.people),
        Draft.author_email.not_in(spared.addresses),
    )


def _delete_drafts(session: Session, numbers: Sequence[Any]) -> None:
    session.execute(delete(Draft).where(Draft.id.in_(numbers)))


def _unpark(session: Session, numbers: Sequence[Any]) -> None:
    session.execute(update(Draft).where(Draft.id.in_(numbers)).values(parked={}))


def _of_rounds_over(before: datetime, spared: Spared) -> Select[Any]:
    """Choose what was sent to a round that ended; in one that is always open, what is as old."""
    ended = func.coalesce(planned_end(), Nomination.sent_at)
    stands = and_(Nomination.withdrawn_at.is_(None), Nomination.standing != DECLINED)
    return _with_words(spared).where(ended < before, Nomination.sent_at < before, stands)


def _taken_back(before: datetime, spared: Spared) -> Select[Any]:
    declined = and_(Nomination.standing == DECLINED, Nomination.checked_at < before)
    return _with_words(spared).where(or_(Nomination.withdrawn_at < before, declined))


def _with_words(spared: Spared) -> Select[Any]:
    said = exists().where(Answer.nomination_id == Nomination.id, Answer.text.not_in(("", GONE)))
    return (
        select(Nomination.id)
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .join(Round, Round.id == Candidacy.round_id)
        .where(or_(said, Nomination.nominator_email != "", Nomination.handed_in_by != ""))
        .where(Candidacy.round_id.not_in(spared.rounds))
        .where(Candidacy.id.not_in(spared.candidacies), Candidacy.id.not_in(spared.told))
        .where(free(Nomination.nominator_id, spared.people))
        .where(Nomination.nominator_email.not_in(spared.addresses))
        .order_by(Nomination.id)
    )


def _take_words(session: Session, numbers: Sequence[Any]) -> None:
    chosen = Nomination.id.in_(numbers)
    session.execute(update(Answer).where(Answer.nomination_id.in_(numbers)).values(text=GONE))
    session.execute(update(Step).where(Step.nomination_id.in_(numbers)).values(said=""))
    _take_questions(
        session,
        session.scalars(select(Enquiry.id).where(Enquiry.nomination_id.in_(numbers))).all(),
    )
    described = session.scalars(select(Nomination.candidacy_id).where(chosen).distinct()).all()
    session.execute(
        update(Nomination)
        .where(chosen, Nomination.nominator_id.is_(None))
        .values(nominator_name="", may_name_nominator=False)
    )
    told = chosen & (Nomination.told_name != "")
    session.execute(update(Nomination).where(told).values(told_name=GONE))
    session.execute(
        update(Nomination)
        .where(chosen)
        .values(nominator_email="", browser="", handed_in_by="", told_place="", cleared=[])
    )
    _forget_descriptions(session, described)


def _forget_descriptions(session: Session, numbers: Sequence[Any]) -> None:
    """Take the name of nominees described in words, once no words about them are left."""
    row = aliased(Candidacy)
    said = exists().where(
        Nomination.candidacy_id == func.coalesce(row.merged_into_id, row.id),
        Answer.nomination_id == Nomination.id,
        Answer.text.not_in(("", GONE)),
    )
    gone = session.scalars(
        select(row.id)
        .where(or_(row.id.in_(numbers), row.merged_into_id.in_(numbers)))
        .where(row.described_name.is_not(None), ~said)
    ).all()
    session.execute(delete(NomineeKey).where(NomineeKey.candidacy_id.in_(gone)))
    session.execute(
        update(Candidacy)
        .where(Candidacy.id.in_(gone))
        .values(described_name=GONE, described_place="")
    )


def _questions(before: datetime, spared: Spared) -> Select[Any]:
    return (
        select(Enquiry.id)
        .join(Nomination, Nomination.id == Enquiry.nomination_id)
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .where(func.coalesce(Enquiry.answered_at, Enquiry.asked_at) < before)
        .where(Enquiry.question != GONE)
        .where(Candidacy.round_id.not_in(spared.rounds))
        .where(Candidacy.id.not_in(spared.candidacies))
        .where(free(Nomination.nominator_id, spared.people))
        .where(Nomination.nominator_email.not_in(spared.addresses))
        .order_by(Enquiry.id)
    )


def _take_questions(session: Session, numbers: Sequence[Any]) -> None:
    chosen = Enquiry.id.in_(numbers)
    session.execute(update(Enquiry).where(chosen).values(question=GONE))
    session.execute(update(Enquiry).where(chosen, Enquiry.answer != "").values(answer=GONE))


def _late(before: datetime, spared: Spared) -> Select[Any]:
    return (
        select(LatePermission.id)
        .where(LatePermission.until < before)
        .where(LatePermission.round_id.not_in(spared.rounds))
        .where(LatePermission.person_id.not_in(spared.people))
        .order_by(LatePermission.id)
    )


def _delete_late(session: Session, numbers: Sequence[Any]) -> None:
    session.execute(delete(LatePermission).where(LatePermission.id.in_(numbers)))


def _keys_of_leavers(_before: datetime, _spared: Spared) -> Select[Any]:
    """Choose candidacies of people whose name is gone: the keys made of it follow."""
    return (
        select(Candidacy.id)
        .join(Person, Person.id == Candidacy.person_id)
        .where(Person.name == GONE)
        .where(exists().where(NomineeKey.candidacy_id == Candidacy.id, _of_a_name()))
        .order_by(Candidacy.id)
    )


def _delete_keys(session: Session, numbers: Sequence[Any]) -> None:
    session.execute(delete(NomineeKey).where(NomineeKey.candidacy_id.in_(numbers), _of_a_name()))


def _of_a_name() -> Any:
    """Hold for a key that is not just the number of somebody; see `matching.keys`."""
    return ~NomineeKey.key.startswith("person ")


DISPOSALS: dict[str, tuple[Disposal, ...]] = {
    "drafts": (Disposal(_drafts, _delete_drafts),),
    "parked": (Disposal(_parked, _unpark),),
    "stories": (Disposal(_of_rounds_over, _take_words),),
    "taken_back": (Disposal(_taken_back, _take_words),),
    "questions": (Disposal(_questions, _take_questions),),
    "late": (Disposal(_late, _delete_late),),
    "leavers": (Disposal(_keys_of_leavers, _delete_keys, counted=False),),
}
