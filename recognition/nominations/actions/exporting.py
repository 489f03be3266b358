"""Taking every nomination of a round away as a file leaves a trace."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from recognition import clock
from recognition.audit import actions as audit
from recognition.cells import safe_cell
from recognition.database import db
from recognition.nominations import rules
from recognition.nominations.queries.exporting import everything, in_pages
from recognition.nominations.queries.nominees import person_detail, team_detail
from recognition.people.queries import Viewer
from recognition.words import _

COLUMNS = (
    "reference", "category", "standing", "nominee", "nominee_detail", "nominator",
    "nominator_kind", "channel", "sent_at", "counts_from", "withdrawn_at",
)  # fmt: skip
KINDS = ("staff", "patients", "carers", "public")


@dataclass(frozen=True)
class _Words:
    """What a file says beside what people wrote, in the language of whoever asked for it."""

    categories: Mapping[int, str]
    unnamed: Mapping[str, str]
    team: str
    broken: str


def export_nominations(
    round_id: int, *, actor: Viewer, breaks_unseen: bool = False
) -> Iterator[bytes]:
    """Give every nomination of a round as CSV, a part at a time; first write down who took it.

    UTF-8 with a byte order mark, RFC 4180, safe cells; times are ISO 8601 with the offset of
    Europe/London. A nominator who asked not to be named is not named here either. Which rows there
    are is fixed before the first part; nobody is kept from writing while the parts are taken.

    Args:
        round_id: the round.
        actor: the administrator.
        breaks_unseen: whoever takes it cannot see that it broke off, so it says so in a last line.

    Returns:
        The parts. Nothing of Flask is needed to take them. If a row is gone, or anything else goes
        wrong, taking the next part raises: a part that is missing is never passed over.
    """
    whole = everything(round_id)
    words = _Words(
        categories={number: _cell(name) for number, name in whole.categories.items()},
        unnamed={
            kind: _cell(rules.shown_nominator(name="", kind=kind, may_name=False)) for kind in KINDS
        },
        team=_("Team"),
        broken=_("This file is not whole: something went wrong on the way. Ask for it once more."),
    )
    audit.record(
        "nomination.exported",
        subject=("round", round_id),
        actor_id=actor.person_id,
        payload={
            "kind": "csv",
            "filter": "every",
            "rows": len(whole.numbers),
            "highest": whole.highest,
            "zone": "Europe/London",
        },
    )
    heads = [*COLUMNS, *(_cell(str(prompt)) for prompt, _questions in whole.asked)]
    parts = _parts(heads, in_pages(db.engine, whole), words)
    return _admitting(parts, words.broken) if breaks_unseen else parts


def _parts(
    heads: list[str], pages: Iterable[Iterable[Iterable[Any]]], words: _Words
) -> Iterator[bytes]:
    yield _line(heads).encode("utf-8-sig")
    for page in pages:
        yield "".join([_line(cells) for cells in _rows(page, words)]).encode()


def _admitting(parts: Iterator[bytes], broken: str) -> Iterator[bytes]:
    """Yield the parts, and if they break off a line that says so, before raising."""
    try:
        yield from parts
    except Exception:
        yield _line([_cell(broken)]).encode()
        raise


def _line(cells: Iterable[str]) -> str:
    return f"{','.join(cells)}\r\n"


def _rows(page: Iterable[Iterable[Any]], words: _Words) -> Iterator[list[str]]:
    """Yield the cells of each row of `in_pages`; plain and short, for there are very many."""
    for (
        _number, reference, category, standing, known_name, given_name, kind, may_name, channel,
        sent_at, counts_from, withdrawn_at, person_id, person, job, site, persons_team,
        team_id, team, team_site, described_name, described_place, *answers,
    ) in page:  # fmt: skip
        if person_id is not None:
            nominee, detail = person, _about(job, persons_team, site)
        elif team_id is not None:
            nominee, detail = team, _cell(team_detail(words.team, team_site))
        else:
            nominee, detail = described_name, _cell(described_place)
        name = known_name or given_name
        sent = london(sent_at)
        yield [
            reference,
            words.categories[category],
            standing,
            _cell(nominee),
            detail,
            _cell(name) if may_name and name.strip() else words.unnamed[kind],
            kind,
            channel,
            sent,
            sent if counts_from == sent_at else london(counts_from),
            london(withdrawn_at) if withdrawn_at is not None else "",
            *[_cell(answer) for answer in answers],
        ]


def _cell(text: str | None) -> str:
    """Return words as a cell, in quotes; the module csv would take half of all the time."""
    if not text:
        return ""
    if "\x00" in text:
        text = text.replace("\x00", "")
    whole = safe_cell(text).replace('"', '""')
    return f'"{whole}"'


def _about(job_title: str, team: str | None, site: str) -> str:
    return _cell(person_detail(job_title, team, site))


def london(instant: str | datetime) -> str:
    """Return an instant as a London clock shows it, “2026-07-01T09:30:00+01:00”.

    Args:
        instant: UTC, as a database gives it: aware, or on SQLite “2026-07-01 08:30:00.000000”.
    """
    text = instant if isinstance(instant, str) else instant.astimezone(UTC).isoformat(" ")
    hour, offset = _london_hour(text[:13])
    return f"{hour}{text[13:19]}{offset}"


@lru_cache(maxsize=2_000)
def _london_hour(hour: str) -> tuple[str, str]:
    """Return the date and hour in London, and the offset; the clocks change on the hour."""
    shown = clock.in_london(datetime.fromisoformat(f"{hour}:00:00+00:00")).isoformat()
    return shown[:13], shown[19:]
