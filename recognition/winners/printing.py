"""The panel's report on paper."""

from dataclasses import asdict
from datetime import datetime

from recognition.paper import HOUSE_COLOURS, Colours, compiled
from recognition.winners.report import Report
from recognition.winners.report_words import never_why, without_known
from recognition.words import _


def report_pdf(
    report: Report,
    *,
    closed: str,
    colours: Colours = HOUSE_COLOURS,
    made: datetime | None = None,
    language: str | None = None,
) -> bytes:
    """Return the panel's report as PDF/UA: A4 upright.

    Args:
        report: what it says.
        closed: when the round was closed, as people say it.
        colours: of the organisation that hosts the scheme.
        made: the same instant, for the file itself.
        language: of the words.

    Raises:
        RuntimeError: the pages could not be made.
    """
    title = _("The panel’s report: %(scheme)s, %(round)s", scheme=report.scheme, round=report.round)
    data = {
        "title": title,
        "colours": asdict(colours),
        "heading": _("The panel’s report"),
        "report": asdict(report),
        "closed": _("Closed on %(when)s", when=closed),
        "reasons": [
            [[f"{row.name}, {row.outcome}", row.reason] for row in category.reasons]
            for category in report.categories
        ],
        "more": [_more(category.more) for category in report.categories],
        "without": without_known(),
        "never_why": never_why() if report.sat_out else _("Nobody had to sit out."),
        "words": _words(),
    }
    return compiled("report", data, language=language, made=made and made.replace(microsecond=0))


def _more(number: int) -> str:
    return _("%(num)s more without an outcome.", num=number) if number else ""


def _words() -> dict[str, str]:
    return {
        "method": _("How the panel worked"),
        "rubric": _("What was scored"),
        "interests": _("Who sat out"),
        "reasons": _("Decisions with a reason"),
        "rank": _("Rank"),
        "nominee": _("Nominee"),
        "raw": _("Raw mean"),
        "adjusted": _("Adjusted"),
        "chance": _("Chance"),
        "readers": _("Readers"),
        "outcome": _("Outcome"),
        "reserve": _("reserve"),
        "scores": _("Scores"),
        "none": "–",
    }
