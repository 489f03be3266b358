"""Batches: made of the print queue, downloaded as sheets, and marked as they go out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CursorResult, select, update

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import transaction
from recognition.errors import Missing, Refused
from recognition.people.queries import Viewer
from recognition.thanks import papers, queries, rules, tending
from recognition.thanks.actions.delivering import card_address, mark_thanked, settle
from recognition.thanks.actions.tending import to_print
from recognition.thanks.models import Batch, Thank
from recognition.thanks.queries.printing import BatchLine, BatchSheet, next_cards
from recognition.words import _

IS_PRINTED = "printed"
BATCH_DEEDS = (IS_PRINTED, tending.HANDED_OVER, tending.RETURNED, tending.PRINT_AGAIN)


@dataclass(frozen=True)
class Sheets:
    """A file of sheets, as PDF."""

    name: str
    data: bytes


def make_batch(scheme_id: int, site: str | None, *, actor: Viewer) -> int:
    """Take the next cards out of the print queue, at most 500, and make a batch of them.

    Args:
        scheme_id: the scheme.
        site: only this site; empty for those whose site is not known, None for all.
        actor: an administrator of the organisation that hosts the scheme.

    Returns:
        The number of the batch.

    Raises:
        Missing: the actor keeps no such scheme.
        Refused: nothing waits there, or somebody else was quicker.
    """
    if scheme_id not in {scheme.id for scheme in queries.scheme_choices(actor)}:
        raise Missing
    with transaction() as session:
        numbers = next_cards(scheme_id, site)
        batch = Batch(scheme_id=scheme_id, made_at=clock.now(), made_by_id=actor.person_id)
        session.add(batch)
        session.flush()
        taken = session.execute(
            update(Thank)
            .where(Thank.id.in_(numbers), Thank.batch_id.is_(None))
            .where(Thank.state == rules.WAITING, Thank.way == rules.PRINT)
            .values(batch_id=batch.id)
        )
        cards = taken.rowcount if isinstance(taken, CursorResult) else 0
        if not cards:
            raise Refused(_("No cards wait there now. Somebody may have taken them already."))
        audit.record(
            "thanks.batch_made",
            subject=("batch", batch.id),
            actor_id=actor.person_id,
            payload={"cards": cards, "site": site or ""},
        )
        return batch.id


def download(batch_id: int, kind: str, *, actor: Viewer) -> Sheets:
    """Make the sheets of a batch afresh, from the words as they are now, and note who took them.

    Args:
        batch_id: the batch.
        kind: one of `papers.KINDS`.
        actor: the administrator.

    Raises:
        Missing: there is no such batch, or no such kind.
        Refused: the batch holds nothing of that kind.
    """
    if kind not in papers.KINDS:
        raise Missing
    sheet = queries.batch_sheet(batch_id)
    lines = _lines_of(sheet, kind)
    if not lines:
        raise Refused(_("This batch holds no cards of that kind."))
    data = papers.sheets(kind, queries.sheets_of(lines, address_of=card_address))
    with transaction():
        audit.record(
            "thanks.downloaded",
            subject=("batch", batch_id),
            actor_id=actor.person_id,
            payload={"kind": kind, "cards": len(lines)},
        )
    return Sheets(papers.file_name(kind, sheet.scheme, batch_id), data)


def mark_cards(
    batch_id: int,
    deed: str,
    *,
    card_ids: Collection[int] | None,
    actor: Viewer,
    now: datetime,
    why: str = "",
) -> int:
    """Say that cards of a batch are printed, handed over or returned, or print them again.

    Args:
        batch_id: the batch.
        deed: one of `BATCH_DEEDS`.
        card_ids: which of them; None for all that have not come back.
        actor: the administrator.
        now: this instant, UTC.
        why: for cards that came back, one of `tending.RETURNED_WHY`.

    Returns:
        How many cards changed.

    Raises:
        Refused: nothing was chosen, there is no reason, or none of the cards can be marked so.
    """
    if deed not in BATCH_DEEDS:
        raise Refused(_("Choose what happened."), field="deed")
    if deed == tending.RETURNED and why not in tending.RETURNED_WHY:
        raise Refused(_("Say why they came back."), field="why")
    if card_ids is not None and not card_ids:
        raise Refused(_("Tick the cards that you mean."), field="cards")
    with transaction() as session:
        lines = queries.batch_sheet(batch_id).lines
        meant = [line for line in lines if _fits(line, deed, card_ids)]
        numbers = [number for line in meant for number in line.thank_ids]
        thanks = session.scalars(
            select(Thank).where(Thank.id.in_(numbers)).order_by(Thank.id).with_for_update()
        ).all()
        if not thanks:
            raise Refused(_("These cards cannot be marked so, as they are now."))
        _mark(thanks, deed, why, now)
        if deed == tending.HANDED_OVER:
            mark_thanked(session, thanks, now)
            settle({thank.nomination_id for thank in thanks})
        session.flush()
        audit.record(
            f"thanks.{deed}",
            subject=("batch", batch_id),
            actor_id=actor.person_id,
            payload={"cards": len(meant), "reason": why},
        )
    return len(meant)


def _lines_of(sheet: BatchSheet, kind: str) -> tuple[BatchLine, ...]:
    """Return the cards of a kind; one that goes to the family or the team needs no badge."""
    if kind == papers.WALL:
        return sheet.walls
    if kind == papers.BADGES:
        return tuple(line for line in sheet.people if not line.passed_to)
    return sheet.people


def _fits(line: BatchLine, deed: str, card_ids: Collection[int] | None) -> bool:
    if not line.can_go_out or (card_ids is not None and line.card_id not in card_ids):
        return False
    if deed == IS_PRINTED:
        return line.state == rules.WAITING
    if deed == tending.HANDED_OVER:
        owing = line.state in (rules.WAITING, rules.PRINTED)
        return owing and (card_ids is not None or not line.has_returned)
    if line.state != rules.PRINTED:
        return False
    return deed == tending.PRINT_AGAIN or not line.has_returned


def _mark(thanks: Collection[Thank], deed: str, why: str, now: datetime) -> None:
    for thank in thanks:
        if deed == IS_PRINTED:
            thank.state, thank.printed_at = rules.PRINTED, now
        elif deed == tending.PRINT_AGAIN:
            to_print(thank)
        elif deed == tending.RETURNED and why == tending.HAS_LEFT:
            thank.state, thank.reason, thank.returned_at = rules.HELD, rules.LEFT, now
        elif deed == tending.RETURNED:
            thank.returned_at = now
