"""How long the rest of a panellist's reading takes, from their own pace."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from recognition.panel.rules import MINUTES_EACH

LONGEST_GAP = timedelta(minutes=15)
FEWEST_GAPS = 3


def minutes_each(sent: Sequence[datetime]) -> float:
    """Return how many minutes somebody takes for one nominee.

    The median of the gaps between one sending and the next. A gap of `LONGEST_GAP` or more is a
    pause and says nothing; with fewer than `FEWEST_GAPS` others it is `MINUTES_EACH`.

    Args:
        sent: instants at which this person sent scores in one round, UTC, in any order.
    """
    ordered = sorted(sent)
    gaps = [after - before for before, after in pairwise(ordered)]
    working = [gap.total_seconds() / 60 for gap in gaps if gap < LONGEST_GAP]
    return median(working) if len(working) >= FEWEST_GAPS else float(MINUTES_EACH)


def minutes_left(left: int, sent: Sequence[datetime]) -> int:
    """Return roughly how many whole minutes the rest takes, rounded up; 0 when nothing is left.

    Args:
        left: how many are not sent yet.
        sent: instants at which this person sent scores in one round, UTC.
    """
    return math.ceil(left * minutes_each(sent))
