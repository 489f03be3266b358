"""What an administrator says about a piece of good practice."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_wtf.file import FileField
from wtforms import HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField

from recognition.days import read_day
from recognition.errors import Refused
from recognition.forms import Form
from recognition.resources.queries import ResourceCard
from recognition.resources.rules import (
    CHECKED,
    KINDS,
    REPLACED,
    SEEN,
    STAGES,
    UNKNOWN,
    Care,
    Entry,
)
from recognition.resources.web_links import read_links, write_links
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
    body = TextAreaField(later("The whole of it, if there is more to tell"))
    credit = StringField(later("Whom it is from"))
    picked = HiddenField()
    owner = StringField(later("Who looks after it"))
    review_on_day = StringField(later("Day"))
    review_on_month = StringField(later("Month"))
    review_on_year = StringField(later("Year"))
    replaced_by = SelectField(later("What took its place"), choices=list, validate_choice=False)

    def offer(self, resources: Sequence[tuple[int, str]], *, but: int | None) -> None:
        """Offer these resources, by number and title, to take its place; not the one itself."""
        others = [(str(number), title) for number, title in resources if number != but]
        self.replaced_by.choices = [("", _("Nothing")), *others]

    def review_on(self) -> date | None:
        """Return the day on which it is to be looked at again, in London; None for never.

        Raises:
            Refused: there is no such day.
        """
        parts = (self.review_on_day, self.review_on_month, self.review_on_year)
        try:
            return read_day(*(part.data or "" for part in parts))
        except Refused as refused:
            raise Refused(refused.reason, field="review_on_day") from refused

    def replaced_by_id(self) -> int | None:
        """Return the number of what took its place, of those offered."""
        offered = {choice[0] for choice in self.replaced_by.iter_choices()}
        chosen = self.replaced_by.data or ""
        return int(chosen) if chosen and chosen in offered else None

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
            body=self.body.data or "",
            credit=self.credit.data or "",
        )


class FileForm(Form):
    """A file with good practice."""

    file = FileField(later("CSV file"))

    def data_of_file(self) -> bytes:
        """Return what is in the file.

        Raises:
            Refused: none was chosen.
        """
        chosen = self.file.data
        if not chosen or not getattr(chosen, "filename", ""):
            raise Refused(_("Choose a file."), field="file")
        data: bytes = chosen.read()
        return data


class ImportForm(Form):
    """What was shown, to be taken in as it was; `basis` stands for the changes that were shown."""

    text = HiddenField()
    basis = HiddenField()


def values_of(card: ResourceCard, care: Care, owner: str) -> dict[str, Any]:
    """Return what a form starts with; `owner` is the name of who looks after it, or empty."""
    day = care.review_on
    return {
        "body": card.body,
        "credit": card.credit,
        "picked": str(care.owner_id or ""),
        "owner": owner,
        "review_on_day": str(day.day) if day else "",
        "review_on_month": str(day.month) if day else "",
        "review_on_year": str(day.year) if day else "",
        "replaced_by": str(care.replaced_by_id or ""),
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
