"""Who may open what: one table, walked as every kind of person.

`access.txt` has a row for every rule of the URL map. A letter says that this kind of person gets
in; `>` that a visitor is led to sign-in; `.` that somebody is told what they are told who ask for
what never was, byte for byte. A rule without a row fails, and so does a row without a rule.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, IntegerConverter, Rule
from werkzeug.test import TestResponse

from recognition import access
from recognition.people import views as people_views
from recognition.people.queries import Viewer
from recognition.speaking import ONLY_ENGLISH
from tests.house.access_stage import KINDS, Stage, set_stage
from tests.page_client import PageClient
from tests.world import World

TABLE = Path(__file__).with_name("access.txt")
ERASING = "/manage/privacy/erasures"
LED, SHUT = ">", "."
WANTING = {
    "/account/second-step/<any(move, codes, remove):step>": "nobody on the stage has a second step",
    "/account/second-step/code.svg": "a key is drawn once it was asked for",
    "/manage/people/<int:person_id>/second-step": "nobody on the stage has a second step",
    "/panel/<int:round_id>/shortlist": "only schemes with two stages have one",
    "/sign-in/provider/return": "the stage has no provider to come back from",
    "/brand/<int:organisation_id>/<version>.png": "no logo was sent",
    "/manage/people/<int:person_id>/back": "they have not left",
    "/manage/people/import/preview": "no file waits to be taken in",
    f"{ERASING}/<any(nominator, nominee):kind>/<reference>": "both are in the directory",
    "/winners/quote/<code>": "asked once the letter about the words has left",
}
"""Rules whose page the stage does not have, though somebody would be let in."""
NEVER_THERE = {False: "/nothing-was-ever-here", True: "/manage/nothing-was-ever-here"}
"""An address without a page, for each part of the site by whether it is only in English."""
UNSTEADY = re.compile(
    r'(?<=name="csrf_token" value=")[^"]+| aria-current="true"'
    r'|(?<=name="next" value=")[^"]+|(?<=href=")[^"]*lang=\w\w'
)
"""Tokens, new each time; and what follows from the address that was asked for."""


@dataclass(frozen=True)
class Row:
    """One rule, and what each kind of person meets there, by letter."""

    marks: Mapping[str, str]
    methods: frozenset[str]
    rule: str


def table() -> list[Row]:
    """Read the table: a column for each kind of person, methods, and the rule."""
    rows = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        found = re.fullmatch(r"((?:\S ){10}\S)  ((?:GET|POST| )+)  (/.*)", line)
        if found:
            marks = dict(zip(KINDS, found[1].split(), strict=True))
            rows.append(Row(marks, frozenset(found[2].split()), found[3]))
    return rows


def rules(app: Flask) -> Iterator[Rule]:
    """Return every rule but that of static files, which hold nothing of anybody."""
    return (rule for rule in app.url_map.iter_rules() if rule.endpoint != "static")


def asked(rule: Rule) -> frozenset[str]:
    """Return the methods that a rule answers and people use."""
    return frozenset(rule.methods or ()) - {"HEAD", "OPTIONS"}


def test_every_rule_of_the_url_map_has_a_row_and_every_row_a_rule(own_app: Flask) -> None:
    declared = {(row.rule, row.methods) for row in table()}
    there = {(rule.rule, asked(rule)) for rule in rules(own_app)}
    assert sorted(rule for rule, _methods in there - declared) == []
    assert sorted(rule for rule, _methods in declared - there) == []
    assert len(table()) == len(declared)


def test_a_row_gives_each_kind_of_person_their_own_letter_or_shuts_them_out() -> None:
    for row in table():
        for letter, mark in row.marks.items():
            allowed = {letter, SHUT, LED} if letter == "a" else {letter, SHUT}
            assert mark in allowed, (row.rule, letter)


@dataclass(frozen=True)
class Walker:
    """Somebody of one kind, with a browser of their own, on the stage."""

    app: Flask
    stage: Stage
    letter: str
    viewer: Viewer | None
    browser: PageClient
    token: str
    nowhere: Mapping[bool, str]

    def meets(self, rule: Rule, row: Row) -> Iterator[str]:
        """Return what they meet at a rule, once for each way in which it was tried."""
        address, mark = self.address(rule), row.marks[self.letter]
        looks = "GET" in row.methods and row.rule not in WANTING
        if looks:
            yield self._mark(self.browser.get(address))
        if mark in {SHUT, LED} and "POST" in row.methods:
            yield self._mark(self.browser.post(address, data={"csrf_token": self.token}))
        elif not looks:  # nothing is changed here: the predicate says that they get in
            shut = LED if mark == LED else SHUT
            yield self.letter if self._is_let_in(rule, address) else shut

    def address(self, rule: Rule) -> str:
        """Return an address of a rule, with the references of the stage."""
        built = rule.build(self._values(rule), append_unknown=False)
        assert built is not None, rule.rule
        return built[1]

    def _values(self, rule: Rule) -> dict[str, object]:
        known = self.stage.references(rule.rule)
        return {name: _fitting(rule, name, known) for name in rule.arguments}

    def _is_let_in(self, rule: Rule, address: str) -> bool:
        may = access.audience(self.app.view_functions[rule.endpoint])
        assert may is not None
        with self.app.test_request_context(address):
            return may(self.viewer, **self._values(rule))

    def _mark(self, response: TestResponse) -> str:
        if response.status_code == 302 and response.headers["Location"].startswith("/sign-in?"):
            return LED
        if response.status_code == 404:
            # pages that run a scheme offer no other language, whether or not they are there
            part = ONLY_ENGLISH.match(response.request.path) is not None
            same = steady(response.text) == self.nowhere[part]
            return SHUT if same else f"a 404 of its own ({len(response.text)} characters)"
        let_in = response.status_code < 400 or response.status_code == 410
        return self.letter if let_in else str(response.status_code)


def steady(page: str) -> str:
    """Return a page without what is not the answer to whoever asked."""
    return UNSTEADY.sub("", page)


def _fitting(rule: Rule, name: str, known: Mapping[str, object]) -> object:
    converter = rule._converters[name]
    if isinstance(converter, AnyConverter):
        value = known.get(name)
        return value if value in converter.items else min(converter.items)
    return known.get(name, 1 if isinstance(converter, IntegerConverter) else "x")


@pytest.fixture
def walkers(app: Flask, world: World) -> list[Walker]:
    """One of every kind."""
    stage = set_stage(world)
    return [_walker(app, world, stage, letter) for letter in KINDS]


def _walker(app: Flask, world: World, stage: Stage, letter: str) -> Walker:
    person, browser = stage.people[letter], PageClient(app)
    if person is not None:
        browser.sign_in(person)
    return Walker(
        app,
        stage,
        letter,
        world.viewer(person) if person else None,
        browser,
        browser.token("/sign-in"),
        {part: steady(browser.get(path).text) for part, path in NEVER_THERE.items()},
    )


@pytest.mark.one_database
@pytest.mark.timeout(900)
def test_everybody_gets_where_the_table_says_and_nowhere_else(walkers: list[Walker]) -> None:
    rows = {row.rule + str(sorted(row.methods)): row for row in table()}
    wrong = []
    for rule in rules(walkers[0].app):
        row = rows[rule.rule + str(sorted(asked(rule)))]
        for walker in walkers:
            people_views.limiter.reset()  # eleven people come along at once
            mark = row.marks[walker.letter]
            found = [met for met in walker.meets(rule, row) if met != mark]
            wrong += [f"{rule.rule}: {KINDS[walker.letter]} {met}, not {mark}" for met in found]
    assert wrong == []
