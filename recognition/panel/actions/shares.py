"""Giving everyone a fair share of the reading."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import and_, select

from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Refused
from recognition.nominations.models import Candidacy
from recognition.panel import closed
from recognition.panel.actions import letters
from recognition.panel.actions.assigning import panellists, put, seen_by_leaders
from recognition.panel.actions.locking import lock, lock_round
from recognition.panel.fair_share import Facts, Pair, ShareTerms, Shortfall, share_apart
from recognition.panel.models import Assignment, Review
from recognition.panel.queries.interests import (
    candidates,
    has_interest,
    interested_in,
    judges,
    on_the_list,
    standing,
)
from recognition.panel.queries.leaders import leaders_on
from recognition.panel.rules import MOST_EACH, MOST_READS, why_not
from recognition.people import queries as people
from recognition.people.queries import PersonCard, Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.words import _, ngettext


@dataclass(frozen=True)
class Share:
    """What a fair share came to: new assignments, and the panellists who got some.

    Without candidacies in which whoever asked has an interest.
    """

    assignments: int
    panellists: int


def share_fairly(
    *,
    round_id: int,
    reads: int,
    actor: Viewer | None,
    most: int = MOST_EACH,
    limits: Mapping[int, int] | None = None,
    knows: Mapping[int, int] | None = None,
) -> Share:
    """Give every nominee of a round this many readers, and every panellist about as much.

    What is assigned stays; what is missing is filled in. One letter to each panellist. Nominees in
    whom the actor has an interest get theirs after the others and in no number; where there are too
    few readers for them, those who lead the panel there are told.

    Args:
        round_id: the round.
        reads: readers for each nominee.
        actor: who asks for it.
        most: nominees that one panellist can be asked for.
        limits: the same for single panellists, by number.
        knows: the category that a panellist reads first of all, by number.

    Raises:
        Missing: there is no such round.
        Refused: nobody is on the panel, or it is too small; then nothing is written.
    """
    card = schemes.round_card(round_id)
    terms = ShareTerms(reads, most, limits or {}, knows or {})
    facts, hidden = _facts(round_id), _hidden(round_id, actor)
    shared = _fair_pairs(round_id, facts, terms, hidden)
    with transaction():
        lock_round(round_id)
        closed.check_open(round_id)
        lock(*(item for item, _category in facts.items))
        found = _facts(round_id)
        if found != facts:  # somebody was first, perhaps the same chair with a second click
            hidden = _hidden(round_id, actor)
            shared = _fair_pairs(round_id, found, terms, hidden)
        seen, rest = shared
        pairs = [*seen, *rest]
        loads = Counter(person_id for _item, person_id in pairs)
        names = people.people_by_id(loads)
        if pairs:
            put(pairs)
            audit.record(
                "panel.shared",
                subject=("round", round_id),
                actor_id=actor.person_id if actor else None,
                payload={"reads": reads, "most": most, "pairs": pairs},
            )
        for person_id, number in sorted(loads.items()):
            letters.given(names[person_id], card, number)
        _tell_of_missing(card, terms.reads, found, rest, hidden)
    return Share(len(seen), len({person_id for _item, person_id in seen}))


def _hidden(round_id: int, actor: Viewer | None) -> frozenset[int]:
    return frozenset() if actor is None else interested_in(actor.person_id, round_id)


def _tell_of_missing(
    card: RoundCard, reads: int, facts: Facts, added: Collection[Pair], hidden: Collection[int]
) -> None:
    """Tell those who lead the panel on hidden nominees how many have too few readers still."""
    counted = Counter(item for item, _reader in {*facts.already, *added} - facts.refused)
    lacking = Counter[int]()
    leaders = dict[int, PersonCard]()
    for item, _category in facts.items:
        if item in hidden and counted[item] < reads:
            for leader in leaders_on(card.id, item):
                leaders[leader.id] = leader
                lacking[leader.id] += 1
    for person_id, number in sorted(lacking.items()):
        letters.readers_missing(leaders[person_id], card, number)


def _facts(round_id: int) -> Facts:
    readers = judges(panellists(round_id))
    items = db.session.execute(
        select(Candidacy.id, Candidacy.category_id)
        .where(Candidacy.round_id == round_id, standing(), on_the_list())
        .order_by(Candidacy.id)
    ).all()
    numbers = [item for item, _category in items]
    known = candidates(numbers)
    already, uncounted = _readings(numbers)
    return Facts(
        readers=tuple(judge.person_id for judge in readers),
        items=tuple((item, category) for item, category in items),
        refused=frozenset(
            (item, judge.person_id)
            for item in numbers
            for judge in readers
            if why_not(judge, known[item])
        )
        # who leads and was given it before anybody sent scores is a reader like the others
        | (seen_by_leaders(numbers, [judge.person_id for judge in readers]) - already)
        | uncounted,
        already=already,
    )


def _readings(candidacy_ids: Collection[int]) -> tuple[frozenset[Pair], frozenset[Pair]]:
    """Return who reads what, on the panel or not any more, and which of that does not count.

    No readers are those who have an interest by now, and those whose sheet was sent and says too
    little.
    """
    rows = db.session.execute(
        select(
            Assignment.candidacy_id,
            Assignment.person_id,
            and_(Review.sent_at.is_not(None), Review.mean.is_(None)).label("abstains"),
            has_interest(Assignment.person_id, Assignment).label("barred"),
        )
        .join(Candidacy, Candidacy.id == Assignment.candidacy_id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Assignment.candidacy_id.in_(candidacy_ids), Assignment.ended_at.is_(None))
    ).all()
    return (
        frozenset((row.candidacy_id, row.person_id) for row in rows),
        frozenset((row.candidacy_id, row.person_id) for row in rows if row.abstains or row.barred),
    )


def _fair_pairs(
    round_id: int, facts: Facts, terms: ShareTerms, hidden: frozenset[int]
) -> tuple[list[Pair], list[Pair]]:
    """Decide who would read what, apart for those that the actor must not learn about."""
    if not facts.readers:
        raise Refused(_("There is nobody on this panel yet. Appoint panellists first."))
    if not 1 <= terms.reads <= MOST_READS:
        raise Refused(
            _("Choose between 1 and %(most)s readers for each nominee.", most=MOST_READS),
            field="reads",
        )
    if not facts.without(hidden).items:
        raise Refused(_("There is nobody to read about yet: no nominations have come in."))
    try:
        return share_apart(facts, terms, hidden, seed=round_id)
    except Shortfall as short:
        raise Refused(_shortfall(short, terms), field="reads") from short


def _shortfall(short: Shortfall, terms: ShareTerms) -> str:
    if short.is_full:
        return ngettext(
            "%(num)s nominee would not get %(reads)s readers, because nobody is asked for more "
            "than %(most)s. Nothing was assigned. Appoint at least %(more)s more, let them read "
            "more each, or choose fewer readers.",
            "%(num)s nominees would not get %(reads)s readers, because nobody is asked for more "
            "than %(most)s. Nothing was assigned. Appoint at least %(more)s more, let them read "
            "more each, or choose fewer readers.",
            short.nominees,
            reads=terms.reads,
            most=terms.most,
            more=short.more,
        )
    return ngettext(
        "%(num)s nominee would not get %(reads)s readers without an interest. Nothing was "
        "assigned. Appoint at least %(more)s more, or choose fewer readers.",
        "%(num)s nominees would not get %(reads)s readers without an interest. Nothing was "
        "assigned. Appoint at least %(more)s more, or choose fewer readers.",
        short.nominees,
        reads=terms.reads,
        more=short.more,
    )
