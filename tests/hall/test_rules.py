"""Colours, tasks and the trail in words."""

import ast
import re
from pathlib import Path

import pytest

from recognition.config import ROOT
from recognition.hall.rules import stylesheet, tasks, told
from recognition.hall.words import DEEDS, deed, detail_name, subject

RECORDING = ("record", "_recorded")


@pytest.mark.parametrize(
    ("main", "ink"),
    [
        ("#003087", "#ffffff"),
        ("#005eb8", "#ffffff"),
        ("#ffb81c", "#212b32"),
        ("#ffffff", "#212b32"),
    ],
)
def test_words_on_the_main_colour_can_be_read(main: str, ink: str) -> None:
    assert f"--brand-ink:{ink}" in stylesheet(main, "#ffb81c")


@pytest.mark.parametrize(
    "typed", ["", "red", "#fff", "#12345g", "#123456;}body{display:none", "x#123456"]
)
def test_only_a_colour_gets_into_the_stylesheet(typed: str) -> None:
    assert stylesheet(typed, "#ffb81c") == ""
    assert stylesheet("#005eb8", typed) == ""


def test_an_empty_house_says_what_to_do_first() -> None:
    assert [task.endpoint for task in tasks(people=1, schemes=0, open_rounds=0)] == [
        "people_manage.people",
        "schemes.schemes",
    ]


def test_a_house_at_work_asks_for_nothing() -> None:
    assert tasks(people=240, schemes=2, open_rounds=1) == []


def test_an_administrator_is_told_when_nothing_is_open() -> None:
    assert "Nothing is open" in tasks(people=240, schemes=2, open_rounds=0)[0].text


def test_the_trail_says_what_changed_in_words() -> None:
    details = {
        "name": {"before": "Old", "after": "New"},
        "who_may_nominate": ["staff", "public"],
        "dates": {"opens": "1 May", "closes": None},
        "named": True,
        "note": "",
    }
    assert told(details) == (
        "name: Old → New; who may nominate: staff, public; dates: (opens: 1 May; closes: –); "
        "named: yes; note: –"
    )


def test_the_trail_says_what_happened_in_words_and_gives_the_code_of_what_it_has_none_for() -> None:
    assert deed("scheme.started") == "Started a scheme"
    assert deed("test.happened") == "test.happened"
    assert subject("candidacy", 3) == "nominee 3"
    assert subject("thing", 0) == "thing 0"
    assert detail_name("copy_of") == "copy of"
    assert detail_name("never_heard_of") == "never heard of"


def test_there_are_words_for_everything_that_is_written_into_the_trail() -> None:
    written: set[str] = set()
    for path in (ROOT / "recognition").rglob("*.py"):
        if "actions" in path.as_posix():
            written |= _recorded(path)
    assert "scheme.started" in written
    assert "nomination.sent" in written
    assert "people.role_given" in written
    assert written - set(DEEDS) == set()


def _recorded(path: Path) -> set[str]:
    """Return the codes in a file: the first words of every call of `record` and its kin."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(RECORDING) and node.args:
            first = [c.value for c in ast.walk(node.args[0]) if isinstance(c, ast.Constant)]
            found |= {code for code in first if re.fullmatch(r"[a-z]+\.[a-z_]+", str(code))}
    return found
