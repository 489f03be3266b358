"""Giving everyone a fair share of the reading."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Refused
from recognition.nominations.models import Candidacy
from recognition.panel import sharing
from recognition.panel.actions import letters
from recognition.panel.actions.assigning import panellists, put
from recognition.panel.actions.locking import lock, lock_round
from recognition.panel.models import Assignment
from recognition.panel.queries.interests import candidates, judges, standing
from recognition.panel.rules import MOST_READS, why_not
from recognition.people import queries as people
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.words import _, ngettext


@dataclass(frozen=True)
class Share:
    """What a fair share came to: new assignments, and the panellists who got some."""

    assignments: int
    panellists: int


def share_fairly(*, round_id: int, reads: int, actor: Viewer | None) -> Share:
    """Give every nominee of a round this many readers, and every panellist about as much.

    What is assigned stays; what is missing is filled in. One letter to each panellist.

    Raises:
        Missing: there is no such round.
        Refused: nobody is on the panel, or it is too small; then nothing is written.
    """
    card = schemes.round_card(round_id)
    facts = _facts(round_id)
    pairs = _fair_pairs(facts, reads)
    with transaction():
        lock_round(round_id)
        lock(*facts.items)
        found = _facts(round_id)
        if found != facts:  # somebody was first, perhaps the same chair with a second click
            pairs = _fair_pairs(found, reads)
        loads = Counter(person_id for _item, person_id in pairs)
        names = people.people_by_id(loads)
        if pairs:
            put(pairs)
            audit.record(
                "panel.shared",
                subject=("round", round_id),
                actor_id=actor.person_id if actor else None,
                payload={"reads": reads, "pairs": pairs},
            )
        for person_id, number in sorted(loads.items()):
            letters.given(names[person_id], card, number)
    return Share(len(pairs), len(loads))


@dataclass(frozen=True)
class _Facts:
    """What decides about a fair share, by number; pairs are (candidacy, person)."""

    readers: tuple[int, ...]
    items: tuple[int, ...]
    refused: frozenset[sharing.Pair]
    already: frozenset[sharing.Pair]


def _facts(round_id: int) -> _Facts:
    readers = judges(panellists(round_id))
    items = tuple(
        db.session.scalars(
            select(Candidacy.id)
            .where(Candidacy.round_id == round_id, standing())
            .order_by(Candidacy.id)
        )
    )
    known = candidates(items)
    already = db.session.execute(
        select(Assignment.candidacy_id, Assignment.person_id).where(
            Assignment.candidacy_id.in_(items), Assignment.ended_at.is_(None)
        )
    )
    return _Facts(
        readers=tuple(judge.person_id for judge in readers),
        items=items,
        refused=frozenset(
            (item, judge.person_id)
            for item in items
            for judge in readers
            if why_not(judge, known[item])
        ),
        already=frozenset((candidacy_id, person_id) for candidacy_id, person_id in already),
    )


def _fair_pairs(facts: _Facts, reads: int) -> list[sharing.Pair]:
    """Decide who would read what."""
    if not facts.readers:
        raise Refused(_("There is nobody on this panel yet. Appoint panellists first."))
    if not 1 <= reads <= MOST_READS:
        raise Refused(
            _("Choose between 1 and %(most)s readers for each nominee.", most=MOST_READS),
            field="reads",
        )
    if not facts.items:
        raise Refused(_("There is nobody to read about yet: no nominations have come in."))
    try:
        return sharing.share(
            facts.readers, facts.items, reads, refused=facts.refused, already=facts.already
        )
    except sharing.Shortfall as short:
        raise Refused(_shortfall(short, reads), field="reads") from short


def _shortfall(short: sharing.Shortfall, reads: int) -> str:
    # In numbers and not in names: the chair may have an interest in one of them.
    return ngettext(
        "%(num)s nominee would not get %(reads)s readers without an interest. Nothing was "
        "assigned. Appoint at least %(more)s more, or choose fewer readers.",
        "%(num)s nominees would not get %(reads)s readers without an interest. Nothing was "
        "assigned. Appoint at least %(more)s more, or choose fewer readers.",
        len(short.missing),
        reads=reads,
        more=max(short.missing.values()),
    )
