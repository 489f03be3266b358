"""The newest entry, noted daily in a file outside the database.

Whoever can write to the database and knows the key could write the whole chain anew. Kept where
they cannot write (another machine, a drive that only adds), this file still tells what was there.
"""

from datetime import datetime
from pathlib import Path

from recognition.audit.rules import Noted

RESTORED = "restored"


def noted(file: Path) -> list[Noted]:
    """Return what a file says, oldest first; nothing where there is no file yet.

    Each line holds an instant (ISO 8601, UTC), the number of an entry, its digest, and “restored”
    where a backup was put in place then. A line that cannot be read, such as the half of one, is
    left out.

    Raises:
        OSError: it is there and cannot be read.
    """
    if not file.exists():
        return []
    return [line for line in map(_read, file.read_text(encoding="utf-8").splitlines()) if line]


def note(file: Path, line: Noted) -> None:
    """Add a line; one write, so that two workers never mix theirs.

    Raises:
        OSError: the file cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as out:
        ending = f" {RESTORED}" if line.restored else ""
        at = line.at.isoformat(timespec="seconds")
        out.write(f"{at} {line.number} {line.digest}{ending}\n")


def _read(line: str) -> Noted | None:
    try:
        at, number, digest, *more = line.split()
        if more not in ([], [RESTORED]):
            return None
        return Noted(datetime.fromisoformat(at), int(number), digest, restored=bool(more))
    except ValueError:
        return None
