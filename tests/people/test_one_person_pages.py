"""The pages on which two records of one person become one, and are parted."""

import pytest
from flask import Flask

from recognition.people import queries
from recognition.people.queries import PersonCard
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.world import World


@pytest.fixture
def pair(client: PageClient, world: World) -> tuple[PersonCard, PersonCard]:
    client.sign_in(world.administrator())
    ward = world.person("Asha Patel", email="asha@example.org", team="Ward 7")
    return ward, world.person("Asha Patel", email="asha.bank@example.org", team="Bank")


def test_an_administrator_looks_makes_one_and_parts_again(
    app: Flask, client: PageClient, world: World, pair: tuple[PersonCard, PersonCard]
) -> None:
    kept, other = pair
    world.nomination(world.round(), nominator=other)
    page = client.get(f"/manage/people/{kept.id}").text
    assert f"/manage/people/{kept.id}/same-person" in page
    assert "asha.bank@example.org" in client.get(f"/manage/people/{kept.id}/same-person").text
    path = f"/manage/people/{kept.id}/same-person/{other.id}"
    page = client.get(path).text
    assert "Nominations they sent" in page
    assert f"/manage/people/{other.id}/same-person/{kept.id}" in page
    empty = client.send(path, {"reason": " "})
    assert empty.status_code == 422
    assert "Say why" in empty.text
    with app.app_context():
        assert queries.merges_into(kept.id) == []
    assert client.send(path, {"reason": "Two posts"}).location == f"/manage/people/{kept.id}"
    page = client.get(f"/manage/people/{kept.id}").text
    assert "asha.bank@example.org" in page
    assert "Two posts" in page
    assert "Go to the record in use" in client.get(f"/manage/people/{other.id}").text
    assert client.get("/manage/people?q=asha").text.count("Asha Patel") == 1
    with app.app_context():
        (line,) = queries.merges_into(kept.id)
    parting = f"/manage/people/parting/{line.id}"
    assert "Part these two records again?" in client.get(parting).text
    assert client.send(parting).location == f"/manage/people/{other.id}"
    assert client.get("/manage/people?q=asha").text.count("Asha Patel") == 2
    assert client.get(parting).status_code == 404


def test_records_that_clash_say_what_to_do_and_offer_no_button(
    client: PageClient, world: World, pair: tuple[PersonCard, PersonCard]
) -> None:
    kept, other = pair
    round_ = world.round()
    for person in pair:
        world.appoint(round_, person)
    path = f"/manage/people/{kept.id}/same-person/{other.id}"
    page = client.get(path).text
    assert "Both sit on the panel of This month" in page
    assert "Make them one" not in page
    sent = client.send(path, {"reason": "Two posts"}, form=f"/manage/people/{kept.id}/edit")
    assert sent.status_code == 422
    assert "Both sit on the panel of This month" in sent.text


def test_records_of_another_organisation_are_out_of_reach(
    app: Flask, client: PageClient, world: World, pair: tuple[PersonCard, PersonCard]
) -> None:
    kept, other = pair
    far = world.person("Asha Patel", organisation="Another Hospice")
    sent = client.send(f"/manage/people/{kept.id}/same-person/{other.id}", {"reason": "Posts"})
    assert sent.status_code == 302
    with app.app_context():
        (line,) = queries.merges_into(kept.id)
    pairs = ((far.id, kept.id), (kept.id, far.id), (kept.id, kept.id))
    paths = [f"{one}/same-person/{two}" for one, two in pairs]
    for path in (f"{far.id}/same-person", *paths):
        assert client.get(f"/manage/people/{path}").status_code == 404
    foreign = PageClient(app).sign_in(world.administrator(organisation="Another Hospice"))
    token = foreign.token("/account")
    path = f"/manage/people/parting/{line.id}"
    assert foreign.post(path, data={"csrf_token": token}).status_code == 404
    assert str(far.email) not in client.get(f"/manage/people/{kept.id}/same-person").text


def test_the_pages_ask_the_same_number_of_statements_for_one_record_and_three(
    client: PageClient,
    world: World,
    pair: tuple[PersonCard, PersonCard],
    count_queries: QueryCounter,
) -> None:
    kept, other = pair
    counts = []
    for number in (1, 3):
        records = [other] if number == 1 else [world.person("Asha Patel") for _two in range(2)]
        with count_queries() as finding:
            client.get(f"/manage/people/{kept.id}/same-person")
        for record in records:
            client.send(f"/manage/people/{kept.id}/same-person/{record.id}", {"reason": "Posts"})
        with count_queries() as showing:
            client.get(f"/manage/people/{kept.id}")
        counts.append((len(finding), len(showing)))
    assert counts[0] == counts[1]
