"""Preparing and giving out what is held about one person; each leaves a trace, none is kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import transaction
from recognition.errors import Conflict
from recognition.panel.concealing.persons import Known
from recognition.people.queries import Viewer
from recognition.privacy import subject_access_marks as marks
from recognition.privacy.models import Release
from recognition.privacy.queries import subject_access as queries
from recognition.privacy.queries.subject_access import Bundle
from recognition.privacy.retention_plan import check_reason
from recognition.subject_access import Item, Section, Whom
from recognition.words import _

NOBODY = 0  # in the trail: somebody who has no number here


@dataclass(frozen=True)
class Asked:
    """Why somebody's data is prepared, and why with what panels wrote, if it is."""

    reason: str
    with_panel: bool = False
    panel_reason: str = ""


@dataclass(frozen=True)
class Choice:
    """What a human decided: which items stay out, and which names and passages are taken out."""

    leave_out: frozenset[str]
    names: tuple[str, ...]
    passages: tuple[str, ...]
    seal: str


def open_bundle(who: Whom, asked: Asked, *, actor: Viewer) -> Bundle:
    """Return everything that is held about somebody, and write down who looked and why.

    Raises:
        Refused: there is no reason, or none for what panels wrote.
    """
    asked = checked(asked)
    with transaction():  # first: that somebody looked is held about them from now on, too
        audit.record(
            "privacy.opened",
            subject=("person", who.person_id or NOBODY),
            actor_id=actor.person_id,
            payload={
                "reason": asked.reason,
                "with_panel": asked.with_panel,
                **({"panel_reason": asked.panel_reason} if asked.with_panel else {}),
            },
        )
    return queries.bundle(actor, who, with_panel=asked.with_panel)


def release(
    who: Whom, asked: Asked, choice: Choice, *, actor: Viewer
) -> tuple[Bundle, tuple[Section, ...]]:
    """Return what is given out, and write down how much of it there is; the words are not kept.

    Raises:
        Refused: there is no reason.
        Conflict: something changed since it was looked at.
    """
    asked = checked(asked)
    found = queries.bundle(actor, who, with_panel=asked.with_panel)
    if found.seal != choice.seal:
        raise Conflict(
            _("Something about this person changed since you looked. Look again, then release it.")
        )
    given, passages = _given(found, choice)
    items = sum(len(section.items) for section in given)
    counts = {"items": items, "left_out": found.items - items, "passages": passages}
    with_panel = asked.with_panel and not found.panel_kept_back
    with transaction() as session:
        session.add(
            Release(
                person_id=who.person_id,
                reason=asked.reason,
                with_panel=with_panel,
                panel_reason=asked.panel_reason if with_panel else "",
                released_at=clock.now(),
                released_by_id=actor.person_id,
                **counts,
            )
        )
        audit.record(
            "privacy.released",
            subject=("person", who.person_id or NOBODY),
            actor_id=actor.person_id,
            payload={
                **counts,
                "reason": asked.reason,
                "with_panel": with_panel,
                "panel_left_out": found.panel_waits,
                "panel_kept_back": found.panel_kept_back,
                "zone": "UTC",
            },
        )
    return found, given


def take_own(actor: Viewer) -> tuple[Whom, tuple[Section, ...]]:
    """Return somebody's own data, and write down that they took it."""
    who, found = queries.own(actor.person_id)
    with transaction():
        audit.record(
            "privacy.own_data",
            subject=("person", actor.person_id),
            actor_id=actor.person_id,
            payload={"items": sum(len(section.items) for section in found), "zone": "UTC"},
        )
    return who, found


def checked(asked: Asked) -> Asked:
    """Return why, with single spaces.

    Raises:
        Refused: there is no reason, or none for what panels wrote.
    """
    reason = check_reason(asked.reason)
    why = check_reason(asked.panel_reason, field="panel_reason") if asked.with_panel else ""
    return replace(asked, reason=reason, panel_reason=why)


def _given(found: Bundle, choice: Choice) -> tuple[tuple[Section, ...], int]:
    people = marks.people_named([name for name in found.names if name in choice.names])
    passages = 0
    given = []
    for section in found.sections:
        kept: list[Item] = []
        for item in section.items:
            if item.key not in choice.leave_out:
                clean, number = _cleaned(item, people, choice.passages, own=found.who.name)
                kept.append(clean)
                passages += number
        if kept:
            given.append(replace(section, items=tuple(kept)))
    return tuple(given), passages


def _cleaned(item: Item, people: Known, passages: Sequence[str], *, own: str) -> tuple[Item, int]:
    number = 0

    def pairs(found: Collection[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        nonlocal number
        told = []
        for heading, text in found:
            clean, times = marks.black_out(text, people, passages, own=own)
            number += times
            told.append((heading, clean))
        return tuple(told)

    facts, texts = pairs(item.facts), pairs(item.texts)
    what, times = marks.black_out(item.what, people, passages, own=own)
    return replace(item, what=what, facts=facts, texts=texts), number + times
