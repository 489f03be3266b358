"""The command line, as a process of its own."""

import json
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from recognition.config import ROOT
from tests.mail.mail_server import mail_server
from tests.settings import SECRET
from tests.visitor import Visitor
from tools.running import HERE, finished, free_port, neutral, ours
from tools.servers import Server

pytestmark = pytest.mark.long


def settings(folder: Path, **changes: str) -> dict[str, str]:
    """What a small installation sets; an empty value leaves a setting out."""
    return {
        "RECOGNITION_DATABASE_URL": f"sqlite:///{folder / 'commands.sqlite'}",
        "RECOGNITION_SECRET_KEY": SECRET,
        "RECOGNITION_BASE_URL": "http://localhost",
        **changes,
    }


def run(folder: Path, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    return finished(*arguments, **settings(folder, **changes))


@pytest.mark.parametrize(
    ("arguments", "changes", "said"),
    [
        (["upgrade"], {"RECOGNITION_SECRET_KEY": "changeme"}, "RECOGNITION_SECRET_KEY is missing"),
        (["upgrade"], {"RECOGNITION_BASE_URL": ""}, "RECOGNITION_BASE_URL is missing"),
        (["upgrade"], {"RECOGNITION_DATABASE_URL": "nonsense"}, "RECOGNITION_DATABASE_URL"),
        (["upgrade"], {"RECOGNITION_PORT": "x"}, "RECOGNITION_PORT should be a whole number"),
        (["upgrade"], {"RECOGNITION_BASE_URL": "http://[x"}, "RECOGNITION_BASE_URL"),
        (["upgrade"], {"RECOGNITION_DATABASE_URL": "sqlite://h/x"}, "RECOGNITION_DATABASE_URL"),
        (["upgrade"], {"RECOGNITION_DATABASE_URL": "sqlite+no://"}, "RECOGNITION_DATABASE_URL"),
        (["upgrade"], {"RECOGNITION_LIMITS_URL": "mongodb://h"}, "RECOGNITION_LIMITS_URL"),
        (["serve"], {"RECOGNITION_HOST": "nosuch.host.invalid"}, "RECOGNITION_HOST"),
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


def test_counts_in_redis_without_its_library_are_refused_in_one_line(tmp_path: Path) -> None:
    as_if_not_installed = "import sys; sys.modules['redis'] = None; sys.argv[1:] = ['upgrade']"
    and_runs = "from recognition.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", f"{as_if_not_installed}; {and_runs}"],
        cwd=ROOT,
        env=neutral(**settings(tmp_path, RECOGNITION_LIMITS_URL="redis://h/1")),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 2, done
    assert len(done.stderr.strip().splitlines()) == 1
    assert "it may need a library that is not installed" in done.stderr


def test_the_first_administrator_data_and_a_clean_check(tmp_path: Path) -> None:
    made = run(tmp_path, "admin", "a@example.org", "--name", "Ada", "--organisation", "Trust")
    assert made.returncode == 0, made
    assert "http://localhost/sign-in/" in made.stdout
    refused = run(tmp_path, "demo")
    assert refused.returncode == 2
    checked = run(tmp_path, "check")
    assert (checked.returncode, checked.stdout.splitlines()[-1]) == (0, "All is well.")


def server(folder: Path, *, log: Path | None = None, **changes: str) -> Server:
    """`serve` on a free port, not started."""
    port = free_port()
    told = {"RECOGNITION_BASE_URL": f"http://{HERE}:{port}", **changes}
    return Server(ours("serve"), settings(folder, **told), log=log, port=port)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_answers_and_stops_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    assert run(tmp_path, "upgrade").returncode == 0
    with server(tmp_path).serving() as served:
        assert '"ok"' in served.answer()[1]
        assert served.stop(number) == 0


def test_a_letter_in_flight_when_serve_stops_is_marked_as_sent(tmp_path: Path) -> None:
    with mail_server() as post:
        post.pause = 3.0
        mail = {"RECOGNITION_MAIL_URL": post.url}
        new = ["admin", "a@example.org", "--name", "Ada", "--organisation", "Trust"]
        assert run(tmp_path, *new, **mail).returncode == 0
        with server(tmp_path, **mail).serving() as served:
            assert post.receiving.wait(30)
            assert served.stop() == 0
    with closing(sqlite3.connect(tmp_path / "commands.sqlite")) as database:
        [(sent_at,)] = database.execute("SELECT sent_at FROM letter").fetchall()
    assert sent_at


def test_logs_hold_no_text_codes_or_addresses(tmp_path: Path) -> None:
    assert run(tmp_path, "upgrade").returncode == 0
    file = tmp_path / "log"
    with server(tmp_path, log=file).serving() as served, closing(Visitor(served.url)) as visitor:
        visitor.post("/sign-in", {"email": "canary@example.org"}).must_be(400)  # without a token
        visitor.get("/winners?q=canary-typed").must_be(200)
        visitor.get("/thanks/canary-code").must_be(404)
        visitor.get("/sign-in/canary-token").must_be(410)
        visitor.get("/canary-path").must_be(404)
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    told = [line for line in lines if line["logger"] == "recognition.requests"]
    assert {"/thanks/<code>", "/sign-in/<token>", "/winners", None} <= {x["rule"] for x in told}
    for line in told:
        assert set(line) == {
            "at", "level", "logger", "message", "reference", "method", "rule", "status",
            "milliseconds",
        }  # fmt: skip
        assert datetime.fromisoformat(line["at"]).utcoffset() == timedelta(0)
        assert re.fullmatch("[0-9a-f]{8}", line["reference"])
    assert "canary" not in file.read_text(encoding="utf-8")


def test_a_log_for_people_is_plain(tmp_path: Path) -> None:
    assert run(tmp_path, "upgrade").returncode == 0
    file = tmp_path / "log"
    served = server(tmp_path, log=file, RECOGNITION_LOG="plain")
    with served.serving(), closing(Visitor(served.url)) as visitor:
        visitor.get("/help").must_be(200)
    assert " info GET /help 200 in " in file.read_text(encoding="utf-8")


def test_numbers_for_monitors_need_their_library_and_say_so_at_the_start(tmp_path: Path) -> None:
    away = tmp_path / "prometheus_client.py"  # stands before the library, as if it were not there
    away.write_text("raise ModuleNotFoundError(name='prometheus_client')", encoding="utf-8")
    asked = {"PYTHONPATH": str(tmp_path), "RECOGNITION_METRICS_TOKEN": SECRET[::-1]}
    stopped = run(tmp_path, "serve", **asked)
    assert (stopped.returncode, stopped.stderr.strip()) == (
        2, "The Python library prometheus_client is missing.",
    )  # fmt: skip
    assert run(tmp_path, "upgrade", PYTHONPATH=str(tmp_path)).returncode == 0
