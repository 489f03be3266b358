"""Before the announcement, whoever looks and wherever: not one byte tells what was decided.

The same database is crawled before anything was decided, and again with everything decided, worded,
agreed and the announcement set for three hours later: every page, feed and header is the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from flask import Flask
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule

from recognition import clock
from recognition.database import transaction
from recognition.nominations import queries as nominations
from recognition.panel.actions import calculate
from recognition.panel.rules import CHAIR
from recognition.people.queries import PersonCard
from recognition.schemes.queries import RoundCard
from recognition.thanks import queries as thanks
from recognition.thanks.actions import thank_accepted
from recognition.winners import actions
from recognition.winners.models import Praise
from tests.page_client import PageClient
from tests.world import World

CITATION = "He walked her to the window at dawn."
TOKEN = re.compile(r'(name="csrf_token"[^>]*value=")[^"]+|(content=")[^"]+(" name="csrf-token)')
LINK = re.compile(r'(?:href|action|src)="([^"]+)"')
UNSTEADY = {"Date", "Set-Cookie"}
MOST_PAGES = 1_000


@dataclass
class Stage:
    """A closed round whose outcomes are not decided yet, and those who look at it."""

    app: Flask
    world: World
    round: RoundCard
    chair: PersonCard
    winner: int
    commended: int
    code: str
    audience: dict[str, PersonCard | None]
    numbers: dict[str, list[object]]


@pytest.fixture
def stage(app: Flask, world: World) -> Iterator[Stage]:
    """Tendai and Siobhán are about to be decided upon; Rosa will be recognised, and looks."""
    with time_machine.travel(datetime(2026, 11, 3, 9, tzinfo=clock.UTC), tick=False) as traveller:
        chair, panellist = world.person("Chair Person"), world.person("Pat Reader")
        names = ("Tendai Moyo", "Siobhán Byrne", "Rosa Diaz")
        nominees = [world.person(name, team="Hazel Ward") for name in names]
        world.library()
        round_ = world.round(closes_in=timedelta(hours=1), opens_in=-timedelta(days=1))
        world.appoint(round_, chair, role=CHAIR)
        world.appoint(round_, panellist)
        references = [world.nomination(round_, nominee=who) for who in nominees]
        with app.app_context():
            thank_accepted(clock.now() + timedelta(hours=1))
        traveller.shift(timedelta(hours=2))
        found = [world.candidacy(round_, who) for who in nominees]
        for number in found:
            world.assigned(number, panellist)
            world.reviewed(number, panellist)
            world.consented(number)
        with app.app_context():
            calculate(round_.id)  # as the worker does
            code = thanks.codes_of(found[2])[0]
        yield Stage(
            app,
            world,
            round_,
            chair,
            found[0],
            found[1],
            code,
            {
                "anonymous": None,
                "staff": world.person("Sam Staff"),
                "nominee": nominees[2],
                "panellist": panellist,
            },
            {
                "round_id": [round_.id],
                "candidacy_id": list(found),
                "scheme_slug": [round_.scheme.slug],
                "slug": [round_.scheme.slug, round_.slug],
                "round_slug": [round_.slug],
                "reference": list(references),
                "person_id": [who.id for who in nominees],
                "code": [code],
            },
        )


def decide(stage: Stage) -> None:
    """Decide, word, agree and praise; the news comes in three hours."""
    stage.world.decided(stage.winner, stage.chair, citation=CITATION)
    stage.world.decided(stage.commended, stage.chair, outcome="highly_commended")
    with stage.app.app_context(), transaction() as session:
        session.add(
            Praise(
                candidacy_id=stage.winner,
                text="Steady and warm.",
                written_by_id=stage.chair.id,
                written_at=clock.now(),
            )
        )
    stage.world.announced(stage.round, after=timedelta(hours=3))


def addresses(stage: Stage) -> list[str]:
    """Return an address for every page there is, for each of the numbers it may be asked for."""
    found = ["/winners?q=Tendai", "/resources?q=Tendai", "/nominate?q=Tendai", "/winners?page=2"]
    for rule in stage.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            found += list(_filled(stage, rule))
    return found


def _filled(stage: Stage, rule: Rule) -> Iterator[str]:
    several = max((len(stage.numbers.get(name, [1])) for name in rule.arguments), default=1)
    for place in range(several):
        values = {}
        for name in rule.arguments:
            known = stage.numbers.get(name, [_anything(rule._converters[name])])
            values[name] = known[min(place, len(known) - 1)]
        built = rule.build(values, append_unknown=False)
        if built is not None:
            yield built[1]


def _anything(converter: BaseConverter) -> object:
    """Return something that fits where we know nothing better."""
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return 1 if isinstance(converter, IntegerConverter) else "x"


def visitor(stage: Stage, who: str) -> PageClient:
    """Return somebody who looks, signed in once for both crawls."""
    client, person = PageClient(stage.app), stage.audience[who]
    return client.sign_in(person) if person is not None else client


def crawl(stage: Stage, client: PageClient) -> dict[str, str]:
    """Return every page that somebody can reach, by its address, with its headers."""
    waiting, pages = addresses(stage), dict[str, str]()
    while waiting:
        path = waiting.pop()
        if path in pages or path.startswith("/static/") or "lang=" in path:
            continue  # a link to the other language leads back to the same page
        assert len(pages) < MOST_PAGES
        page = client.get(path)
        headers = sorted((name, text) for name, text in page.headers if name not in UNSTEADY)
        body = TOKEN.sub(r"\1\2…\3", page.get_data().decode("latin-1"))
        pages[path] = f"{page.status_code}\n{headers}\n{body}"
        waiting += _links(page.get_data(as_text=True) if page.mimetype == "text/html" else "")
    return pages


def _links(text: str) -> list[str]:
    found = (urlsplit(link.replace("&amp;", "&")) for link in LINK.findall(text))
    return [
        f"{link.path}?{link.query}" if link.query else link.path
        for link in found
        if not link.netloc and not link.scheme and link.path.startswith("/")
    ]


@pytest.mark.one_database
@pytest.mark.parametrize("who", ["anonymous", "staff", "nominee", "panellist"])
def test_before_the_announcement_no_page_feed_or_header_has_a_byte_that_was_not_there(
    stage: Stage, who: str
) -> None:
    client = visitor(stage, who)
    before = crawl(stage, client)
    decide(stage)
    after = crawl(stage, client)
    assert set(after) == set(before)
    told = [path for path in sorted(after) if after[path] != before[path]]
    assert told == []
    assert f"/thanks/{stage.code}" in after
    assert f"/winners/{stage.round.id}" in after
    assert len(after) > 40


@pytest.mark.one_database
def test_the_crawl_finds_the_winner_once_the_news_is_out(stage: Stage) -> None:
    client = visitor(stage, "anonymous")
    before = crawl(stage, client)
    decide(stage)
    with time_machine.travel(clock.now() + timedelta(hours=3), tick=False):
        after = crawl(stage, client)
    changed = {path for path in after if after[path] != before.get(path)}
    assert {"/winners", "/winners.json", "/winners.atom", f"/winners/{stage.round.id}"} <= changed
    assert not [path for path, page in before.items() if "Tendai" in page and "?" not in path]
    assert "Tendai Moyo" in after["/winners"]


def test_no_letter_tells_before_the_instant(stage: Stage) -> None:
    decide(stage)
    with stage.app.app_context():
        assert actions.tell_outcomes(clock.now() + timedelta(hours=2, minutes=59)) == 0
        assert nominations.candidacy(stage.winner).nominee.name == "Tendai Moyo"
