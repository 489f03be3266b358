"""What the card desk needs: rounds that take cards, batches, and the card typed last."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, or_, select

from recognition.database import db
from recognition.errors import Missing
from recognition.nominations import rules
from recognition.nominations.cards import Nominee
from recognition.nominations.models import Answer, Candidacy, Nomination
from recognition.nominations.queries.choosing import match, nominee_of
from recognition.nominations.queries.nominees import read_nominee, with_nominee
from recognition.nominations.words import count_words
from recognition.people.models import Account, Person
from recognition.people.queries import Viewer
from recognition.people.rules import folded
from recognition.schemes import queries as schemes
from recognition.schemes.models import FormVersion, Question, Round, Scheme
from recognition.schemes.queries import RoundCard, SchemeCard
from recognition.schemes.rules import takes_cards

PER_PAGE = 50


@dataclass(frozen=True)
class BatchLine:
    """Cards of one round that were typed in under one name; instants are UTC.

    `batch` is empty for those without one. `waiting` counts those that nobody has decided about.
    """

    scheme: str
    scheme_slug: str
    round: str
    round_slug: str
    batch: str
    cards: int
    waiting: int
    first_sent_at: datetime
    last_sent_at: datetime
    last_reference: str


@dataclass(frozen=True)
class TypedCard:
    """A card as it was typed; `too_long` counts the words that are over the limits."""

    reference: str
    nominee: str
    batch: str
    handed_in_by: str
    sent_at: datetime
    too_long: int


def desk_rounds(viewer: Viewer, at: datetime) -> list[RoundCard]:
    """Return the rounds into which the viewer types cards at an instant, UTC, by scheme.

    Of each scheme that is what is open, and what closed last if its cards are still taken.
    """
    hosted = schemes.schemes_for(viewer.administers)
    rounds = schemes.rounds_of_schemes(card.id for card in hosted)
    found: list[RoundCard] = []
    for scheme in hosted:
        taking = [card for card in rounds.get(scheme.id, ()) if takes_paper(card, at)]
        closed = [card for card in taking if not card.is_open(at)]
        found += [card for card in taking if card.is_open(at)] + closed[:1]
    return found


def takes_paper(card: RoundCard, at: datetime) -> bool:
    """Tell whether cards can be typed into a round at an instant, UTC."""
    return takes_cards(
        opens_at=card.opens_at,
        closes_at=card.closes_at,
        ended_at=card.scheme.ended_at,
        announces_at=card.announces_at,
        at=at,
    )


def batches(
    organisation_ids: Collection[int], *, scheme_slug: str = "", text: str = "", page: int = 1
) -> tuple[list[BatchLine], int]:
    """Return one page of the batches of these hosts, the newest first, and how many there are.

    Args:
        organisation_ids: the hosts whose cards they are.
        scheme_slug: only of this scheme.
        text: only those whose batch, or whoever handed it in, has this in its name.
        page: from 1, `PER_PAGE` each.
    """
    conditions: list[ColumnElement[bool]] = [
        Scheme.organisation_id.in_(organisation_ids),
        Nomination.channel == rules.PAPER,
    ]
    if scheme_slug:
        conditions.append(Scheme.slug == scheme_slug)
    if text:
        conditions.append(
            or_(
                Nomination.batch.icontains(text, autoescape=True),
                Nomination.handed_in_by.icontains(text, autoescape=True),
            )
        )
    last = func.max(Nomination.id).label("last_id")
    undecided = Nomination.standing.in_(rules.UNDECIDED) & Nomination.withdrawn_at.is_(None)
    grouped = (
        select(
            Candidacy.round_id,
            Nomination.batch,
            func.count().label("cards"),
            func.sum(case((undecided, 1), else_=0)).label("waiting"),
            func.min(Nomination.sent_at).label("first_sent_at"),
            func.max(Nomination.sent_at).label("last_sent_at"),
            last,
        )
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .join(Round, Round.id == Candidacy.round_id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .where(*conditions)
        .group_by(Candidacy.round_id, Nomination.batch)
        .subquery()
    )
    total = db.session.scalar(select(func.count()).select_from(grouped)) or 0
    rows = db.session.execute(
        select(
            Scheme.name.label("scheme"),
            Scheme.slug.label("scheme_slug"),
            Round.name.label("round"),
            Round.slug.label("round_slug"),
            grouped.c.batch,
            grouped.c.cards,
            grouped.c.waiting,
            grouped.c.first_sent_at,
            grouped.c.last_sent_at,
            Nomination.reference.label("last_reference"),
        )
        .join(Round, Round.id == grouped.c.round_id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .join(Nomination, Nomination.id == grouped.c.last_id)
        .order_by(grouped.c.last_id.desc())
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return [BatchLine(**row._mapping) for row in rows], total


def typed_card(round_id: int, reference: str) -> TypedCard:
    """Return a card that was typed into a round.

    Raises:
        Missing: there is none with that reference.
    """
    chosen = (
        select(Nomination, FormVersion.words_together)
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .join(FormVersion, FormVersion.id == Nomination.version_id)
        .where(
            Candidacy.round_id == round_id,
            Nomination.reference == reference,
            Nomination.channel == rules.PAPER,
        )
    )
    row = db.session.execute(with_nominee(chosen, Candidacy)).one_or_none()
    if row is None:
        raise Missing
    held: Nomination = row.Nomination
    return TypedCard(
        reference=held.reference,
        nominee=read_nominee(row).name,
        batch=held.batch,
        handed_in_by=held.handed_in_by,
        sent_at=held.sent_at,
        too_long=_too_long(held, row.words_together),
    )


def _too_long(held: Nomination, together: int | None) -> int:
    """Return by how many words a card is over the limits of its form; 0 when it is not."""
    rows = db.session.execute(
        select(Answer.text, Question.word_limit)
        .join(Question, Question.id == Answer.question_id)
        .where(Answer.nomination_id == held.id, Answer.revision == held.revision)
    )
    counted = [(count_words(text), limit) for text, limit in rows]
    each = sum(max(0, words - limit) for words, limit in counted if limit is not None)
    in_all = sum(words for words, _limit in counted) - together if together is not None else 0
    return max(each, in_all, 0)


def written_on(
    *, name: str, picked: str, place: str, scheme: SchemeCard, viewer: Viewer
) -> Nominee:
    """Return whom a card is about: somebody of the directory when certain, else as described.

    Certain is a suggestion that was picked and still stands in the field; or a whole name that
    only one has, with no place beside it or their own. A checker links all others later.

    Args:
        name: as typed, perhaps completed by a suggestion.
        picked: the suggestion, “person:12”, or empty.
        place: where they work, as written on the card.
        scheme: in whose organisations to look.
        viewer: who is typing.

    Raises:
        Refused: what was picked is not one of the scheme's people and teams.
    """
    if picked:
        nominee = nominee_of(picked, scheme)
        if folded(name).startswith(folded(nominee.name)):
            return nominee
    exact = match(name, scheme, viewer).exact
    if exact is not None and folded(place) in folded(exact.detail):
        return exact
    return Nominee("described", name, place)


def known_by_address(email: str, organisation_ids: Collection[int]) -> int | None:
    """Return the one person of these organisations who has an address, or signs in with it."""
    if not email:
        return None
    found = db.session.scalars(
        select(Person.id)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(Person.organisation_id.in_(organisation_ids), Person.left_at.is_(None))
        .where(or_(Person.email == email, Account.email == email))
        .distinct()
    ).all()
    return found[0] if len(found) == 1 else None
