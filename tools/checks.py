"""Every check in a fixed order; pytest comes last, so that its summary is the last line."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from tools.packages import venv_program
from tools.programs import ROOT, environment, say

CHECKS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Style", "ruff", ("check",)),
    ("Layout", "ruff", ("format", "--check")),
    ("Types", "mypy", ()),
    ("Imports between rooms", "lint-imports", ("--no-logo",)),
    ("Templates", "djlint", ("--lint", "--quiet", "templates")),
)
PROCESSES = ("-n", "2")
CHOOSES_PROCESSES = ("-n", "--numprocesses", "--pdb")


def run_all(pytest_arguments: Sequence[str], *, only_tests: bool = False) -> int:
    """Run the checks and then pytest; return the exit code of the first that finds something."""
    for heading, program, arguments in () if only_tests else CHECKS:
        code = _run(heading, venv_program(program), arguments)
        if code:
            say(f"\nStopped: “{heading}” found something to put right.")
            return code
    pytest = ("-m", "pytest", *pytest_options(pytest_arguments))
    return _run("Tests", venv_program("python"), pytest)


def pytest_options(given: Sequence[str]) -> list[str]:
    """Return pytest's arguments: two processes, unless the person asked for something else."""
    if any(argument.startswith(CHOOSES_PROCESSES) for argument in given):
        return list(given)
    return [*PROCESSES, *given]


def _run(heading: str, program: Path, arguments: Sequence[str]) -> int:
    say(f"\n== {heading} ==")
    # kept compiled files are what makes two processes start as quickly as one
    inherited = environment(PYTHONDONTWRITEBYTECODE="")
    settings = {name: value for name, value in inherited.items() if _is_neutral(name)}
    command = [str(program), *arguments]
    return subprocess.run(command, cwd=ROOT, env=settings, check=False).returncode


def _is_neutral(name: str) -> bool:
    """A person's own settings for the app must not change what the checks find."""
    return not name.startswith("RECOGNITION_")
