"""How the words about somebody came about: every wording, who did what with it, and when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from recognition.database import db
from recognition.nominations import queries as nominations
from recognition.people import queries as people
from recognition.thanks import queries as thanks
from recognition.winners.citing import CitationState, Deed, citation_state
from recognition.winners.guarding import Noticed, noticed
from recognition.winners.marking import Told
from recognition.winners.models import CitationAnswer, CitationEdition
from recognition.winners.queries.deciding import Decided, decision


@dataclass(frozen=True)
class Done:
    """One thing that was done with a wording, by whom, and the instant, UTC."""

    deed: Deed
    who: str
    at: datetime
    note: str = ""


@dataclass(frozen=True)
class Edition:
    """One wording. `noticed` is what in it could tell who a patient is."""

    edition: int
    text: str
    quote: str
    quote_from: int | None
    state: CitationState
    story: tuple[Done, ...]
    noticed: tuple[Noticed, ...]


@dataclass(frozen=True)
class Said:
    """What one of those the words are about said of the newest wording; None: nothing yet."""

    name: str
    agrees: bool | None
    note: str
    has_address: bool


@dataclass(frozen=True)
class CitationSheet:
    """Everything about the words for one nominee; `editions` has the newest first."""

    decided: Decided
    editions: tuple[Edition, ...]
    said: tuple[Said, ...]

    @property
    def newest(self) -> Edition | None:
        """The wording that is worked on."""
        return self.editions[0] if self.editions else None

    @property
    def before(self) -> Edition | None:
        """The wording that the newest one replaces."""
        return self.editions[1] if len(self.editions) > 1 else None

    @property
    def public(self) -> Edition | None:
        """The wording that is published, once the news is out: the newest that was agreed."""
        return next((one for one in self.editions if one.state == "agreed"), None)


def citation_sheet(candidacy_id: int) -> CitationSheet:
    """Return every wording of the words about a nominee.

    Raises:
        Missing: nothing was decided.
    """
    decided = decision(candidacy_id)
    rows = db.session.scalars(
        select(CitationEdition)
        .where(CitationEdition.decision_id == decided.id)
        .order_by(CitationEdition.edition.desc())
    ).all()
    answers = db.session.scalars(
        select(CitationAnswer).where(CitationAnswer.decision_id == decided.id)
    ).all()
    holders = thanks.holders(candidacy_id)
    of_card = {card: holder.name for holder in holders for card in holder.cards}
    names = people.people_by_id(_who(rows))
    called = {number: card.name for number, card in names.items()}
    newest = {row.card_id: row for row in answers if rows and row.edition == rows[0].edition}
    said = []
    for holder in holders:
        row = next((newest[card] for card in holder.cards if card in newest), None)
        said.append(
            Said(
                holder.name,
                row.agrees if row else None,
                row.note if row else "",
                bool(holder.address),
            )
        )
    return CitationSheet(
        decided,
        tuple(
            _edition(row, [one for one in answers if one.edition == row.edition], called, of_card)
            for row in rows
        ),
        tuple(said),
    )


def written(candidacy_id: int) -> tuple[Told, ...]:
    """Return what was written about a nominee, as it may be read now, for marking and quoting."""
    stories = nominations.stories([candidacy_id])[candidacy_id]
    return tuple(
        Told(story.nomination_id, [text for _prompt, text in story.answers]) for story in stories
    )


def _who(rows: Sequence[CitationEdition]) -> set[int]:
    return {
        number
        for row in rows
        for number in (
            row.written_by_id,
            row.sent_by_id,
            row.approved_by_id,
            row.agreed_by_id,
            row.sent_back_by_id,
        )
        if number is not None
    }


def _edition(
    row: CitationEdition,
    answers: Sequence[CitationAnswer],
    called: dict[int, str],
    of_card: dict[int, str],
) -> Edition:
    return Edition(
        edition=row.edition,
        text=row.text,
        quote=row.quote,
        quote_from=row.quote_from_id,
        state=citation_state(
            sent=row.sent_at,
            approved=row.approved_at,
            agreed=row.agreed_at,
            sent_back=row.sent_back_at,
        ),
        story=tuple(sorted(_done(row, answers, called, of_card), key=lambda done: done.at)),
        noticed=noticed(row.text, row.quote),
    )


def _done(
    row: CitationEdition,
    answers: Sequence[CitationAnswer],
    called: dict[int, str],
    of_card: dict[int, str],
) -> Iterator[Done]:
    def who(number: int | None) -> str:
        return called.get(number or 0, "–")

    yield Done("written", who(row.written_by_id), row.written_at)
    if row.sent_at is not None:
        yield Done("sent", who(row.sent_by_id), row.sent_at)
    if row.approved_at is not None:
        yield Done("approved", who(row.approved_by_id), row.approved_at)
    if row.sent_back_at is not None and row.sent_back_by_id is not None:
        yield Done("sent_back", who(row.sent_back_by_id), row.sent_back_at, row.note)
    elif row.sent_back_at is not None and all(answer.agrees for answer in answers):
        yield Done("taken_out", "", row.sent_back_at, row.note)
    if row.agreed_at is not None and row.agreed_by_id is not None:
        yield Done("on_paper", who(row.agreed_by_id), row.agreed_at)
    for answer in answers:
        name = of_card.get(answer.card_id, "–")
        yield Done("agreed" if answer.agrees else "change_asked", name, answer.said_at, answer.note)
