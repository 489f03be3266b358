"""The wheel: all that runs is in it, and it runs where there is no source tree."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from collections.abc import Iterator
from contextlib import closing
from email import message_from_string
from pathlib import Path

import pytest

from recognition.places import ROOT
from tests.visitor import Visitor
from tools import wheel
from tools.programs import Stopped
from tools.running import neutral
from tools.servers import Server

pytestmark = pytest.mark.long

INSIDE = {name: f"recognition/_files/{name}" for name in ("migrations", "static", "templates")}
LEFT_BEHIND = {".fetched"}  # the mark of set-up


def project() -> dict[str, dict[str, str]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def requirements(name: str) -> list[str]:
    lines = (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and line[0] != "#"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this source tree."""
    return wheel.build(tmp_path_factory.mktemp("wheel"), python=Path(sys.executable))


def ours(folder: str) -> Iterator[str]:
    for file in (ROOT / folder).rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts and file.name not in LEFT_BEHIND:
            yield file.relative_to(ROOT / folder).as_posix()


def test_the_wheel_holds_every_file_that_runs_and_nothing_else(built: Path) -> None:
    places = {"recognition": "recognition", **INSIDE}
    wanted = {f"{place}/{file}" for folder, place in places.items() for file in ours(folder)}
    assert {
        "recognition/_files/static/vendor/nhsuk-frontend.min.css",
        "recognition/_files/templates/paper/house.typ",
        "recognition/_files/migrations/versions/0001_audit.py",
        "recognition/translations/cy/LC_MESSAGES/messages.po",
        "recognition/people/team_names.txt",
    } <= wanted
    with zipfile.ZipFile(built) as files:
        names = {name for name in files.namelist() if ".dist-info/" not in name}
    assert names == wanted


def test_the_wheel_needs_what_the_requirements_name(built: Path) -> None:
    with zipfile.ZipFile(built) as files:
        [name] = [name for name in files.namelist() if name.endswith(".dist-info/METADATA")]
        told = message_from_string(files.read(name).decode())
    needed = {
        re.split(r"[^\w.-]", one)[0]
        for one in told.get_all("Requires-Dist", [])
        if "extra ==" not in one
    }
    assert needed == {re.split(r"[^\w.-]", one)[0] for one in requirements("run")}
    assert told["Version"] == project()["project"]["version"]


def test_the_same_source_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    again = wheel.build(tmp_path, python=Path(sys.executable))
    assert again.name == built.name
    assert again.read_bytes() == built.read_bytes()


@pytest.mark.parametrize("gone", ["static/vendor", "static/vendor/fonts"])
def test_without_the_fetched_assets_the_build_stops_in_one_line(tmp_path: Path, gone: str) -> None:
    for name in ("pyproject.toml", "LICENSE", "requirements/run.in", "tools/wheel_hook.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    for folder in ("recognition", "migrations", "templates"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "__init__.py").touch()
    shutil.copytree(ROOT / "static", tmp_path / "static")
    assert wheel.build(tmp_path / "whole", python=Path(sys.executable), source=tmp_path).exists()
    shutil.rmtree(tmp_path / gone)
    with pytest.raises(Stopped, match="static/vendor has not been fetched") as stopped:
        wheel.build(tmp_path / "out", python=Path(sys.executable), source=tmp_path)
    assert "\n" not in str(stopped.value)
    assert not list(tmp_path.glob("out/*.whl"))


def test_the_build_uses_the_library_that_the_checks_pin() -> None:
    [pin] = project()["build-system"]["requires"]
    assert re.fullmatch(r"hatchling==\d+\.\d+\.\d+", pin)
    assert pin in requirements("test")


def test_the_extras_that_are_told_of_are_pinned_beside_the_wheel() -> None:
    extras = project()["project"]["optional-dependencies"]
    assert sorted([*extras["metrics"], *extras["redis"]]) == sorted(requirements("extras"))
    for page in ("install.md", "upgrading.md"):
        text = (ROOT / "docs" / "operations" / page).read_text(encoding="utf-8")
        for file in wheel.PINNED.values():
            assert f"install --require-hashes -r {file}\n" in text
        assert not re.search(r"pip install .?(redis|prometheus)", text)


class Installed:
    """A machine of its own: our wheel and what it needs, and no source tree."""

    def __init__(self, built: Path, folder: Path) -> None:
        self.venv, self.home = folder / "venv", folder / "home"
        self.home.mkdir()
        made = [sys.executable, "-m", "venv", "--without-pip", self.venv]
        subprocess.run(made, check=True, timeout=120)
        self.python = self.venv / "bin" / "python"
        # what the wheel needs was installed for the checks: nothing is fetched for this
        packages = Path(self.said("-c", "import sysconfig; print(sysconfig.get_path('purelib'))"))
        libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
        (packages / "libraries.pth").write_text("\n".join(libraries), encoding="utf-8")
        install = ["install", "--quiet", "--no-deps", "--no-index", "--no-cache-dir", built]
        pip = [sys.executable, "-m", "pip", "--python", self.python, *install]
        subprocess.run(pip, check=True, timeout=300, cwd=self.home)

    def said(self, *arguments: str) -> str:
        done = subprocess.run(
            [self.python, *arguments],
            cwd=self.home,
            env=neutral(**self.apart()),
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        return done.stdout.strip()

    def server(self) -> Server:
        """The command that was installed, on a demonstration."""
        command = [self.venv / "bin" / "recognition", "serve", "--demo-if-empty"]
        settings = {**self.apart(), "RECOGNITION_DEMO": "1"}
        return Server(command, settings, self.home, self.home / "log")

    def apart(self) -> dict[str, str]:
        """Leave out what would lead Python elsewhere."""
        elsewhere = {name: "" for name in os.environ if name.startswith(("PYTHON", "COV_"))}
        return {**elsewhere, "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.mark.skipif(os.name == "nt", reason="the programs of an environment lie elsewhere there")
def test_an_installed_wheel_runs_with_no_source_tree(built: Path, tmp_path: Path) -> None:
    place = Installed(built, tmp_path)
    where = place.said("-c", "import recognition; print(recognition.__file__)")
    assert Path(where).is_relative_to(place.venv)
    version = project()["project"]["version"]
    assert place.said("-m", "recognition", "--version") == f"recognition {version}"
    before = set(place.venv.rglob("*"))
    with place.server().serving() as server, closing(Visitor(server.url)) as visitor:

        def get(path: str) -> bytes:
            return visitor.get(path).must_be(200).body

        assert json.loads(get("/health"))["status"] == "ok"
        assert "Nominate" in get("/").decode()
        for file in ("css/start.css", "vendor/nhsuk-frontend.min.css"):
            assert get(f"/static/{file}") == (ROOT / "static" / file).read_bytes()
        link = re.search(r"/winners/\d+/\d+", get("/winners").decode())
        assert link
        assert get(f"{link[0]}/certificate.pdf").startswith(b"%PDF")
    assert (place.home / "instance" / "recognition.sqlite").is_file()
    assert set(place.venv.rglob("*")) == before, "nothing is written beside packages"
