"""What a backup holds, and what lies where it is to be restored; nothing about anybody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from recognition import revisions
from recognition.errors import Refused
from recognition.words import _

MIGRATION = "SELECT version_num FROM alembic_version"
HEAD = "SELECT number, digest FROM audit_head"
ENTRIES = "SELECT count(*) FROM audit_entry"
ERASURES = """
    SELECT erasure.id, erasure.kind, erasure.person_id, nomination.reference
    FROM erasure LEFT JOIN nomination ON nomination.id = erasure.nomination_id
    ORDER BY erasure.id
"""
TABLES_OF_ERASURES = {"erasure", "nomination"}


class NotWhole(Refused):
    """A backup is damaged, cut short, or something else altogether."""


@dataclass(frozen=True)
class Held:
    """What a backup holds, as far as it tells about nobody.

    `entry` is the number of the newest entry of the audit trail, and `digest` its digest; 0 and
    nothing where nothing happened yet. `erasures` are the numbers of the erasures it knows of.
    """

    migration: str
    entry: int = 0
    digest: str = ""
    erasures: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Before:
    """What lies in the database that is to be replaced.

    `erasures` says for the number of each erasure where it can be done again, as the path of a
    page. `readable` is false where that cannot be told any more.
    """

    empty: bool
    readable: bool = True
    erasures: Mapping[int, str] = field(default_factory=dict)


def in_use() -> str:
    """Say that a database cannot be replaced now."""
    return _("Somebody is using the database. Stop the service and its workers first.")


def newest_migration() -> str:
    """Return the newest migration that this code knows."""
    return revisions.newest()


def check_migration(found: str, file: Path) -> None:
    """Let only a backup pass that this code can bring up to date.

    Raises:
        Refused: it was made by newer code.
    """
    if found not in revisions.known():
        raise Refused(
            _(
                "%(file)s is at migration %(found)s, and this version of recognition knows them "
                "up to %(newest)s. Install the version that made it, then restore.",
                file=file,
                found=found,
                newest=newest_migration(),
            )
        )


def page_of_erasure(kind: str, person_id: int | None, reference: str | None) -> str:
    """Return the path of the page on which somebody can be erased again."""
    last = f"person/{person_id}" if person_id is not None else f"{kind}/{reference}"
    return f"/manage/privacy/erasures/{last}"
