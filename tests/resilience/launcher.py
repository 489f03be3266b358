"""Starts `recognition` as ever, and kills it at an instant that is named from outside.

RESILIENCE_KILL is `before:2:^UPDATE letter SET`: with the second commit of a transaction that
said so, just before the database hears of it; or `after:…`: when the database has answered, and
nobody else was told. The application is not changed: the engine's own events are listened to.
"""

import ctypes
import os
import re
import signal
import sys
import threading
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from recognition import commands

_here = threading.local()
_counted = [0]


def _arm(when: str, number: int, statement: str) -> None:
    @event.listens_for(Engine, "before_cursor_execute")
    def on_statement(_connection: Any, _cursor: Any, said: str, *_rest: Any) -> None:
        if re.search(statement, " ".join(said.split())):
            _here.said = True

    @event.listens_for(Engine, "rollback")
    def on_rollback(_connection: Any) -> None:
        _here.said = False

    @event.listens_for(Engine, "commit")
    def on_commit(_connection: Any) -> None:
        if getattr(_here, "said", False):
            _counted[0] += 1
            _here.said = False
            _here.committed = True
            if when == "before" and _counted[0] == number:
                os.kill(os.getpid(), signal.SIGKILL)

    @event.listens_for(Session, "after_commit")
    def on_committed(_session: Any) -> None:
        if getattr(_here, "committed", False):
            _here.committed = False
            if when == "after" and _counted[0] == number:
                os.kill(os.getpid(), signal.SIGKILL)


def _ask_like_everybody() -> None:
    """Let root, too, be stopped by the rights of a file; it takes effect in the program started."""
    del os.environ["RESILIENCE_NO_OVERRIDE"]
    drop, override, search = 24, 1, 2  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    if os.geteuid() == 0:
        for right in (override, search):
            if ctypes.CDLL(None).prctl(drop, right, 0, 0, 0):
                sys.exit("root cannot be kept out here")
    os.execv(sys.executable, [sys.executable, "-m", "tests.resilience.launcher", *sys.argv[1:]])


if __name__ == "__main__":
    if os.environ.get("RESILIENCE_NO_OVERRIDE"):
        _ask_like_everybody()
    if os.environ.get("RESILIENCE_KILL"):
        _when, _number, _statement = os.environ["RESILIENCE_KILL"].split(":", 2)
        _arm(_when, int(_number), _statement)
    commands.main()
