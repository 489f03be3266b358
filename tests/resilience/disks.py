"""Faults of the disk under a SQLite file."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.nominating import press, read, reference, send
from tests.resilience.house import House
from tests.resilience.nominating import check_each_once, written
from tests.resilience.saying_no import check_kept, reading_goes_on, try_to_save, until_saved
from tests.visitor import Answer

SOURCE = Path(__file__).with_name("faulty_disk.c")
MEGABYTE = 1024 * 1024


class CannotBeMade(Exception):
    """This machine lacks what the fault needs; the message says what."""


@dataclass
class Fault:
    """A fault that can be switched on and off, and how it is made."""

    how: str
    start: Callable[[], None]
    stop: Callable[[], None]


@contextmanager
def small_disk(house: House) -> Iterator[Fault]:
    """Move an installation to a disk of a few megabytes that can be filled: a real one.

    Raises:
        CannotBeMade: we may not mount one here.
    """
    assert house.file is not None
    folder = Path(tempfile.mkdtemp())
    size = 2 * house.file.stat().st_size + 4 * MEGABYTE
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "recognition-test", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        folder.rmdir()
        raise CannotBeMade("only root may mount a small disk")
    try:
        house.file = Path(shutil.copy(house.file, folder))
        house.url = f"sqlite:///{house.file}"
        filler = folder / "filler"
        yield Fault("a disk of its own, filled up", lambda: _fill(filler), filler.unlink)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
        folder.rmdir()


def _fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file:
        for size in (MEGABYTE, 4096, 1):
            with suppress(OSError):
                while True:
                    file.write(b"x" * size)


@contextmanager
def faulty_disk(house: House, name: str) -> Iterator[Fault]:
    """Put a shim between the server and the C library that answers writes with a fault.

    Args:
        house: the installation.
        name: `ENOSPC -1` for as long as it lasts, or `EIO 1` for the next write alone.

    Raises:
        CannotBeMade: there is no C compiler.
    """
    compiler = shutil.which("cc")
    if compiler is None:
        raise CannotBeMade("there is no C compiler to build the faulty disk with")
    with tempfile.TemporaryDirectory() as folder:
        shim, control = Path(folder) / "faulty_disk.so", Path(folder) / "fault"
        build = [compiler, "-shared", "-fPIC", "-o", str(shim), str(SOURCE), "-ldl"]
        subprocess.run(build, check=True)
        house.extra |= {"LD_PRELOAD": str(shim), "FAULTY_DISK": str(control)}
        yield Fault(
            "a shim answers its writes so",
            lambda: control.write_text(name, encoding="ascii") and None,
            lambda: control.write_text("", encoding="ascii") and None,
        )


def full_disk(house: House) -> str:
    """Fill the disk while somebody writes, and make room again."""
    with ExitStack() as stack:
        try:
            fault = stack.enter_context(small_disk(house))
        except CannotBeMade:
            fault = stack.enter_context(faulty_disk(house, "ENOSPC -1"))
        return _through(house, fault)


def error_once(house: House) -> str:
    """Answer one write with an input/output error."""
    with faulty_disk(house, "EIO 1") as fault:
        return _through(house, fault, lasts=False)


def read_only(house: House) -> str:
    """Take away the right to write the file and its folder, and give it back."""
    file = house.file
    assert file is not None
    house.extra["RESILIENCE_NO_OVERRIDE"] = "1"  # root, too, has to ask

    def allow(*, yes: bool) -> None:
        for one in file.parent.iterdir():
            one.chmod(0o644 if yes else 0o444)
        file.parent.chmod(0o755 if yes else 0o555)

    try:
        return _through(
            house,
            Fault("chmod, also for root", lambda: allow(yes=False), lambda: allow(yes=True)),
        )
    finally:
        allow(yes=True)


def _through(house: House, fault: Fault, *, lasts: bool = True) -> str:
    """Write before, during and after a fault, with one and the same server."""
    visitor = house.visitor(house.seed.nominators[0])
    others = [house.visitor(cookie) for cookie in house.seed.nominators[1:5]]
    with house.serving():
        before = written(house, visitor)
        shown = read(visitor, before.place)
        stories = [written(house, other, number) for number, other in enumerate(others)]
        fault.start()
        refused: list[Answer] = []
        for other, story in zip(others, stories, strict=True):
            if lasts or not refused:
                refused.append(try_to_save(other, story))
                check_kept(refused[-1], story)
        if lasts:
            press(visitor, before.place, shown).must_be(503)
            reading_goes_on(house)
        fault.stop()
        waited = max(
            until_saved(other, answer) for other, answer in zip(others, refused, strict=False)
        )
        told = [reference(press(visitor, before.place, shown))]
        told += [send(other, story.place) for other, story in zip(others, stories, strict=True)]
    assert check_each_once(house, told) == len(told)
    house.check()
    slowest = max(one.seconds for one in refused)
    return (
        f"{fault.how}: {len(refused) + lasts} answers 503 within {slowest:.1f} s, each with the "
        f"text; saved {waited:.1f} s after, without a restart; {len(told)} sent, each stored once"
    )
