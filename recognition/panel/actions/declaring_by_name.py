"""Stepping back from colleagues by name, whether or not they are nominated."""

from collections.abc import Collection

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import transaction
from recognition.errors import Missing, Refused
from recognition.panel.actions.declaring import led_on, taken_with, tell
from recognition.panel.actions.locking import lock, lock_round
from recognition.panel.actions.standing_back import interest_row, take_away
from recognition.panel.queries.colleagues import colleagues
from recognition.panel.queries.rights import may_sit
from recognition.panel.rules import DECLARED, DISMISSED
from recognition.people.queries import Viewer
from recognition.words import _


def declare_by_name(
    *, round_id: int, person_ids: Collection[int], reason: str, actor: Viewer
) -> None:
    """Step back from people that the actor works with, whatever they are nominated for.

    What the actor reads of them ends, and those who lead the panel there are told, also where the
    actor led it; the actor is told neither whether that was so nor where.

    Args:
        round_id: the round on whose panel the actor sits.
        person_ids: colleagues.
        reason: how they know them; may be empty.
        actor: who steps back.

    Raises:
        Missing: the actor has no seat there, or somebody is not a colleague.
        Refused: nobody was named.
    """
    if not may_sit(actor, round_id):
        raise Missing
    wanted = set(person_ids)
    if not wanted:
        raise Refused(_("Tick at least one name."), field="people")
    if not wanted <= {each.id for each in colleagues(actor)}:
        raise Missing
    with transaction():
        lock_round(round_id)  # so that of two clicks the second finds what the first did
        touched = {number: taken_with(number, actor.person_id) for number in sorted(wanted)}
        lock(*{each for numbers in touched.values() for each in numbers})
        taken_out = sum(
            _step_back(about_id, numbers, reason, actor) for about_id, numbers in touched.items()
        )
        audit.record(
            "panel.interest_declared",
            subject=("round", round_id),
            actor_id=actor.person_id,
            payload={"people": len(wanted), "scores_taken_out": taken_out},
        )


def _step_back(about_id: int, touched: list[int], reason: str, actor: Viewer) -> int:
    """Have one interest stand; return how many sent scores no longer count."""
    row = interest_row(actor.person_id, about_id=about_id)
    if row.state != DISMISSED:  # a second click came after the first
        return 0
    led = led_on(about_id, actor.person_id)  # before it stands: nobody leads with an interest
    row.state, row.reason, row.declared_at = DECLARED, reason, clock.now()
    sent = take_away(actor.person_id, touched, at=row.declared_at)
    tell(actor, [*touched, *led], sent)
    return len(sent)
