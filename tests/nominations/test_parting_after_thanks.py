"""What checkers may no longer do once somebody was thanked, or once others have joined."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from recognition import clock
from recognition.database import db
from recognition.nominations.cards import Nominee
from recognition.thanks import actions as thanking
from recognition.thanks.models import Thank
from recognition.thanks.reckoning import REST
from tests.nominations.checkers import SUE, Desk, desk
from tests.page_client import PageClient
from tests.world import World


@pytest.fixture
def checking(client: PageClient, world: World) -> Desk:
    return desk(client, world)


def test_a_nomination_is_not_parted_after_its_nominee_was_thanked(checking: Desk) -> None:
    asha = checking.world.person("Asha Patel", email=None)
    first, second = (checking.sent(nominee=asha) for _each in range(2))
    for sent in (first, second):
        checking.act(sent, "accept")
    with checking.world.app.app_context():
        thanking.thank_accepted(clock.now() + REST + timedelta(seconds=1))
        number = thanking.make_batch(checking.round.scheme.id, None, actor=checking.viewer)
        for deed in ("printed", "handed_over"):
            thanking.mark_cards(number, deed, card_ids=None, actor=checking.viewer, now=clock.now())
    refused = checking.act(second, "part", name="Somebody else", place="Ward 9")
    assert refused.status_code == 422
    assert "has been thanked" in refused.text
    with checking.world.app.app_context():
        assert db.session.scalar(select(func.count(Thank.id))) == 2


def test_a_parting_is_not_undone_once_others_have_joined(checking: Desk) -> None:
    first, second = (checking.sent(nominee=SUE) for _each in range(2))
    checking.act(second, "part", name="Suki Chen", place="Ward 9")
    third = checking.sent(nominee=Nominee("described", "Suki Chen", "Ward 9"))
    assert checking.sheet(third).candidacy_id == checking.sheet(second).candidacy_id
    refused = checking.act(second, "undo")
    assert "Other nominations have joined this nominee since" in refused.text
    assert checking.sheet(third).candidacy_id == checking.sheet(second).candidacy_id
    assert checking.sheet(first).candidacy_id != checking.sheet(second).candidacy_id


def test_an_accepted_nomination_is_not_linked_to_the_person_who_sent_it(checking: Desk) -> None:
    nia = checking.world.person("Nia Novak")
    sent = checking.sent(nominee=SUE, nominator=nia)
    checking.act(sent, "accept")
    refused = checking.act(sent, "link", nominee=f"person:{nia.id}")
    assert refused.status_code == 422
    assert "sent it" in refused.text
    assert checking.sheet(sent).nominee.kind == "described"


def test_a_nominator_whose_nomination_is_not_taken_forward_reads_no_promise(
    checking: Desk,
) -> None:
    nia = checking.world.person("Nia Novak")
    sent = checking.sent(nominator=nia)
    checking.act(sent, "decline", letter="Thank you for writing. This is the wrong place for it.")
    page = PageClient(checking.world.app).sign_in(nia).get(f"/nominations/{sent}").text
    assert "They will be thanked" not in page
    assert "It was read with care" in page


def test_an_odd_answer_of_hr_changes_nothing(checking: Desk) -> None:
    sent = checking.sent()
    checking.act(sent, "hr", other="perhaps")
    assert checking.sheet(sent).checked_with_hr is None
    checking.act(sent, "hr", other="no")
    assert checking.sheet(sent).checked_with_hr is False
