"""Scanners that take longer than a check before each commit, and want packages of their own.

bandit and semgrep read the code; wapiti and sqlmap attack a demonstration on this machine, made
for the purpose and thrown away. What they found last, and what became of it, stands in
`docs/assurance/scans.md`; something that is all right after all is silenced in the code, where it
stands, with the reason.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools import attacks, packages
from tools.programs import ROOT, Stopped, environment, say

BUILD = ROOT / "build"
REPORTS = BUILD / "nightly"
RULES = ROOT / "tools" / "semgrep" / "ours.yml"
WRONG = ROOT / "tools" / "semgrep" / "wrong.txt"
# the tools run programs that the developer has chosen; nothing of theirs is ever served
OF_TOOLS = "B404,B603,B606"


def run() -> int:
    """Run every scanner; return how many found something.

    Raises:
        Stopped: a scanner could not be installed, or a rule of ours finds nothing any more.
    """
    scanners = packages.own_environment("nightly", BUILD / "environments" / "nightly")
    reader = packages.own_environment("semgrep", BUILD / "environments" / "semgrep")
    REPORTS.mkdir(parents=True, exist_ok=True)
    found = [read_by_bandit(scanners), read_by_semgrep(reader)]
    with attacks.demonstration() as target:
        found += [attacks.by_wapiti(scanners, target, REPORTS)]
        found += [attacks.by_sqlmap(scanners, target, REPORTS)]
    say(f"\n{sum(found)} of {len(found)} scanners found something; the reports are in {REPORTS}.")
    return sum(found)


def read_by_bandit(programs: Path) -> bool:
    """Look for what is known to go wrong in Python; tell whether something was found."""
    say("\n== bandit ==")
    bandit: list[str | Path] = [programs / "bandit", "--quiet", "--recursive"]
    served = [*bandit, "recognition", "migrations"]
    ours = [*bandit, "--skip", OF_TOOLS, "tools", "dev.py"]
    return any([_finds(served), _finds(ours)])


def read_by_semgrep(programs: Path) -> bool:
    """Look for what our own rules forbid; tell whether something was found.

    Raises:
        Stopped: a rule finds nothing in a file that breaks every rule.
    """
    say("\n== semgrep, with our own rules ==")
    asleep = sorted(set(_names_of_rules()) - set(_found_in_what_is_wrong(programs)))
    if asleep:
        raise Stopped(f"These rules find nothing where they should: {', '.join(asleep)}.")
    return _finds([*_semgrep(programs), "--error", "recognition", "templates"], programs)


def _names_of_rules() -> Iterator[str]:
    for line in RULES.read_text(encoding="utf-8").splitlines():
        if line.startswith("  - id: "):
            yield line.removeprefix("  - id: ").strip()


def _found_in_what_is_wrong(programs: Path) -> Iterator[str]:
    # semgrep leaves out folders called build and tests, so the copy lies elsewhere
    with tempfile.TemporaryDirectory() as folder:
        for name in ("wrong.py", "wrong.html"):
            shutil.copy(WRONG, Path(folder, name))
        command = [*_semgrep(programs), "--json", "--no-git-ignore", folder]
        settings = environment(PATH=_path(programs))
        done = subprocess.run(command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, check=False)
    for finding in json.loads(done.stdout or b"{}").get("results", []):
        yield finding["check_id"].rpartition(".")[2]


def _semgrep(programs: Path) -> list[str | Path]:
    quiet = ["--metrics", "off", "--disable-version-check", "--quiet"]
    return [programs / "semgrep", "scan", *quiet, "--config", RULES]


def _finds(command: list[str | Path], programs: Path | None = None) -> bool:
    settings = environment(PATH=_path(programs)) if programs else environment()
    return subprocess.run(command, cwd=ROOT, env=settings, check=False).returncode != 0


def _path(programs: Path) -> str:
    """Semgrep looks for its own other half along the path."""
    return f"{programs}:{environment().get('PATH', '')}"
