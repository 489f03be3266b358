"""What the pages for those who run it promise is there."""

import re
from pathlib import Path

import pytest

from recognition import commands, revisions
from recognition.config import ROOT
from tests.test_units import SETTING, settings_read

PAGES = ROOT / "docs" / "operations"
TOLD = [PAGES / "install.md", PAGES / "upgrading.md"]


@pytest.mark.parametrize("file", TOLD, ids=lambda file: file.name)
def test_every_setting_that_is_told_exists(file: Path) -> None:
    named = SETTING.findall(file.read_text(encoding="utf-8"))
    prefixes = {"RECOGNITION_OIDC"}  # for all of them
    assert set(named) - settings_read() - prefixes == set()


@pytest.mark.parametrize("file", TOLD, ids=lambda file: file.name)
def test_every_command_that_is_told_exists(file: Path) -> None:
    told = re.findall(r"(?:^ {4,}…? ?|`)recognition ([a-z-]+)", file.read_text("utf-8"), re.M)
    assert told
    assert set(told) <= set(commands.recognition.commands)


def test_the_notes_on_upgrading_know_the_newest_migration() -> None:
    notes = (PAGES / "upgrading.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d{4})(?:–(\d{4}))? \|", notes, re.M)
    told = {
        f"{number:04}"
        for first, last in rows
        for number in range(int(first), int(last or first) + 1)
    }
    assert told == revisions.known()
