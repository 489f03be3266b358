"""What was decided, written and shown about somebody who is erased."""

from collections import defaultdict
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from recognition.database import transaction
from recognition.erased import Erased, former, rewrite, words_removed
from recognition.nominations.models import Answer, Nomination
from recognition.panel.models import DiscussionNote
from recognition.winners.models import (
    CitationAnswer,
    CitationEdition,
    Closing,
    Decision,
    DecisionVersion,
    Photo,
    Praise,
)
from recognition.winners.queries.free_text import FREE_TEXT
from recognition.winners.quoting import repeats


def erase(erased: Erased) -> int:
    """Delete citations, praise and photographs; keep each outcome without its reason.

    Quotes of theirs beside the stories of others go, and so does what they said about words. What
    was kept when judging was closed loses names and words, and keeps every number. Reasons that
    they gave as a chair for the outcome of somebody else stay: they belong to whom they are about.

    Returns:
        How many outcomes were theirs.
    """
    with transaction() as session:
        session.execute(delete(Photo).where(Photo.candidacy_id.in_(erased.candidacies)))
        session.execute(delete(Praise).where(Praise.candidacy_id.in_(erased.candidacies)))
        _citations(session, erased)
        for table in (Decision, DecisionVersion):
            session.execute(
                update(table)
                .where(table.candidacy_id.in_(erased.candidacies), table.reason != "")
                .values(reason=words_removed())
            )
        _closings(session, erased)
        for columns in FREE_TEXT:
            rewrite(session, erased.without, *columns)
        theirs = select(Decision.id).where(Decision.candidacy_id.in_(erased.candidacies))
        return len(session.scalars(theirs).all())


def _citations(session: Session, erased: Erased) -> None:
    theirs = select(Decision.id).where(Decision.candidacy_id.in_(erased.candidacies))
    session.execute(delete(CitationAnswer).where(CitationAnswer.decision_id.in_(theirs)))
    session.execute(delete(CitationEdition).where(CitationEdition.decision_id.in_(theirs)))
    session.execute(
        update(CitationAnswer).where(CitationAnswer.card_id.in_(erased.cards)).values(note="")
    )
    _quotes(session, erased)
    if erased.person_id is not None:
        session.execute(
            update(CitationEdition)
            .where(CitationEdition.sent_back_by_id == erased.person_id)
            .values(note="")
        )


def _quotes(session: Session, erased: Erased) -> None:
    """Drop what repeats their words, also where nobody noted from which nomination it is."""
    stories = defaultdict[int, list[str]](list)
    for number, text in session.execute(
        select(Answer.nomination_id, Answer.text).where(
            Answer.nomination_id.in_(erased.nominations)
        )
    ):
        stories[number].append(text)
    about = select(Nomination.candidacy_id).where(Nomination.id.in_(erased.nominations)).distinct()
    here = select(Decision.id).where(Decision.candidacy_id.in_(about))
    rows = session.scalars(
        select(CitationEdition).where(
            CitationEdition.quote != "",
            or_(
                CitationEdition.quote_from_id.in_(erased.nominations),
                CitationEdition.decision_id.in_(here),
            ),
        )
    )
    for row in rows:
        if row.quote_from_id in erased.nominations or any(
            repeats(row.quote, answers) for answers in stories.values()
        ):
            row.quote, row.quote_from_id = "", None
    session.flush()


def _closings(session: Session, erased: Erased) -> None:
    minuted = frozenset(
        session.scalars(
            select(DiscussionNote.text).where(DiscussionNote.person_id == erased.person_id)
        )
        if erased.person_id is not None
        else ()
    )
    for row in session.scalars(select(Closing)):
        kept = {
            **row.snapshot,
            "candidacies": [
                _part(one, minuted, erased) for one in row.snapshot.get("candidacies", ())
            ],
            "people": {
                number: former() if number == str(erased.person_id) else name
                for number, name in row.snapshot.get("people", {}).items()
            },
        }
        if kept != row.snapshot:
            row.snapshot = kept
    session.flush()


def _part(one: dict[str, Any], minuted: frozenset[str], erased: Erased) -> dict[str, Any]:
    """Return one nominee of a snapshot without what goes; numbers stay as they are."""
    if one["id"] not in erased.candidacies:
        notes = [note for note in one["notes"] if note["text"] not in minuted]
        return {**one, "notes": notes}
    decision = one["decision"]
    return {
        **one,
        "nominee": former(),
        "notes": [],
        "decision": decision and {**decision, "reason": _gone(decision["reason"])},
        "versions": [{**old, "reason": _gone(old["reason"])} for old in one["versions"]],
    }


def _gone(reason: str) -> str:
    return words_removed() if reason else ""
