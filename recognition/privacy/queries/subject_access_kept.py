"""What is left out of somebody's data before anybody looks: for whom it is, and for now."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from recognition.panel.queries import subject_access as panel
from recognition.people.queries import Viewer
from recognition.privacy import subject_access_marks as marks
from recognition.privacy.subject_access_words import deed
from recognition.subject_access import ABOUT, Item, Section
from recognition.winners.queries import subject_access as winners

# their own words, in which whom they name is no secret to them
OWN = frozenset(
    {"record", "accounts", "roles", "sign_ins", "covers", "wrote", "drafts", "answers", "reviews"}
)


def without_friends(viewer: Viewer, sections: list[Section]) -> tuple[list[Section], bool]:
    """Leave out what a panellist wrote of those whom the viewer knows; tell whether there was."""
    about = {item.candidacy_id for section in sections for item in section.items}
    known = panel.known_among(viewer.person_id, {number for number in about if number})
    found = [
        replace(section, items=tuple(i for i in section.items if i.candidacy_id not in known))
        for section in sections
    ]
    return found, bool(known)


def told(sections: Iterable[Section], now: datetime) -> list[Section]:
    """Leave out what nobody may know before its announcement; say deeds and hide hidden names.

    Who asked not to be named may be named in a letter, a quote or a minute as well.
    """
    known, public = list(sections), winners.announced_rounds(now)
    never = frozenset(name for part in known for item in part.items for name in item.never)
    return [
        replace(
            section,
            items=tuple(
                _ready(item, frozenset() if section.key in OWN else never)
                for item in section.items
                if item.round_id is None or item.round_id in public
            ),
        )
        for section in known
    ]


def _ready(item: Item, never: frozenset[str]) -> Item:
    what = deed(item.what) if item.key.startswith("entry-") else marks.without(never, item.what)
    texts = tuple((heading, marks.without(never, text)) for heading, text in item.texts)
    return replace(item, what=what, texts=texts)


def kept(sections: Iterable[Section], *, may_know: bool, with_panel: bool) -> tuple[Section, ...]:
    """Return the sections with as much of panels as may be seen, and was asked for."""
    found = [
        replace(
            section,
            items=tuple(
                item
                for item in section.items
                if not item.panel or (may_know and (with_panel or item.panel != ABOUT))
            ),
        )
        for section in sections
    ]
    return tuple(section for section in found if section.items)
