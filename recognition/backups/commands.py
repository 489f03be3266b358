"""The two commands, and what whoever restores at night is told to do next."""

import os
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click
from sqlalchemy import URL, make_url

from recognition import clock, config
from recognition.audit import heads
from recognition.audit.rules import Noted
from recognition.backups import (
    files,
    postgresql,
    postgresql_restoring,
    sqlite,
    sqlite_reading,
    sqlite_restoring,
)
from recognition.backups.held import Before, Held, check_migration, newest_migration
from recognition.config import Settings
from recognition.errors import Refused
from recognition.words import _

STOPPED = 143  # as a shell says it of SIGTERM


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE if it is there already.")
def backup(*, file: Path, force: bool) -> None:
    """Write a consistent copy of the database to FILE, while people go on working."""
    url = _url(_settings())
    _check_apart(file, url)
    files.check_free(file, force=force)
    _tell(_("Copying the database, then reading the copy through …"))
    with _careful() as started, files.whole_or_absent(file) as unfinished:
        if _is_sqlite(url):
            held = sqlite.back_up(sqlite.file_of(url), unfinished)
        else:
            held = postgresql.back_up(url, unfinished)
    click.echo(_said(_("Backed up to"), file, held, started))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace what is in the database.")
def restore(*, file: Path, force: bool) -> None:
    """Put a backup in place of the database. Stop the service first."""
    settings = _settings()
    url = _url(settings)
    files.check_readable(file)
    _check_apart(file, url)
    with _careful() as started:
        on_sqlite = _is_sqlite(url)
        database = sqlite.file_of(url) if on_sqlite else None
        before = sqlite_restoring.before(database) if database else postgresql_restoring.before(url)
        if not (before.empty or force):
            raise Refused(_in_the_way(on_sqlite=on_sqlite))
        _tell(_("Reading the backup through, then putting it in place …"))
        held = sqlite_reading.look(file) if on_sqlite else postgresql.look(file)
        check_migration(held.migration, file)
        kept = None
        if database:
            kept = sqlite_restoring.restore(file, database, clock.now())
        else:
            postgresql_restoring.restore(file, url)
    click.echo(_said(_("Restored"), file, held, started))
    _note(settings, held)
    for line in _next_steps(held, before, kept):
        click.echo(line)


def _settings() -> Settings:
    return config.from_environment(os.environ)


def _url(settings: Settings) -> URL:
    return make_url(settings.database_url)


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _check_apart(file: Path, url: URL) -> None:
    if not _is_sqlite(url):
        return
    database = sqlite.file_of(url)
    if file.exists() and database.exists() and file.samefile(database):
        raise Refused(_("%(file)s is the database itself.", file=file))


@contextmanager
def _careful() -> Iterator[float]:
    """Lend the time it began; a signal to stop, too, leaves nothing half-written."""
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        yield time.monotonic()
    except sqlite3.Error as problem:
        raise Refused(_("The database did not answer: %(reason)s", reason=problem)) from None
    finally:
        signal.signal(signal.SIGTERM, before)


def _tell(what: str) -> None:
    """Say what takes its time, to somebody at a terminal."""
    if sys.stderr.isatty():
        click.echo(what, err=True)


def _leave(_number: int, _frame: FrameType | None) -> None:
    sys.exit(STOPPED)


def _said(what: str, file: Path, held: Held, started: float) -> str:
    return _(
        "%(what)s %(file)s: %(size)s in %(seconds)s seconds, migration %(migration)s, audit "
        "entry %(entry)s (%(digest)s).",
        what=what,
        file=file,
        size=files.size_in_words(file.stat().st_size),
        seconds=f"{time.monotonic() - started:.1f}",
        migration=held.migration,
        entry=held.entry,
        digest=held.digest[:12] or "–",
    )


def _in_the_way(*, on_sqlite: bool) -> str:
    if on_sqlite:
        return _(
            "There is something in the database already. Add --force to put the backup in its "
            "place; what is there now is kept beside it under another name."
        )
    return _(
        "There is something in the database already. Make a backup of it, then add --force to "
        "put this one in its place."
    )


def _note(settings: Settings, held: Held) -> None:
    """Tell the file of heads that the trail goes on from an earlier entry, where it does."""
    file = settings.audit_heads
    try:
        if file and any(line.number > held.entry for line in heads.noted(file)):
            heads.note(file, Noted(clock.now(), held.entry, held.digest, restored=True))
    except OSError as problem:
        click.echo(
            _(
                "The file of audit heads could not be written (%(reason)s), so “recognition "
                "check” will find the trail shorter than it says.",
                reason=problem.strerror,
            ),
            err=True,
        )


def _next_steps(held: Held, before: Before, kept: Path | None) -> Iterator[str]:
    if kept:
        yield _("What was there is kept as %(file)s. Delete it once nobody needs it.", file=kept)
    yield _("Do these before you start the service:")
    if held.migration != newest_migration():
        yield "  recognition upgrade"
    yield "  recognition purge"
    yield "  recognition check"
    yield _("Letters that were waiting when the backup was made will be sent, perhaps again.")
    again = [page for number, page in before.erasures.items() if number not in held.erasures]
    if before.empty or not before.readable:
        yield _("Whoever was erased after the backup was made has to be erased again.")
    elif again:
        yield _("Erased after the backup was made; erase them again on these pages:")
        yield from (f"  {page}" for page in again)
