"""What holds on every page, for everybody."""

import re
from collections.abc import Callable
from datetime import timedelta

import html5lib
import pytest
import time_machine

from recognition import clock
from recognition.panel import actions as panel
from recognition.panel.rules import CHAIR
from tests.page_client import PageClient
from tests.world import World

TYPED = "What was typed before"
SVG = "{http://www.w3.org/2000/svg}svg"


def sign_in_form(_world: World, client: PageClient) -> tuple[str, dict[str, str]]:
    return "/sign-in", {"email": TYPED}


def resource_form(world: World, client: PageClient) -> tuple[str, dict[str, str]]:
    client.sign_in(world.administrator())
    return "/manage/resources/new", {"title": TYPED}


def scheme_form(world: World, client: PageClient) -> tuple[str, dict[str, str]]:
    client.sign_in(world.administrator())
    return "/manage/schemes/new", {"name": TYPED}


def nomination_form(world: World, client: PageClient) -> tuple[str, dict[str, str]]:
    scheme = world.scheme()
    world.round(scheme)
    client.sign_in(world.person())
    return f"/nominate/{scheme.slug}", {"nominee": TYPED}


def outcome_form(world: World, client: PageClient) -> tuple[str, dict[str, str]]:
    chair, nominee = world.person(), world.person()
    with time_machine.travel(clock.now() - timedelta(days=2)):
        round_ = world.round(closes_in=timedelta(days=1))
        world.appoint(round_, chair, role=CHAIR)
        world.nomination(round_, nominee=nominee)
    client.sign_in(chair)
    return f"/winners/decide/{world.candidacy(round_, nominee)}", {"reason": TYPED}


@pytest.mark.parametrize(
    "form_of", [sign_in_form, resource_form, scheme_form, nomination_form, outcome_form]
)
def test_every_error_says_what_happened_what_to_do_and_keeps_what_was_typed(
    client: PageClient,
    world: World,
    form_of: Callable[[World, PageClient], tuple[str, dict[str, str]]],
) -> None:
    path, typed = form_of(world, client)
    answer = client.send(path, typed)
    assert answer.status_code == 422
    assert TYPED in answer.text
    assert "<title>Error: " in answer.text
    tree = html5lib.parse(answer.text, namespaceHTMLElements=False)
    (summary,) = tree.findall(".//div[@class='nhsuk-error-summary']")
    named = {element.get("id") for element in tree.iter() if element.get("id")}
    links = summary.findall(".//a")
    assert links, "a problem leads to its field"
    for link in links:
        assert (link.get("href") or "").removeprefix("#") in named
        assert len("".join(link.itertext()).split()) >= 3


def test_colour_never_carries_meaning_alone_and_marks_stand_in_a_table_with_their_numbers(
    client: PageClient, world: World
) -> None:
    chair, readers = world.person(), [world.person(), world.person()]
    with time_machine.travel(clock.now() - timedelta(days=2)):
        nominee = world.person()
        round_ = world.round(closes_in=timedelta(days=1))
        world.appoint(round_, chair, role=CHAIR)
        world.nomination(round_, nominee=nominee)
        number = world.candidacy(round_, nominee)
        for reader, points in zip(readers, (2, 5), strict=True):
            world.appoint(round_, reader)
            world.assigned(number, reader)
            world.reviewed(number, reader, points=points)
    with world.app.app_context():
        panel.calculate(round_.id)
    world.decided(number, chair)
    client.sign_in(chair)
    page = client.get(f"/panel/{round_.id}/ranking").text
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    cells = [cell for cell in tree.iter("td") if cell.find(f".//{SVG}") is not None]
    assert cells, "the spread is drawn"
    for cell in cells:
        assert re.search(r"\d", "".join(cell.itertext())), "a mark without its number"
    tags = [element for element in tree.iter() if "nhsuk-tag" in (element.get("class") or "")]
    assert any("Winner" in "".join(tag.itertext()) for tag in tags)
    assert all("".join(tag.itertext()).strip() for tag in tags)
