"""Colours, tasks and the trail in words."""

import pytest

from recognition.hall.rules import stylesheet, tasks, told


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
