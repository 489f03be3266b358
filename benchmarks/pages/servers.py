"""The servers of a run: ours, as it is served in earnest, and the bare one beside it."""

import sys
from contextlib import AbstractContextManager
from pathlib import Path

from tests.settings import SECRET
from tools.running import free_port, ours
from tools.servers import Server

MIB = 1_048_576


def serving(database_url: str) -> AbstractContextManager[Server]:
    """Serve the application without its worker, so that nothing else writes meanwhile."""
    settings = {
        "RECOGNITION_DATABASE_URL": database_url,
        "RECOGNITION_SECRET_KEY": SECRET,
        "RECOGNITION_AUDIT_HEADS": "off",
        "RECOGNITION_LOG": "json",
        "MALLOC_ARENA_MAX": "1",  # as our units for systemd say
    }
    return Server(ours("serve", "--no-worker"), settings).serving()


def bare() -> AbstractContextManager[Server]:
    """Serve the bare page."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.pages.bare", str(port)]
    return Server(command, port=port, page="/").serving()


def memory(server: Server) -> float:
    """Return what its process holds now, in MiB."""
    return _told(server, "VmRSS:")


def peak(server: Server) -> float:
    """Return the most that its process ever held, in MiB."""
    return _told(server, "VmHWM:")


def _told(server: Server, name: str) -> float:
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith(name))
    return int(line.split()[1]) * 1_024 / MIB
