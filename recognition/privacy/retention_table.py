"""What a run or a dry run says on a terminal: one line for each kind."""

from collections.abc import Sequence

from recognition import clock
from recognition.privacy.actions.retention import Due
from recognition.privacy.retention_schedule import spoken_length
from recognition.words import _


def table(found: Sequence[Due]) -> list[str]:
    """Return a line of headings, and a line for each kind: what, kept how long, until, how many."""
    rows = [(_("Kind"), _("Kept for"), _("Older than"), _("How many"))]
    rows += [
        (
            str(one.period.kind.name),
            spoken_length(one.period.kind, one.period.length),
            f"{clock.in_london(one.period.before):%Y-%m-%d}",
            str(one.items),
        )
        for one in found
    ]
    wide = [max(len(row[place]) for row in rows) for place in range(3)]
    return [
        f"{row[0]:<{wide[0]}}  {row[1]:<{wide[1]}}  {row[2]:<{wide[2]}}  {row[3]:>8}"
        for row in rows
    ]
