"""What a piece of good practice must have, and how it is found again."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from recognition.errors import Refused
from recognition.people.rules import folded
from recognition.resources.web_links import is_web_address
from recognition.words import _

KINDS = (
    "recognition scheme",
    "campaign",
    "talk",
    "article",
    "film",
    "forum for staff",
    "profile",
    "research",
    "interview",
    "project",
    "guide",
    "story",
)
STAGES = ("nominate", "judge", "celebrate", "lead")
SEEN, CHECKED, REPLACED, UNKNOWN = "seen", "checked", "replaced", "unknown"
LINK_STATES = (SEEN, CHECKED, REPLACED, UNKNOWN)

LONGEST_TITLE = 200
LONGEST_NAMES = 200
LONGEST_TWO_LINES = 200
LONGEST_LINK = 500
LONGEST_SLUG = 70
LONGEST_BODY = 20_000
# Names in addresses that lead to pages of our own.
RESERVED = ("new", "import", "export", "suggest")
_MOST_WORDS = 8


@dataclass(frozen=True)
class Entry:
    """What is said about one piece of good practice.

    `link` is a web address or empty; `more_links` holds words and address, the address empty where
    there is none; `helps` holds stages of `STAGES`; `body` is the whole of it, where there is more
    than a summary, and `credit` says whom it is from.
    """

    title: str
    kind: str
    summary: str
    two_lines: str
    organisation: str = ""
    people: str = ""
    link: str = ""
    link_state: str = UNKNOWN
    more_links: tuple[tuple[str, str], ...] = ()
    search_phrase: str = ""
    helps: tuple[str, ...] = ()
    body: str = ""
    credit: str = ""


@dataclass(frozen=True)
class Care:
    """Who looks after a resource, and what took its place; None for nobody, never and nothing.

    `review_on` is a day in London.
    """

    owner_id: int | None = None
    review_on: date | None = None
    replaced_by_id: int | None = None


def check_entry(entry: Entry) -> None:
    """Refuse an entry that cannot stand in the library.

    Raises:
        Refused: something is missing, too long, or is no web address; names its field.
    """
    for field, text, words in (
        ("title", entry.title, _("Enter a title.")),
        ("summary", entry.summary, _("Enter a summary in your own words.")),
        ("two_lines", entry.two_lines, _("Enter the two lines that stand beside a question.")),
    ):
        if not text.strip():
            raise Refused(words, field=field)
    for field, text, most in (
        ("title", entry.title, LONGEST_TITLE),
        ("organisation", entry.organisation, LONGEST_NAMES),
        ("people", entry.people, LONGEST_NAMES),
        ("two_lines", entry.two_lines, LONGEST_TWO_LINES),
        ("search_phrase", entry.search_phrase, LONGEST_NAMES),
        ("link", entry.link, LONGEST_LINK),
        ("summary", entry.summary, LONGEST_BODY),
        ("body", entry.body, LONGEST_BODY),
        ("credit", entry.credit, LONGEST_NAMES),
    ):
        if len(text) > most:
            raise Refused(
                _("Shorten this to %(most)s characters or fewer.", most=most), field=field
            )
    if entry.kind not in KINDS:
        raise Refused(_("Choose what kind of good practice this is."), field="kind")
    if entry.link_state not in LINK_STATES:
        raise Refused(_("Say what is known about the link."), field="link_state")
    if any(stage not in STAGES for stage in entry.helps):
        raise Refused(_("Choose where this helps from the list."), field="helps")
    _check_links(entry)


def _check_links(entry: Entry) -> None:
    if entry.link and not is_web_address(entry.link):
        raise Refused(
            _("Enter a web address that starts with https:// or http://, or leave it empty."),
            field="link",
        )
    if entry.link and entry.link_state == UNKNOWN:
        raise Refused(
            _("You entered a link, so choose what is known about it."), field="link_state"
        )
    if not entry.link and entry.link_state in {SEEN, CHECKED}:
        raise Refused(
            _("Enter the link, or say that it is not known."),
            field="link",
        )
    for _words, address in entry.more_links:
        if address and (len(address) > LONGEST_LINK or not is_web_address(address)):
            raise Refused(
                _("Each further link needs a web address that starts with https:// or http://."),
                field="more_links",
            )


def search_text(entry: Entry) -> str:
    """Return all of an entry that can be searched, folded."""
    return folded(
        " ".join(
            (
                entry.title,
                entry.kind,
                entry.organisation,
                entry.people,
                entry.two_lines,
                entry.summary,
                entry.body,
                entry.credit,
            )
        )
    )


def search_words(text: str) -> list[str]:
    """Return the words somebody searches for, folded; the first few of them."""
    return folded(text).split()[:_MOST_WORDS]


def slugged(title: str, taken: Collection[str]) -> str:
    """Return a name for the address made from a title: “going-the-extra-mile”, not yet `taken`."""
    plain = "-".join(re.findall(r"[a-z0-9]+", folded(title).replace("'", "")))
    stem = plain[:LONGEST_SLUG].strip("-") or "untitled"
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
