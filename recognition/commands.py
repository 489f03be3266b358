"""The `recognition` command line: reads arguments, calls actions, prints. No logic here."""

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click
from flask import Flask
from limits.errors import ConfigurationError
from sqlalchemy.exc import ArgumentError, DBAPIError
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from recognition import clock, config, logs, revisions
from recognition.app import CHORES, ERRANDS, create_app
from recognition.backups.commands import backup, restore
from recognition.config import ROOT
from recognition.database import transaction, wal_is_safe
from recognition.errors import Refused
from recognition.hall import checks
from recognition.mail import worker as mail_worker
from recognition.marks import forget_everything
from recognition.panel.actions import loads
from recognition.people import actions as people
from recognition.people import queries as people_queries
from recognition.privacy.actions import retention
from recognition.privacy.retention_table import table as retention_table
from recognition.words import _

THREADS = 4
MOST_PENDING = 1_048_576
"""Bytes that wait for a slow browser; a long file is made no faster than it is taken."""
LETTER_SECONDS = 25.0  # longer than the mail server is waited for


def _say_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:  # noqa: FBT001 -- click's
    if asked and not context.resilient_parsing:
        click.echo(f"recognition {config.version()}")
        context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_say_version,
    help="Show the version and exit.",
)
def recognition() -> None:
    """Nominate, thank, judge fairly, announce."""


recognition.add_command(backup)
recognition.add_command(restore)


def _app() -> Flask:
    """Build the application from the environment; never quote an address, it can hold a password.

    Raises:
        Refused: a library cannot work with a setting, or is missing.
    """
    settings = config.from_environment(os.environ)
    try:
        return create_app(settings)
    except ArgumentError:  # also when there is no such kind of database
        raise Refused(
            _("RECOGNITION_DATABASE_URL is not the address of a database that can be used.")
        ) from None
    except ConfigurationError:
        raise Refused(
            _("RECOGNITION_LIMITS_URL cannot be used; it may need a library that is not installed.")
        ) from None
    except ModuleNotFoundError as problem:
        raise Refused(_("The Python library %(name)s is missing.", name=problem.name)) from None


def _upgrade(app: Flask) -> None:
    with app.app_context():
        if revisions.is_newest():
            return
        from flask_migrate import upgrade as migrate_up

        logging.getLogger("alembic").setLevel(logging.WARNING)
        migrate_up(directory=str(ROOT / "migrations"))


@recognition.command()
def upgrade() -> None:
    """Bring the database to the newest migration, and mend what an earlier version left undone."""
    app = _app()
    _upgrade(app)
    with app.app_context(), transaction() as session:
        people.look_everybody_over(session, part_by_part=True)
        loads.recount_everybody(session)
        forget_everything(session.connection())
    click.echo(_("The database is up to date."))


@recognition.command()
@click.option("--no-worker", is_flag=True, help="Only serve pages; letters wait for a worker.")
@click.option("--demo-if-empty", is_flag=True, help="Upgrade, and fill an empty database first.")
def serve(*, no_worker: bool, demo_if_empty: bool) -> None:
    """Serve the pages, and deliver letters unless told not to."""
    app = _app()
    _speak(app)
    if demo_if_empty:
        _fill_if_empty(app)
    settings: config.Settings = app.config["SETTINGS"]
    server = _listen(app, settings)
    stop = threading.Event()
    courier = threading.Thread(
        target=mail_worker.run,
        args=(app, stop),
        kwargs={"chores": CHORES, "errands": ERRANDS},
        daemon=True,
    )
    try:
        _on_stop(_leave)
        if not no_worker:
            courier.start()
        click.echo(_("Ready at %(address)s (Ctrl-C stops it)", address=settings.base_url))
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        _on_stop(signal.SIG_IGN)  # a second Ctrl-C must not cut short what follows
        stop.set()
        server.close()
        if courier.is_alive():
            # a letter that has left but is not marked would be sent again
            courier.join(LETTER_SECONDS)


