"""The words of letters: an organisation's own where it wrote some, else ours."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from recognition.database import db
from recognition.errors import Missing, Refused
from recognition.mail.filling import Words, check_words, fill
from recognition.mail.kinds import LINK, Kind, kind, kinds, usual_words
from recognition.mail.models import LetterWording
from recognition.mail.rules import LINK_PLACE, inert
from recognition.words import ENGLISH, _, language


@dataclass(frozen=True)
class WordingSheet:
    """The words of one kind of letter; `edition` is 0 while they are ours.

    `fits` is false when the places of this kind have changed since: ours are used until somebody
    mends them.
    """

    kind: Kind
    words: Words
    edition: int = 0
    written_by_id: int | None = None
    written_at: datetime | None = None
    fits: bool = True


def worded(code: str, organisation_id: int | None, **values: str) -> tuple[str, str]:
    """Return subject and body of a letter that is about to be written.

    Call it in the transaction that writes the letter, in the language of whoever gets it. An
    organisation's own words are English; who reads another language gets ours in theirs.

    Args:
        code: of a registered kind that can be worded.
        organisation_id: whose words apply: the host of the scheme the letter is about; None when
            it is of nobody in particular and there is no host yet.
        values: what stands in each place, as typed. `link` is an address of ours; it is left out
            where the private link is put in at delivery.

    Raises:
        Missing: no such kind, or it cannot be worded; nothing is to be sent then.
    """
    one = kind(code)
    if one.usual is None:
        raise Missing
    own = None
    if organisation_id and language() == ENGLISH:  # own words are English: others would lose ours
        own = db.session.get(LetterWording, (organisation_id, code))
    if own is None or not _fits(one, Words(own.subject, own.body)):
        return one.usual(**values)
    said = {LINK: LINK_PLACE, **values}
    if "name" in one.places and not inert(values["name"]):
        said["name"] = _("friend")  # somebody who gave none is greeted all the same
    words = fill(one.as_places(), Words(own.subject, own.body), said)
    return words.subject, f"{words.body}\n"


def wording_sheets(organisation_id: int) -> list[WordingSheet]:
    """Return the words of every kind that an organisation can word, in one statement."""
    rows = db.session.scalars(
        select(LetterWording).where(LetterWording.organisation_id == organisation_id)
    )
    own = {row.kind: row for row in rows}
    return [_sheet(one, own.get(one.code)) for one in kinds() if one.usual is not None]


def wording_sheet(organisation_id: int, code: str) -> WordingSheet:
    """Return the words of one kind.

    Raises:
        Missing: there is no such kind, or it cannot be worded.
    """
    return _sheet(kind(code), db.session.get(LetterWording, (organisation_id, code)))


def _sheet(one: Kind, own: LetterWording | None) -> WordingSheet:
    if own is None:
        return WordingSheet(one, usual_words(one))
    words = Words(own.subject, own.body)
    return WordingSheet(
        one, words, own.edition, own.written_by_id, own.written_at, _fits(one, words)
    )


def _fits(one: Kind, words: Words) -> bool:
    try:
        check_words(one.as_places(), words)
    except Refused:
        return False
    return True
