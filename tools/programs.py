"""Places in the project, and running other programs with short, plain reports."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OFFLINE_HINTS = (
    "connect",
    "could not find a version",
    "dns",
    "enotfound",
    "eai_again",
    "error sending request",
    "getaddrinfo",
    "network",
    "proxy",
    "resolve host",
    "timed out",
)


class Stopped(Exception):
    """Set-up cannot go on; the text is the one line a person reads."""


def say(text: str) -> None:
    """Print a line at once, so that it stands before what a program prints."""
    print(text, flush=True)


def fingerprint(files: Iterable[Path], *also: str) -> str:
    """Return a hash over the contents of the files and the texts."""
    whole = hashlib.sha256()
    for part in (*(file.read_bytes() for file in files), *(text.encode() for text in also)):
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()


def is_stamped(stamp: Path, mark: str) -> bool:
    """Tell whether the stamp, written last by the step it stands for, holds this mark."""
    try:
        return stamp.read_text(encoding="utf-8") == mark
    except OSError:
        return False


def environment(**changes: str) -> dict[str, str]:
    """Return this process's environment; the fetching tools trust what the system trusts."""
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_RETRIES": "2"}
    trust = {"UV_SYSTEM_CERTS": "1", "NODE_USE_SYSTEM_CA": "1"}
    return {**quiet, **trust, **os.environ, **changes}


def attempt(command: Sequence[str | Path], *, where: Path = ROOT) -> str | None:
    """Run a program silently.

    Returns:
        None when it went well, otherwise what it said.
    """
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=where,
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as problem:
        return str(problem)
    return None if done.returncode == 0 else (done.stderr.strip() or done.stdout.strip() or "?")


def why(said: str, what: str) -> Stopped:
    """Turn what a fetching tool said into one line that says what to do."""
    if "hash" in said.lower() and "match" in said.lower():
        return Stopped(
            f"Could not fetch {what}: a file is not the one that was pinned (its hash differs). "
            "Nothing was installed from it."
        )
    if any(hint in said.lower() for hint in OFFLINE_HINTS):
        return Stopped(
            f"Could not fetch {what}: the package registry did not answer. "
            "Check the network (or the proxy settings) and run the same command again."
        )
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return Stopped(f"Could not fetch {what}: {lines[-1] if lines else said}")


def become(command: Sequence[str | Path], settings: Mapping[str, str]) -> int:
    """Hand this process over to a program, so that Ctrl-C reaches it alone.

    Windows cannot replace a process: there we wait for the program and return its exit code.
    """
    parts = [str(part) for part in command]
    os.chdir(ROOT)
    sys.stdout.flush()
    if os.name == "posix":
        os.execve(parts[0], parts, environment(**settings))  # noqa: S606 -- our own Python
    try:
        return subprocess.run(parts, env=environment(**settings), check=False).returncode
    except KeyboardInterrupt:
        return 0
