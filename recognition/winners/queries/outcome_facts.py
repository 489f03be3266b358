"""Whom an outcome letter could go to, and why some get none; for many candidacies at once."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from recognition.database import db
from recognition.nominations import rules as nomination_rules
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries import CandidacyCard, is_live
from recognition.people import queries as people
from recognition.people.queries import PersonCard
from recognition.thanks import queries as thanks
from recognition.thanks.models import Card
from recognition.thanks.queries.thanking import Telling
from recognition.winners.rules import NOMINATOR

NO_ADDRESS, QUIET, LEFT, DIED = "no_address", "quiet", "left", "died"


@dataclass(frozen=True)
class Told:
    """A live nomination, and what its nominator is called where others read it."""

    nomination: Telling
    shown_as: str


@dataclass(frozen=True)
class Facts:
    """What the letters about some candidacies need; everything is by the candidacy's number.

    `cards` are the private pages, by candidacy and person. `quiet`, `left` and `died` are people;
    `languages` are those that people chose, by the person.
    """

    nominees: dict[int, list[PersonCard]]
    tellings: dict[int, list[Told]]
    managers: dict[int, list[PersonCard]]
    cards: dict[tuple[int, int], int]
    quiet: frozenset[int]
    left: frozenset[int]
    died: frozenset[int]
    languages: dict[int, str]

    def why_none(self, person_id: int | None, address: str) -> str:
        """Say why somebody gets no letter; empty when they do."""
        if person_id in self.died:
            return DIED
        if person_id in self.left:
            return LEFT
        if person_id in self.quiet:
            return QUIET
        return "" if address else NO_ADDRESS


def facts(cards: Sequence[CandidacyCard], *, managers: bool) -> Facts:
    """Gather the facts about some candidacies, in a constant number of statements.

    Args:
        cards: the candidacies, all of one round.
        managers: whether the scheme tells line managers.
    """
    nominees, tellings = _nominees(cards), _tellings([card.id for card in cards])
    led = _managers(nominees, tellings) if managers else {card.id: [] for card in cards}
    everybody = {one.id for listed in (*nominees.values(), *led.values()) for one in listed}
    senders = (told.nomination.nominator_id for listed in tellings.values() for told in listed)
    everybody |= {number for number in senders if number is not None}
    return Facts(
        nominees=nominees,
        tellings=tellings,
        managers=led,
        cards=_private_pages([card.id for card in cards]),
        quiet=thanks.quiet(everybody),
        left=people.has_left(everybody),
        died=thanks.died(everybody),
        languages=people.languages_of(everybody),
    )


def _nominees(cards: Sequence[CandidacyCard]) -> dict[int, list[PersonCard]]:
    """Return the people behind each candidacy: none where somebody is only described."""
    persons = people.people_by_id(
        card.nominee.person_id for card in cards if card.nominee.person_id is not None
    )
    teams = people.members_of(
        {card.nominee.team_id for card in cards if card.nominee.team_id is not None}
    )
    return {
        card.id: teams[card.nominee.team_id]
        if card.nominee.team_id is not None
        else [persons[number] for number in [card.nominee.person_id] if number is not None]
        for card in cards
    }


def _tellings(candidacy_ids: Collection[int]) -> dict[int, list[Told]]:
    """Return the live nominations of each candidacy, oldest first."""
    may_name = {
        number: (kind, named)
        for number, kind, named in db.session.execute(
            select(Nomination.id, Nomination.nominator_kind, Nomination.may_name_nominator).where(
                Nomination.candidacy_id.in_(set(candidacy_ids)), is_live()
            )
        )
    }
    found: dict[int, list[Told]] = {number: [] for number in candidacy_ids}
    for number, telling in sorted(thanks.telling(may_name).items()):
        kind, named = may_name[number]
        shown = nomination_rules.shown_nominator(
            name=telling.nominator_name, kind=kind, may_name=named
        )
        found[telling.candidacy_id].append(Told(telling, shown))
    return found


def _managers(
    nominees: dict[int, list[PersonCard]], tellings: dict[int, list[Told]]
) -> dict[int, list[PersonCard]]:
    """Return the line managers of each candidacy who neither wrote nor are thanked themselves."""
    places = people.workplace({one.id for listed in nominees.values() for one in listed})
    wanted: dict[int, set[int]] = defaultdict(set)
    for number, listed in nominees.items():
        known = {one.id for one in listed}
        known |= {told.nomination.nominator_id or 0 for told in tellings[number]}
        leads = {places[one.id].manager_id for one in listed if one.id in places}
        wanted[number] = {lead for lead in leads if lead is not None} - known
    cards = people.people_by_id({lead for leads in wanted.values() for lead in leads})
    return {number: [cards[lead] for lead in sorted(wanted[number])] for number in nominees}


def _private_pages(candidacy_ids: Collection[int]) -> dict[tuple[int, int], int]:
    """Return the cards of people; those of a candidacy that was merged count where it went."""
    wanted = set(candidacy_ids)
    rows = db.session.execute(
        select(Candidacy.id, Candidacy.merged_into_id, Card.person_id, Card.id)
        .join(Card, Card.candidacy_id == Candidacy.id)
        .where(or_(Candidacy.id.in_(wanted), Candidacy.merged_into_id.in_(wanted)))
        .where(Card.person_id.is_not(None))
        .order_by(Card.id)
    )
    own: dict[tuple[int, int], int] = {}
    merged: dict[tuple[int, int], int] = {}
    for number, merged_into, person_id, card_id in rows:
        if number in wanted:
            own.setdefault((number, person_id or 0), card_id)
        else:
            merged.setdefault((merged_into or 0, person_id or 0), card_id)
    return {**merged, **own}


def shown_names(keys: Collection[tuple[int, str, str]]) -> dict[tuple[int, str, str], str]:
    """Return what recipients of letters are called where others read it.

    Args:
        keys: candidacy, part and `to_key` of each.
    """
    numbers = {int(key.partition(":")[2]) for _number, _part, key in keys if key[:7] == "person:"}
    persons = people.people_by_id(numbers)
    found: dict[tuple[int, str, str], str] = {}
    for number, part, key in keys:
        kind, _colon, who = key.partition(":")
        if kind == "person" and part != NOMINATOR and int(who) in persons:
            found[(number, part, key)] = persons[int(who)].name
    for number, listed in _tellings({number for number, _part, _key in keys}).items():
        for told in reversed(listed):
            found[(number, NOMINATOR, sender_key(told.nomination))] = told.shown_as
    return found


def sender_key(nomination: Telling) -> str:
    """Return what names a nominator within a candidacy."""
    if nomination.nominator_id is not None:
        return f"person:{nomination.nominator_id}"
    return f"nomination:{nomination.nomination_id}"
