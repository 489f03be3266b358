"""The numbers of the ledger are those of its lines, whatever became of each nomination."""

import itertools
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select

from recognition import clock
from recognition.database import db, transaction
from recognition.nominations.models import Nomination
from recognition.nominations.rules import ACCEPTED, STANDINGS, UNDECIDED
from recognition.thanks import queries, rules
from recognition.thanks.models import Card, Thank
from recognition.thanks.queries import Filters, Ledger, SchemeChoice
from recognition.thanks.reckoning import ENDED_PLACE, LATE, OWED, PLACES, THANKED_PLACE
from tests.world import World

# What may have been made of a nomination: at most two cards, as a team's.
MADE = [
    (),
    *((state,) for state in rules.STATES),
    *itertools.combinations_with_replacement(rules.STATES, 2),
]
CASES = list(itertools.product(STANDINGS, (False, True), (False, True), MADE))


PAGE = 2
"""Lines on a page: few, so that no part of a place fits on one."""


def expected(standing: str, made: tuple[str, ...], *, withdrawn: bool, late: bool) -> str:
    """Say in plain Python where a nomination stands."""
    if withdrawn or standing not in (*UNDECIDED, ACCEPTED):
        return ENDED_PLACE
    owed = LATE if late else "waiting"
    if standing in UNDECIDED or not made or set(made) & set(rules.OWING):
        return owed
    return THANKED_PLACE if rules.THANKED in made else ENDED_PLACE


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ledger", "ledger_pages", "ledger_search"):
        module = import_module(f"recognition.thanks.queries.{name}")
        monkeypatch.setattr(module, "PER_PAGE", PAGE)


@pytest.fixture
def scheme(app: Flask, world: World) -> Iterator[SchemeChoice]:
    """A scheme with a nomination for every case, and another scheme that has one of its own."""
    viewer = world.viewer(world.administrator())
    round_ = world.round(closes_in=timedelta(days=60))
    world.nomination(world.round(world.scheme(name="Other awards")), accepted=False)
    world.nomination(round_, accepted=False)
    with app.app_context():
        _write_cases(round_.scheme.id)
        yield next(each for each in queries.scheme_choices(viewer) if each.id == round_.scheme.id)


def _write_cases(scheme_id: int) -> None:
    now = clock.now()
    with transaction() as session:
        first = session.scalars(select(Nomination).where(Nomination.scheme_id == scheme_id)).one()
        candidacy, version = first.candidacy_id, first.version_id
        first.reference = "N999"
        cards = [Card(candidacy_id=candidacy, made_at=now) for _card in range(2)]
        session.add_all(cards)
        session.flush()
        nominations: list[dict[str, Any]] = []
        thanks: list[dict[str, Any]] = []
        for number, (standing, withdrawn, late, made) in enumerate(CASES, start=1_000):
            counts_from = now - timedelta(days=30 if late else 1, seconds=number % 7)
            # a sender who confirmed late counts from later than what was made of it says
            sent_at = now - timedelta(days=40) if number % 3 == 0 else counts_from
            nominations.append(
                {
                    "id": number,
                    "reference": f"N{number}",
                    "draft_key": f"{number:032x}",
                    "body_digest": "",
                    "candidacy_id": candidacy,
                    "scheme_id": scheme_id,
                    "version_id": version,
                    "standing": standing,
                    "sent_at": sent_at,
                    "confirmed_at": counts_from,
                    "counts_from": counts_from,
                    "withdrawn_at": now - timedelta(seconds=number) if withdrawn else None,
                }
            )
            thanks += [
                {
                    "nomination_id": number,
                    "card_id": card.id,
                    "scheme_id": scheme_id,
                    "way": rules.PRINT,
                    "state": state,
                    "reason": rules.LEFT if state == rules.ENDED else "",
                    "counted_from": sent_at,
                    "made_at": now,
                    "took_hours": number if state == rules.THANKED else None,
                }
                for card, state in zip(cards, made, strict=False)
            ]
        session.execute(insert(Nomination), nominations)
        session.execute(insert(Thank), thanks)


def all_lines(scheme: SchemeChoice, place: str, **narrows: str) -> tuple[list[str], Ledger]:
    """Return the references on all pages of a place, and the first page."""
    now = clock.now()
    first = queries.ledger(scheme, Filters(place=place, **narrows), now)
    pages = [
        queries.ledger(scheme, Filters(place=place, page=number, **narrows), now)
        for number in range(1, first.pages + 1)
    ]
    return [line.reference for page in pages for line in page.lines], first


def places() -> dict[str, str]:
    """Return in plain Python where each nomination of the scheme stands, by reference."""
    return {"N999": "waiting"} | {
        f"N{number}": expected(standing, made, withdrawn=withdrawn, late=late)
        for number, (standing, withdrawn, late, made) in enumerate(CASES, start=1_000)
    }


def test_the_number_of_a_place_is_how_many_lines_it_has(scheme: SchemeChoice) -> None:
    stands = places()
    for place in PLACES:
        found, page = all_lines(scheme, place)
        assert sorted(found) == sorted(ref for ref, at in stands.items() if at == place), place
        assert page.numbers[place] == page.total == len(found)
        assert page.numbers == Counter(stands.values())
    found, page = all_lines(scheme, OWED)
    assert page.total == len(found) == page.numbers["late"] + page.numbers["waiting"]
    assert sum(page.ended.values()) == page.numbers[ENDED_PLACE]


def in_order(references: list[str], *, made: bool) -> list[str]:
    """Sort by when they count from; with `made` by when what was made of the accepted does."""
    thanks = select(Thank.counted_from).where(Thank.nomination_id == Nomination.id).limit(1)
    rows = db.session.execute(
        select(
            Nomination.reference,
            Nomination.id,
            Nomination.standing,
            Nomination.counts_from,
            thanks.scalar_subquery(),
        ).where(Nomination.reference.in_(references))
    )
    since = {
        ref: (counted if made and counted and standing == ACCEPTED else instant, number)
        for ref, number, standing, instant, counted in rows
    }
    return sorted(references, key=since.__getitem__)


@pytest.mark.parametrize("place", [OWED, *PLACES])
def test_the_oldest_stand_first_on_all_pages_together(scheme: SchemeChoice, place: str) -> None:
    plain, _page = all_lines(scheme, place)
    assert len(plain) > 2 * PAGE
    assert plain == in_order(plain, made=place in {OWED, LATE, THANKED_PLACE})


@pytest.mark.parametrize("place", [OWED, *PLACES])
def test_a_search_lists_the_same_nominations(scheme: SchemeChoice, place: str) -> None:
    plain, _page = all_lines(scheme, place)
    searched, page = all_lines(scheme, place, text="colleague")
    assert searched == in_order(plain, made=False)
    assert page.total == len(plain)


def test_percentiles_are_by_nearest_rank_from_whichever_end(scheme: SchemeChoice) -> None:
    hours = sorted(db.session.scalars(select(Thank.took_hours).where(Thank.state == rules.THANKED)))
    took = queries.ledger(scheme, Filters(), clock.now()).took
    ranks = [-(-len(hours) * percent // 100) for percent in (50, 90, 100)]
    assert took.cards == len(hours)
    assert [took.median, took.ninetieth, took.worst] == [hours[rank - 1] for rank in ranks]
