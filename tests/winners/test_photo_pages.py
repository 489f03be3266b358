"""A photograph is sent, described, shown to those it may be shown to, and taken away."""

import io
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from recognition import clock
from recognition.database import db
from recognition.nominations import queries as nominations
from recognition.nominations.queries import Nominee
from recognition.people.queries import PersonCard, workplace
from recognition.thanks import actions as thanking
from recognition.thanks import queries as thanks
from recognition.thanks.rules import PHOTO, PUBLIC_SITE
from recognition.winners.models import Photo
from tests.page_client import PageClient, without_tokens
from tests.winners.conftest import Ceremony
from tests.winners.pictures import photograph, read
from tests.world import World

WORDS = {"alt_text": "Tendai smiles.", "credit": "Ann Lee", "focal": "0-1"}


@pytest.fixture
def decided(ceremony: Ceremony, world: World) -> Ceremony:
    """Both won; only Tendai was asked, and agreed to everything."""
    for number in (ceremony.tendai_candidacy, ceremony.siobhan_candidacy):
        world.decided(number, ceremony.chair)
    world.consented(ceremony.tendai_candidacy)
    return ceremony


def send(client: PageClient, path: str, sent: bytes = b"", **words: str) -> Any:
    """Send the form on a page, with a file when there is one."""
    file = FileStorage(io.BytesIO(sent), "me.jpg")
    data = {"csrf_token": client.token(path), **WORDS, **words, "file": file}
    boundary, body = encode_multipart(data)
    return client.post(path, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def kept(app: Flask) -> list[Photo]:
    with app.app_context():
        rows = list(db.session.scalars(select(Photo).order_by(Photo.id)))
        for row in rows:
            assert row.data is not None
        return rows


def public_path(decided: Ceremony, shape: str = "square") -> str:
    return f"/winners/{decided.round.id}/{decided.tendai_candidacy}/{shape}.webp"


def test_communications_send_a_photograph_and_see_how_it_is_cut(
    app: Flask, client: PageClient, decided: Ceremony
) -> None:
    client.sign_in(decided.officer)
    path = f"/winners/photo/{decided.tendai_candidacy}"
    assert "How it is cut" not in client.get(path).text
    assert send(client, path, photograph()).location == path
    row = kept(app)[0]
    assert (row.alt_text, row.credit, row.by_person_id) == (
        "Tendai smiles.",
        "Ann Lee",
        decided.officer.id,
    )
    assert row.focal_x == pytest.approx(1 / 6)
    assert read(row.data).format == "WEBP"
    assert "How it is cut" in client.get(path).text
    assert read(client.get(f"{path}/portrait.webp").data).size == (480, 600)


def test_what_is_wrong_is_said_and_what_was_typed_stays(
    app: Flask, client: PageClient, decided: Ceremony
) -> None:
    client.sign_in(decided.officer)
    path = f"/winners/photo/{decided.tendai_candidacy}"
    answer = send(client, path, b"no picture", alt_text="Tendai laughs.")
    assert answer.status_code == 422
    assert "Choose a photograph in JPEG, PNG or WebP format." in answer.text
    assert "Tendai laughs." in answer.text
    assert "Choose a photograph." in send(client, path).text
    answer = send(client, path, photograph(), alt_text=" ")
    assert "Say in a few words what the photograph shows" in answer.text
    assert send(client, path, photograph(), focal="9-9").status_code == 422
    assert kept(app) == []


@pytest.mark.parametrize("field", ["alt_text", "credit"])
@pytest.mark.parametrize("mine", [True, False])
def test_what_could_name_a_patient_needs_a_look_before_a_photograph_is_kept(
    app: Flask, client: PageClient, decided: Ceremony, field: str, mine: bool
) -> None:
    client.sign_in(decided.officer)
    path = f"/winners/photo/{decided.tendai_candidacy}"
    if mine:
        with app.app_context():
            path = f"/winners/my-photo/{thanks.codes_of(decided.tendai_candidacy)[0]}"
    words = {field: "Call 020 7946 0018."}
    answer = send(client, path, photograph(), **words)
    assert answer.status_code == 422
    assert "“020 7946 0018”" in answer.text
    assert "Look at what we noticed" in answer.text
    assert kept(app) == []
    send(client, path, photograph(), looked="y", **words)
    [row] = kept(app)
    assert "020 7946 0018" in getattr(row, field)


def test_words_change_without_a_new_file_and_a_new_file_replaces_the_old_pixels(
    app: Flask, client: PageClient, decided: Ceremony
) -> None:
    client.sign_in(decided.officer)
    path = f"/winners/photo/{decided.tendai_candidacy}"
    send(client, path, photograph())
    send(client, path, alt_text="Tendai waves.")
    [row] = kept(app)
    assert row.alt_text == "Tendai waves."
    send(client, path, photograph(900, 700))
    old, new = kept(app)
    assert (old.data, old.removed_at is None) == (b"", False)
    assert (new.width, new.removed_at) == (900, None)


def test_a_photograph_is_public_only_with_consent_of_its_own_and_after_the_announcement(
    app: Flask, client: PageClient, world: World, decided: Ceremony
) -> None:
    client.sign_in(decided.officer)
    send(client, f"/winners/photo/{decided.tendai_candidacy}", photograph())
    visitor = PageClient(app)
    world.announced(decided.round, after=timedelta(hours=1))
    assert visitor.get(public_path(decided)).status_code == 404
    world.announced(decided.round)
    assert read(visitor.get(public_path(decided)).data).size == (600, 600)
    world.consented(decided.tendai_candidacy, PHOTO, given=False)
    assert visitor.get(public_path(decided)).status_code == 404
    world.consented(decided.tendai_candidacy, PHOTO)
    assert visitor.get(public_path(decided)).status_code == 200
    world.consented(decided.tendai_candidacy, PUBLIC_SITE, given=False)
    assert visitor.get(public_path(decided)).status_code == 404


def test_one_member_of_a_team_who_refuses_keeps_its_photograph_away(
    app: Flask, client: PageClient, world: World, ceremony: Ceremony
) -> None:
    members = [world.person(f"{name} Day", team="Ward 7") for name in ("Ann", "Bo")]
    number = _nominated_team(world, ceremony, members[0])
    world.decided(number, ceremony.chair)
    world.consented(number)
    world.announced(ceremony.round)
    client.sign_in(ceremony.officer)
    send(client, f"/winners/photo/{number}", photograph())
    path = f"/winners/{ceremony.round.id}/{number}/square.webp"
    assert client.get(path).status_code == 200
    with app.app_context():
        thanking.say(thanks.codes_of(number)[0], {PHOTO: False})
    assert client.get(path).status_code == 404


def _nominated_team(world: World, ceremony: Ceremony, member: PersonCard) -> int:
    with world.app.app_context():
        team = workplace([member.id])[member.id].team_id
    with time_machine.travel(clock.now() - timedelta(hours=2)):
        world.nomination(ceremony.round, nominee=Nominee("team", member.team, "", team_id=team))
    with world.app.app_context():
        found = nominations.candidacies(ceremony.round.id)
        return next(card.id for card in found if card.nominee.team_id == team)


def test_a_nominee_sends_a_photograph_of_themselves_by_their_card_and_deletes_it(
    app: Flask, client: PageClient, decided: Ceremony
) -> None:
    with app.app_context():
        code = thanks.codes_of(decided.tendai_candidacy)[0]
    path = f"/winners/my-photo/{code}"
    assert send(client, path, photograph()).status_code == 302
    [row] = kept(app)
    assert (row.by_card_id is None, row.by_person_id) == (False, None)
    assert "Communications will look at it" in client.get(path).text
    assert read(client.get(f"{path}/landscape.webp").data).size == (800, 533)
    client.send(path, {"take_away": "1"})
    [row] = kept(app)
    assert (row.data, row.removed_at is None) == (b"", False)
    assert client.get(f"{path}/landscape.webp").status_code == 404
    assert client.get("/winners/my-photo/made-up").status_code == 404


def test_what_a_winner_sends_is_public_only_when_communications_looked_at_it(
    app: Flask, client: PageClient, world: World, decided: Ceremony
) -> None:
    page = f"/winners/photo/{decided.tendai_candidacy}"
    officer = PageClient(app).sign_in(decided.officer)
    send(officer, page, photograph())
    world.announced(decided.round)
    with app.app_context():
        code = thanks.codes_of(decided.tendai_candidacy)[0]
    send(client, f"/winners/my-photo/{code}", photograph(900, 700), alt_text="Another one.")
    public = f"/winners/{decided.round.id}/{decided.tendai_candidacy}"
    assert "Tendai smiles." in client.get(public).text
    assert "Another one." not in client.get(public).text
    assert "It is shown to nobody until you have looked at it" in officer.get(page).text
    send(officer, page, alt_text="Tendai waves.")
    assert "Tendai waves." in client.get(public).text
    before, now = kept(app)
    assert (before.data, now.width, now.by_person_id) == (b"", 900, decided.officer.id)


def test_no_earlier_photograph_comes_back_when_the_newest_is_deleted(
    app: Flask, client: PageClient, decided: Ceremony
) -> None:
    client.sign_in(decided.officer)
    page = f"/winners/photo/{decided.tendai_candidacy}"
    send(client, page, photograph())
    with app.app_context():
        code = thanks.codes_of(decided.tendai_candidacy)[0]
    visitor = PageClient(app)
    send(visitor, f"/winners/my-photo/{code}", photograph(900, 700))
    visitor.send(f"/winners/my-photo/{code}", {"take_away": "1"})
    assert [row.data for row in kept(app)] == [b"", b""]


def test_both_who_prepare_and_the_winner_find_the_way_to_the_photograph(
    app: Flask, client: PageClient, decided: Ceremony
) -> None:
    client.sign_in(decided.officer)
    number = decided.tendai_candidacy
    for page in (f"/winners/prepare/{decided.round.id}", f"/winners/citation/{number}"):
        assert f'href="/winners/photo/{number}"' in client.get(page).text
    with app.app_context():
        code = thanks.codes_of(number)[0]
    assert f'href="/winners/my-photo/{code}"' in PageClient(app).get(f"/thanks/{code}").text


def test_the_page_says_nothing_of_what_was_decided(
    app: Flask, client: PageClient, decided: Ceremony
) -> None:
    with app.app_context():
        code = thanks.codes_of(decided.tendai_candidacy)[0]
    text = without_tokens(client.get(f"/winners/my-photo/{code}").text).lower()
    main = text.split("<main")[1].split("</main>")[0].replace("/winners/my-photo/", "")
    assert "your photograph" in main
    assert not any(word in main for word in ("winner", "won", "commended", "shortlist", "award"))


def test_only_those_who_prepare_may_send_one_for_somebody_else(
    app: Flask, client: PageClient, world: World, decided: Ceremony
) -> None:
    path = f"/winners/photo/{decided.tendai_candidacy}"
    for person in (decided.tendai, decided.chair, world.person()):
        client.sign_in(person)
        assert client.get(path).status_code == 404
        assert client.get(f"{path}/square.webp").status_code == 404
    assert kept(app) == []


def test_photo_pages_take_twelve_megabytes_and_other_pages_still_one(
    client: PageClient, decided: Ceremony
) -> None:
    client.sign_in(decided.officer)
    path = f"/winners/photo/{decided.tendai_candidacy}"
    assert send(client, path, b"x" * 11 * 1024 * 1024).status_code == 422
    assert send(client, path, b"x" * 13 * 1024 * 1024).status_code == 413
    other = f"/winners/citation/{decided.tendai_candidacy}"
    token = client.token(other)
    answer = client.post(other, data={"csrf_token": token, "text": "x" * 2 * 1024 * 1024})
    assert answer.status_code == 413
