"""A rehearsal shows exactly what goes out to whom; what is confirmed is what was looked at."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from recognition import clock
from recognition.audit.models import Entry
from recognition.database import db, transaction
from recognition.nominations.models import Nomination
from recognition.people.models import Person
from recognition.schemes.models import Scheme
from recognition.thanks import actions as thanking
from recognition.winners import actions, queries
from recognition.winners.models import Announcement, LetterWords, OutcomeLetter, Praise
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.winners.conftest import Ceremony
from tests.winners.rehearsals import confirm, rehearse, seal_on, soon
from tests.world import World

CITATION = "He walked her to the window at dawn."


@pytest.fixture
def decided(ceremony: Ceremony, world: World) -> Ceremony:
    """Tendai won and agreed to everything; nothing was decided about Siobhán."""
    world.decided(ceremony.tendai_candidacy, ceremony.chair, citation=CITATION)
    world.consented(ceremony.tendai_candidacy)
    return ceremony


def test_setting_a_time_leads_to_a_rehearsal_and_settles_nothing(
    app: Flask, client: PageClient, decided: Ceremony
) -> None:
    client.sign_in(decided.officer)
    typed = {"at-day": "1", "at-month": "3", "at-year": "2031", "at-time": "5pm"}
    page = client.send(f"/winners/prepare/{decided.round.id}", typed, follow_redirects=True)
    assert page.request.path == f"/winners/rehearse/{decided.round.id}"
    assert "What goes out on Saturday 1 March 2031 at 5pm" in page.text
    with app.app_context():
        assert queries.announced_at(decided.round.id) is None


def test_a_rehearsal_shows_real_letters_to_real_people_and_their_exact_number(
    app: Flask, client: PageClient, decided: Ceremony
) -> None:
    at = soon()
    client.sign_in(decided.officer)
    page = client.get(rehearse(at, decided.round.id)).text
    assert "4 letters" in page  # two nominees, and one nominator of each
    assert "To the nominee: winner" in page
    assert "Dear Tendai Moyo," in page
    assert "Dear Siobhán O’Rourke," in page
    assert CITATION in page
    confirm(client, rehearse(at, decided.round.id))
    with app.app_context():
        assert actions.tell_outcomes(at) == 4


def test_a_rehearsal_counts_those_without_an_outcome_as_recognised_and_says_so(
    client: PageClient, decided: Ceremony
) -> None:
    client.sign_in(decided.officer)
    page = client.get(rehearse(soon(), decided.round.id)).text
    assert "1 nominee has no outcome" in page
    assert "To the nominee: recognised" in page


def test_a_rehearsal_names_who_stays_off_the_public_page_and_why(
    client: PageClient, world: World, decided: Ceremony
) -> None:
    world.decided(
        decided.siobhan_candidacy, decided.chair, outcome="highly_commended", citation=None
    )
    client.sign_in(decided.officer)
    page = client.get(rehearse(soon(), decided.round.id)).text
    assert "Who stays off the public page" in page
    assert "They have not been asked." in page
    world.consented(decided.siobhan_candidacy, given=False)
    assert "They would rather not." in client.get(rehearse(soon(), decided.round.id)).text


def test_a_rehearsal_says_who_gets_no_letter_and_why(
    app: Flask, client: PageClient, decided: Ceremony
) -> None:
    with app.app_context():
        thanking.be_quiet(decided.tendai.id, actor_id=None)
        with transaction() as session:
            session.get_one(Person, decided.siobhan.id).email = None
    client.sign_in(decided.officer)
    page = client.get(rehearse(soon(), decided.round.id)).text
    assert "2 people get no letter" in page
    assert "wishes no letters" in page
    assert "we have no address" in page


def test_a_rehearsal_names_no_nominator_who_asked_not_to_be_named(
    client: PageClient, world: World, ceremony: Ceremony
) -> None:
    with time_machine.travel(clock.now() - timedelta(hours=2)):
        world.nomination(
            ceremony.round,
            nominee=ceremony.tendai,
            nominator=world.person("Quiet Writer"),
            may_name=False,
        )
    client.sign_in(ceremony.officer)
    page = client.get(rehearse(soon(), ceremony.round.id)).text
    assert "Quiet Writer" not in page
    assert "Dear A colleague," in page


def test_a_rehearsal_conceals_nominees_from_somebody_on_the_panel(
    client: PageClient, world: World, decided: Ceremony
) -> None:
    world.appoint(decided.round, decided.officer)
    world.assigned(decided.tendai_candidacy, decided.officer)
    client.sign_in(decided.officer)
    page = client.get(rehearse(soon(), decided.round.id)).text
    assert "Tendai" not in page
    assert "You sit on this panel" in page


def change_outcome(ceremony: Ceremony) -> None:
    ceremony.world.decided(ceremony.siobhan_candidacy, ceremony.chair, outcome="shortlisted")


def change_name(ceremony: Ceremony) -> None:
    with ceremony.world.app.app_context(), transaction() as session:
        session.get_one(Person, ceremony.siobhan.id).name = "Siobhán Byrne"


def change_consent(ceremony: Ceremony) -> None:
    ceremony.world.consented(ceremony.tendai_candidacy, given=False)


def change_praise(ceremony: Ceremony) -> None:
    with ceremony.world.app.app_context(), transaction() as session:
        session.add(
            Praise(
                candidacy_id=ceremony.siobhan_candidacy,
                text="Steady and warm.",
                written_by_id=ceremony.chair.id,
                written_at=clock.now(),
            )
        )


def change_recipients(ceremony: Ceremony) -> None:
    with time_machine.travel(clock.now() - timedelta(hours=2)):
        ceremony.world.nomination(ceremony.round, nominee=ceremony.siobhan)


@pytest.mark.parametrize(
    "change", [change_outcome, change_name, change_consent, change_praise, change_recipients]
)
def test_what_changed_since_somebody_looked_has_to_be_looked_at_again(
    app: Flask, client: PageClient, decided: Ceremony, change: object
) -> None:
    client.sign_in(decided.officer)
    path = rehearse(soon(), decided.round.id)
    seal = seal_on(client, path)
    assert callable(change)
    change(decided)
    assert "Something changed since you looked" in confirm(client, path, seal)
    with app.app_context():
        assert queries.announced_at(decided.round.id) is None
    assert "will be public from" in confirm(client, path)


def test_another_time_than_the_one_rehearsed_is_not_confirmed(
    app: Flask, client: PageClient, decided: Ceremony
) -> None:
    client.sign_in(decided.officer)
    seal = seal_on(client, rehearse(soon(), decided.round.id))
    later = rehearse(soon() + timedelta(hours=1), decided.round.id)
    assert "Something changed since you looked" in confirm(client, later, seal)
    with app.app_context():
        assert queries.announced_at(decided.round.id) is None


def test_confirming_twice_settles_once_and_sends_once(
    app: Flask, client: PageClient, decided: Ceremony
) -> None:
    at = soon()
    client.sign_in(decided.officer)
    path = rehearse(at, decided.round.id)
    seal = seal_on(client, path)
    for _click in range(2):
        assert "The winners will be public from" in confirm(client, path, seal)
    with app.app_context():
        assert db.session.query(Entry).filter_by(action="winners.announcement_set").count() == 1
        assert actions.tell_outcomes(at) == 4
        assert actions.tell_outcomes(at) == 0
        assert db.session.query(OutcomeLetter).count() == 4


def test_an_announcement_is_moved_by_confirming_another_time(
    app: Flask, client: PageClient, decided: Ceremony
) -> None:
    first, second = soon(), soon() + timedelta(hours=1)
    client.sign_in(decided.officer)
    for at in (first, second):
        confirm(client, rehearse(at, decided.round.id))
    with app.app_context():
        assert queries.announced_at(decided.round.id) == second
        assert actions.tell_outcomes(first) == 0


def test_an_announcement_is_taken_back_before_its_time_and_never_after(
    app: Flask, client: PageClient, world: World, decided: Ceremony
) -> None:
    world.announced(decided.round, after=timedelta(hours=3))
    client.sign_in(decided.officer)
    page, path = f"/winners/prepare/{decided.round.id}", f"/winners/rehearse/{decided.round.id}"
    client.get(page)
    answer = client.send(f"{path}/take-back", form=page, follow_redirects=True)
    assert "The announcement is taken back" in answer.text
    with app.app_context():
        assert queries.announced_at(decided.round.id) is None
        entry = db.session.query(Entry).filter_by(action="winners.announcement_taken_back").one()
        assert entry.actor_id == decided.officer.id
        assert actions.tell_outcomes(clock.now() + timedelta(days=1)) == 0
    world.announced(decided.round)
    token = client.token("/winners/words/1/nominee.winner")
    answer = client.post(f"{path}/take-back", data={"csrf_token": token}, follow_redirects=True)
    assert "has been announced already" in answer.text
    with app.app_context():
        assert db.session.get(Announcement, decided.round.id) is not None


def test_words_that_cannot_be_used_stop_an_announcement_before_anything_is_sent(
    app: Flask, client: PageClient, world: World, decided: Ceremony
) -> None:
    world.announced(decided.round, after=timedelta(hours=3))
    with app.app_context(), transaction() as session:
        session.add(
            LetterWords(
                organisation_id=decided.round.scheme.organisation_id,
                kind="nominator.recognised",
                subject="News",
                body="Dear {nam}",
                written_by_id=decided.officer.id,
                written_at=clock.now(),
            )
        )
    client.sign_in(decided.officer)
    page = client.get(rehearse(soon(), decided.round.id))
    assert page.status_code == 422
    assert "There is no {nam} in these letters" in page.text
    assert "Confirm the announcement" not in page.text
    with app.app_context():
        assert actions.tell_outcomes(clock.now() + timedelta(hours=4)) == 0
        assert db.session.query(OutcomeLetter).count() == 0
        assert db.session.get_one(Announcement, decided.round.id).letters_written_at is None
    with time_machine.travel(clock.now() + timedelta(hours=4)):
        client.sign_in(decided.officer)
        page = client.get(f"/winners/prepare/{decided.round.id}").text
        assert "The letters wait" in page
        assert "There is no {nam} in these letters" in page


@pytest.mark.parametrize("at", ["", "tomorrow", "2031-03-01T17:00", "2020-01-01T00:00%2B00:00"])
def test_an_odd_time_in_the_address_of_a_rehearsal_confirms_nothing(
    app: Flask, client: PageClient, decided: Ceremony, at: str
) -> None:
    client.sign_in(decided.officer)
    page = client.get(f"/winners/rehearse/{decided.round.id}?at={at}")
    assert page.status_code in {302, 422}
    assert "Confirm the announcement" not in page.text


def test_only_communications_and_administrators_of_the_host_rehearse(
    client: PageClient, world: World, decided: Ceremony
) -> None:
    path = rehearse(soon(), decided.round.id)
    others = (world.person(), decided.chair, world.administrator(organisation="Another Trust"))
    for somebody in others:
        assert client.sign_in(somebody).get(path).status_code == 404
    for somebody in (decided.officer, world.administrator()):
        assert client.sign_in(somebody).get(path).status_code == 200


def test_a_rehearsal_asks_as_much_for_three_nominees_as_for_one(
    app: Flask, client: PageClient, world: World, decided: Ceremony, count_queries: QueryCounter
) -> None:
    with app.app_context(), transaction() as session:
        session.get_one(Scheme, decided.round.scheme.id).tells_managers = True
        session.query(Nomination).filter_by(candidacy_id=decided.siobhan_candidacy).update(
            {"standing": "declined"}
        )
    client.sign_in(decided.officer)
    path = rehearse(soon(), decided.round.id)
    with count_queries() as few:
        assert "2 letters" in client.get(path).text
    for _more in range(3):
        with time_machine.travel(clock.now() - timedelta(hours=2)):
            nominee = world.person(manager=world.person())
            world.nomination(decided.round, nominee=nominee)
        world.decided(world.candidacy(decided.round, nominee), decided.chair)
    with count_queries() as many:
        assert "11 letters" in client.get(path).text
    # managers are looked up once, where there are any
    assert len(many) == len(few) + 1


def test_letters_are_shown_fifty_a_page(
    client: PageClient, world: World, ceremony: Ceremony
) -> None:
    nominator = world.person("Nia Novak")
    with time_machine.travel(clock.now() - timedelta(hours=2)):
        for number in range(25):
            world.nomination(
                ceremony.round, nominee=world.person(f"Moss {number}"), nominator=nominator
            )
    client.sign_in(ceremony.officer)
    path = rehearse(soon(), ceremony.round.id)
    first, second = client.get(path).text, client.get(f"{path}&page=2").text
    assert "54 letters" in first
    assert (first.count("<details"), second.count("<details")) == (50, 4)
