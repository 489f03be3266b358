"""Run, check and picture *recognition* with Python 3.11 or newer and nothing else.

python3 dev.py run        the demonstration in a browser
python3 dev.py test       every check; more arguments go to pytest
python3 dev.py test --everyday   the same on SQLite alone, without what takes long
python3 dev.py pictures   the README's pictures again
python3 dev.py pins       newest versions into the hashed requirement files
python3 dev.py wheel      what pip installs on a server, in build/
python3 dev.py bench      every main page at three sizes; docs/operations/performance.md
python3 dev.py sbom       what is served, as a bill of materials in build/
python3 dev.py nightly    the scanners that take long; reports in build/nightly/
python3 dev.py resilience   load and faults in full; the table in docs/operations/resilience.md
"""

import argparse
import os
import sys
from collections.abc import Callable

if sys.version_info < (3, 11):  # noqa: UP036 -- an older Python should read why, not a traceback
    sys.exit("recognition needs Python 3.11 or newer; this is Python " + sys.version.split()[0])

from tools import assets, bill, checks, nightly, packages, provider, wheel
from tools.programs import ROOT, Stopped, become


def main(arguments: list[str]) -> int:
    """Do what the command line asks; return the exit code."""
    options, more = _parser().parse_known_args(arguments)
    if more and options.command not in {"test", "bench", "resilience"}:
        _parser().error(f"unknown: {' '.join(more)}")
    do: dict[str, Callable[[], int]] = {
        "run": lambda: run(options.host, options.port),
        "test": lambda: test([*options.everyday, *more], only_tests=options.only_tests),
        "bench": lambda: bench(more),
        "resilience": lambda: resilience(more),
        "pictures": pictures,
        "pins": pin,
        "wheel": make_wheel,
        "sbom": sbom,
        "nightly": scan,
    }
    try:
        return do[options.command]()
    except Stopped as reason:
        print(reason, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    summary, _, usage = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description=summary,
        epilog=usage,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    running = commands.add_parser("run", help="serve the demonstration", allow_abbrev=False)
    running.add_argument("--host", default="127.0.0.1")
    running.add_argument("--port", type=int, default=5000)
    testing = commands.add_parser("test", help="run every check", allow_abbrev=False)
    testing.add_argument("--only-tests", action="store_true", help="leave out lint and types")
    testing.add_argument(
        "--everyday",
        action="append_const",
        const="--everyday",
        default=[],
        help="leave out PostgreSQL, browser and long walks",
    )
    commands.add_parser("bench", help="measure every main page", add_help=False)
    commands.add_parser("pictures", help="make the README's pictures again")
    commands.add_parser("pins", help="make the hashed requirement files again")
    commands.add_parser("wheel", help="make the wheel")
    commands.add_parser("sbom", help="write the bill of materials")
    commands.add_parser("nightly", help="scan code and demonstration")
    commands.add_parser("resilience", help="break an installation in every way we fear")
    return parser


def run(host: str, port: int) -> int:
    """Serve the demonstration, kept in `instance/demo.sqlite`; Ctrl-C stops it."""
    packages.prepare("run")
    assets.prepare()
    (ROOT / "instance").mkdir(exist_ok=True)
    settings = {
        "RECOGNITION_DATABASE_URL": f"sqlite:///{(ROOT / 'instance' / 'demo.sqlite').as_posix()}",
        "RECOGNITION_DEMO": "1",
        "RECOGNITION_HOST": host,
        "RECOGNITION_PORT": str(port),
        "PYTHONDONTWRITEBYTECODE": "",  # kept compiled files are what makes the next start quick
    }
    python = packages.venv_program("python")
    return become([python, "-m", "recognition", "serve", "--demo-if-empty"], settings)


def test(pytest_arguments: list[str], *, only_tests: bool) -> int:
    """Run every check in order and stop at the first that finds something."""
    packages.prepare("test")
    assets.prepare()
    provider.prepare(must="--require-browser" in pytest_arguments)
    return checks.run_all(pytest_arguments, only_tests=only_tests)


def bench(arguments: list[str]) -> int:
    """Measure every main page at three sizes on both databases; see benchmarks/pages."""
    packages.prepare("test")
    assets.prepare()
    python = packages.venv_program("python")
    return become([python, "-m", "benchmarks.pages", *arguments], {})


def pictures() -> int:
    """Make the README's pictures again, from a fresh demonstration."""
    packages.prepare("test")
    assets.prepare()
    return become([packages.venv_program("python"), "-m", "tools.pictures"], {})


def make_wheel() -> int:
    """Make what pip installs on a server, with the assets inside."""
    packages.prepare("test")
    assets.prepare()
    wheel.write()
    return 0


def pin() -> int:
    """Pin newer versions."""
    packages.pin()
    return 0


def sbom() -> int:
    """Write the bill of materials of what is served."""
    packages.prepare("test")
    bill.write()
    return 0


def resilience(cases: list[str]) -> int:
    """Run every case of load and faults, or those whose names hold one of the words."""
    packages.prepare("test")
    assets.prepare()
    return become([packages.venv_program("python"), "-m", "tests.resilience", *cases], {})


def scan() -> int:
    """Run the scanners; something found makes the exit code 1."""
    packages.prepare("run")
    assets.prepare()
    return 1 if nightly.run() else 0


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
