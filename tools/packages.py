"""The Python packages: a virtual environment, and uv to fill it quickly, or else pip."""

import os
import shutil
import sys
from pathlib import Path

from tools.programs import ROOT, Stopped, attempt, fingerprint, is_stamped, say, why

VENV = ROOT / ".venv"
UV_FOLDER = ROOT / ".uv"
REQUIREMENTS = ROOT / "requirements"
INCLUDED = {"run": ("run",), "test": ("run", "test")}
PINNED = ("run", "extras", "test", "setup", "assets", "nightly", "semgrep")
SAME = {"extras": ("run",), "test": ("run", "extras")}
"""Whose versions a set keeps to: the checks run on exactly what is served."""
VERSION = "{}.{}".format(*sys.version_info)


def venv_program(name: str) -> Path:
    """Return where a program of the virtual environment stands on this kind of machine."""
    return VENV / "Scripts" / f"{name}.exe" if os.name == "nt" else VENV / "bin" / name


def prepare(wanted: str) -> None:
    """Have the packages of the set `run` or `test` installed; at once when nothing changed.

    Raises:
        Stopped: a package could not be fetched.
    """
    mark = _mark(wanted)
    if venv_program("python").exists() and is_stamped(_stamp(wanted), mark):
        return
    _make_venv()
    uv = _uv()
    say(f"Installing the Python packages of requirements/{wanted}.txt …")
    _install(REQUIREMENTS / f"{wanted}.txt", uv)
    for name in INCLUDED[wanted]:
        _stamp(name).write_text(_mark(name), encoding="utf-8")


def install_apart(wanted: str, target: Path) -> None:
    """Install a set into a folder of its own, away from the virtual environment.

    Raises:
        Stopped: a package could not be fetched.
    """
    _install(REQUIREMENTS / f"{wanted}.txt", _uv(), target)


def own_environment(wanted: str, folder: Path) -> Path:
    """Have a set installed in a virtual environment of its own; return where its programs are.

    Raises:
        Stopped: it could not be made, or a package could not be fetched.
    """
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    mark = _mark(wanted)
    if not is_stamped(folder / ".installed", mark):
        uv = _uv()
        say(f"Installing the Python packages of requirements/{wanted}.txt apart …")
        said = attempt([sys.executable, "-m", "venv", "--clear", folder])
        if said:
            raise Stopped(f"Python could not make {folder.name}. ({said.splitlines()[-1]})")
        _install(REQUIREMENTS / f"{wanted}.txt", uv, python=programs / "python")
        (folder / ".installed").write_text(mark, encoding="utf-8")
    return programs


def pin() -> None:
    """Make the hashed requirement files again from their `.in` files, newest versions first.

    Raises:
        Stopped: uv is not to be had, or the versions do not fit together.
    """
    _make_venv()
    uv = _uv()
    if uv is None:
        raise Stopped("Pinning needs uv, which could not be fetched. Check the network.")
    form = ["--universal", "--generate-hashes", "--no-header", "--no-annotate", "--upgrade"]
    for name in PINNED:
        say(f"Pinning requirements/{name}.txt …")
        files = [str(REQUIREMENTS / f"{name}.in"), "-o", str(REQUIREMENTS / f"{name}.txt")]
        for other in SAME.get(name, ()):
            files += ["--constraint", str(REQUIREMENTS / f"{other}.txt")]
        said = attempt([uv, "pip", "compile", *form, "--python-version", "3.11", *files])
        if said:
            raise why(said, f"versions for requirements/{name}.in")


def _stamp(wanted: str) -> Path:
    return VENV / f".installed-{wanted}"


def _mark(wanted: str) -> str:
    return fingerprint((REQUIREMENTS / f"{wanted}.txt",), VERSION)


def _make_venv() -> None:
    """Make the virtual environment, unless a whole one for this version of Python stands there."""
    notes = VENV / "pyvenv.cfg"
    whole = venv_program("python").exists() and venv_program("pip").exists() and notes.exists()
    if whole and f"version = {VERSION}." in notes.read_text(encoding="utf-8"):
        return
    say("Making .venv …")
    said = attempt([sys.executable, "-m", "venv", "--clear", VENV])
    if said:
        raise Stopped(
            "Python could not make .venv. On Debian and Ubuntu: apt install python3-venv. "
            f"({said.splitlines()[-1]})"
        )


def _uv() -> Path | None:
    """Return uv, fetched once into `.uv/`; None where it is not to be had."""
    pins = REQUIREMENTS / "setup.txt"
    stamp = UV_FOLDER / ".installed"
    mark = fingerprint((pins,), VERSION)
    if not is_stamped(stamp, mark):
        say("Fetching uv, which installs the rest quickly …")
        shutil.rmtree(UV_FOLDER, ignore_errors=True)
        if attempt([*_pip(), "--target", UV_FOLDER, "-r", pins]):
            say("uv is not to be had here; pip does it instead, more slowly.")
            return None
        stamp.write_text(mark, encoding="utf-8")
    places = [UV_FOLDER / "bin" / name for name in ("uv", "uv.exe")]
    return next((place for place in places if place.exists()), None)


def _pip(python: Path | None = None) -> list[str | Path]:
    install = ["-m", "pip", "install", "--quiet", "--require-hashes"]
    return [python or venv_program("python"), *install]


def _install(
    pins: Path, uv: Path | None, target: Path | None = None, *, python: Path | None = None
) -> None:
    """Install exactly the pinned files; uv and pip both refuse one whose hash differs."""
    # what stays is compiled now, once: a start reads it in half the time
    uv_where: list[str | Path] = ["--target", target] if target else ["--compile-bytecode"]
    where: list[str | Path] = ["--target", target] if target else []
    if uv is not None:
        into = ["--python", python or venv_program("python"), *uv_where]
        if not attempt([uv, "pip", "install", "--quiet", "--require-hashes", *into, "-r", pins]):
            return
    # pip knows registries and proxies from its own settings that uv does not read
    said = attempt([*_pip(python), *where, "-r", pins])
    if said:
        raise why(said, "the Python packages")
