"""Keeping what people say about where their story may be told."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import transaction
from recognition.errors import Missing
from recognition.mail import actions as mail
from recognition.thanks import later, queries
from recognition.thanks.later import ConsentChange
from recognition.thanks.models import Card, Consent
from recognition.thanks.queries import Answer
from recognition.thanks.rules import CHANNELS

Untils = Mapping[str, datetime | None]


def say(
    code: str,
    wishes: Mapping[str, bool],
    *,
    until: datetime | None = None,
    as_before: bool = False,
) -> None:
    """Keep what somebody says about each channel; only what changed is written.

    Args:
        code: of their card.
        wishes: yes or no, by channel.
        until: when every yes ends, UTC; None: it stays until it is taken back.
        as_before: a yes that was said before ends when it was to end; `until` is for new ones.

    Raises:
        Missing: nobody was given this code, or it is the card on a wall.
    """
    page = queries.card_of(code)
    if not page.has_wishes:
        raise Missing
    with transaction() as session:
        known = locked(session, page.card_id)
        moment = clock.now()
        ends = {
            channel: known[channel].until
            if as_before and channel in known and _holds(known[channel])
            else until
            for channel in wishes
        }
        changed = {
            channel: wishes[channel]
            for channel in CHANNELS
            if channel in wishes
            and differs(known.get(channel), given=wishes[channel], until=ends[channel])
        }
        if changed:
            keep(session, page.card_id, changed, ends, said_at=moment)
            audit.record(
                "thanks.said",
                subject=("card", page.card_id),
                actor_id=None,
                payload={**changed, "until": written(ends, changed)},
            )
            tell(page.card_id, known, changed, moment)


def locked(session: Session, card_id: int) -> dict[str, Answer]:
    """Return the newest answers of a card; whoever else changes them waits."""
    session.execute(select(Card.id).where(Card.id == card_id).with_for_update())
    return dict(queries.answers_of([card_id]).get(card_id, {}))


def _holds(answer: Answer) -> bool:
    return answer.given and not answer.has_ended


def differs(known: Answer | None, *, given: bool, until: datetime | None) -> bool:
    """Tell whether what is said is not what holds already."""
    if known is None or known.has_ended or known.given is not given:
        return True
    return given and known.until != until


def keep(
    session: Session,
    card_id: int,
    changed: Mapping[str, bool],
    ends: Untils,
    *,
    said_at: datetime,
    by: int | None = None,
) -> None:
    """Write what was said, and stop a question that has not left and is answered now."""
    session.add_all(
        Consent(
            card_id=card_id,
            channel=channel,
            given=given,
            said_at=said_at,
            until=ends[channel] if given else None,
            recorded_by_id=by,
        )
        for channel, given in changed.items()
    )
    session.flush()
    letter = queries.unsent_question(card_id)
    if letter is not None and len(queries.wishes_of([card_id]).get(card_id, {})) == len(CHANNELS):
        mail.take_back(letter)


def tell(
    card_id: int, known: Mapping[str, Answer], changed: Mapping[str, bool], moment: datetime
) -> None:
    """Tell later rooms of every yes that is a no now."""
    gone = tuple(
        channel
        for channel, given in changed.items()
        if not given and channel in known and _holds(known[channel])
    )
    if gone:
        for candidacy_id in queries.candidacies_of_card(card_id):
            later.taken_back(ConsentChange(card_id, candidacy_id, gone, moment))


def written(ends: Untils, changed: Mapping[str, bool]) -> dict[str, str]:
    """Return when each new yes ends, for the trail; those without an end are left out."""
    return {
        channel: end.isoformat()
        for channel, given in changed.items()
        if given and (end := ends[channel]) is not None
    }
