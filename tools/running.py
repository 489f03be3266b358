"""Running our commands on this machine: a free port, patience, and nobody's own settings."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import BaseHandler, OpenerDirector, ProxyHandler, build_opener

from tools.programs import ROOT, Stopped

HERE = "127.0.0.1"
PATIENCE_SECONDS = 120.0  # a machine may have much else to do
_given: set[int] = set()  # ports that were lent and may not be bound yet


def opener(*handlers: BaseHandler) -> OpenerDirector:
    """Return what asks servers of this machine, past the proxy of whoever runs it."""
    return build_opener(ProxyHandler({}), *handlers)


def free_port() -> int:
    """Return a port on which nobody listens now, each time another one."""
    while True:
        with socket.create_server((HERE, 0)) as bound:
            port: int = bound.getsockname()[1]
        if port not in _given:
            _given.add(port)
            return port


def accepts(port: int) -> bool:
    """Tell whether somebody listens on a port."""
    try:
        socket.create_connection((HERE, port), 1).close()
    except OSError:
        return False
    return True


def until(holds: Callable[[], object], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until something holds.

    Raises:
        Stopped: it did not in so many seconds.
    """
    patience = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > patience:
            raise Stopped(f"Waited in vain for {what}.")
        time.sleep(0.02)


def neutral(**settings: str) -> dict[str, str]:
    """Return this process's environment with these settings and none of a person's own.

    An empty text leaves a name out.
    """
    others = {
        name: text for name, text in os.environ.items() if not name.startswith("RECOGNITION_")
    }
    return {name: text for name, text in {**others, **settings}.items() if text}


def ours(*arguments: str, python: str | Path = sys.executable) -> list[str | Path]:
    """Return the command line of one of our commands."""
    return [python, "-m", "recognition", *arguments]


def finished(
    *arguments: str, folder: Path = ROOT, **settings: str
) -> "subprocess.CompletedProcess[str]":
    """Run one of our commands to its end, with the code that lies in a folder."""
    return subprocess.run(
        ours(*arguments),
        cwd=folder,
        env=neutral(**settings),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
