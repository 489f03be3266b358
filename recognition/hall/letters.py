"""What administrators see of letters: the outbox, the words, and a letter as it will look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from recognition import config
from recognition.errors import Missing
from recognition.mail import queries as mail
from recognition.mail.filling import Words, check_words, fill
from recognition.mail.kinds import LINK, Kind, kind, kinds
from recognition.mail.queries import Late, OutboxLine, OutboxPage, WordingSheet
from recognition.mail.rules import LINK_PLACE
from recognition.panel import queries as panel
from recognition.people import queries as people
from recognition.people.queries import OrganisationCard, Viewer
from recognition.schemes import queries as schemes
from recognition.words import _

# What panels do would tell whoever sits on one who reads whom they know.
OF_PANELS = ("panel", "winners")


@dataclass(frozen=True)
class ShownLetter:
    """A letter as it will look, without any live link."""

    subject: str
    body: str
    to: str = ""


@dataclass(frozen=True)
class WordedLine:
    """A kind of letter and whose words it has; `sheet` is None where it cannot be worded."""

    kind: Kind
    sheet: WordingSheet | None
    written_by: str = ""


def may_word(viewer: Viewer | None, organisation_id: int, code: str, **_arguments: object) -> bool:
    """May they word this kind of letter: do they administer the organisation whose words apply?"""
    if viewer is None or organisation_id not in viewer.administers:
        return False
    try:
        one = kind(code)
    except Missing:
        return False
    return one.usual is not None and (not one.of_host or _is_host(organisation_id))


def outbox(viewer: Viewer, now: datetime, *, state: str, page: int) -> OutboxPage:
    """Return one page of the outbox, with what panels do concealed from who sits on one."""
    return mail.outbox(now, state=state, page=page, conceal=_concealed(viewer))


def outbox_line(viewer: Viewer, now: datetime, number: int) -> OutboxLine:
    """Return one letter of the outbox, without its words.

    Raises:
        Missing: there is no such letter.
    """
    return mail.outbox_line(number, now, conceal=_concealed(viewer))


def shown_letter(viewer: Viewer, now: datetime, number: int) -> ShownLetter:
    """Return a letter of the outbox as it looks; nothing stands in the place of its link.

    Raises:
        Missing: there is no such letter, or the viewer must not read it.
    """
    if outbox_line(viewer, now, number).is_concealed:
        raise Missing
    found = mail.letter(number)
    body = found.body
    if found.link_kind:
        body = body.replace(LINK_PLACE, _no_link())
    return ShownLetter(found.subject, body, found.to_address)


def letters_stuck(now: datetime) -> Late:
    """Return how many letters should have left by now, and whether a worker is there for them.

    None count in a demonstration without a mail server, where letters are read on its own pages.
    """
    settings = config.current()
    if settings.demo and settings.mail_url is None:
        return Late()
    return mail.late(now)


def worded_lines(organisation_id: int) -> dict[str, list[WordedLine]]:
    """Return by room every kind of letter with whose words it has, in three statements.

    Kinds whose words the host organisation decides are left out for the others.
    """
    sheets = {sheet.kind.code: sheet for sheet in mail.wording_sheets(organisation_id)}
    authors = {one.written_by_id for one in sheets.values() if one.written_by_id is not None}
    names = people.people_by_id(authors)
    is_host = _is_host(organisation_id)
    found: dict[str, list[WordedLine]] = {}
    for one in kinds():
        if is_host or not one.of_host:
            sheet = sheets.get(one.code)
            author = names.get(sheet.written_by_id or 0) if sheet is not None else None
            line = WordedLine(one, sheet, author.name if author is not None else "")
            found.setdefault(one.room, []).append(line)
    return found


def organisations(viewer: Viewer) -> list[OrganisationCard]:
    """Return the organisations whose letters this administrator words, by name."""
    return [card for card in people.organisations() if card.id in viewer.administers]


def sample_letter(viewer: Viewer, organisation_id: int, code: str, words: Words) -> ShownLetter:
    """Return a letter with these words as the viewer would get it, about somebody made up.

    Raises:
        Refused: a place is not known, or one that is needed is missing.
    """
    one = kind(code)
    check_words(one.as_places(), words)
    filled = fill(one.as_places(), words, _sample(viewer, organisation_id, one))
    return ShownLetter(filled.subject, filled.body, viewer.email)


def _sample(viewer: Viewer, organisation_id: int, one: Kind) -> Mapping[str, str]:
    """Return something for each place: the viewer's own name, a scheme of theirs, the rest made up.

    Args:
        viewer: whoever looks.
        organisation_id: whose letters.
        one: the kind of letter.
    """
    values = {place: str(one.examples.get(place, "")) for place in one.places}
    real = schemes.schemes_for({organisation_id})
    if real and "scheme" in values:
        values["scheme"] = real[0].name
    if "name" in values:
        values["name"] = viewer.name
    return {**values, LINK: _no_link()}


def _no_link() -> str:
    return _("(the link is put in here when the letter leaves)")


def _concealed(viewer: Viewer) -> tuple[str, ...]:
    return OF_PANELS if any(map(panel.sits_anywhere, viewer.both)) else ()


def _is_host(organisation_id: int) -> bool:
    host = people.host()
    return host is not None and host.id == organisation_id
