"""The two commands: what dev.py decides, and what the set-up files promise."""

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

from recognition.config import ROOT
from tools import assets, checks, packages, programs, provider

PINS = sorted((ROOT / "requirements").glob("*.txt"))
NPM = [
    folder / name for folder in (ROOT, provider.FOLDER) for name in ("package-lock.json", ".npmrc")
]


@pytest.mark.parametrize("file", [*PINS, *NPM], ids=str)
def test_set_up_files_hold_no_address(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not re.search(
        r"https?:|file:|--index|--extra-index|--find-links|/(opt|root|home)/", text
    )


@pytest.mark.parametrize("file", PINS, ids=lambda file: file.stem)
def test_every_requirement_is_pinned_and_hashed(file: Path) -> None:
    pins = re.split(r"\n(?=\S)", file.read_text(encoding="utf-8").strip())
    assert pins
    for pin in pins:
        assert re.match(r"[a-z0-9._-]+(\[[a-z,]+\])?==\S+", pin), pin
        assert "--hash=sha256:" in pin


@pytest.mark.parametrize("name", ["run", "extras"])
def test_the_checks_run_on_what_is_served(name: str) -> None:
    served = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    checked = (ROOT / "requirements" / "test.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z].*?==[^ ]+", served, flags=re.MULTILINE)
    assert pins
    assert [pin for pin in pins if pin not in checked] == []


def test_the_stylesheet_and_its_macros_are_the_pair_that_belongs_together() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    stylesheet = package["dependencies"]["nhsuk-frontend"]
    assert (stylesheet, version("nhsuk-frontend-jinja")) == ("10.6.1", "0.10.2")
    served = (assets.VENDOR / "nhsuk-frontend.min.css").read_text(encoding="utf-8")
    assert f'--nhsuk-frontend-version:"{stylesheet}"' in served


def test_nothing_in_the_assets_is_asked_of_another_host() -> None:
    for sheet in assets.VENDOR.glob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert "@font-face" not in text
        assert "sourceMappingURL" not in text
        for address in re.findall(r"url\(['\"]?([^'\")]+)", text):
            if not address.startswith(("data:", "#")):
                assert (sheet.parent / address).is_file(), address


def test_the_provider_for_tests_is_pinned() -> None:
    package = json.loads((provider.FOLDER / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((provider.FOLDER / "package-lock.json").read_text(encoding="utf-8"))
    for name, pin in package["dependencies"].items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", pin), name
        assert lock["packages"][f"node_modules/{name}"]["version"] == pin
    assert all("integrity" in found for path, found in lock["packages"].items() if path)


def test_no_logo_of_somebody_else_is_served() -> None:
    names = {file.name for file in assets.VENDOR.rglob("*.*")}
    assert not {name for name in names if name.startswith("favicon") or name.endswith(".png")}


def test_outside_fonts_go_and_addresses_become_relative() -> None:
    css = "@font-face{src:url(https://a.test/f.woff2)}a{background:url('/assets/images/x.svg')}"
    assert assets.fit_stylesheet(css) == "a{background:url('images/x.svg')}"


def test_the_fonts_for_paper_are_fetched_from_pinned_packages() -> None:
    pins = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    for font in assets.FONTS:
        package = "/".join(font.parts[:2])
        assert re.fullmatch(r"\d+\.\d+\.\d+", pins[package]), package
        assert (assets.VENDOR / "fonts" / font.name).is_file()
    assert len(list((assets.VENDOR / "fonts").iterdir())) == len(assets.FONTS)


def test_a_stamp_holds_until_what_it_stands_for_changes(tmp_path: Path) -> None:
    pins, stamp = tmp_path / "pins.txt", tmp_path / "stamp"
    pins.write_text("one", encoding="utf-8")
    before = programs.fingerprint([pins], "3.11")
    assert not programs.is_stamped(stamp, before)
    stamp.write_text(before, encoding="utf-8")
    assert programs.is_stamped(stamp, programs.fingerprint([pins], "3.11"))
    assert not programs.is_stamped(stamp, programs.fingerprint([pins], "3.12"))
    pins.write_text("two", encoding="utf-8")
    assert not programs.is_stamped(stamp, programs.fingerprint([pins], "3.11"))


def test_no_network_is_one_line_that_says_what_to_do() -> None:
    line = str(programs.why("WARNING …\nerror: dns error: getaddrinfo ENOTFOUND", "uv"))
    assert line.startswith("Could not fetch uv:")
    assert "Check the network" in line
    assert "\n" not in line


def test_another_problem_is_told_by_its_last_line() -> None:
    line = str(programs.why("a\n\nno space left\n", "the packages"))
    assert line == "Could not fetch the packages: no space left"


def test_a_file_that_was_not_pinned_is_named_as_such() -> None:
    said = "THESE PACKAGES DO NOT MATCH THE HASHES\nExpected sha256 aa\nGot bb"
    assert "not the one that was pinned" in str(programs.why(said, "the packages"))


@pytest.mark.parametrize("given", [["-n0"], ["-n", "4"], ["--pdb"], ["--numprocesses=1"]])
def test_a_chosen_number_of_processes_is_kept(given: list[str]) -> None:
    assert checks.pytest_options(given) == given


def test_tests_share_two_processes_unless_told_otherwise() -> None:
    assert checks.pytest_options(["-k", "panel"]) == ["-n", "2", "-k", "panel"]


def test_continuous_integration_leaves_nothing_out() -> None:
    assert "--everyday" not in (ROOT / ".ci" / "run").read_text()
    assert "--everyday" not in checks.pytest_options([])


def test_set_up_needs_nothing_but_python() -> None:
    """Before anything is installed there is only the standard library."""
    script = "import sys; import dev; print(*{name.partition('.')[0] for name in sys.modules})"
    listed = subprocess.run(
        [
            sys.executable,
            "-I",
            "-S",
            "-c",
            f"import sys; sys.path.insert(0, {str(ROOT)!r}); {script}",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert set(listed) - sys.stdlib_module_names <= {"__main__", "dev", "tools"}


def test_a_wrong_argument_is_one_clear_line() -> None:
    said = subprocess.run(
        [sys.executable, ROOT / "dev.py", "run", "--prot", "80"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 2
    assert "Traceback" not in said.stderr
    assert "--prot" in said.stderr.splitlines()[-1]


def test_every_file_of_views_is_bound_by_the_rule_inside_a_room() -> None:
    """A layer is a list of names: a new `…_views.py` must be written into it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    inside = next(one for one in contracts if one["name"].startswith("Inside a room"))
    bound = set(re.findall(r"\w+", inside["layers"][0]))
    assert {file.stem for file in (ROOT / "recognition").glob("*/*views.py")} <= bound
    rooms = {
        f"recognition.{file.parent.name}" for file in (ROOT / "recognition").glob("*/views.py")
    }
    assert rooms - {"recognition.demo"} <= set(inside["containers"])


def test_programs_are_looked_for_where_this_machine_keeps_them() -> None:
    assert packages.venv_program("python").exists()
