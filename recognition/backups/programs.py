"""PostgreSQL's own programs, run so that no password is on a command line or asked for."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

from recognition.backups import stopping
from recognition.errors import Refused
from recognition.words import _

DUMP, RESTORE, QUERY = "pg_dump", "pg_restore", "psql"
# Parameters of an address that are secret. The first has a variable of the environment, which
# only the same account and root can read; the second has none.
PASSWORD, KEY_PASSWORD = "password", "sslpassword"


class Stopped(Refused):
    """A program did not get to its end."""


@dataclass(frozen=True)
class Place:
    """A database: how to reach it, without its password; and the password, or nothing."""

    address: str
    password: str

    @property
    def environment(self) -> dict[str, str]:
        """What a program that connects finds in its environment; its words are in English."""
        more = {"PGPASSWORD": self.password} if self.password else {}
        return {**os.environ, "LC_ALL": "C", "PGAPPNAME": "recognition backup", **more}


def place_of(url: URL) -> Place:
    """Return how libpq reaches what SQLAlchemy's address means: sockets, several hosts, TLS.

    Raises:
        Refused: it holds a password that could not be kept off a command line.
    """
    options = dict(url.get_dialect()().create_connect_args(url)[1])
    if KEY_PASSWORD in options:
        raise Refused(
            _(
                "RECOGNITION_DATABASE_URL holds %(name)s, which backups cannot use.",
                name=KEY_PASSWORD,
            )
        )
    password = str(options.pop(PASSWORD, "") or "")
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415 -- SQLite does without it

    return Place(make_conninfo(**options), password)


def program(name: str) -> str:
    """Return the path of one of PostgreSQL's programs.

    Raises:
        Refused: it is not there.
    """
    found = shutil.which(name)
    if found is None:
        raise Refused(
            _(
                "The program %(name)s is missing. Install PostgreSQL’s client programs (on Debian "
                "and Ubuntu: postgresql-client), or put their folder in PATH.",
                name=name,
            )
        )
    return found


def dump_command(place: Place, to: Path) -> list[str]:
    """Return the command that writes a backup; it waits a minute at most for a migration."""
    return [
        program(DUMP),
        "--format=custom",
        "--no-password",
        "--lock-wait-timeout=60s",
        f"--file={to}",
        f"--dbname={place.address}",
    ]


def query_command(place: Place) -> list[str]:
    """Return the command that runs the statements it is given, and stops at the first problem."""
    return [
        program(QUERY),
        "--no-psqlrc",
        "--quiet",
        "--no-password",
        "--set=ON_ERROR_STOP=1",
        "--file=-",
        f"--dbname={place.address}",
    ]


def read_command(file: Path, *options: str) -> list[str]:
    """Return the command that reads a backup; only statements come out, nobody is connected to."""
    return [program(RESTORE), "--no-owner", "--no-privileges", *options, "--", str(file)]


def run(command: Sequence[str], place: Place | None = None) -> bytes:
    """Run a program to its end and return what it said.

    Raises:
        Stopped: it did not get to its end.
    """
    environment = place.environment if place else {**os.environ, "LC_ALL": "C"}
    with (
        stopping.held_back() as hear,
        subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process,
    ):
        try:
            hear()
            out, err = process.communicate()
        except BaseException:
            process.kill()  # it would go on writing
            raise
    if process.returncode:
        raise stopped(Path(command[0]).name, err)
    return out


def stopped(name: str, said: bytes) -> Refused:
    """Say in one line why a program stopped; further lines can hold what is in a row."""
    lines = said.decode(errors="replace").splitlines()
    if mismatch := next((line for line in lines if "server version:" in line), ""):
        versions = mismatch.partition("detail: ")[2] or mismatch
        return Refused(
            _(
                "%(name)s is older than the server (%(versions)s). Install the client programs of "
                "the server’s version, or put their folder first in PATH.",
                name=name,
                versions=versions,
            )
        )
    line = next((line for line in lines if "error:" in line.lower()), lines[0] if lines else "")
    reason = line.strip() or _("it was stopped")
    return Stopped(_("%(name)s did not finish: %(reason)s", name=name, reason=reason))
