"""A resource as a line of text, and back; plain Python.

Lists inside a cell have one item on a line.
"""

from collections.abc import Mapping
from datetime import date

from recognition.errors import Refused
from recognition.resources.rules import UNKNOWN, Entry
from recognition.resources.web_links import read_links, write_links
from recognition.words import _

COLUMNS = (
    "address",
    "title",
    "kind",
    "organisation",
    "people",
    "summary",
    "two_lines",
    "body",
    "credit",
    "helps",
    "link",
    "link_state",
    "more_links",
    "search_phrase",
    "owner",
    "review_on",
    "replaced_by",
    "hidden",
)
YES = "yes"

Line = Mapping[str, str]
"""A resource as text, by column. `address` is the name in its address, `owner` an e-mail address,
`review_on` a day as 2027-03-14, `replaced_by` the address of another, `hidden` “yes” or empty."""


def line_of(entry: Entry) -> dict[str, str]:
    """Return the columns that hold what is said about a resource."""
    return {
        "title": entry.title,
        "kind": entry.kind,
        "organisation": entry.organisation,
        "people": entry.people,
        "summary": entry.summary,
        "two_lines": entry.two_lines,
        "body": entry.body,
        "credit": entry.credit,
        "helps": "\n".join(entry.helps),
        "link": entry.link,
        "link_state": entry.link_state,
        "more_links": write_links(entry.more_links),
        "search_phrase": entry.search_phrase,
    }


def entry_of(line: Line) -> Entry:
    """Return what a row says about a resource; columns that are not there count as empty."""
    link = line.get("link", "")
    return Entry(
        title=line.get("title", ""),
        kind=line.get("kind", ""),
        organisation=line.get("organisation", ""),
        people=line.get("people", ""),
        summary=line.get("summary", ""),
        two_lines=" ".join(line.get("two_lines", "").split()),
        body=line.get("body", ""),
        credit=line.get("credit", ""),
        helps=tuple(line.get("helps", "").replace(";", "\n").replace(",", "\n").split()),
        link=link,
        link_state=line.get("link_state", "") or UNKNOWN,
        more_links=read_links(line.get("more_links", "")),
        search_phrase=line.get("search_phrase", ""),
    )


def day_of(text: str) -> date | None:
    """Read a day as we write it (2027-03-14) or as spreadsheets change it (14/03/2027).

    Raises:
        Refused: there is no such day.
    """
    if not text:
        return None
    parts = text.split("/")
    try:
        if len(parts) == 3 and len(parts[2]) == 4:
            return date(int(parts[2]), int(parts[1]), int(parts[0]))
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(
            _("“%(typed)s” is no day. Write it like 2027-03-14.", typed=text[:40])
        ) from None


def hidden_of(text: str) -> bool:
    """Read whether a resource is out of sight.

    Raises:
        Refused: it is neither “yes”, “no” nor empty.
    """
    if text.casefold() not in {YES, "no", ""}:
        raise Refused(_("In the column “hidden”, write “yes” or leave it empty."))
    return text.casefold() == YES
