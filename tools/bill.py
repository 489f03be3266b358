"""The software bill of materials: everything that is served, as CycloneDX.

Python's part is read from the pinned requirements, the pages' part from the locked npm packages.
Nothing is asked of a registry, and none is named: where an organisation fetches from is its own.
"""

import json
import shutil
import subprocess
import tempfile
import tomllib
from pathlib import Path

from tools.packages import REQUIREMENTS, venv_program
from tools.programs import ROOT, Stopped, attempt, environment, say

BUILD = ROOT / "build"
SERVER = "bill-of-the-server.cdx.json"
PAGES = "bill-of-the-pages.cdx.json"
PACKAGE_FILES = ("package.json", "package-lock.json")


def write(folder: Path = BUILD) -> None:
    """Write what the server runs on, and what the pages are made with where there is npm.

    Raises:
        Stopped: a list could not be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_server(folder / SERVER, venv_program("python"))
    say(f"build/{SERVER}: what the server runs on.")
    if write_pages(folder / PAGES):
        say(f"build/{PAGES}: what the pages are made with.")
    else:
        say(f"No npm here, so there is no {PAGES}; package-lock.json holds the same list.")


def write_server(file: Path, python: Path) -> None:
    """Write what `requirements/run.txt` pins, with the digests of what may be installed.

    Args:
        file: where to.
        python: one that has cyclonedx-bom.

    Raises:
        Stopped: the list could not be made.
    """
    # the same pins give the same file, so that two bills can be compared
    form: list[str | Path] = [
        "--output-reproducible",
        "--of",
        "JSON",
        "--pyproject",
        ROOT / "pyproject.toml",
    ]
    command = [python, "-m", "cyclonedx_py", "requirements", *form, "-o", file]
    said = attempt([*command, REQUIREMENTS / "run.txt"])
    if said:
        raise Stopped(f"The bill of materials could not be made: {said.splitlines()[-1]}")
    bill = json.loads(file.read_text(encoding="utf-8"))
    for component in bill["components"]:
        sources = component.pop("externalReferences", [])
        component["hashes"] = [digest for source in sources for digest in source.get("hashes", [])]
        component.pop("description", None)  # the line of the file, with the digests again
    for tool in bill["metadata"].get("tools", {}).get("components", []):
        tool.pop("externalReferences", None)
    file.write_text(json.dumps(bill, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def write_pages(file: Path) -> bool:
    """Write what `package-lock.json` pins; return False where there is no npm.

    Raises:
        Stopped: npm is there and could not make the list.
    """
    npm = shutil.which("npm")
    if npm is None:
        return False
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    with tempfile.TemporaryDirectory() as above:
        folder = Path(above, project["name"])  # npm calls the whole by its folder
        folder.mkdir()
        for name in PACKAGE_FILES:
            told = json.loads((ROOT / name).read_text(encoding="utf-8"))
            for whole in (told, told.get("packages", {}).get("", {})):
                whole["version"] = project["version"]  # without one npm makes no list
            (folder / name).write_text(json.dumps(told), encoding="utf-8")
        command = [npm, "sbom", "--sbom-format", "cyclonedx", "--package-lock-only"]
        done = subprocess.run(
            command, cwd=folder, env=environment(), capture_output=True, text=True, check=False
        )
    if done.returncode != 0:
        raise Stopped(f"npm could not make its bill of materials: {done.stderr.strip()[-200:]}")
    file.write_text(done.stdout, encoding="utf-8")
    return True
