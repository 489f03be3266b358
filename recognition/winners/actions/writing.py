"""Writing the words that say why somebody won, in editions."""

from collections.abc import Collection

from sqlalchemy import select

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Refused
from recognition.people.queries import Viewer
from recognition.winners import queries
from recognition.winners.models import CitationEdition, Decision
from recognition.winners.quoting import repeats, source
from recognition.words import _


def draft_citation(
    candidacy_id: int, *, text: str, quote: str, actor: Viewer, quote_from: int | None = None
) -> int:
    """Write the words, with a quote that repeats what a nominator wrote.

    Args:
        candidacy_id: whose citation.
        text: the words.
        quote: may be empty.
        actor: the communications officer.
        quote_from: the nomination whose sentences were marked; the others are tried after it.

    Returns:
        The edition that was written.

    Raises:
        Missing: nothing was decided about this candidacy.
        Refused: nobody wrote what the quote says.
    """
    found = source(quote, queries.written(candidacy_id), first=quote_from) if quote else None
    return write_citation(candidacy_id, text=text, quote=quote, actor=actor, quote_from=found)


def write_citation(
    candidacy_id: int, *, text: str, quote: str, actor: Viewer, quote_from: int | None = None
) -> int:
    """Write, or write again, the words that say why somebody won.

    What nobody else was shown yet is written over; otherwise this is a new edition, which has to be
    approved and agreed like the first.

    Args:
        candidacy_id: whose citation.
        text: the words.
        quote: from the nomination; may be empty.
        actor: the communications officer.
        quote_from: the nomination whose own words the quote repeats.

    Returns:
        The edition that was written.

    Raises:
        Missing: nothing was decided about this candidacy.
    """
    decision = queries.decision(candidacy_id)
    with transaction() as session:
        newest = _newest(decision.id)
        same = newest is not None and (newest.text, newest.quote) == (text, quote)
        if newest is not None and same and newest.sent_back_at is None:
            if newest.sent_at is None:
                newest.quote_from_id = quote_from
            return newest.edition
        if newest is None or newest.sent_at is not None:
            number = newest.edition + 1 if newest else 1
            newest = CitationEdition(decision_id=decision.id, edition=number)
            session.add(newest)
        newest.text, newest.quote, newest.quote_from_id = text, quote, quote_from
        newest.written_by_id, newest.written_at = actor.person_id, clock.now()
        record_step("winners.citation_written", candidacy_id, newest.edition, actor)
        return newest.edition


def drop_quotes(candidacy_ids: Collection[int]) -> None:
    """Take out quotes that the stories do not hold any more, published ones too.

    It is told in the transaction in which the words changed: what is redacted is quoted nowhere.
    """
    rows = db.session.execute(
        select(CitationEdition, Decision.candidacy_id)
        .join(Decision, Decision.id == CitationEdition.decision_id)
        .where(Decision.candidacy_id.in_(set(candidacy_ids)))
        .where(CitationEdition.quote_from_id.is_not(None), CitationEdition.quote != "")
    ).all()
    with transaction():
        for row, candidacy_id in rows:
            stories = {story.nomination_id: story for story in queries.written(candidacy_id)}
            story = stories.get(row.quote_from_id or 0)
            if story is None or not repeats(row.quote, story.answers):
                row.quote, row.quote_from_id = "", None
                record_step("winners.quote_dropped", candidacy_id, row.edition, None)


def shown_edition(candidacy_id: int, edition: int) -> CitationEdition:
    """Return the newest wording, locked, if it is the one that somebody was shown.

    Raises:
        Missing: nothing was decided about this candidacy.
        Refused: there are no words, or they were changed meanwhile.
    """
    newest = _newest(queries.decision(candidacy_id).id)
    if newest is None:
        raise Refused(_("Write the citation first."))
    if newest.edition != edition:
        raise Refused(_("Somebody changed these words meanwhile. Read them again."))
    return newest


def _newest(decision_id: int) -> CitationEdition | None:
    return db.session.scalar(
        select(CitationEdition)
        .where(CitationEdition.decision_id == decision_id)
        .order_by(CitationEdition.edition.desc())
        .limit(1)
        .with_for_update()
    )


def record_step(
    action: str, candidacy_id: int, edition: int, actor: Viewer | None, *, looked: int = 0
) -> None:
    """Keep on the trail what was done with a wording, and how much of it needed a look."""
    audit.record(
        action,
        subject=("candidacy", candidacy_id),
        actor_id=actor.person_id if actor else None,
        payload={"edition": edition, **({"looked_at": looked} if looked else {})},
    )
