"""For how long a yes holds, and which of two answers is the newer one."""

from collections.abc import Collection
from datetime import date, datetime

from recognition.words import _

ONE_YEAR, TWO_YEARS, ALWAYS, AS_BEFORE = "one_year", "two_years", "always", "as_before"
SPANS = (ONE_YEAR, TWO_YEARS, ALWAYS)
USUAL = TWO_YEARS
_YEARS = {ONE_YEAR: 1, TWO_YEARS: 2}


def span_name(span: str) -> str:
    """Say for how long, as people are asked it."""
    return {
        ONE_YEAR: _("One year"),
        TWO_YEARS: _("Two years"),
        ALWAYS: _("Until I say otherwise"),
        AS_BEFORE: _("As I said before"),
    }[span]


def last_day(span: str, day: date) -> date | None:
    """Return the last day on which a yes holds that was said on a day; None for no end.

    A yes of 29 February ends on 28 February.

    Args:
        span: one of `SPANS`.
        day: when it was said, in London.
    """
    years = _YEARS.get(span)
    if years is None:
        return None
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=day.year + years)


def earliest(ends: Collection[datetime | None]) -> datetime | None:
    """Return when the first of several yeses ends; None where none of them does."""
    return min((end for end in ends if end is not None), default=None)


def paper_counts(*, given: bool, day: date, said_day: date, said_on_paper: bool) -> bool:
    """Tell whether what a paper says is newer than the newest answer there is.

    A paper carries a day and no time. One of the same day counts when it says no, which is the
    careful reading, or when it puts another paper of that day right.

    Args:
        given: the paper says yes.
        day: the date on the paper.
        said_day: the day of the newest answer, in London.
        said_on_paper: that answer was taken from a paper too.
    """
    return day > said_day or (day == said_day and (said_on_paper or not given))
