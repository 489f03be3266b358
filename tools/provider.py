"""The certified OpenID Connect provider that tests sign in with: fetched by npm, run by Node.js."""

import re
import shutil
import subprocess
from pathlib import Path

from tools import npm, packages
from tools.programs import ROOT, Stopped, fingerprint, is_stamped, say

FOLDER = ROOT / "tests" / "people" / "provider"
OWN_NODE = ROOT / ".node"
PACKAGE_FILES = tuple(FOLDER / name for name in ("package.json", "package-lock.json", ".npmrc"))
STAMP = FOLDER / "node_modules" / ".fetched"
OLDEST_NODE = 20


def prepare(*, must: bool) -> None:
    """Have the provider and a Node.js for it; at once when nothing changed.

    Raises:
        Stopped: they could not be fetched, and they `must` be there.
    """
    mark = fingerprint(PACKAGE_FILES)
    try:
        if not is_stamped(STAMP, mark):
            say("Fetching the provider that tests sign in with …")
            npm.fetch(FOLDER, "the provider that tests sign in with")
            STAMP.write_text(mark, encoding="utf-8")
        if node() is None:
            say("Fetching Node.js to run it …")
            packages.install_apart("assets", OWN_NODE)
    except Stopped as reason:
        if must:
            raise
        say(f"{reason} Tests that need it say that they were skipped.")


def node() -> Path | None:
    """Return a Node.js that is new enough: the machine's, or the one fetched for this."""
    found = shutil.which("node")
    if found and _version(found) >= OLDEST_NODE:
        return Path(found)
    own = npm.node_of(OWN_NODE)
    return own if own.exists() else None


def _version(program: str) -> int:
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    said = re.match(r"v(\d+)\.", done.stdout)
    return int(said[1]) if said else 0
