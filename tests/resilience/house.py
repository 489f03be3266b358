"""One installation: a database, and processes that serve it. Whatever is started here ends here."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask_migrate import downgrade

from recognition.app import create_app
from recognition.config import ROOT
from recognition.database import db, transaction
from tests.resilience.seed import Seed
from tests.resilience.visitor import Gone, Visitor
from tests.settings import SECRET, settings_for

START_SECONDS = 60
PATIENCE = 90.0


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as bound:
        port: int = bound.getsockname()[1]
    return port


@dataclass
class House:
    """An installation with its seed; `file` is None on PostgreSQL."""

    database: str
    url: str
    seed: Seed
    file: Path | None = None
    extra: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    visitors: list[Visitor] = field(default_factory=list)

    @property
    def base(self) -> str:
        """The address at which it answers, also after it was started again."""
        return f"http://127.0.0.1:{self.port}"

    def _settings(self, changes: dict[str, str]) -> dict[str, str]:
        others = {n: text for n, text in os.environ.items() if not n.startswith("RECOGNITION_")}
        return {
            **others,
            "PYTHONPATH": str(ROOT),
            "RECOGNITION_DATABASE_URL": self.url,
            "RECOGNITION_SECRET_KEY": SECRET,
            "RECOGNITION_BASE_URL": self.base,
            "RECOGNITION_PORT": str(self.port),
            "RECOGNITION_AUDIT_HEADS": "off",
            **self.extra,
            **changes,
        }

    def start(self, *arguments: str, **changes: str) -> "subprocess.Popen[bytes]":
        """Start a command of ours; whoever starts it ends it."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.resilience.launcher", *arguments],
            cwd=ROOT,
            env=self._settings(changes),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    @contextmanager
    def running(self, *arguments: str, **changes: str) -> Iterator["subprocess.Popen[bytes]"]:
        """Run a command until the end of the block."""
        process = self.start(*arguments, **changes)
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    @contextmanager
    def serving(
        self, *, worker: bool = False, **changes: str
    ) -> Iterator["subprocess.Popen[bytes]"]:
        """Serve pages; the block begins when the first one was answered."""
        arguments = ("serve",) if worker else ("serve", "--no-worker")
        with self.running(*arguments, **changes) as process:
            self.wait_until_it_answers(process)
            yield process

    def wait_until_it_answers(self, process: "subprocess.Popen[bytes]") -> None:
        """Return when there is an answer, whatever it says."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            with suppress(Gone):
                self.visitor().get("/health")
                return
            assert process.poll() is None, "it ended before it answered"
            time.sleep(0.05)
        raise AssertionError("it did not answer")

    def visitor(self, cookie: str = "", *, patience: float = 0.0) -> Visitor:
        """Somebody at a browser."""
        self.visitors.append(Visitor(self.base, cookie, patience=patience))
        return self.visitors[-1]

    def close(self) -> None:
        """Close every browser."""
        for visitor in self.visitors:
            visitor.hang_up()

    def command(self, *arguments: str, **changes: str) -> "subprocess.CompletedProcess[str]":
        """Run a command of ours to its end."""
        return subprocess.run(
            [sys.executable, "-m", "recognition", *arguments],
            cwd=ROOT,
            env=self._settings(changes),
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    def check(self) -> str:
        """Run `recognition check`, which has to find nothing."""
        done = self.command("check")
        told = done.stdout + done.stderr
        assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "All is well."), told
        if self.file is not None:
            assert self.rows("PRAGMA integrity_check") == [("ok",)]
        return "clean"

    def downgrade(self, revision: str) -> str:
        """Take the database back to an earlier migration; return which, in words."""
        app = create_app(settings_for(self.url))
        with app.app_context():
            downgrade(directory=str(ROOT / "migrations"), revision=revision)
            db.engine.dispose()
        return f"from {revision} on"

    def rows(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        """Read from the database, past the application."""
        engine = sa.create_engine(self.url.replace("postgresql://", "postgresql+psycopg://"))
        try:
            with engine.connect() as connection:
                return [tuple(row) for row in connection.execute(sa.text(statement), values)]
        finally:
            engine.dispose()

    def number(self, statement: str, **values: Any) -> int:
        """Read one number."""
        [(found,)] = self.rows(statement, **values)
        return int(found or 0)

    def change(self, statement: str, **values: Any) -> None:
        """Set the scene: change rows as time would."""
        app = create_app(settings_for(self.url))
        with app.app_context():
            with transaction() as session:
                session.execute(sa.text(statement), values)
            db.engine.dispose()


def spoken_times(seconds: Sequence[float]) -> str:
    """Return median and 95th percentile in words."""
    ordered = sorted(seconds)
    median = ordered[len(ordered) // 2]
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"median {median:.2f} s, 95 of 100 under {high:.2f} s, slowest {ordered[-1]:.2f} s"
