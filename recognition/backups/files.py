"""Files that hold a backup: where they may lie, and that they are whole or absent."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from recognition.backups import stopping
from recognition.errors import Refused
from recognition.words import _

KIB = 1024


def check_readable(file: Path) -> None:
    """Let only a file pass that is there.

    Raises:
        Refused: it is not.
    """
    if not file.is_file():
        raise Refused(_("There is no file %(file)s.", file=file))


def check_free(file: Path, *, force: bool) -> None:
    """Let only a place pass where a backup may be written.

    Raises:
        Refused: the folder is not there, or something else is.
    """
    if not file.parent.is_dir():
        raise Refused(_("There is no folder %(folder)s.", folder=file.parent))
    if not os.path.lexists(file):
        return
    if not file.is_file():
        raise Refused(_("%(file)s is there already, and is not a file.", file=file))
    if not force:
        raise Refused(
            _(
                "%(file)s is there already. Choose another name, or add --force to replace it.",
                file=file,
            )
        )


@contextmanager
def whole_or_absent(file: Path) -> Iterator[Path]:
    """Lend a path beside a file to write to; the file is there once all of it is on the disk.

    Only its owner can read it. Whatever goes wrong, nothing is left behind, and a file that is to
    be replaced stays as it was.
    """
    with stopping.held_back() as hear:
        handle, name = tempfile.mkstemp(
            prefix=f".{file.name}.", suffix=".unfinished", dir=file.parent
        )
        os.close(handle)
        unfinished = Path(name)
        try:
            hear()
            yield unfinished
            to_disk(unfinished)
            unfinished.replace(file)
            to_disk(file.parent)
        except BaseException:
            for left in (unfinished, *beside(unfinished)):
                with suppress(OSError):
                    left.unlink(missing_ok=True)
            raise


def to_disk(path: Path) -> None:
    """Return once what was written to a file or folder would survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def beside(database: Path) -> list[Path]:
    """Return what SQLite may keep beside a database; without them it is not whole."""
    return [Path(f"{database}{ending}") for ending in ("-journal", "-wal", "-shm")]


def size_in_words(size: int) -> str:
    """Return a number of bytes as people say it."""
    amount, unit = float(size), "bytes"
    for larger in ("KB", "MB", "GB", "TB"):
        if amount < KIB:
            break
        amount, unit = amount / KIB, larger
    return f"{amount:.0f} {unit}" if unit == "bytes" else f"{amount:.1f} {unit}"
