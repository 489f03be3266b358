"""Runs the commands on a database, in this process or in one of their own, and reads every row."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from recognition import commands
from recognition.config import ROOT
from recognition.database import db
from tests.settings import SECRET


@dataclass(frozen=True)
class Said:
    """How a command ended, and its lines."""

    code: int
    out: list[str]
    err: list[str]


@dataclass(frozen=True)
class Installation:
    """A database, a folder for backups, and how to run the commands."""

    url: str
    folder: Path
    programs: Path | None
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    app: Flask | None = None

    @property
    def on_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    @property
    def file(self) -> Path:
        """The database on SQLite."""
        return Path(self.url.removeprefix("sqlite:///"))

    @property
    def backup(self) -> Path:
        """Where a backup goes unless a test wants another place."""
        return self.folder / "recognition.backup"

    @property
    def heads(self) -> Path:
        return self.folder.parent / "heads" / "audit-heads.txt"

    def at(self, url: str) -> "Installation":
        """The same settings with another database, and no file of heads yet."""
        folder = self.folder.parent / f"kept{abs(hash(url))}"
        folder.mkdir(exist_ok=True)
        return replace(self, url=url, folder=folder)

    def environment(self, **changes: str) -> dict[str, str]:
        path = os.environ["PATH"]
        return {
            **{name: text for name, text in os.environ.items() if "RECOGNITION_" not in name},
            "PATH": f"{self.programs}{os.pathsep}{path}" if self.programs else path,
            "RECOGNITION_DATABASE_URL": self.url,
            "RECOGNITION_SECRET_KEY": SECRET,
            "RECOGNITION_BASE_URL": "http://localhost",
            "RECOGNITION_AUDIT_HEADS": str(self.heads),
            **changes,
        }

    def say(self, *arguments: object, **changes: str) -> Said:
        """Run a command in this process, with nobody of ours in the database."""
        if self.app:
            settle(self.app)
        with self.monkeypatch.context() as patch:
            for name, text in self.environment(**changes).items():
                patch.setenv(name, text)
            patch.setattr(sys, "argv", ["recognition", *map(str, arguments)])
            self.capsys.readouterr()
            code = 0
            try:
                commands.main()
            except SystemExit as stop:
                code = int(stop.code or 0)
        said = self.capsys.readouterr()
        return Said(code, said.out.splitlines(), said.err.splitlines())

    def start(
        self, *arguments: object, before: Callable[[], None] | None = None, **changes: str
    ) -> "subprocess.Popen[str]":
        """Start a command as a process of its own; `before` runs in it first."""
        return subprocess.Popen(
            [sys.executable, "-m", "recognition", *map(str, arguments)],
            cwd=ROOT,
            env=self.environment(**changes),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=before,
        )

    def run(self, *arguments: object, **more: Any) -> Said:
        """Run a command as a process of its own, to its end."""
        process = self.start(*arguments, **more)
        out, err = process.communicate(timeout=120)
        return Said(process.returncode, out.splitlines(), err.splitlines())

    def rows(self) -> dict[str, list[str]]:
        """Every row of every table there is."""
        engine = sa.create_engine(self.url.replace("postgresql://", "postgresql+psycopg://"))
        tables = sa.MetaData()
        with engine.connect() as connection:
            tables.reflect(connection)
            found = {
                name: sorted(str(tuple(row)) for row in connection.execute(table.select()))
                for name, table in tables.tables.items()
            }
        engine.dispose()
        return found

    def left(self) -> list[str]:
        """What lies in the folder of backups."""
        return sorted(path.name for path in self.folder.iterdir())


def settle(app: Flask) -> None:
    """Let go of the database."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
