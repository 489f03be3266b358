"""What comes after scores were sent: interests, seats, drafts, and categories that end."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from recognition import clock
from recognition.database import db, transaction
from recognition.errors import Refused
from recognition.mail.models import Letter
from recognition.panel import actions, chair_words, queries
from recognition.people.models import Person
from recognition.schemes import actions as scheming
from recognition.schemes.models import Scheme
from recognition.schemes.rules import CategoryText
from tests.page_client import PageClient
from tests.panel.conftest import Judging


def scored(judging: Judging, *points: int) -> int:
    number = judging.nominate()
    for reader, given in zip((judging.asha, judging.ben), points, strict=False):
        judging.assigned(number, reader)
        judging.world.reviewed(number, reader, points=given)
    judging.worked_out()
    return number


def raw(judging: Judging, number: int) -> tuple[float | None, int]:
    viewer = judging.world.viewer(judging.chair)
    with judging.app.app_context():
        found = queries.results(viewer, judging.round.id)
        assert found is not None
        place = queries.standing_of(found, number)
        assert place is not None
        return place.raw, place.readers


def test_scores_of_somebody_who_became_the_line_manager_after_sending_count_no_more(
    judging: Judging,
) -> None:
    number = scored(judging, 5, 1)
    assert raw(judging, number) == (3.0, 2)
    nominee = judging.nominees[0]
    with judging.app.app_context(), transaction() as session:
        session.execute(
            update(Person).where(Person.id == nominee.id).values(manager_id=judging.asha.id)
        )
    with judging.app.app_context():
        assert actions.calculate_results() > 0, "the results follow by themselves"
    assert raw(judging, number) == (1.0, 1)


def test_what_is_only_saved_changes_no_results_and_not_even_their_time(judging: Judging) -> None:
    number = scored(judging, 4)
    judging.assigned(number, judging.ben)
    judging.worked_out()
    judging.world.reviewed(number, judging.ben, points=1, send=False)
    with judging.app.app_context(), time_machine.travel(clock.now() + timedelta(minutes=5)):
        assert actions.calculate_results() == 0


def test_the_results_of_an_interested_chair_do_not_stir_when_the_hidden_nominee_is_scored(
    judging: Judging,
) -> None:
    hidden, _other = scored(judging, 4), scored(judging, 3)
    chair = judging.world.viewer(judging.chair)
    with judging.app.app_context():
        actions.declare_interest(candidacy_id=hidden, reason="", actor=chair)
    judging.worked_out()
    with judging.app.app_context():
        before = queries.results(chair, judging.round.id)
    judging.assigned(hidden, judging.ben)
    judging.world.reviewed(hidden, judging.ben, points=1)
    with judging.app.app_context(), time_machine.travel(clock.now() + timedelta(minutes=5)):
        assert actions.calculate_results() == 1, "only the complete results"
        assert queries.results(chair, judging.round.id) == before


def test_a_chair_who_could_see_the_scores_gives_none_afterwards(judging: Judging) -> None:
    number = scored(judging, 4)
    judging.world.appoint(judging.round, judging.chair)
    chair = judging.world.viewer(judging.chair)
    about = {"round_id": judging.round.id, "actor": chair}
    with judging.app.app_context():
        with pytest.raises(Refused, match="can see what others gave"):
            actions.assign(candidacy_id=number, person_id=judging.chair.id, **about)
        with pytest.raises(Refused, match="would not get 3 readers"):
            actions.share_fairly(reads=3, **about)
    unread = judging.nominate()
    judging.assigned(unread, judging.chair)
    with judging.app.app_context(), pytest.raises(Refused, match="yours to read"):
        actions.unassign(candidacy_id=unread, person_id=judging.chair.id, **about)


def test_letters_about_stepping_back_name_nobody_whom_one_reads_blind(
    app: Flask, judging: Judging
) -> None:
    with app.app_context(), transaction() as session:
        session.execute(update(Scheme).values(hides_names=True))
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    chair = judging.world.viewer(judging.chair)
    about = {
        "round_id": judging.round.id,
        "candidacy_id": number,
        "person_id": judging.asha.id,
        "actor": chair,
    }
    with app.app_context():
        actions.pin_interest(reason="They sing in one choir.", **about)
        actions.unpin_interest(**about)
        letters = db.session.scalars(
            select(Letter).where(Letter.to_address == judging.asha.email)
        ).all()
    told = [f"{letter.subject} {letter.body}" for letter in letters]
    assert sum("Nominee 1" in text for text in told) == 2
    assert not any(judging.nominees[0].name in text for text in told)


def test_a_category_that_ends_during_judging_keeps_its_table_and_its_meeting(
    client: PageClient, judging: Judging
) -> None:
    number = scored(judging, 4, 2)
    with judging.app.app_context():
        only = [CategoryText("Another kind")]
        scheming.edit_categories(judging.round.scheme.slug, only, actor=None)
    client.sign_in(judging.chair)
    for path in (
        f"/panel/{judging.round.id}/ranking",
        f"/panel/{judging.round.id}/what-if",
        f"/winners/meeting/{judging.round.id}",
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert judging.nominees[0].name in answer.text, path
    assert client.get(f"/winners/closing/{judging.round.id}").status_code == 200
    assert client.get(f"/panel/nominee/{number}").status_code == 200


def test_what_is_said_of_a_category_is_true_of_it() -> None:
    said = {
        "total": 3, "ranked": 0, "wanted": 1, "leads": "raw", "too_little": "few", "warnings": [],
        "panels": 0, "expected": None, "again": None, "reliability": 0.0, "readers": 0,
        "tied_at_cut": [],
    }  # fmt: skip
    assert chair_words.of_category(said) == ["Nobody in this category has a score yet."]
    some = {**said, "ranked": 1}
    assert "2 nominees have no score yet" in " ".join(chair_words.of_category(some))
    alike = chair_words.of_agreement(None, alike=True)
    assert alike.startswith("Every score is the same")
    assert "cannot be told apart" in chair_words.of_judge("Ann", -0.4, 0.3, 20)
    assert "Adjusted" not in chair_words.of_judge("Ann", -0.9, 0.1, 20, adjusted=False)
