"""What the pages for those who run it promise is there."""

import configparser
import re
import shlex
from pathlib import Path

import pytest

from recognition import commands, revisions
from recognition.config import ROOT

PAGES = ROOT / "docs" / "operations"
UNIT = PAGES / "systemd" / "recognition.service"
TOLD = [PAGES / "install.md", PAGES / "upgrading.md", UNIT]
SETTING = re.compile(r"RECOGNITION_[A-Z]+(?:_[A-Z]+)*")


def settings() -> set[str]:
    """The settings that the application reads."""
    read = (ROOT / "recognition" / name for name in ("config.py", "provider.py"))
    return {name for file in read for name in SETTING.findall(file.read_text(encoding="utf-8"))}


def unit() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign] # systemd minds capitals
    parser.read_string(UNIT.read_text(encoding="utf-8"))
    return parser


@pytest.mark.parametrize("file", TOLD, ids=lambda file: file.name)
def test_every_setting_that_is_told_exists(file: Path) -> None:
    named = SETTING.findall(file.read_text(encoding="utf-8"))
    prefixes = {"RECOGNITION_OIDC"}  # for all of them
    assert set(named) - settings() - prefixes == set()


def test_the_service_runs_a_command_that_exists() -> None:
    program, command, *options = shlex.split(unit()["Service"]["ExecStart"])
    assert Path(program).name == "recognition"
    known = {name for one in commands.recognition.commands[command].params for name in one.opts}
    assert set(options) <= known


@pytest.mark.parametrize("file", TOLD[:2], ids=lambda file: file.name)
def test_every_command_that_is_told_exists(file: Path) -> None:
    told = re.findall(r"(?:^ {4,}…? ?|`)recognition ([a-z-]+)", file.read_text("utf-8"), re.M)
    assert told
    assert set(told) <= set(commands.recognition.commands)


def test_stopping_waits_longer_than_for_a_letter_in_flight() -> None:
    assert int(unit()["Service"]["TimeoutStopSec"]) > commands.LETTER_SECONDS


def test_the_service_may_write_to_its_own_folder_alone() -> None:
    service = unit()["Service"]
    assert service["ProtectSystem"] == "strict"
    assert "ReadWritePaths" not in service
    assert service["WorkingDirectory"] == f"/var/lib/{service['StateDirectory']}"
    assert service["User"] != "root"
    assert "CapabilityBoundingSet" in service
    assert service["CapabilityBoundingSet"] == ""
    for name in ("NoNewPrivileges", "PrivateTmp", "ProtectHome"):
        assert service[name] == "yes"


def test_the_notes_on_upgrading_know_the_newest_migration() -> None:
    notes = (PAGES / "upgrading.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d{4})(?:–(\d{4}))? \|", notes, re.M)
    told = {
        f"{number:04}"
        for first, last in rows
        for number in range(int(first), int(last or first) + 1)
    }
    assert told == revisions.known()
