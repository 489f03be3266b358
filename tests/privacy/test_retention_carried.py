"""A winner who was carried into another round is told there with the yes of the first."""

import pytest

from recognition import clock
from recognition.database import db
from recognition.nominations import actions as nominating
from recognition.privacy.queries.retention_spared import spared
from recognition.schemes import queries as schemes
from recognition.thanks import actions as thanking
from tests.privacy.aged import aged
from tests.world import World


@pytest.mark.parametrize("agreed", [True, False])
def test_a_carried_winner_whose_yes_lasts_is_spared(world: World, agreed: bool) -> None:
    made = aged(world)
    year = world.round(name="Year")
    nominees, admin = made.nominee, world.viewer(made.administrator)
    if not agreed:
        world.consented(made.candidacy, given=False)
    with world.app.app_context():
        category = schemes.categories(year.scheme.id)[0].id
        copies = nominating.carry(
            made.candidacy, round_id=year.id, category_id=category, actor=admin
        )
        thanking.count_as_thanked(copies, scheme_id=year.scheme.id)
    copy = world.candidacy(year, nominees)
    with world.app.app_context():
        told = set(db.session.scalars(spared(clock.now()).told))
    assert told == ({made.candidacy, copy} if agreed else set())
