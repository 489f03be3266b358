"""What an administrator says about a piece of good practice."""

from typing import Any

from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField

from recognition.forms import Form
from recognition.resources.queries import ResourceCard
from recognition.resources.rules import (
    CHECKED,
    KINDS,
    REPLACED,
    SEEN,
    STAGES,
    UNKNOWN,
    Entry,
    read_links,
    write_links,
)
from recognition.resources.words import kind_name, stage_name
from recognition.words import _, later


def _link_states() -> list[tuple[str, str]]:
    return [
        (UNKNOWN, _("Link not known")),
        (CHECKED, _("Checked: it works")),
        (SEEN, _("Seen in a stored copy")),
        (REPLACED, _("Replaced by something else")),
    ]


class ResourceForm(Form):
    """All that is said about one piece of good practice."""

    title = StringField(later("Title"))
    kind = SelectField(
        later("Kind"),
        choices=lambda: [("", _("Choose a kind")), *((kind, kind_name(kind)) for kind in KINDS)],
        validate_choice=False,
    )
    organisation = StringField(later("Organisation"))
    people = StringField(later("People"))
    summary = TextAreaField(later("Summary, in your own words"))
    two_lines = TextAreaField(later("Two lines to stand beside a question"))
    helps = SelectMultipleField(
        later("Where it helps"),
        choices=lambda: [(stage, stage_name(stage)) for stage in STAGES],
        validate_choice=False,
    )
    link = StringField(later("Link"))
    link_state = SelectField(
        later("What is known about the link"), choices=_link_states, validate_choice=False
    )
    more_links = TextAreaField(later("Further links, one on each line"))
    search_phrase = StringField(later("What to search for if the link stops working"))

    def entry(self) -> Entry:
        """Return what was typed."""
        return Entry(
            title=self.title.data or "",
            kind=self.kind.data or "",
            organisation=self.organisation.data or "",
            people=self.people.data or "",
            summary=self.summary.data or "",
            two_lines=" ".join((self.two_lines.data or "").split()),
            helps=tuple(self.helps.data or ()),
            link=self.link.data or "",
            link_state=self.link_state.data or UNKNOWN,
            more_links=read_links(self.more_links.data or ""),
            search_phrase=self.search_phrase.data or "",
        )


def values_of(card: ResourceCard) -> dict[str, Any]:
    """Return what a form starts with when a piece of good practice is changed."""
    return {
        "title": card.title,
        "kind": card.kind,
        "organisation": card.organisation,
        "people": card.people,
        "summary": card.summary,
        "two_lines": card.two_lines,
        "helps": list(card.helps),
        "link": card.link or "",
        "link_state": card.link_state,
        "more_links": write_links(card.more_links),
        "search_phrase": card.search_phrase,
    }
