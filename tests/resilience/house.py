"""One installation: a database, and processes that serve it. Whatever is started here ends here."""

import subprocess
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask_migrate import downgrade

from recognition.app import create_app
from recognition.config import ROOT
from recognition.database import db, transaction
from tests.resilience.seed import Seed
from tests.settings import SECRET, settings_for
from tests.visitor import Visitor
from tools.running import HERE, finished, free_port
from tools.servers import Server

PATIENCE = 90.0
LAUNCHER = [sys.executable, "-m", "tests.resilience.launcher"]


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
        return f"http://{HERE}:{self.port}"

    def _settings(self) -> dict[str, str]:
        return {
            "RECOGNITION_DATABASE_URL": self.url,
            "RECOGNITION_SECRET_KEY": SECRET,
            "RECOGNITION_BASE_URL": self.base,
            "RECOGNITION_AUDIT_HEADS": "off",
            **self.extra,
        }

    def _program(self, *arguments: str, **changes: str) -> Server:
        settings = {**self._settings(), **changes}
        return Server([*LAUNCHER, *arguments], settings, port=self.port)

    def running(self, *arguments: str, **changes: str) -> AbstractContextManager[Server]:
        """Run a command until the end of the block."""
        return self._program(*arguments, **changes).running()

    def serving(self, *, worker: bool = False, **changes: str) -> AbstractContextManager[Server]:
        """Serve pages; the block begins when the first one was answered."""
        arguments = ("serve",) if worker else ("serve", "--no-worker")
        return self._program(*arguments, **changes).serving()

    def visitor(self, cookie: str = "", *, patience: float = 0.0) -> Visitor:
        """Somebody at a browser."""
        self.visitors.append(Visitor(self.base, cookie, patience=patience))
        return self.visitors[-1]

    def close(self) -> None:
        """Close every browser."""
        for visitor in self.visitors:
            visitor.close()

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a command of ours to its end."""
        return finished(*arguments, **self._settings())

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
