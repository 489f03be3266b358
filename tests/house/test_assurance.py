"""What is said in docs/assurance can be looked up: every file and test that it names is there."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from flask import Flask

from recognition.app import create_app
from recognition.config import ROOT
from tests.settings import settings_for

FOLDER = ROOT / "docs" / "assurance"
PAGES = sorted(FOLDER.glob("*.md"))
STATUSES = {"met", "partly", "not met", "not applicable", "organisation's"}
# what OWASP's list of 5.0.0 has at level 1 and at level 2
REQUIREMENTS = {"1": 70, "2": 183}
CHAPTERS = 17


@cache
def known_tests() -> frozenset[str]:
    files = (ROOT / "tests").rglob("test_*.py")
    told = (
        re.findall(r"^(?:async )?def (test_\w+)", file.read_text("utf-8"), re.M) for file in files
    )
    return frozenset(name for names in told for name in names)


def named(text: str) -> list[str]:
    """Return what stands in code marks."""
    return re.findall(r"`([^`\n]+)`", text)


def is_a_file(name: str) -> bool:
    return bool(re.fullmatch(r"[\w.-]+(/[\w.-]+)+", name))


def rows() -> list[list[str]]:
    """Return the lines of the checklist: number, level, what, status, what shows it."""
    text = (FOLDER / "asvs.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if re.match(r"\| \d+\.\d+\.\d+ \|", line)]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]


@pytest.mark.parametrize("document", PAGES, ids=lambda file: file.stem)
def test_every_file_and_every_test_that_is_named_is_there(document: Path) -> None:
    names = named(document.read_text(encoding="utf-8"))
    missing = [name for name in names if is_a_file(name) and not (ROOT / name).exists()]
    missing += [name for name in names if name.startswith("test_")]
    assert [name for name in missing if name not in known_tests()] == []
    assert names


@pytest.mark.parametrize("document", PAGES, ids=lambda file: file.stem)
def test_every_page_and_setting_that_is_named_is_there(document: Path) -> None:
    app: Flask = create_app(settings_for("sqlite://"), TESTING=True)
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    settings = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in named(document.read_text(encoding="utf-8")):
        if re.fullmatch(r"/[a-z/-]*", name):
            assert name in rules
        if name.startswith("RECOGNITION_"):
            assert name in settings


def test_every_requirement_of_levels_1_and_2_has_one_line_and_none_has_two() -> None:
    assert Counter(row[1] for row in rows()) == REQUIREMENTS
    numbers = [row[0] for row in rows()]
    assert [number for number, times in Counter(numbers).items() if times > 1] == []
    parts = [tuple(map(int, number.split("."))) for number in numbers]
    assert parts == sorted(parts)
    assert {chapter for chapter, _section, _number in parts} == set(range(1, CHAPTERS + 1))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_every_line_has_a_status_and_what_shows_it(row: list[str]) -> None:
    assert len(row) == 5
    _number, _level, what, status, shown = row
    assert status in STATUSES
    assert 0 < len(what) < 80
    evidence = [name for name in named(shown) if is_a_file(name) or name.startswith("test_")]
    if status == "organisation's":
        assert shown
    else:
        assert evidence
    if status in {"partly", "not met"}:  # and what is missing, in words
        assert len(re.sub(r"`[^`]+`", "", shown).split()) > 3


def test_the_table_of_contents_of_statuses_counts_right() -> None:
    text = (FOLDER / "asvs.md").read_text(encoding="utf-8")
    counted = Counter(row[3] for row in rows())
    told = {
        status: int(count)
        for status, count in re.findall(r"^\| ([a-z' ]+) \| (\d+) \|$", text, re.M)
    }
    assert told == counted


def test_every_document_is_named_in_the_index() -> None:
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    for page in PAGES:
        assert page.name == "README.md" or f"docs/assurance/{page.name}" in index


def test_the_diagram_has_a_text_and_each_flow_a_line() -> None:
    drawing = (FOLDER / "flows.svg").read_text(encoding="utf-8")
    assert 'role="img"' in drawing
    told = re.search(r"<desc[^>]*>(.+?)</desc>", drawing)
    assert told
    lines = re.findall(r"^\| (\d+) \|", (FOLDER / "flows.md").read_text("utf-8"), re.M)
    assert lines == [str(number) for number in range(1, len(lines) + 1)]
    described = set(re.findall(r"\d+", told[1]))
    assert described == set(lines)
