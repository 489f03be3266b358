"""The software bill of materials that the build makes."""

import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from recognition.config import ROOT
from tools import bill

REGISTRIES = re.compile(r"pypi\.org|pythonhosted|npmjs|simple/|file:|/(opt|root|home)/")


@pytest.mark.long
def test_the_bill_names_everything_that_is_served_and_no_registry(tmp_path: Path) -> None:
    file = tmp_path / bill.SERVER
    bill.write_server(file, Path(sys.executable))
    text = file.read_text(encoding="utf-8")
    listed = json.loads(text)
    assert listed["bomFormat"] == "CycloneDX"
    assert listed["metadata"]["component"]["name"] == "recognition"
    pins = re.findall(
        r"^([a-z0-9._-]+)(?:\[.*?\])?==([^ ;\\]+)",
        (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    assert len(pins) > 30
    assert {(one["name"].lower(), one["version"]) for one in listed["components"]} == set(pins)
    assert all(one["hashes"] for one in listed["components"])
    assert not REGISTRIES.search(text)


@pytest.mark.skipif(shutil.which("npm") is None, reason="npm makes the list, and is not here")
def test_the_bill_of_the_pages_names_every_package_that_is_fetched_and_no_registry(
    tmp_path: Path,
) -> None:
    file = tmp_path / bill.PAGES
    assert bill.write_pages(file)
    text = file.read_text(encoding="utf-8")
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    locked = {
        (path.removeprefix("node_modules/"), found["version"])
        for path, found in lock["packages"].items()
        if path
    }
    listed = json.loads(text)["components"]
    assert {(one["name"], one["version"]) for one in listed} == locked
    assert not REGISTRIES.search(text)


def test_without_npm_the_bill_of_the_pages_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not bill.write_pages(tmp_path / bill.PAGES)
    assert list(tmp_path.iterdir()) == []
