"""An organisation words its own outcome letters, sees them with real names, and goes back."""

import pytest
from flask import Flask

from recognition import clock
from recognition.audit.models import Entry
from recognition.database import db, transaction
from recognition.people.models import Person
from recognition.winners import actions, queries
from recognition.winners.outcome_filling import Words
from recognition.winners.outcome_words import KINDS, usual
from tests.page_client import PageClient
from tests.winners.conftest import Ceremony
from tests.world import World

KIND = "nominator.recognised"
OWN = {"subject": "{nominee} and you", "body": "Hello {name},\n\nyou noticed {nominee}. Thank you."}


def path_of(ceremony: Ceremony, kind: str = KIND) -> str:
    return f"/winners/words/{ceremony.round.scheme.organisation_id}/{kind}"


def test_every_kind_of_letter_is_listed_with_whose_words_it_has(
    client: PageClient, ceremony: Ceremony
) -> None:
    client.sign_in(ceremony.officer)
    page = client.get("/winners/words").text
    assert page.count("The usual ones") == len(KINDS)
    client.send(path_of(ceremony), {**OWN, "edition": "0"})
    page = client.get("/winners/words").text
    assert f"Your own, by {ceremony.officer.name}" in page
    assert page.count("The usual ones") == len(KINDS) - 1


def test_own_words_are_saved_on_record_and_used_in_the_letters(
    app: Flask, client: PageClient, world: World, ceremony: Ceremony
) -> None:
    client.sign_in(ceremony.officer)
    client.send(path_of(ceremony), {**OWN, "edition": "0"})
    world.announced(ceremony.round)
    with app.app_context():
        actions.tell_outcomes()
        entry = db.session.query(Entry).filter_by(action="winners.words_written").one()
        assert (entry.subject_id, entry.actor_id) == (
            ceremony.round.scheme.organisation_id,
            ceremony.officer.id,
        )
        letters = queries.outgoing(ceremony.round.id).letters
        subjects = {one.words.subject for one in letters if one.part == "nominator"}
    assert subjects == {"Tendai Moyo and you", "Siobhán O’Rourke and you"}


def test_words_are_looked_at_with_real_names_before_they_are_saved(
    app: Flask, client: PageClient, ceremony: Ceremony
) -> None:
    client.sign_in(ceremony.officer)
    page = client.send(path_of(ceremony), {**OWN, "edition": "0", "look": "1"}).text
    assert "and you" in page
    assert "you noticed Siobhán O’Rourke." in page or "you noticed Tendai Moyo." in page
    assert "Hello Colleague Number" in page
    with app.app_context():
        sheet = queries.words_sheet(ceremony.round.scheme.organisation_id, KIND)
    assert (sheet.edition, sheet.words) == (0, usual(KIND))


def test_a_preview_prefers_somebody_with_that_outcome(
    client: PageClient, world: World, ceremony: Ceremony
) -> None:
    world.decided(ceremony.tendai_candidacy, ceremony.chair)
    client.sign_in(ceremony.officer)
    page = client.get(path_of(ceremony, "nominator.winner")).text
    assert "about Tendai Moyo, as if this were the outcome" in page
    page = client.get(path_of(ceremony, "nominee.recognised")).text
    assert "about Siobhán O’Rourke, as if this were the outcome" in page


def test_a_preview_without_anybody_to_write_to_says_so(
    client: PageClient, ceremony: Ceremony
) -> None:
    client.sign_in(ceremony.officer)
    page = client.get(path_of(ceremony, "manager.winner")).text
    assert "A letter will be here once" in page


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"body": "Dear {nme}, {nominee}"}, "There is no {nme} in these letters"),
        ({"body": "Dear {name}"}, "Put {nominee} somewhere in the letter"),
        ({"subject": ""}, "Write the subject of the letter"),
        ({"subject": "x" * 201}, "Shorten the subject"),
        ({"body": ""}, "Write the letter"),
    ],
)
def test_words_that_cannot_be_used_are_refused_and_kept_on_the_page(
    app: Flask, client: PageClient, ceremony: Ceremony, typed: dict[str, str], reason: str
) -> None:
    client.sign_in(ceremony.officer)
    for more in ({}, {"look": "1"}):
        answer = client.send(path_of(ceremony), {**OWN, "edition": "0", **typed, **more})
        assert answer.status_code == 422
        assert reason in answer.text
    if typed.get("body"):
        assert typed["body"] in answer.text
    with app.app_context():
        sheet = queries.words_sheet(ceremony.round.scheme.organisation_id, KIND)
    assert sheet.edition == 0


