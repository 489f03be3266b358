"""The servers of a run: ours, as it is served in earnest, and the bare one beside it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from recognition.config import ROOT
from tests.settings import SECRET

PATIENCE_SECONDS = 60
MIB = 1_048_576


@dataclass(frozen=True)
class Server:
    """A process that answers at a port of this machine; how long it took until it did."""

    port: int
    process: int
    started_in: float

    def memory(self) -> float:
        """Return what it holds now, in MiB."""
        status = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        (line,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) * 1_024 / MIB

    def peak(self) -> float:
        """Return the most it ever held, in MiB."""
        status = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1_024 / MIB


@contextmanager
def serving(database_url: str) -> Iterator[Server]:
    """Serve the application without its worker, so that nothing else writes meanwhile."""
    port = _free_port()
    settings = {
        "RECOGNITION_DATABASE_URL": database_url,
        "RECOGNITION_SECRET_KEY": SECRET,
        "RECOGNITION_BASE_URL": f"http://127.0.0.1:{port}",
        "RECOGNITION_PORT": str(port),
        "RECOGNITION_AUDIT_HEADS": "off",
        "RECOGNITION_LOG": "json",
    }
    command = [sys.executable, "-m", "recognition", "serve", "--no-worker"]
    with _running(command, port, "/health", settings) as server:
        yield server


@contextmanager
def bare() -> Iterator[Server]:
    """Serve the bare page."""
    port = _free_port()
    with _running([sys.executable, "-m", "benchmarks.pages.bare", str(port)], port, "/") as server:
        yield server


@contextmanager
def _running(
    command: list[str], port: int, path: str, settings: dict[str, str] | None = None
) -> Iterator[Server]:
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 # this Python, our own modules
        command,
        cwd=ROOT,
        env={**os.environ, **(settings or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).close()
                break
            except OSError:
                if process.poll() is not None or time.perf_counter() - began > PATIENCE_SECONDS:
                    raise
                time.sleep(0.005)
        yield Server(port, process.pid, time.perf_counter() - began)
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
