"""The wheel: everything that runs, in one file that `pip install` needs no source tree for."""

import shutil
import subprocess
from pathlib import Path

from tools.packages import REQUIREMENTS, venv_program
from tools.programs import ROOT, Stopped, environment, say

BUILD = ROOT / "build"
PINNED = {"run": "requirements.txt", "extras": "requirements-extras.txt"}


def build(folder: Path = BUILD, *, python: Path | None = None, source: Path = ROOT) -> Path:
    """Make the wheel, the same bytes from the same commit; the assets have to be fetched before.

    Args:
        folder: where to.
        python: one that has hatchling; the virtual environment's unless given.
        source: the source tree.

    Raises:
        Stopped: it could not be made.
    """
    command = [python or venv_program("python"), "-m", "hatchling", "build", "-t", "wheel"]
    done = subprocess.run(
        [str(part) for part in (*command, "-d", folder.resolve())],
        cwd=source,
        env=environment(**_moment(source)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    last = done.stdout.strip().rpartition("\n")[2]
    if done.returncode != 0:
        raise Stopped(f"The wheel could not be made: {last}")
    return folder / Path(last).name


def write() -> None:
    """Make the wheel in `build/`, and lay beside it the digests of libraries: needed, and extra.

    Raises:
        Stopped: it could not be made.
    """
    say(f"build/{build().name}: everything that runs; docs/operations/install.md installs it.")
    for name, file in PINNED.items():
        shutil.copy(REQUIREMENTS / f"{name}.txt", BUILD / file)
        say(f"build/{file}: the libraries of requirements/{name}.in, pinned with their digests.")


def _moment(source: Path) -> dict[str, str]:
    """Return the time that the files in it bear: the commit's, or hatchling's own without git."""
    try:
        told = subprocess.run(
            ["git", "log", "-1", "--format=%ct"],  # noqa: S607 -- whatever git this machine has
            cwd=source,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return {}
    return {"SOURCE_DATE_EPOCH": told.stdout.strip()} if told.stdout.strip() else {}
