"""Making a pack. Taking names away leaves a trace, and a file is whole before anybody gets it."""

from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from recognition import clock
from recognition.audit import actions as audit
from recognition.errors import Refused
from recognition.newsletter import queries
from recognition.newsletter.choices import Selection
from recognition.newsletter.formats import write_winners
from recognition.newsletter.kinds import KINDS, ZIP, PackFile, made, needs_photos
from recognition.newsletter.pack import LONDON, Beside, PackWinner, Photograph, photo_name, plain
from recognition.people.queries import Viewer
from recognition.winners import queries as winners
from recognition.words import _

ZONE = "Europe/London"
IN_MEMORY = 250_000
"""Bytes of a file that are held in memory; what is longer waits on the disk."""


def make_pack(
    round_id: int, selection: Selection, *, kind: str, actor: Viewer, looked: bool = False
) -> PackFile:
    """Make one file of chosen winners, in their order, and write down who took it.

    Args:
        round_id: an announced round.
        selection: who, in which order, for which channel, and how.
        kind: one of `KINDS`, “zip”, or the kind of one of the organisation's templates.
        actor: the communications officer.
        looked: they said that what was noticed in their own words is not about a patient.

    Raises:
        Missing: there is no such round, or the world does not know yet.
        Refused: nobody was chosen, or somebody who did not agree to the channel; or own words
            need a look.
    """
    desk = queries.desk(round_id, selection.channel)
    host = desk.round.scheme.organisation_id
    own = queries.templates_with_data(host) if kind == ZIP or kind.startswith("template-") else ()
    if kind not in {*KINDS, ZIP, *(template.kind for template in own)}:
        raise Refused(_("Choose one of the downloads."))
    if not selection.order:
        raise Refused(_("Choose at least one winner."))
    if not set(selection.order) <= {winner.candidacy_id for winner in desk.chosen_from}:
        raise Refused(
            _(
                "Somebody you chose did not agree to be named there, or changed their mind. "
                "They are left out now. Look again, then download."
            )
        )
    if not looked and queries.doubts_of_chosen(desk, selection):
        raise Refused(
            _(
                "Look at the words marked “Check these words”. Take out what is about a patient, "
                "or tick that you have looked at each of these."
            ),
            field="looked",
        )
    pack = queries.pack_of(desk, selection, photos=needs_photos(kind))
    file = made(pack, kind, own)
    _log(round_id, kind, selection, rows=len(pack.winners), actor=actor)
    return file


@dataclass(frozen=True)
class EveryoneFile:
    """A finished file that may be long; whoever sends it closes it. `size` is in bytes."""

    name: str
    mimetype: str
    file: BinaryIO
    size: int


def make_everyone(round_id: int, channel: str, *, actor: Viewer) -> EveryoneFile:
    """Make a CSV file of everybody who agreed to a channel, some of them in memory at a time.

    It is written to its end before anything is sent, with its length: a download that breaks off
    is seen to be short.

    Raises:
        Missing: there is no such round, or the world does not know yet.
    """
    card = winners.announced_round(round_id)
    numbers: list[int] = []
    file = cast("BinaryIO", SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115  # sent later
    try:
        rows = write_winners(_everyone(round_id, channel, numbers), file)
        size = file.tell()
        file.seek(0)
        _log(round_id, "csv", Selection(tuple(numbers), channel), rows=rows, actor=actor)
    except BaseException:
        file.close()
        raise
    parts = (card.scheme.name, card.name, channel, _("everyone"))
    stem = "-".join(filter(None, map(plain, parts)))
    made_at = f"{clock.now().astimezone(LONDON):%Y-%m-%d-%H%M}"
    return EveryoneFile(f"{stem}-{made_at}.csv", KINDS["csv"][0], file, size)


def _everyone(round_id: int, channel: str, numbers: list[int]) -> Iterator[PackWinner]:
    """Yield everybody's whole citations, and note their candidacies."""
    taken = set[str]()
    for winner in winners.publishable_one_by_one(round_id, channel):
        photo = None
        if winner.photo is not None:
            name = photo_name(winner.round_name, winner.category, winner.name, taken)
            taken.add(name)
            photo = Photograph(name, winner.photo.alt_text, winner.photo.credit, {})
        numbers.append(winner.candidacy_id)
        yield queries.row_of(winner, channel, winner.citation, Beside(winner.quote_by, photo))


def _log(round_id: int, kind: str, selection: Selection, *, rows: int, actor: Viewer) -> None:
    payload: dict[str, object] = {
        "kind": kind,
        "channel": selection.channel,
        "length": selection.length,
        "rows": rows,
        "zone": ZONE,
        "candidacies": list(selection.order),  # so that past uses can be named when consent ends
    }
    if selection.categories:
        payload["categories"] = list(selection.categories)
    audit.record(
        queries.PACK_MADE,
        subject=("round", round_id),
        actor_id=actor.person_id,
        payload=payload,
    )
