"""Phases of a panel's work: what panellists may do between two instants."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from recognition.errors import Refused
from recognition.schemes.rules import is_past
from recognition.words import _

LONGEST_PHASE_NAME = 60
ONE_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Phase:
    """What holds from one instant to another, UTC; without an end, until the round is closed.

    `ends_at` is the last second, which counts whole.
    """

    name: str
    starts_at: datetime
    ends_at: datetime | None
    may_score: bool = False
    may_see_others: bool = False
    may_discuss: bool = False
    may_decide: bool = False

    def holds(self, at: datetime) -> bool:
        """Tell whether this is the phase at an instant."""
        ended = self.ends_at is not None and is_past(self.ends_at, at=at)
        return self.starts_at <= at and not ended


def usual_phases(
    opens_at: datetime, judging_ends_at: datetime | None, discussion_ends_at: datetime | None
) -> tuple[Phase, ...]:
    """Return the phases of a round for which nobody set any others.

    Args:
        opens_at: first instant of the round, UTC.
        judging_ends_at: last second of judging, UTC; without it reading does not end.
        discussion_ends_at: last second of a discussion in which panellists take part; without it
            they take part until the round is closed.
    """
    reading = Phase(_("Reading"), opens_at, judging_ends_at, may_score=True)
    if judging_ends_at is None:
        return (reading,)
    after = judging_ends_at + ONE_SECOND
    if discussion_ends_at is None:
        return (
            reading,
            Phase(
                _("Discussion and decision"),
                after,
                None,
                may_see_others=True,
                may_discuss=True,
                may_decide=True,
            ),
        )
    return (
        reading,
        Phase(_("Discussion"), after, discussion_ends_at, may_see_others=True, may_discuss=True),
        Phase(
            _("Decision"),
            discussion_ends_at + ONE_SECOND,
            None,
            may_see_others=True,
            may_decide=True,
        ),
    )


def plain_phases(opens_at: datetime, judging_ends_at: datetime | None) -> tuple[Phase, ...]:
    """Return what holds in a round without phases: scoring, and then only the chair's work."""
    reading = Phase(_("Reading"), opens_at, judging_ends_at, may_score=True, may_decide=True)
    if judging_ends_at is None:
        return (reading,)
    return (reading, Phase(_("Decision"), judging_ends_at + ONE_SECOND, None, may_decide=True))


def phase_at(phases: Iterable[Phase], at: datetime) -> Phase | None:
    """Return the phase at an instant, or None in a gap."""
    return next((phase for phase in phases if phase.holds(at)), None)


def next_phase(phases: Iterable[Phase], at: datetime) -> Phase | None:
    """Return the phase that begins next after an instant, if there is one."""
    coming = [phase for phase in phases if phase.starts_at > at]
    return min(coming, key=lambda phase: phase.starts_at, default=None)


def check_may_score_at(phases: Iterable[Phase], at: datetime) -> None:
    """Refuse scores that arrive outside a phase of scoring.

    Raises:
        Refused: names the phase, or says that there is none.
    """
    phase = _phase_now(phases, at, _("The panel pauses now, so nothing was saved. Ask the chair."))
    if not phase.may_score:
        raise Refused(
            _(
                "It is the time of “%(phase)s”: scores no longer change. Ask the chair if one "
                "has to.",
                phase=phase.name,
            )
        )


def check_may_decide_at(phases: Iterable[Phase], at: datetime) -> None:
    """Refuse an outcome outside a phase of deciding.

    Raises:
        Refused: names the phase, or says that there is none.
    """
    paused = _("The panel pauses now, so nothing was recorded. Change its phases first.")
    phase = _phase_now(phases, at, paused)
    if not phase.may_decide:
        raise Refused(
            _(
                "It is the time of “%(phase)s”: outcomes are not recorded yet. Change the phases "
                "if they should be.",
                phase=phase.name,
            )
        )


def _phase_now(phases: Iterable[Phase], at: datetime, paused: str) -> Phase:
    phase = phase_at(phases, at)
    if phase is None:
        raise Refused(paused)
    return phase


def check_may_close_at(phases: Iterable[Phase], at: datetime) -> None:
    """Refuse to close the judging while panellists are at work, or before they have been.

    It closes in a phase of deciding, and after the last phase of all.

    Raises:
        Refused: names the phase that holds, or the one to come.
    """
    phases = tuple(phases)
    phase, coming = phase_at(phases, at), next_phase(phases, at)
    if phase is not None and not phase.may_decide:
        raise Refused(
            _(
                "It is the time of “%(phase)s”: the judging is not closed yet. Change the phases "
                "if it should be.",
                phase=phase.name,
            )
        )
    if phase is None and coming is not None:
        raise Refused(
            _(
                "“%(phase)s” is still to come, so the judging is not closed yet. Change the phases "
                "if it should be.",
                phase=coming.name,
            )
        )


def check_phase(phase: Phase, others: Sequence[Phase], *, judging_ends_at: datetime | None) -> None:
    """Refuse a phase that does not fit among the others of its round.

    Args:
        phase: the new or changed one.
        others: the other phases of the round.
        judging_ends_at: last second at which the round takes scores, UTC.

    Raises:
        Refused: it has no name, ends before it begins, overlaps another, or lets people score
            after judging; names the field.
    """
    _check_name(phase.name)
    if phase.ends_at is not None and phase.ends_at <= phase.starts_at:
        raise Refused(_("A phase should end after it begins."), field="ends_at")
    for other in others:
        _check_apart(phase, other)
    if phase.may_score and judging_ends_at is not None:
        if phase.ends_at is None:
            raise Refused(
                _("Say when scoring ends, at the latest when judging ends."), field="ends_at"
            )
        if phase.ends_at > judging_ends_at:
            raise Refused(
                _("Judging ends before that. Change the times of the round first."),
                field="ends_at",
            )


def _check_name(name: str) -> None:
    if not name:
        raise Refused(_("Give the phase a name, such as “Reading”."), field="name")
    if len(name) > LONGEST_PHASE_NAME:
        raise Refused(_("Use at most %(most)s characters.", most=LONGEST_PHASE_NAME), field="name")


def _check_apart(phase: Phase, other: Phase) -> None:
    if phase.starts_at >= other.starts_at:
        if other.ends_at is None or phase.starts_at <= other.ends_at:
            raise Refused(
                _(
                    "That begins before “%(phase)s” ends. Only one phase can hold.",
                    phase=other.name,
                ),
                field="starts_at",
            )
    elif phase.ends_at is None or phase.ends_at >= other.starts_at:
        raise Refused(
            _("That ends after “%(phase)s” begins. Only one phase can hold.", phase=other.name),
            field="ends_at",
        )