def _speak(app: Flask) -> None:
    """Log for people at a terminal and in a demonstration, and else for programs."""
    settings: config.Settings = app.config["SETTINGS"]
    for_people = settings.demo or sys.stderr.isatty()
    logs.speak(as_json=not for_people if settings.logs_json is None else settings.logs_json)


def _listen(app: Flask, settings: config.Settings) -> BaseWSGIServer | MultiSocketServer:
    # waitress takes away what it thinks nobody trusts, and then nothing is left for `ProxyFix`
    clear = settings.trusted_proxies == 0
    try:
        return create_server(
            app,
            host=settings.host,
            port=settings.port,
            threads=THREADS,
            clear_untrusted_proxy_headers=clear,
            outbuf_high_watermark=MOST_PENDING,
        )
    except ValueError:  # waitress says so when no address has this name
        raise Refused(_("RECOGNITION_HOST should be a name or address of this computer.")) from None


def _on_stop(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, handler)


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@recognition.command()
def worker() -> None:
    """Deliver letters, and do what time brings, until stopped."""
    app = _app()
    _speak(app)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    click.echo(_("Delivering letters (Ctrl-C stops it)"))
    mail_worker.run(app, stop, chores=CHORES, errands=ERRANDS)


@recognition.command()
@click.argument("email")
@click.option("--name", required=True, help="Their name, as colleagues write it.")
@click.option("--organisation", required=True, help="Made if there is none of that name.")
@click.option("--lost-phone", is_flag=True, help="Clear their second step; they set up a new one.")
def admin(*, email: str, name: str, organisation: str, lost_phone: bool) -> None:
    """Make the first administrator, and mail (or print) a sign-in link."""
    app = _app()
    _upgrade(app)
    with app.app_context():
        people.first_administrator(email=email, name=name, organisation=organisation)
        if lost_phone:
            people.clear_second_step_of(email)
        click.echo(_("%(name)s is an administrator of %(place)s.", name=name, place=organisation))
        if config.current().mail_url is not None:
            click.echo(_("A letter with a sign-in link is on its way to them."))
            return
        link = people.make_sign_in_link(email.strip().lower())
        click.echo(_("Sign in within 20 minutes at %(link)s", link=link))


@recognition.command("import-people")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--organisation", required=True, help="Made if there is none of that name.")
@click.option("--dry-run", is_flag=True, help="Tell what would happen; write nothing.")
@click.option("--skip-bad-rows", is_flag=True, help="Load the good rows although others are bad.")
@click.option("--leavers", is_flag=True, help="People who are not in the file have left.")
def import_people(
    *, file: Path, organisation: str, dry_run: bool, skip_bad_rows: bool, leavers: bool
) -> None:
    """Load or update the staff directory from a CSV file."""
    app = _app()
    _upgrade(app)
    with app.app_context(), _progress(_("Writing")) as tell:
        report = people.import_people(
            file.read_bytes(),
            organisation,
            dry_run=dry_run,
            skip_bad_rows=skip_bad_rows,
            leavers=leavers,
            progress=tell,
        )
    _print_report(report, dry_run=dry_run)
    if report.refused and not skip_bad_rows:
        sys.exit(2)


def _fill_if_empty(app: Flask) -> None:
    """Bring the database up to date, and put the demonstration in when it is empty."""
    _upgrade(app)
    with app.app_context():
        if people_queries.host() is None:
            from recognition.demo import actions as demonstration

            demonstration.fill(clock.now())


@recognition.command()
def demo() -> None:
    """Fill an empty database with the demonstration organisation."""
    from recognition.demo import actions as demonstration

    app = _app()
    _upgrade(app)
    with app.app_context():
        demonstration.fill(clock.now())
    click.echo(_("The demonstration is in."))


