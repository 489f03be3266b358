"""Making a pack. Taking names away leaves a trace."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from recognition import clock
from recognition.audit import actions as audit
from recognition.errors import Refused
from recognition.newsletter import queries
from recognition.newsletter.document import word_file
from recognition.newsletter.email_html import email_html
from recognition.newsletter.formats import (
    Pack,
    PackWinner,
    csv_file,
    file_name,
    json_file,
    xlsx_file,
)
from recognition.people import queries as people
from recognition.people.queries import Viewer
from recognition.thanks.rules import NEWSLETTER
from recognition.winners.queries import PublicWinner
from recognition.winners.rules import outcome_name
from recognition.words import _

Writer = Callable[[Pack], bytes]
KINDS: dict[str, tuple[str, Writer]] = {
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        word_file,
    ),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_file),
    "csv": ("text/csv; charset=utf-8", csv_file),
    "html": ("text/html; charset=utf-8", lambda pack: email_html(pack).encode()),
    "json": ("application/json", json_file),
}


@dataclass(frozen=True)
class PackFile:
    """A finished file."""

    name: str
    mimetype: str
    data: bytes


def make_pack(round_id: int, *, order: Sequence[int], kind: str, actor: Viewer) -> PackFile:
    """Make one file of chosen winners, in their order, and write down who took it.

    Args:
        round_id: an announced round.
        order: candidacies, in the order of the newsletter.
        kind: one of `KINDS`.
        actor: the communications officer.

    Raises:
        Missing: there is no such round, or the world does not know yet.
        Refused: nobody was chosen, or somebody who may not be told about.
    """
    if kind not in KINDS:
        raise Refused(_("Choose one of the downloads."))
    desk = queries.desk(round_id)
    free = {winner.candidacy_id: winner for winner in desk.chosen_from}
    if not order:
        raise Refused(_("Choose at least one winner."))
    if not set(order) <= set(free):
        raise Refused(_("Somebody you chose changed their mind. Look again and download."))
    employers = {card.id: card.name for card in people.organisations()}
    pack = Pack(
        round_name=desk.round.name,
        scheme_name=desk.round.scheme.name,
        organisation=employers.get(desk.round.scheme.organisation_id, ""),
        made_at=clock.now(),
        winners=tuple(_row(free[number]) for number in order),
    )
    mimetype, write = KINDS[kind]
    file = PackFile(file_name(pack, kind), mimetype, write(pack))
    audit.record(
        queries.PACK_MADE,
        subject=("round", round_id),
        actor_id=actor.person_id,
        payload={
            "kind": kind,
            "channel": NEWSLETTER,
            "rows": len(order),
            "zone": "Europe/London",
            "candidacies": list(order),  # so that past uses can be named when consent is taken back
        },
    )
    return file


def _row(winner: PublicWinner) -> PackWinner:
    return PackWinner(
        round=winner.round_name,
        category=winner.category,
        outcome=outcome_name(winner.outcome),
        name=winner.name,
        team=winner.team,
        job_title=winner.job_title,
        organisation=winner.organisation,
        citation=winner.citation,
        quote=winner.quote,
        words=winner.words,
        consent=NEWSLETTER,
        announced_at=winner.announced_at,
        photo="",
        alt_text="",
        reference=winner.reference,
    )
