"""What a pack for a newsletter holds, and the name of its file."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from zoneinfo import ZoneInfo

from recognition.words import calendar_day, ngettext

LONDON = ZoneInfo("Europe/London")
_LONGEST_PART = 50
# What XML 1.0 cannot hold, and half characters: https://www.w3.org/TR/xml/#charsets
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# Marks that turn the order of the letters after them round. Hebrew and Arabic do without them.
_TURNS_ROUND = re.compile("[\u202a-\u202e]")


@dataclass(frozen=True)
class PackWinner:
    """One winner, consented and announced: the columns of an export, in their order.

    Texts are as people wrote them, LF between lines; what there is none of is empty.
    `announced_at` is aware. `words` counts the citation's, `photo` says where the picture is.
    """

    round: str
    category: str
    outcome: str
    name: str
    team: str
    job_title: str
    organisation: str
    citation: str
    quote: str
    words: int
    consent: str
    announced_at: datetime
    photo: str
    alt_text: str
    reference: str


@dataclass(frozen=True)
class Photograph:
    """A photograph in a pack: the name of its files without ending, and its crops as JPEG."""

    name: str
    alt_text: str
    credit: str
    crops: Mapping[str, bytes]


@dataclass(frozen=True)
class Beside:
    """What stands with a winner and is no column: who said the quote, and the photograph."""

    quote_by: str = ""
    photo: Photograph | None = None


NOTHING = Beside()


@dataclass(frozen=True)
class Pack:
    """The winners of a round that somebody chose, in their order. `made_at` is aware.

    `beside` is by a winner's reference. Without a heading the round's name stands there.
    """

    round_name: str
    scheme_name: str
    organisation: str
    made_at: datetime
    winners: tuple[PackWinner, ...]
    heading: str = ""
    opening: str = ""
    channel: str = ""
    beside: Mapping[str, Beside] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Return what stands on top."""
        return self.heading or self.round_name

    def with_winner(self, winner: PackWinner) -> Beside:
        """Return what stands with a winner."""
        return self.beside.get(winner.reference, NOTHING)


COLUMNS = tuple(field.name for field in fields(PackWinner))


def file_name(pack: Pack, ending: str) -> str:
    """Say the scheme, the round, what is in the file and when it was made, in London.

    Only a–z, 0–9, `-` and one dot: `stars-autumn-2026-3-winners-2026-12-01-1700.csv`.
    """
    number = len(pack.winners)
    parts = [
        pack.scheme_name,
        pack.round_name,
        ngettext("%(num)s winner", "%(num)s winners", number),
        pack.channel,
    ]
    made = f"{pack.made_at.astimezone(LONDON):%Y-%m-%d-%H%M}"
    stem = "-".join(part for part in (*map(plain, parts), made) if part)
    return f"{stem}{'' if ending.startswith(('.', '-')) else '.'}{ending}"


def photo_name(round_name: str, category: str, name: str, taken: Collection[str] = ()) -> str:
    """Return `<round>-<category>-<name>` in safe letters, unlike those that are taken."""
    stem = "-".join(part for part in map(plain, (round_name, category, name)) if part) or "photo"
    found, number = stem, 2
    while found in taken:
        found, number = f"{stem}-{number}", number + 1
    return found


def one_line(text: str) -> str:
    """Return a text as one line, as it is shown."""
    return " ".join(visible(text).split())


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text as they are shown; an empty line parts them."""
    parts = (part.strip("\n ") for part in visible(text).split("\n\n"))
    return [part for part in parts if part.strip()]


def london_time(instant: datetime) -> str:
    """Write an aware instant as ISO 8601 to the second, with London's offset at that instant."""
    return instant.astimezone(LONDON).isoformat(timespec="seconds")


def spoken_day(instant: datetime) -> str:
    """Say the day of an aware instant in London: “Tuesday 1 December 2026”."""
    return calendar_day(instant.astimezone(LONDON))


def clean(text: str) -> str:
    """Return a text with LF between lines and without what no file of text can hold."""
    return _NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def visible(text: str) -> str:
    """Return a cleaned text whose letters show in the order in which they were typed."""
    return _TURNS_ROUND.sub("", clean(text))


def values(winner: PackWinner) -> dict[str, str | int]:
    """Return the values of a winner by column: cleaned texts, and the number of words."""
    return {column: _value(getattr(winner, column)) for column in COLUMNS}


def by_category(pack: Pack) -> Mapping[str, list[PackWinner]]:
    """Return the winners by category; both stand in the order in which they were chosen."""
    groups: dict[str, list[PackWinner]] = {}
    for winner in pack.winners:
        groups.setdefault(winner.category, []).append(winner)
    return groups


def about(winner: PackWinner) -> str:
    """Say in one line what a winner does and where."""
    parts = (visible(part).strip() for part in (winner.job_title, winner.team, winner.organisation))
    return " · ".join(part for part in parts if part)


def _value(value: str | int | datetime) -> str | int:
    if isinstance(value, datetime):
        return london_time(value)
    return clean(value) if isinstance(value, str) else value


def plain(text: str) -> str:
    """Return the letters a–z and digits of a text, with `-` between words; at most 50 of them."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", letters))[:_LONGEST_PART].strip("-")