@recognition.command("load-data")
@click.option("--nominations", type=int, required=True, help="How many, in one judged round.")
@click.option("--panellists", type=int, required=True, help="How many people judge.")
@click.option("--reviews", type=int, required=True, help="Sent reviews of each nomination.")
@click.option("--staff", type=int, help="Colleagues in the directory; as many as nominations.")
@click.option("--categories", type=int, default=4, show_default=True, help="1 or 4.")
def load_data(
    *, nominations: int, panellists: int, reviews: int, staff: int | None, categories: int
) -> None:
    """Fill an empty database with much data, for measuring."""
    from recognition.demo import actions as demonstration

    app = _app()
    _upgrade(app)
    with app.app_context(), _progress(_("Writing")) as tell:
        loaded = demonstration.load_data(
            nominations=nominations,
            panellists=panellists,
            reviews=reviews,
            staff=staff,
            categories=categories,
            progress=tell,
        )
    click.echo(_("Round: %(number)s", number=loaded.round_id))
    click.echo(_("Administrator: %(email)s", email=loaded.administrator))
    click.echo(_("Chair: %(email)s", email=loaded.chair))
    click.echo(_("One of the panellists: %(email)s", email=loaded.panellist))


@recognition.command()
def check() -> None:
    """Look for what should never be; print it, and exit with 1 if there is any."""
    app = _app()
    with app.app_context():
        found = checks.problems()
        restorations = checks.restorations()
        mode = checks.journal_mode()
    if mode:
        advice = (
            _("write-ahead logging is safe with this SQLite")
            if wal_is_safe()
            else _("this SQLite can lose writes in write-ahead mode, so it is not used")
        )
        click.echo(_("SQLite journal: %(mode)s (%(advice)s)", mode=mode, advice=advice))
    for line in (*restorations, *found):
        click.echo(line)
    if found:
        sys.exit(1)
    click.echo(_("All is well."))


@recognition.command()
@click.option("--dry-run", is_flag=True, help="Tell what would go; change nothing.")
def purge(*, dry_run: bool) -> None:
    """Let go of what was kept as long as the retention schedule says."""
    app = _app()
    with app.app_context():
        found = retention.due() if dry_run else retention.purge(way=retention.COMMAND)
    for line in retention_table(found):
        click.echo(line)
    if dry_run:
        click.echo(_("This was a dry run: nothing was written."))


@contextmanager
def _progress(label: str) -> Iterator[people.Progress]:
    """Show a bar on a terminal, and nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def tell(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield tell


def _print_report(report: people.ImportReport, *, dry_run: bool) -> None:
    for row in report.refused:
        click.echo(_("Line %(line)s: %(reason)s", line=row.line, reason=row.reason), err=True)
    for row in report.notes:
        click.echo(
            _("Note on line %(line)s: %(reason)s", line=row.line, reason=row.reason), err=True
        )
    click.echo(
        _(
            "%(place)s: %(added)s added, %(updated)s updated, %(unchanged)s unchanged, "
            "%(left)s left, %(refused)s refused.",
            place=report.organisation,
            added=report.added,
            updated=report.updated,
            unchanged=report.unchanged,
            left=report.left,
            refused=len(report.refused),
        )
    )
    if dry_run:
        click.echo(_("This was a dry run: nothing was written."))
    elif not report.written:
        click.echo(
            _("Nothing was written. Mend the rows above, or load the others with --skip-bad-rows."),
            err=True,
        )


def main() -> None:
    """Run a command; what goes wrong is one line on standard error, and exit code 2."""
    try:
        recognition(standalone_mode=False)
    except Refused as refused:
        _stop(refused.reason)
    except click.ClickException as problem:
        _stop(problem.format_message())
    except click.Abort:
        sys.exit(130)
    except DBAPIError as problem:
        first_line = str(problem.orig).strip().partition("\n")[0]
        _stop(_("The database did not answer: %(reason)s", reason=first_line))
    except OSError as problem:
        _stop(f"{problem.strerror or problem}: {problem.filename or ''}".rstrip(": "))


def _stop(reason: str) -> None:
    click.echo(reason, err=True)
    sys.exit(2)
