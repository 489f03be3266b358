"""The systemd units say what systemd, our own commands and our settings understand."""

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from recognition.commands import LETTER_SECONDS, recognition
from recognition.config import ROOT

UNITS = ROOT / "docs" / "operations" / "systemd"
ONCE = UNITS / "recognition-backup.service"
SERVICES = sorted(set(UNITS.glob("*.service")) - {ONCE})
DELIVERING = [unit for unit in SERVICES if "--no-worker" not in unit.read_text("utf-8")]
SETTING = re.compile(r"RECOGNITION_[A-Z]+(?:_[A-Z]+)*")


def read(unit: Path) -> configparser.ConfigParser:
    """Read a unit; a key that stands twice, such as Environment, is kept in all its lines."""
    parser = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign] # systemd minds capitals
    parser.read(unit, encoding="utf-8")
    return parser


def settings_read() -> set[str]:
    """Return the names of all settings that the application reads."""
    sources = (ROOT / "recognition" / name for name in ("config.py", "provider.py"))
    return {name for file in sources for name in SETTING.findall(file.read_text("utf-8"))}


def test_there_are_units() -> None:
    names = ("recognition", "recognition-web@", "recognition-worker@")
    assert {f"{name}.service" for name in names} <= {unit.name for unit in SERVICES}


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_unit_starts_a_command_that_there_is_with_options_that_it_has(unit: Path) -> None:
    program, name, *arguments = shlex.split(read(unit)["Service"]["ExecStart"])
    assert Path(program).name == "recognition"
    command = recognition.commands[name]
    command.make_context(name, arguments)  # says so if it knows an argument not


def test_the_backup_is_made_by_a_command_that_there_is_as_the_service() -> None:
    service = read(ONCE)["Service"]
    shell, _c, script = shlex.split(service["ExecStart"])
    program, name, file = shlex.split(script.removeprefix("exec ").split("$")[0] + "x")
    assert (shell, Path(program).name) == ("/bin/sh", "recognition")
    recognition.commands[name].make_context(name, [file])
    assert service["User"] == "recognition"
    assert Path(file).parent.name in service["StateDirectory"].split()
    assert (ONCE.with_suffix(".timer")).is_file()


@pytest.mark.parametrize("unit", [*SERVICES, *UNITS.glob("*.target"), *UNITS.glob("*.timer")])
def test_what_is_enabled_is_started_at_boot(unit: Path) -> None:
    """By way of a target of ours that is enabled with it, or at once."""
    install = read(unit)["Install"]
    wanted = install["WantedBy"]
    if wanted == "recognition.target":
        assert install["Also"] == wanted
        wanted = read(UNITS / wanted)["Install"]["WantedBy"]
    assert wanted in {"multi-user.target", "timers.target"}


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_unit_sets_only_what_we_read(unit: Path) -> None:
    named = set(SETTING.findall(unit.read_text("utf-8")))
    assert named <= settings_read()


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_unit_is_started_again_and_may_write_to_its_own_folder_alone(unit: Path) -> None:
    service = read(unit)["Service"]
    assert service["Restart"] in {"always", "on-failure"}
    assert service["User"] not in {"", "root"}
    assert service["ProtectSystem"] == "strict"
    assert service["WorkingDirectory"] == f"/var/lib/{service['StateDirectory']}"
    assert "ReadWritePaths" not in service
    assert service["CapabilityBoundingSet"] == ""
    for name in ("NoNewPrivileges", "PrivateTmp", "ProtectHome"):
        assert service[name] == "yes"


@pytest.mark.parametrize("unit", DELIVERING, ids=lambda unit: unit.name)
def test_stopping_a_unit_waits_longer_than_for_a_letter_in_flight(unit: Path) -> None:
    assert int(read(unit)["Service"]["TimeoutStopSec"]) > LETTER_SECONDS


def test_a_node_of_a_unit_listens_on_the_port_it_is_named_by() -> None:
    text = (UNITS / "recognition-web@.service").read_text("utf-8")
    assert "Environment=RECOGNITION_PORT=%i" in text


def test_a_wrong_option_of_a_unit_would_be_found() -> None:
    with pytest.raises(click.NoSuchOption):
        recognition.commands["serve"].make_context("serve", ["--no-workers"])


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze here")
def test_systemd_understands_every_unit(tmp_path: Path) -> None:
    """A copy, whose program is one that is here: systemd looks whether it can be started."""
    names = []
    for unit in sorted(UNITS.iterdir()):
        text = re.sub(r"ExecStart=\S+", "ExecStart=/bin/true", unit.read_text("utf-8"))
        name = unit.name.replace("@.", "@8001.")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
        names.append(str(tmp_path / name))
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *names],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    ours = [line for line in said.stderr.splitlines() if "recognition" in line]
    assert ours == []
    assert said.returncode == 0, said.stderr
