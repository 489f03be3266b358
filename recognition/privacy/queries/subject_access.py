"""Everything that is held about one person, for whoever prepares it, and for themselves."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from recognition import clock
from recognition.audit import queries as audit
from recognition.database import db
from recognition.mail import queries as mail
from recognition.newsletter.queries import subject_access as newsletter
from recognition.nominations.queries import subject_access as nominations
from recognition.nominations.queries import subject_access_about as nominations_about
from recognition.panel import queries as panel_queries
from recognition.panel.queries import subject_access as panel
from recognition.panel.queries import subject_access_about as panel_about
from recognition.people.models import Account, Person
from recognition.people.queries import Viewer, may_manage_person
from recognition.people.queries import subject_access as people
from recognition.privacy import subject_access_marks as marks
from recognition.privacy.models import Hold, Release
from recognition.privacy.queries.subject_access_kept import kept, told, without_friends
from recognition.resources.queries import subject_access as resources
from recognition.subject_access import ABOUT, Item, Section, Whom
from recognition.thanks.queries import subject_access as thanks
from recognition.winners.queries import subject_access as winners
from recognition.words import _

TABLES = frozenset({"data_release", "legal_hold"})
AT_ONCE = 500


@dataclass(frozen=True)
class Bundle:
    """What is held about somebody, as far as whoever prepares it may see.

    `names` are other people found in it. `panel_kept_back` says that panel matters are left out
    because of who looks; `panel_waits` how many panel comments there are that were not asked for.
    `seal` is a digest of everything, so that a change between looking and releasing is noticed.
    """

    who: Whom
    sections: tuple[Section, ...]
    names: tuple[str, ...]
    panel_kept_back: bool
    panel_waits: int
    seal: str

    @property
    def items(self) -> int:
        """How many items there are."""
        return sum(len(section.items) for section in self.sections)


def may_prepare(viewer: Viewer | None, person_id: int, **_arguments: object) -> bool:
    """May they prepare what is given to this person: an administrator of their organisation?"""
    return may_manage_person(viewer, person_id)


def may_know_panels(viewer: Viewer, who: Whom, candidacies: frozenset[int]) -> bool:
    """May whoever prepares a bundle see what panels did and wrote?

    Not while they sit on a panel, nor about somebody they know, nor about themselves: it would
    tell them who reads whom, or what was thought of a friend. Nor while that holds of a colleague
    for whom they act.
    """
    return not (
        who.person_id in viewer.both
        or any(map(panel_queries.sits_anywhere, viewer.both))
        or any(panel.known_among(number, candidacies) for number in viewer.both)
    )


def bundle(viewer: Viewer, who: Whom, *, with_panel: bool) -> Bundle:
    """Return everything that is held about somebody.

    Args:
        viewer: who prepares it.
        who: whom it is about.
        with_panel: whether what panels wrote about them is asked for.
    """
    candidacies = candidacies_of(who)
    may_know = may_know_panels(viewer, who, candidacies)
    everything, hid = without_friends(viewer, _everything(who, candidacies))
    known = told(everything, clock.now())
    waits = sum(item.panel == ABOUT for section in known for item in section.items)
    found = kept(known, may_know=may_know, with_panel=with_panel)
    return Bundle(
        who=who,
        sections=found,
        names=_names(found, who),
        panel_kept_back=hid or not may_know,
        panel_waits=waits if may_know and not with_panel else 0,
        seal=_seal(found),
    )


def own(person_id: int) -> tuple[Whom, tuple[Section, ...]]:
    """Return what somebody may take of themselves at once: their record, what they wrote and said.

    Nothing that others wrote, and nothing of panels.
    """
    who = people.whom(person_id)
    found = [*people.sections(who), *nominations.written(who), *thanks.sections(who)]
    return who, tuple(section for section in found if section.items)


def by_address(address: str) -> Whom:
    """Return whoever has no place in the directory and is known by an address alone."""
    plain = address.strip().lower()
    return Whom(None, plain, frozenset({plain}))


def candidacies_of(who: Whom) -> frozenset[int]:
    """Return the candidacies that are about somebody: alone, or with their team."""
    if who.person_id is None:
        return frozenset()
    return nominations_about.candidacies_of(who.person_id) | thanks.candidacies_of_cards(
        who.person_id
    )


def _everything(who: Whom, candidacies: frozenset[int]) -> list[Section]:
    accounts = db.session.scalars(
        select(Account.id).where(Account.person_id == (who.person_id or 0))
    ).all()
    return [
        *people.sections(who),
        *nominations.written(who),
        nominations_about.about(candidacies),
        *thanks.sections(who),
        *panel.theirs(who),
        panel_about.about(who.person_id or 0, candidacies),
        *winners.sections(who, candidacies),
        *newsletter.sections(who, candidacies),
        resources.section(who),
        mail.subject_access(who),
        *(_notes(who.person_id) if who.person_id is not None else ()),
        *([audit.subject_access(who, accounts)] if who.person_id is not None else ()),
    ]


def _notes(person_id: int) -> list[Section]:
    releases = db.session.scalars(
        select(Release).where(Release.person_id == person_id).order_by(Release.id)
    )
    holds = db.session.scalars(select(Hold).where(Hold.person_id == person_id).order_by(Hold.id))
    items = [
        Item(
            key=f"release-{row.id}",
            what=_("Data given to them"),
            when=row.released_at,
            texts=((_("Why"), row.reason),),
        )
        for row in releases
    ]
    items += [
        Item(
            key=f"hold-{row.id}",
            what=_("Put on hold"),
            when=row.placed_at,
            facts=((_("Until"), clock.spoken(row.until)),),
            texts=((_("Why"), row.reason),),
        )
        for row in holds
    ]
    return [Section("notes", _("Requests and holds"), tuple(items))]


def _names(sections: Iterable[Section], who: Whom) -> tuple[str, ...]:
    """Return the other people named in all this: whom rooms know of, and whom the directory does.

    The directory is asked for whole names only, in a few statements.
    """
    items = [item for section in sections for item in section.items]
    texts = [text for item in items for _heading, text in item.texts]
    found = {name for item in items for name in item.names}
    asked = sorted(marks.possible_names(texts))
    for start in range(0, len(asked), AT_ONCE):
        part = asked[start : start + AT_ONCE]
        found |= set(
            db.session.scalars(
                select(Person.name)
                .where(Person.search_name.in_(part))
                .where(Person.id != (who.person_id or 0))
            )
        )
    return tuple(sorted(found - {who.name, ""}, key=str.casefold))


def _seal(sections: Iterable[Section]) -> str:
    facts = [
        (item.key, item.what, str(item.when), item.facts, item.texts)
        for section in sections
        for item in section.items
    ]
    return hashlib.sha256(repr(facts).encode()).hexdigest()
