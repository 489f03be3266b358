"""What the world may know.

Nothing is given out before the confirmed announcement, nobody without their consent for the
channel, and no words that were not approved and agreed. All three are decided in `agreed_to`,
and nowhere else.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import ColumnElement, Select, func, select

from recognition import clock
from recognition.database import db
from recognition.errors import Missing
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.words import count_words
from recognition.people import queries as people
from recognition.people.models import Logo, Organisation, Person, Team
from recognition.remembering import remembered
from recognition.schemes import queries as schemes
from recognition.schemes.models import Category, Round, Scheme, SchemeOrganisation
from recognition.schemes.queries import RoundCard
from recognition.thanks.models import Card, Consent, Thank
from recognition.thanks.rules import PUBLIC_SITE
from recognition.winners.models import Announcement, CitationEdition, Decision, Photo, QuoteWish
from recognition.winners.queries.deciding import Decided, chosen_decisions, decided
from recognition.winners.queries.photos import PublicPhoto, public_photos
from recognition.winners.queries.quoting import quote_names
from recognition.winners.rules import OUTCOMES, PUBLISHED, WINNER

RECENT_ROUNDS = 12
AT_A_TIME = 200


@dataclass(frozen=True)
class PublicWinner:
    """What the world may know of somebody who won or was highly commended.

    `quote_by` is the nominator whose words the quote repeats, if they agreed to be named.
    """

    candidacy_id: int
    round_id: int
    round_name: str
    scheme_name: str
    category: str
    outcome: str
    name: str
    job_title: str
    team: str
    organisation: str
    citation: str
    quote: str
    announced_at: datetime
    edition: int = 0
    quote_by: str = ""
    photo: PublicPhoto | None = None

    @property
    def detail(self) -> str:
        """Job title and team in one line."""
        return " · ".join(part for part in (self.job_title, self.team) if part)

    @property
    def words(self) -> int:
        """How many words the citation has."""
        return count_words(self.citation)

    @property
    def reference(self) -> str:
        """A name for this row that stays the same from export to export."""
        return f"R{self.round_id}-{self.candidacy_id}"


@dataclass(frozen=True)
class PublicRound:
    """A round that has been announced, with those who agreed to be shown to everyone."""

    round: RoundCard
    announced_at: datetime
    winners: tuple[PublicWinner, ...]


def _next_change(_answer: object, began: datetime) -> datetime | None:
    """Return when what the world may know changes although nobody does anything, UTC.

    That is when the next announcement comes, or the next consent ends.
    """
    coming = (
        db.session.scalar(select(func.min(instant)).where(instant > began))
        for instant in (Announcement.at, Consent.until)
    )
    return min((instant for instant in coming if instant is not None), default=None)


behind_winners = partial(
    remembered,
    *(Announcement, CitationEdition, Decision, Photo, QuoteWish),  # ours
    *(Card, Consent, Thank),  # what they agreed to
    *(Logo, SchemeOrganisation),  # where they work
    changes_of=(
        *(Candidacy, Nomination),  # withdrawn, merged, redacted
        *(Category, Round, Scheme, Organisation, Person, Team),  # called otherwise
    ),
    until=_next_change,
)
"""What everything that the world may know is read from: see `remembering`."""


def publishable(round_id: int, channel: str) -> list[PublicWinner]:
    """Return those whose story may be told through a channel; nobody before the announcement."""
    return _public(_told(_announced().where(Announcement.round_id == round_id)), channel)


def publishable_one_by_one(round_id: int, channel: str) -> Iterator[PublicWinner]:
    """Yield the same winners in the same order, reading `AT_A_TIME` of them at a time."""
    told = _told(_announced().where(Announcement.round_id == round_id))
    numbers = _in_order(round_id) if told else []
    for start in range(0, len(numbers), AT_A_TIME):
        yield from _public(told, channel, Candidacy.id.in_(numbers[start : start + AT_A_TIME]))


def _in_order(round_id: int) -> list[int]:
    """Return the candidacies of a round that are named in public, as `publishable` orders them."""
    rows = db.session.execute(
        select(Decision.outcome, Candidacy.category_id, Candidacy.id)
        .join(Candidacy, Candidacy.id == Decision.candidacy_id)
        .where(Candidacy.round_id == round_id, Decision.outcome.in_(PUBLISHED))
    ).all()
    scheme_id = schemes.round_card(round_id).scheme.id
    kinds = schemes.categories(scheme_id, also={category_id for _outcome, category_id, _id in rows})
    names = {category.id: category.name for category in kinds}
    return [
        number
        for _outcome, _category, number in sorted(
            rows, key=lambda row: (OUTCOMES.index(row[0]), names.get(row[1], ""), row[2])
        )
    ]


@behind_winners(most=20)
def public_rounds(*, page: int = 1, per_page: int = 10) -> tuple[PublicRound, ...]:
    """Return announced rounds, newest first, with those who agreed to be shown to everyone."""
    return _rounds(_told(_announced().limit(per_page).offset((page - 1) * per_page)))


@behind_winners()
def count_public_rounds() -> int:
    """Return how many rounds have been announced."""
    return db.session.scalar(select(func.count()).select_from(_announced().subquery())) or 0


@behind_winners(most=50)
def public_round(round_id: int) -> PublicRound:
    """Return one announced round.

    Raises:
        Missing: there is none, or the world does not know yet.
    """
    found = _rounds(_told(_announced().where(Announcement.round_id == round_id)))
    if not found:
        raise Missing
    return found[0]


def announced_cards(organisation_ids: Collection[int]) -> list[RoundCard]:
    """Return the announced rounds that some organisations host, newest first, without winners."""
    hosted = (
        select(Round.id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .where(Scheme.organisation_id.in_(organisation_ids))
    )
    told = _told(_announced().where(Announcement.round_id.in_(hosted)))
    cards = schemes.rounds_by_id(told)
    return [cards[number] for number in told]


def announced_round(round_id: int) -> RoundCard:
    """Return one announced round, without its winners.

    Raises:
        Missing: there is none, or the world does not know yet.
    """
    if not _told(_announced().where(Announcement.round_id == round_id)):
        raise Missing
    return schemes.round_card(round_id)


def public_winner(round_id: int, candidacy_id: int) -> PublicWinner:
    """Return one winner of an announced round who agreed to be shown to everyone.

    Raises:
        Missing: there is none, or the world does not know yet.
    """
    told = _told(_announced().where(Announcement.round_id == round_id))
    found = _public(told, PUBLIC_SITE, Candidacy.id == candidacy_id)
    if not found:
        raise Missing
    return found[0]


def as_announced(round_id: int, at: datetime) -> PublicRound:
    """Return a round as the world will see it from `at` on; for those who rehearse it alone."""
    return _rounds({round_id: at})[0]


@behind_winners()
def latest_winners(limit: int = 3) -> tuple[PublicWinner, ...]:
    """Return the newest winners that everyone may see, from the last few rounds."""
    told = _told(_announced().limit(RECENT_ROUNDS))
    return tuple(who for who in _public(told, PUBLIC_SITE) if who.outcome == WINNER)[:limit]


def _announced() -> Select[int, datetime]:
    return (
        select(Announcement.round_id, Announcement.at)
        .where(Announcement.at <= clock.now())
        .order_by(Announcement.at.desc(), Announcement.round_id.desc())
    )


def _told(announced: Select[int, datetime]) -> dict[int, datetime]:
    """Return the announcements that have passed, by round, newest first."""
    return dict(db.session.execute(announced).all())


def _rounds(told: Mapping[int, datetime]) -> tuple[PublicRound, ...]:
    cards = schemes.rounds_by_id(told)
    winners = _public(told, PUBLIC_SITE)
    return tuple(
        PublicRound(cards[number], at, tuple(who for who in winners if who.round_id == number))
        for number, at in told.items()
    )


def public_among(*chosen: ColumnElement[bool]) -> list[PublicWinner]:
    """Return those of all announced rounds who agreed to be shown to everyone, newest first.

    Args:
        chosen: what else has to be true of their candidacy.
    """
    return _public(told_among(*chosen), PUBLIC_SITE, *chosen)


def told_among(*chosen: ColumnElement[bool]) -> dict[int, datetime]:
    """Return when the rounds of some candidacies were announced, newest first."""
    rounds = select(Candidacy.round_id).where(*chosen)
    return _told(_announced().where(Announcement.round_id.in_(rounds)))


def _public(
    told: Mapping[int, datetime], channel: str, *chosen: ColumnElement[bool]
) -> list[PublicWinner]:
    """Add to those who agreed what the world may know of them."""
    agreed = agreed_to(told, channel, *chosen)
    return as_winners(agreed, told) if agreed else []


def agreed_to(
    told: Mapping[int, datetime], channel: str, *chosen: ColumnElement[bool]
) -> list[Decided]:
    """Return those of announced rounds who agreed to a channel, in the order of the rounds."""
    if not told:
        return []
    rows = decided(
        chosen_decisions(agreed=True)
        .where(Candidacy.round_id.in_(told), Decision.outcome.in_(PUBLISHED))
        .where(CitationEdition.text != "", *chosen),
        channel=channel,
    )
    return sorted((row for row in rows if row.consent == "given"), key=in_public_order(told))


def in_public_order(
    told: Mapping[int, datetime],
) -> Callable[[Decided], tuple[int, int, str, int]]:
    """Return what those of some rounds are sorted by: round, outcome, category."""
    order = {number: place for place, number in enumerate(told)}
    return lambda row: (
        order[row.candidacy.round_id],
        OUTCOMES.index(row.outcome),
        row.candidacy.category,
        row.candidacy.id,
    )


def as_winners(rows: Sequence[Decided], told: Mapping[int, datetime]) -> list[PublicWinner]:
    """Add to decisions what the world may know of the people behind them.

    In three statements, one more where there are quotes, and at most four where there are
    photographs.
    """
    cards = schemes.rounds_by_id(told)
    persons = people.people_by_id(
        row.candidacy.nominee.person_id for row in rows if row.candidacy.nominee.person_id
    )
    teams = people.teams_by_id(
        row.candidacy.nominee.team_id for row in rows if row.candidacy.nominee.team_id
    )
    employers = {card.id: card.name for card in people.organisations()}
    sources = {row.quote_from for row in rows if row.quote and row.quote_from}
    quoted = quote_names(sources) if sources else {}
    pictures = public_photos([row.candidacy.id for row in rows])
    found = []
    for row in rows:
        nominee, card = row.candidacy.nominee, cards[row.candidacy.round_id]
        person, team = persons.get(nominee.person_id or 0), teams.get(nominee.team_id or 0)
        place = person or team
        found.append(
            PublicWinner(
                candidacy_id=row.candidacy.id,
                round_id=card.id,
                round_name=card.name,
                scheme_name=card.scheme.name,
                category=row.candidacy.category,
                outcome=row.outcome,
                name=nominee.name,
                job_title=person.job_title if person else "",
                team=person.team if person else nominee.name if team else nominee.detail,
                organisation=employers.get(place.organisation_id, "") if place else "",
                citation=row.citation,
                quote=row.quote,
                announced_at=told[card.id],
                edition=row.citation_edition,
                photo=pictures.get(row.candidacy.id),
                quote_by=quoted.get(row.quote_from or 0, "") if row.quote else "",
            )
        )
    return found
