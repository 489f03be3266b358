"""What kinds and stages are called on pages."""

from datetime import date

from recognition.clock import spoken_date
from recognition.resources.link_health import KEPT_OUT, NOT_LOOKED
from recognition.resources.queries import LinkLine
from recognition.resources.rules import KINDS, STAGES
from recognition.words import _, calendar_month


def kind_name(kind: str) -> str:
    """Return what a kind is called."""
    names = (
        _("Recognition scheme"),
        _("Campaign"),
        _("Talk"),
        _("Article"),
        _("Film"),
        _("Forum for staff"),
        _("Profile"),
        _("Research"),
        _("Interview"),
        _("Project"),
        _("Guide"),
        _("Story"),
    )
    return dict(zip(KINDS, names, strict=True)).get(kind, kind)


def stage_name(stage: str) -> str:
    """Return what somebody does at a stage."""
    names = (
        _("Nominating somebody"),
        _("Judging fairly"),
        _("Celebrating"),
        _("Leading with compassion"),
    )
    return dict(zip(STAGES, names, strict=True)).get(stage, stage)


def filter_names() -> list[tuple[str, str]]:
    """Return the filters of the administrators' list, in their order, with what they are called."""
    return [
        ("all", _("Everything")),
        ("due", _("Due for a look")),
        ("links", _("Links that want a look")),
        ("unowned", _("Nobody looks after it")),
        ("replaced", _("Replaced by something else")),
        ("hidden", _("Hidden")),
    ]


def link_words(link: LinkLine) -> str:
    """Say what is known of a link from looking at it."""
    if link.checked_at is None:
        return _("Not looked at yet.")
    day = spoken_date(link.checked_at)
    if link.missing_since is not None:
        since = spoken_date(link.missing_since)
        if link.is_broken:
            return _("Not reached since %(day)s.", day=since)
        return _("Not reached on %(day)s. We look again before we call it broken.", day=day)
    if link.outcome == NOT_LOOKED:
        return _("Not looked at: it leads to where this server does not go. Check it yourself.")
    if link.moved_to is not None:
        return _("Moved to %(address)s (seen on %(day)s).", address=link.moved_to, day=day)
    if link.outcome == KEPT_OUT:
        return _("It answers, but only to people. Open it yourself to see.")
    return _("Reached on %(day)s.", day=day)


def column_name(column: str) -> str:
    """Return what a column of the library's table is called."""
    names = {
        "title": _("Title"),
        "kind": _("Kind"),
        "organisation": _("Organisation"),
        "people": _("People"),
        "summary": _("Summary"),
        "two_lines": _("Two lines"),
        "body": _("The whole of it"),
        "credit": _("Whom it is from"),
        "helps": _("Where it helps"),
        "link": _("Link"),
        "link_state": _("What is known of the link"),
        "more_links": _("Further links"),
        "search_phrase": _("What to search for"),
        "owner": _("Who looks after it"),
        "review_on": _("Next look"),
        "replaced_by": _("What took its place"),
        "hidden": _("Hidden"),
    }
    return names.get(column, column)


def month_name(day: date) -> str:
    """Say the month of a day: “November 2026”."""
    return calendar_month(day)
