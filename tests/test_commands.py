"""The command line, as a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from recognition.config import ROOT
from tests.settings import SECRET


def environment(folder: Path, **changes: str) -> dict[str, str]:
    """What a small installation sets; an empty value leaves a setting out."""
    settings = {
        **{name: text for name, text in os.environ.items() if not name.startswith("RECOGNITION_")},
        "RECOGNITION_DATABASE_URL": f"sqlite:///{folder / 'commands.sqlite'}",
        "RECOGNITION_SECRET_KEY": SECRET,
        "RECOGNITION_BASE_URL": "http://localhost",
        **changes,
    }
    return {name: text for name, text in settings.items() if text}


def run(folder: Path, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "recognition", *arguments],
        cwd=ROOT,
        env=environment(folder, **changes),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("arguments", "changes", "said"),
    [
        (["upgrade"], {"RECOGNITION_SECRET_KEY": "changeme"}, "RECOGNITION_SECRET_KEY is missing"),
        (["upgrade"], {"RECOGNITION_BASE_URL": ""}, "RECOGNITION_BASE_URL is missing"),
        (["upgrade"], {"RECOGNITION_DATABASE_URL": "nonsense"}, "RECOGNITION_DATABASE_URL"),
        (["upgrade"], {"RECOGNITION_PORT": "x"}, "RECOGNITION_PORT should be a whole number"),
        (["import-people", "nowhere.csv", "--organisation", "A"], {}, "nowhere.csv"),
        (["load-data", "--nominations", "-1", "--panellists", "1", "--reviews", "1"], {}, ""),
        (["nonsense"], {}, "nonsense"),
    ],
)
def test_bad_input_is_one_line_on_standard_error_and_exit_code_2(
    tmp_path: Path, arguments: list[str], changes: dict[str, str], said: str
) -> None:
    done = run(tmp_path, *arguments, **changes)
    assert done.returncode == 2, done
    assert len(done.stderr.strip().splitlines()) == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_first_administrator_data_and_a_clean_check(tmp_path: Path) -> None:
    made = run(tmp_path, "admin", "a@example.org", "--name", "Ada", "--organisation", "Trust")
    assert made.returncode == 0, made
    assert "http://localhost/sign-in/" in made.stdout
    refused = run(tmp_path, "demo")
    assert refused.returncode == 2
    checked = run(tmp_path, "check")
    assert (checked.returncode, checked.stdout.splitlines()[-1]) == (0, "All is well.")


def test_serve_answers_and_stops_cleanly(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    assert run(tmp_path, "upgrade").returncode == 0
    server = subprocess.Popen(
        [sys.executable, "-m", "recognition", "serve"],
        cwd=ROOT,
        env=environment(tmp_path, RECOGNITION_PORT=port, RECOGNITION_BASE_URL="http://127.0.0.1"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        body = b""
        for _attempt in range(150):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/health") as answer:
                    body = answer.read()
                break
            except OSError:
                time.sleep(0.2)
        assert b'"ok"' in body
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=20) == 0
    finally:
        server.kill()
        server.wait()
