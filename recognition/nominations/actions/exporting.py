"""Taking every nomination of a round away as a file leaves a trace."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from recognition import clock
from recognition.audit import actions as audit
from recognition.cells import safe_cell
from recognition.nominations.queries.exporting import NominationRow, every_nomination, prompts
from recognition.people.queries import Viewer

COLUMNS = (
    "reference", "category", "standing", "nominee", "nominee_detail", "nominator",
    "nominator_kind", "channel", "sent_at", "counts_from", "withdrawn_at",
)  # fmt: skip
IN_MEMORY = 5_000_000


def export_nominations(round_id: int, *, actor: Viewer) -> BinaryIO:
    """Write every nomination of a round as CSV, and write down who took it.

    The file is whole before anything of it is given out. UTF-8 with a byte order mark, RFC 4180,
    safe cells; times are ISO 8601 with the offset of Europe/London. A nominator who asked not to
    be named is not named here either.

    Args:
        round_id: the round.
        actor: the administrator.

    Returns:
        The file, at its beginning; whoever gives it out closes it.
    """
    asked = prompts(round_id)
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 # given out, then closed
    text = io.TextIOWrapper(cast(BinaryIO, file), encoding="utf-8-sig", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*COLUMNS, *map(safe_cell, asked)])
    number = 0
    for number, row in enumerate(every_nomination(round_id), start=1):  # noqa: B007
        writer.writerow(_cells(row, asked))
    text.flush()
    text.detach()
    audit.record(
        "nomination.exported",
        subject=("round", round_id),
        actor_id=actor.person_id,
        payload={"kind": "csv", "filter": "every", "rows": number, "zone": "Europe/London"},
    )
    file.seek(0)
    return cast(BinaryIO, file)


def _cells(row: NominationRow, asked: Sequence[str]) -> list[str]:
    values = [getattr(row, column) for column in COLUMNS]
    values += [row.answers.get(prompt, "") for prompt in asked]
    return [safe_cell(_as_text(value)) for value in values]


def _as_text(value: str | datetime | None) -> str:
    if isinstance(value, datetime):
        return clock.in_london(value).isoformat(timespec="seconds")
    return (value or "").replace("\x00", "")
