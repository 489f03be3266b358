"""The programs of an installation, each started for a test and ended by its own number."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from recognition.config import ROOT

PATIENCE_SECONDS = 120  # a machine may have much else to do
ELSEWHERE = "/usr/sbin:/usr/local/sbin:/sbin"  # where Debian puts nginx; not on everybody's path


def program(name: str, config: pytest.Config) -> str:
    """Return where a program of this machine is; without it the test says that it did not run."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:{ELSEWHERE}")
    if found is None:
        reason = f"no {name} here: install the Debian packages nginx-light and redis-server"
        if config.getoption("--require-browser"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def free_port() -> int:
    """Return a port on which nobody listens now."""
    with socket.create_server(("127.0.0.1", 0)) as bound:
        port: int = bound.getsockname()[1]
    return port


def until(holds: Callable[[], object], what: str) -> None:
    """Wait until something holds; not for ever."""
    patience = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < patience, f"waited in vain: {what}"
        time.sleep(0.05)


def accepts(port: int) -> bool:
    """Tell whether somebody listens on a port."""
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


@dataclass
class Program:
    """One program that can be started, ended or killed, and started again."""

    command: list[str]
    log: Path
    folder: Path = ROOT
    settings: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        own = {k: v for k, v in os.environ.items() if not k.startswith("RECOGNITION_")}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=self.folder, env={**own, **self.settings}, stdout=log, stderr=log
            )

    def stop(self, number: int = signal.SIGTERM) -> int:
        """End it, and wait; return its exit code."""
        if self.process is None:
            return 0
        self.process.send_signal(number)
        try:
            return self.process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


@dataclass
class Node(Program):
    """A web node on a port of its own."""

    port: int = 0

    def health(self) -> tuple[int, str]:
        """Return status and answer of its /health; 0 when nobody answers."""
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/health", headers={"Host": "localhost"}
        )
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as problem:
            return problem.code, problem.read().decode()
        except OSError:
            return 0, ""

    def started(self) -> None:
        """Start, and wait until it answers."""
        self.start()
        until(lambda: self.health()[0], f"the node on port {self.port}")


def run(folder: Path, settings: Mapping[str, str], *arguments: str) -> str:
    """Run a command of ours that has to succeed; return what it said."""
    own = {k: v for k, v in os.environ.items() if not k.startswith("RECOGNITION_")}
    done = subprocess.run(
        [sys.executable, "-m", "recognition", *arguments],
        cwd=folder,
        env={**own, **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
