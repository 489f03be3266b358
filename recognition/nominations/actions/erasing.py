"""Nominations by somebody who is erased, about them, and naming them."""

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session

from recognition.database import transaction
from recognition.erased import Erased, former, rewrite, words_removed
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
from recognition.nominations.queries.free_text import FREE_TEXT

_NO_DIGEST = "0" * 64


def erase(erased: Erased) -> int:
    """Take the words of their nominations away, delete drafts, and take them out of all others.

    The nominations themselves stay, so that every count does: when, in which round, where it
    stands. What checkers did with them can no longer be undone, for undoing needs the words.

    Returns:
        How many nominations lost their words or a mention.
    """
    with transaction() as session:
        _drafts(session, erased)
        _words(session, erased)
        _people(session, erased)
        session.flush()
        described = _described(session)
        changed = sum(rewrite(session, erased.without, *columns) for columns in FREE_TEXT)
        renamed = {key for key, name in _described(session).items() if described[key] != name}
        _keys(session, set(erased.candidacies) | renamed)
        return len(erased.nominations) + changed


def _drafts(session: Session, erased: Erased) -> None:
    theirs: list[ColumnElement[bool]] = [func.lower(Draft.author_email).in_(erased.addresses)]
    if erased.person_id is not None:
        theirs += [Draft.author_id == erased.person_id, Draft.person_id == erased.person_id]
    session.execute(delete(Draft).where(or_(*theirs)))
    if erased.person_id is None:  # compared with nobody, everything that the command gave matches
        return
    session.execute(delete(LatePermission).where(LatePermission.person_id == erased.person_id))
    session.execute(
        update(LatePermission)
        .where(LatePermission.granted_by_id == erased.person_id)
        .values(reason="")
    )


def _words(session: Session, erased: Erased) -> None:
    """Every wording that the answers ever had; what checkers asked, said and kept of them."""
    gone = erased.nominations
    session.execute(
        update(Answer).where(Answer.nomination_id.in_(gone)).values(text=words_removed())
    )
    session.execute(
        update(Enquiry)
        .where(Enquiry.nomination_id.in_(gone))
        .values(question=words_removed(), answer="")
    )
    session.execute(delete(Step).where(Step.nomination_id.in_(gone)))
    for row in session.scalars(select(Nomination).where(Nomination.id.in_(gone))):
        row.told_name = row.told_place = ""
        row.body_digest, row.cleared = _NO_DIGEST, []
    if erased.person_id is not None:  # their own words as a checker, about anybody
        session.execute(
            update(Enquiry)
            .where(Enquiry.asked_by_id == erased.person_id)
            .values(question=words_removed())
        )
        session.execute(update(Step).where(Step.made_by_id == erased.person_id).values(said=""))


def _people(session: Session, erased: Erased) -> None:
    """Who wrote, and who was described in words."""
    session.execute(
        update(Nomination)
        .where(Nomination.id.in_(erased.by))
        .values(
            nominator_name="",
            nominator_email="",
            handed_in_by="",
            browser="",
            may_name_nominator=False,
        )
    )
    session.execute(
        update(Candidacy)
        .where(Candidacy.id.in_(erased.candidacies), Candidacy.described_name.is_not(None))
        .values(described_name=former(), described_place="")
    )


def _described(session: Session) -> dict[int, str]:
    rows = session.execute(
        select(Candidacy.id, Candidacy.described_name).where(Candidacy.described_name.is_not(None))
    )
    return {number: name or "" for number, name in rows}


def _keys(session: Session, candidacies: set[int]) -> None:
    """Put a key that says nothing in the place of those made of a name."""
    there = session.execute(
        select(NomineeKey.candidacy_id, NomineeKey.described)
        .where(NomineeKey.candidacy_id.in_(candidacies))
        .distinct()
    ).all()
    session.execute(delete(NomineeKey).where(NomineeKey.candidacy_id.in_(candidacies)))
    session.add_all(
        NomineeKey(candidacy_id=number, key=f"erased {number}", described=described)
        for number, described in there
    )
    session.flush()
