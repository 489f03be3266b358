"""An attack that tried nothing is not taken for one that found nothing."""

from pathlib import Path

import pytest

from tools.attacks import SEARCHES, Target, by_sqlmap
from tools.programs import Stopped

TRIED = "testing if GET parameter 'q' is dynamic"


def sqlmap(folder: Path, said: str) -> None:
    """Put a program in its place that says something and stops."""
    program = folder / "sqlmap"
    program.write_text(f'#!/bin/sh\necho "{said}"\n', encoding="utf-8")
    program.chmod(0o755)


def test_a_search_on_which_nothing_was_tried_stops_the_nightly_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitors = tuple(search for search in SEARCHES if not search[0])
    monkeypatch.setattr("tools.attacks.SEARCHES", visitors)
    nowhere = Target("http://127.0.0.1:9")
    sqlmap(tmp_path, "connection refused")
    with pytest.raises(Stopped, match="tried nothing on /resources"):
        by_sqlmap(tmp_path, nowhere, tmp_path)
    sqlmap(tmp_path, TRIED)
    assert not by_sqlmap(tmp_path, nowhere, tmp_path)
