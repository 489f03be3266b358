"""The private page: what it shows to whom, the certificate, and the wish to be left in peace."""

import pytest
from flask import Flask

from recognition import clock
from recognition.database import db
from recognition.nominations.models import Nomination
from recognition.nominations.queries import Nominee
from recognition.thanks import actions, queries
from recognition.thanks.rules import CHANNELS
from tests.page_client import PageClient
from tests.thanks.conftest import Desk, team_of
from tests.world import World

WORDS = "He found the kettle, and then the daughter."
YES = dict.fromkeys(CHANNELS, "yes")


def codes(app: Flask, desk: Desk) -> dict[int | None, str]:
    """Return the code of every card, by whose it is."""
    with app.app_context():
        return {card.person_id: queries.code_of(card.id) for card in desk.cards()}


@pytest.fixture
def code(app: Flask, desk: Desk, world: World) -> str:
    """The code of Tendai's card, after the letter has arrived."""
    tendai = world.person("Tendai Moyo")
    world.nomination(
        world.round(),
        nominee=tendai,
        nominator=world.person("Shy Colleague"),
        answers=(WORDS, "She slept."),
        may_name=False,
    )
    desk.thank()
    desk.deliver()
    return codes(app, desk)[tendai.id]


def test_the_certificate_comes_as_a_file_with_a_name(client: PageClient, code: str) -> None:
    answer = client.get(f"/thanks/{code}/certificate.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")
    assert 'filename="certificate-tendai-moyo.pdf"' in answer.headers["Content-Disposition"]
    assert client.get(f"/thanks/{code}x/certificate.pdf").status_code == 404


def test_words_that_were_withdrawn_leave_the_page_and_wishes_can_still_be_changed(
    app: Flask, desk: Desk, client: PageClient, code: str
) -> None:
    client.send(f"/thanks/{code}", YES)
    with app.app_context():
        reference = db.session.scalars(db.select(Nomination.reference)).one()
    desk.change(reference, withdrawn_at=clock.now())
    page = client.get(f"/thanks/{code}")
    assert page.status_code == 200
    assert WORDS not in page.text
    assert "taken back" in page.text
    assert client.get(f"/thanks/{code}/certificate.pdf").status_code == 404
    assert client.send(f"/thanks/{code}", dict.fromkeys(CHANNELS, "no")).status_code == 302


def test_opening_a_mailed_link_changes_nothing(
    app: Flask, desk: Desk, client: PageClient, code: str
) -> None:
    number = desk.cards()[0].person_id
    for path in ("", "/certificate.pdf"):
        client.get(f"/thanks/{code}{path}")
        client.head(f"/thanks/{code}{path}")
    client.get(f"/thanks/{code}/quiet")
    with app.app_context():
        assert queries.card_of(code).wishes == {}
        assert number is not None
        assert not queries.is_quiet(number)


def test_whoever_would_rather_get_no_letters_says_so_and_can_take_it_back(
    app: Flask, desk: Desk, client: PageClient, code: str
) -> None:
    path = f"/thanks/{code}"
    assert client.send(f"{path}/quiet", form=path).status_code == 302
    assert "You asked us not to write" in client.get(path).text
    assert client.send(f"{path}/letters", form=path).status_code == 302
    assert "I would rather not get such letters" in client.get(path).text
    assert client.post(f"{path}/quiet").status_code == 400


def test_nobody_speaks_for_a_wall(app: Flask, desk: Desk, world: World, client: PageClient) -> None:
    member = world.person(team="Ward 7")
    world.nomination(world.round(), nominee=team_of(world, member))
    desk.thank()
    found = codes(app, desk)
    wall, own = f"/thanks/{found[None]}", f"/thanks/{found[member.id]}"
    page = client.get(wall).text
    assert "Where may your story be told?" not in page
    assert "rather not get such letters" not in page
    assert client.send(wall, YES, form=own).status_code == 404
    assert client.send(f"{wall}/quiet", form=own).status_code == 404
    assert "everybody in the team says yes" in client.get(own).text


def test_a_card_on_the_wall_is_nobodys_to_be_asked_on(
    app: Flask, desk: Desk, world: World, client: PageClient
) -> None:
    member = world.person(team="Ward 7")
    world.nomination(world.round(), nominee=team_of(world, member))
    desk.thank()
    candidacy = desk.cards()[0].candidacy_id
    client.send(f"/thanks/{codes(app, desk)[member.id]}", YES)
    with app.app_context():
        assert queries.consents([candidacy], "intranet") == {candidacy: "given"}


def test_a_member_who_wishes_no_contact_was_not_asked(
    app: Flask, desk: Desk, world: World, client: PageClient
) -> None:
    member, quiet = world.person(team="Ward 7"), world.person(team="Ward 7")
    with app.app_context():
        actions.be_quiet(quiet.id, actor_id=None)
    world.nomination(world.round(), nominee=team_of(world, member, quiet))
    desk.thank()
    candidacy = desk.cards()[0].candidacy_id
    client.send(f"/thanks/{codes(app, desk)[member.id]}", YES)
    with app.app_context():
        assert queries.consents([candidacy], "intranet") == {candidacy: "given"}


def test_somebody_described_can_say_where_their_story_may_be_told(
    app: Flask, desk: Desk, world: World, client: PageClient
) -> None:
    world.nomination(world.round(), nominee=Nominee("described", "Sue", "Ward 7"))
    desk.thank()
    path = f"/thanks/{codes(app, desk)[None]}"
    assert "Thank you, Sue" in client.get(path).text
    assert client.send(path, YES).status_code == 302
    with app.app_context():
        number = desk.cards()[0].candidacy_id
        assert queries.consents([number], "photo") == {number: "given"}


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "{{7*7}}", "</textarea>", "a\u202eb"]
)
def test_whatever_was_typed_stays_text_on_the_page_and_the_certificate(
    app: Flask, desk: Desk, world: World, client: PageClient, typed: str
) -> None:
    client.typed.add(typed)
    nominee = world.person()
    world.nomination(world.round(), nominee=nominee, answers=(typed, "Yes."))
    desk.thank()
    path = f"/thanks/{codes(app, desk)[nominee.id]}"
    page = client.get(path).text
    assert "<script>alert" not in page
    assert client.get(f"{path}/certificate.pdf").status_code == 200
