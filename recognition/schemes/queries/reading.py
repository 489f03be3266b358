"""Finding schemes, rounds and categories."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select

from recognition import clock
from recognition.database import db
from recognition.errors import Missing
from recognition.people.queries import Viewer
from recognition.remembering import holds_until, remembered
from recognition.schemes.models import Category, Round, Scheme, SchemeOrganisation
from recognition.schemes.queries.cards import (
    CategoryCard,
    RoundCard,
    SchemeCard,
    category_card,
    round_cards,
    scheme_cards,
)

MOMENT = timedelta(minutes=1)
"""How long ago, at most, a page may have been asked for that is only now made."""
of_rounds = remembered(Round, Scheme, SchemeOrganisation)
of_schemes = remembered(Scheme, SchemeOrganisation)


def may_manage(viewer: Viewer | None, scheme_slug: str, **_arguments: object) -> bool:
    """May they change this scheme? Administrators of the organisation that hosts it may."""
    if viewer is None or not viewer.administers:
        return False
    host = db.session.scalar(select(Scheme.organisation_id).where(Scheme.slug == scheme_slug))
    return host in viewer.administers


@of_schemes
def scheme(slug: str) -> SchemeCard:
    """Return a scheme, ended ones too.

    Raises:
        Missing: there is no such scheme.
    """
    row = db.session.scalar(select(Scheme).where(Scheme.slug == slug))
    if row is None:
        raise Missing
    return scheme_cards([row])[row.id]


def schemes_for(organisation_ids: Collection[int]) -> list[SchemeCard]:
    """Return the schemes these organisations host, by name; ended ones last."""
    return list(_hosted(frozenset(organisation_ids)))


@of_schemes
def _hosted(organisation_ids: frozenset[int]) -> tuple[SchemeCard, ...]:
    rows = db.session.scalars(
        select(Scheme)
        .where(Scheme.organisation_id.in_(organisation_ids))
        .order_by(Scheme.ended_at.is_not(None), Scheme.name, Scheme.id)
    )
    return tuple(scheme_cards(rows).values())


def _rounds(*conditions: ColumnElement[bool]) -> list[RoundCard]:
    rows = db.session.execute(
        select(Round, Scheme)
        .join(Scheme, Round.scheme_id == Scheme.id)
        .where(*conditions)
        .order_by(Round.opens_at.desc(), Round.id.desc())
    ).all()
    return round_cards((row, host) for row, host in rows)


@of_rounds
def round_card(round_id: int) -> RoundCard:
    """Return a round.

    Raises:
        Missing: there is no round with that number.
    """
    return _only(_rounds(Round.id == round_id))


def rounds_by_id(round_ids: Iterable[int]) -> dict[int, RoundCard]:
    """Return several rounds by number, in two statements."""
    return {card.id: card for card in _numbered(frozenset(round_ids))}


@of_rounds
def _numbered(round_ids: frozenset[int]) -> tuple[RoundCard, ...]:
    return tuple(_rounds(Round.id.in_(round_ids)))


def rounds_of(scheme_id: int) -> list[RoundCard]:
    """Return the rounds of a scheme, the latest to open first."""
    return list(_of_schemes(frozenset({scheme_id})))


@of_rounds
def _of_schemes(scheme_ids: frozenset[int]) -> tuple[RoundCard, ...]:
    return tuple(_rounds(Round.scheme_id.in_(scheme_ids)))


def rounds_of_schemes(scheme_ids: Iterable[int]) -> dict[int, list[RoundCard]]:
    """Return the rounds of several schemes, the latest to open first, in two statements."""
    found: dict[int, list[RoundCard]] = {}
    for card in _of_schemes(frozenset(scheme_ids)):
        found.setdefault(card.scheme.id, []).append(card)
    return found


@of_rounds
def round_by_slug(scheme_slug: str, round_slug: str) -> RoundCard:
    """Return a round by the names in its address.

    Raises:
        Missing: there is no such round.
    """
    return _only(_rounds(Scheme.slug == scheme_slug, Round.slug == round_slug))


def open_rounds(at: datetime, organisation_id: int | None = None) -> list[RoundCard]:
    """Return the rounds that accept nominations at an instant, the soonest to close first.

    Args:
        at: the instant, UTC.
        organisation_id: only schemes in which this organisation takes part; None for all.
    """
    since, cards = _not_over()
    if at < since:
        cards = _running(at)
    holds_until(min((turn for card in cards for turn in card.turns() if turn > at), default=None))
    cards = tuple(
        card
        for card in cards
        if card.is_open(at)
        and (organisation_id is None or organisation_id in card.scheme.organisation_ids)
    )
    return sorted(
        cards,
        key=lambda card: (
            card.closes_at is None,
            card.closes_at or card.opens_at,
            card.scheme.name,
            card.id,
        ),
    )


@of_rounds
def _not_over() -> tuple[datetime, tuple[RoundCard, ...]]:
    """Return the rounds that were not over at an instant, UTC, and so every one open after it."""
    since = clock.now() - MOMENT
    return since, _running(since)


def _running(at: datetime) -> tuple[RoundCard, ...]:
    return tuple(
        _rounds(
            or_(Round.closes_at.is_(None), Round.closes_at >= at.replace(microsecond=0)),
            or_(Scheme.ended_at.is_(None), Scheme.ended_at > at),
        )
    )


def open_round(scheme_slug: str, at: datetime) -> RoundCard | None:
    """Return the round of a scheme that accepts nominations now, the soonest to close, if any."""
    return next((card for card in open_rounds(at) if card.scheme.slug == scheme_slug), None)


def _only(cards: list[RoundCard]) -> RoundCard:
    if not cards:
        raise Missing
    return cards[0]


@remembered(Scheme)
def host_of(scheme_id: int) -> int:
    """Return the organisation that hosts a scheme: its words stand in letters about it."""
    return db.session.scalars(select(Scheme.organisation_id).where(Scheme.id == scheme_id)).one()


def categories(scheme_id: int, *, also: Collection[int] = ()) -> list[CategoryCard]:
    """Return the categories of a scheme that are in use, in their order, and ended ones by number.

    A round goes on with the categories in which people were nominated.
    """
    return [card for card, in_use in _categories(scheme_id) if in_use or card.id in also]


@remembered(Category)
def _categories(scheme_id: int) -> tuple[tuple[CategoryCard, bool], ...]:
    """Return every category that a scheme has or had, in order, each with whether it is in use."""
    rows = db.session.scalars(
        select(Category).where(Category.scheme_id == scheme_id).order_by(Category.position)
    )
    return tuple((category_card(row), row.ended_at is None) for row in rows)
