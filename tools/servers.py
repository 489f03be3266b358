"""Programs that are started, awaited, and ended by their own number."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Self
from urllib.error import HTTPError
from urllib.request import Request

from tools.programs import ROOT, Stopped
from tools.running import HERE, PATIENCE_SECONDS, free_port, neutral, opener, ours, until


@dataclass
class Program:
    """One program that can be started, ended or killed, and started again.

    Attributes:
        command: its command line.
        settings: what it finds in its environment, beside what `neutral` leaves.
        folder: where it runs.
        log: to which file it adds what it says on standard error; without one nobody hears it.
    """

    command: Sequence[str | Path]
    settings: Mapping[str, str] = field(default_factory=dict)
    folder: Path = ROOT
    log: Path | None = None
    _process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    @property
    def process(self) -> "subprocess.Popen[bytes]":
        """The process that was started last."""
        if self._process is None:
            raise Stopped("It was not started.")
        return self._process

    def start(self) -> None:
        """Start it; whoever does ends it."""
        with (self.log or Path(os.devnull)).open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                cwd=self.folder,
                env=neutral(**self.settings),
                stdout=subprocess.DEVNULL,
                stderr=log,
            )

    def stop(self, number: int = signal.SIGTERM) -> int:
        """End it if it runs, and wait; return its exit code."""
        if self._process is None:
            return 0
        self._process.send_signal(number)
        try:
            return self._process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            return self.kill()

    def kill(self) -> int:
        """End it at once."""
        self.process.kill()
        return self.process.wait()

    @contextmanager
    def running(self) -> Iterator[Self]:
        """Run it until the end of the block at most."""
        self.start()
        try:
            yield self
        finally:
            self.kill()


@dataclass
class Server(Program):
    """A program that answers at a port of its own, which it is told in its environment.

    Attributes:
        port: a free one unless given.
        host: by which name it is asked.
        page: what it answers as soon as it runs.
        patience: for how many seconds an answer is waited for.
        started_in: how many seconds it took until it answered.
    """

    port: int = field(default_factory=free_port)
    host: str = HERE
    page: str = "/health"
    patience: float = PATIENCE_SECONDS
    started_in: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        own = {"RECOGNITION_PORT": str(self.port), "RECOGNITION_BASE_URL": self.url}
        self.settings = {**own, **self.settings}

    @property
    def url(self) -> str:
        """The address at which it answers, also after it was started again."""
        return f"http://{HERE}:{self.port}"

    def answer(self) -> tuple[int, str]:
        """Ask for its page; return status and text, and the status 0 when nobody answers."""
        asked = Request(self.url + self.page, headers={"Host": self.host})  # noqa: S310 -- our own
        try:
            with opener().open(asked, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as problem:
            return problem.code, problem.read().decode()
        except (OSError, HTTPException):
            return 0, ""

    def started(self) -> None:
        """Start it, and wait until it answers, whatever it says.

        Raises:
            Stopped: it ended before, or did not answer in time.
        """
        self.start()
        self._await(time.perf_counter())

    @contextmanager
    def serving(self) -> Iterator[Self]:
        """Serve from its first answer until the end of the block at most."""
        began = time.perf_counter()
        with self.running():
            self._await(began)
            yield self

    def _await(self, began: float) -> None:
        until(self._has_answered, f"an answer at {self.url}", self.patience)
        self.started_in = time.perf_counter() - began

    def _has_answered(self) -> bool:
        if self.process.poll() is not None:
            said = self.log.read_text(encoding="utf-8").splitlines() if self.log else []
            raise Stopped(" ".join([f"It ended before it answered at {self.url}.", *said[-1:]]))
        return self.answer()[0] != 0


def demonstration_of(folder: Path, python: str | Path = sys.executable) -> Server:
    """Return the server of a demonstration that is filled when it is started, in a folder."""
    settings = {
        "RECOGNITION_DEMO": "1",
        "RECOGNITION_DATABASE_URL": f"sqlite:///{(folder / 'demonstration.sqlite').as_posix()}",
        "RECOGNITION_LOG": "json",
    }
    command = ours("serve", "--demo-if-empty", python=python)
    return Server(command, settings, log=folder / "log", patience=600)
