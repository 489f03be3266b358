"""A nomination stays in the scheme it was sent to, whichever way it came and whatever is done."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from recognition import clock
from recognition.database import db
from recognition.nominations import actions
from recognition.nominations.models import Candidacy, Nomination
from recognition.schemes.models import Round
from tests.nominations.checkers import SUE, Desk, desk
from tests.nominations.conftest import Visiting
from tests.nominations.test_checking_nominees import SUSAN, second_category
from tests.page_client import PageClient
from tests.world import World


@pytest.fixture
def checking(client: PageClient, world: World) -> Iterator[Desk]:
    """A desk beside which there is another scheme; afterwards every nomination is where it was."""
    world.nomination(world.round(world.scheme(name="Other awards")))
    found = desk(client, world)
    yield found
    kept = schemes_by_round(world)
    assert len(kept) > 1
    assert len({told for told, _round in kept}) == 2
    assert [told for told, _round in kept] == [by_round for _told, by_round in kept]


def schemes_by_round(world: World) -> list[tuple[int, int]]:
    """Return of each nomination the scheme that it names, and that of its candidacy's round."""
    with world.app.app_context():
        rows = db.session.execute(
            select(Nomination.scheme_id, Round.scheme_id.label("by_round"))
            .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
            .join(Round, Round.id == Candidacy.round_id)
        )
        return [(row.scheme_id, row.by_round) for row in rows]


def test_deciding_linking_merging_and_undoing_keep_the_scheme(checking: Desk) -> None:
    first, second = checking.sent(nominee=SUE), checking.sent(nominee=SUSAN)
    mine, other = (checking.sheet(each).candidacy_id for each in (first, second))
    checking.act(second, "merge", other=mine)
    checking.act(second, "part-again", other=other)
    checking.act(second, "undo")
    person = checking.world.person("Susan Barker")
    checking.act(second, "link", nominee=f"person:{person.id}")
    assert checking.sheet(second).nominee.person_id == person.id
    checking.act(second, "undo")
    checking.act(second, "accept")
    assert checking.sheet(second).standing == "accepted"


def test_parting_and_moving_keep_the_scheme(checking: Desk) -> None:
    category = second_category(checking)
    asha = checking.world.person("Asha Patel")
    _first, second = checking.sent(nominee=asha), checking.sent(nominee=asha)
    mine = checking.sheet(second).candidacy_id
    checking.act(second, "move", category=category)
    assert checking.sheet(second).candidacy_id != mine
    checking.act(second, "undo")
    checking.act(second, "part", name="Another Asha", place="")
    assert checking.sheet(second).candidacy_id != mine


def test_a_card_on_paper_and_a_late_nomination_are_of_their_rounds_scheme(checking: Desk) -> None:
    world, now = checking.world, clock.now()
    late = world.round(checking.round.scheme, name="Last month", closes_in=timedelta(days=-1))
    nia = world.person("Nia Novak")
    with world.app.app_context():
        card = actions.PaperCard("a" * 32, SUE, {"1": "She sang.", "2": "He smiled."}, "public")
        actions.type_card(
            card,
            scheme_slug=checking.round.scheme.slug,
            round_slug=checking.round.slug,
            actor=checking.viewer,
            received=now,
        )
        actions.give_late(
            scheme_slug=late.scheme.slug,
            round_slug=late.slug,
            person_id=nia.id,
            until=now + timedelta(days=1),
            reason="Was ill.",
            actor=checking.viewer,
        )
    world.nomination(late, nominator=nia)


def test_a_nomination_without_an_account_is_of_its_rounds_scheme(visiting: Visiting) -> None:
    visiting.sent()
    [(told, by_round)] = schemes_by_round(visiting.world)
    assert told == by_round == visiting.round.scheme.id