def test_a_stale_page_does_not_write_over_somebody_elses_words(
    app: Flask, client: PageClient, ceremony: Ceremony
) -> None:
    client.sign_in(ceremony.officer)
    client.send(path_of(ceremony), {**OWN, "edition": "0"})
    answer = client.send(path_of(ceremony), {**OWN, "subject": "{nominee}!", "edition": "0"})
    assert answer.status_code == 422
    assert "Somebody changed these words meanwhile" in answer.text
    with app.app_context():
        sheet = queries.words_sheet(ceremony.round.scheme.organisation_id, KIND)
    assert (sheet.edition, sheet.words) == (1, Words(**OWN))


def test_the_usual_words_come_back_on_record(
    app: Flask, client: PageClient, ceremony: Ceremony
) -> None:
    client.sign_in(ceremony.officer)
    path = path_of(ceremony)
    client.send(path, {**OWN, "edition": "0"})
    assert "Use the usual words" in client.get(path).text
    answer = client.send(f"{path}/usual", {"edition": "1"}, form=path, follow_redirects=True)
    assert "This letter has the usual words again." in answer.text
    with app.app_context():
        sheet = queries.words_sheet(ceremony.round.scheme.organisation_id, KIND)
        assert (sheet.edition, sheet.words) == (0, usual(KIND))
        assert db.session.query(Entry).filter_by(action="winners.words_usual").count() == 1


def test_only_communications_and_administrators_word_the_letters_of_their_organisation(
    client: PageClient, world: World, ceremony: Ceremony
) -> None:
    path = path_of(ceremony)
    elsewhere = world.administrator(organisation="Another Trust")
    for somebody in (world.person(), ceremony.chair, elsewhere):
        assert client.sign_in(somebody).get(path).status_code == 404
    for somebody in (ceremony.officer, world.administrator()):
        assert client.sign_in(somebody).get(path).status_code == 200
    assert client.get(path_of(ceremony, "nominee.loser")).status_code == 404


def test_a_script_in_words_or_names_is_text_in_the_preview(
    app: Flask, client: PageClient, ceremony: Ceremony
) -> None:
    with app.app_context(), transaction() as session:
        session.get_one(Person, ceremony.tendai.id).name = "<script>alert(1)</script>"
        session.get_one(Person, ceremony.siobhan.id).name = "<script>alert(1)</script>"
    client.sign_in(ceremony.officer)
    typed = {**OWN, "body": "<b>Hi</b> {name}\n\n{nominee}", "edition": "0", "look": "1"}
    page = client.send(path_of(ceremony), typed).text
    assert "<script>alert" not in page
    assert "<b>Hi</b>" not in page
    assert "&lt;b&gt;Hi&lt;/b&gt;" in page


def test_nobody_on_the_panel_is_shown_a_nominee_they_must_not_learn_about(
    client: PageClient, world: World, ceremony: Ceremony
) -> None:
    world.appoint(ceremony.round, ceremony.officer)
    for number in (ceremony.tendai_candidacy, ceremony.siobhan_candidacy):
        world.assigned(number, ceremony.officer)
    client.sign_in(ceremony.officer)
    page = client.get(path_of(ceremony, "nominee.winner")).text
    assert "Tendai" not in page
    assert "A letter will be here once" in page


def test_the_list_of_letters_says_when_words_were_written(
    client: PageClient, ceremony: Ceremony
) -> None:
    client.sign_in(ceremony.officer)
    client.send(path_of(ceremony), {**OWN, "edition": "0"})
    assert clock.spoken_date(clock.now()) in client.get("/winners/words").text
