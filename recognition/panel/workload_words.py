"""What a share of the reading would mean, in sentences for the chair."""

from collections.abc import Sequence

from recognition.panel.workload import Workload
from recognition.words import _, ngettext

NOBODY_TO_COMPARE = 1


def spoken_minutes(minutes: float) -> str:
    """Say a length of time as people do: “3 hours 20 minutes”; under a minute is one."""
    hours, rest = divmod(max(1, round(minutes)), 60)
    parts = []
    if hours:
        parts.append(ngettext("%(num)s hour", "%(num)s hours", hours))
    if rest:
        parts.append(ngettext("%(num)s minute", "%(num)s minutes", rest))
    return " ".join(parts)


def implied(nominees: int, reads: int, panellists: int, most: int, found: Workload) -> list[str]:
    """Say what each panellist would read, and how many people it takes if that is too much.

    Args:
        nominees: how many there are to read about.
        reads: readers of each.
        panellists: people on the panel, at least 1.
        most: nominees that one panellist can be asked for.
        found: what was worked out from these four.
    """
    each = (
        str(found.most)
        if found.least == found.most
        else _("%(least)s or %(most)s", least=found.least, most=found.most)
    )
    lines = [
        _(
            "%(nominees)s × %(readers)s ÷ %(panel)s = %(each)s each, about %(time)s.",
            nominees=ngettext("%(num)s nominee", "%(num)s nominees", nominees),
            readers=ngettext("%(num)s reader", "%(num)s readers", reads),
            panel=ngettext("%(num)s panellist", "%(num)s panellists", panellists),
            each=each,
            time=spoken_minutes(found.minutes or 0),
        )
    ]
    if not found.enough:
        lines.append(
            ngettext(
                "At most %(most)s each would need %(num)s person.",
                "At most %(most)s each would need %(num)s people.",
                found.people_needed,
                most=most,
            )
        )
    return lines


def warnings(*, reads: int, short: int, parts: int, won_lately: Sequence[str]) -> list[str]:
    """Say what stands in the way of scores that can be compared.

    Args:
        reads: readers of each nominee.
        short: nominees for whom fewer people than that may read.
        parts: groups of nominees, as assigned now, between which no reader is shared.
        won_lately: names of nominees who won their category in a recent round.
    """
    lines = []
    if short:
        lines.append(
            ngettext(
                "%(num)s nominee has fewer than %(reads)s panellists without an interest. "
                "Appoint more people, or choose fewer readers.",
                "%(num)s nominees have fewer than %(reads)s panellists without an interest. "
                "Appoint more people, or choose fewer readers.",
                short,
                reads=reads,
            )
        )
    if reads == NOBODY_TO_COMPARE:
        lines.append(
            _(
                "With one reader each there is nobody to compare with: a strict or a generous "
                "reader could decide who wins."
            )
        )
    if parts > 1:
        lines.append(
            _(
                "As assigned now, the readers form %(parts)s groups that share no nominee. Scores "
                "of different groups cannot be compared.",
                parts=parts,
            )
        )
    if won_lately:
        lines.append(
            ngettext(
                "%(names)s won the same category lately.",
                "These nominees won the same category lately: %(names)s.",
                len(won_lately),
                names=", ".join(won_lately),
            )
        )
    return lines
