"""Everything that sending a draft needs, in as few statements as can be."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select

from recognition import clock
from recognition.database import db
from recognition.nominations import rules
from recognition.nominations.cards import DraftCard
from recognition.nominations.models import Candidacy, Draft, Nomination
from recognition.nominations.queries.drafts import (
    check_dates,
    digest,
    draft_card,
    of_author,
)
from recognition.schemes.models import (
    Category,
    FormVersion,
    Question,
    Round,
    Scheme,
    SchemeOrganisation,
)


@dataclass(frozen=True)
class Sending:
    """Everything that deciding about a draft needs, read in one statement under the lock."""

    draft_id: int
    card: DraftCard
    version_id: int
    version_used: bool
    words_together: int | None
    category_for_teams: bool
    takes_part: bool
    judged: bool
    round_name: str
    opens_at: datetime
    closes_at: datetime | None
    ended_at: datetime | None
    candidacy_id: int | None

    @property
    def digest(self) -> str:
        """What the check page shows, as a digest."""
        return digest(self.card, self.version_id)

    @property
    def closes(self) -> str:
        """The closing time as people say it; empty when the round stays open."""
        return clock.spoken(self.closes_at) if self.closes_at else ""

    def check_open(self, received: datetime) -> None:
        """Refuse what came outside the round's dates.

        Raises:
            Refused: as `rules.check_open`.
        """
        check_dates(self.round_name, self.opens_at, self.closes_at, self.ended_at, received)


def sending(key: str, author_id: int, organisation_id: int) -> Sending | None:
    """Return a draft with everything around it, and lock it; None when it is gone."""
    takes_part = exists().where(
        SchemeOrganisation.scheme_id == Scheme.id,
        SchemeOrganisation.organisation_id == organisation_id,
    )
    same_nominee = (Candidacy.round_id == Draft.round_id) & (
        Candidacy.category_id == Draft.category_id
    )
    same_nominee &= (Candidacy.person_id == Draft.person_id) | (Candidacy.team_id == Draft.team_id)
    chosen = (
        of_author(key, author_id)
        .add_columns(
            Category.for_teams,
            Category.ended_at.label("category_ended"),
            Round.name.label("round_name"),
            Round.opens_at,
            Round.closes_at,
            Round.version_id,
            FormVersion.first_used_at,
            FormVersion.words_together,
            Scheme.lane,
            Scheme.ended_at,
            takes_part.label("takes_part"),
            Candidacy.id.label("candidacy_id"),
        )
        .join(Round, Round.id == Draft.round_id)
        .join(FormVersion, FormVersion.id == Round.version_id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .outerjoin(Candidacy, same_nominee)
        .with_for_update(of=Draft)
    )
    row = db.session.execute(chosen).one_or_none()
    if row is None:
        return None
    return Sending(
        draft_id=row.Draft.id,
        card=draft_card(row),
        version_id=row.version_id,
        version_used=row.first_used_at is not None,
        words_together=row.words_together,
        category_for_teams=bool(row.for_teams),
        takes_part=row.takes_part and row.category_ended is None,
        judged=row.lane == "award",
        round_name=row.round_name,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        ended_at=row.ended_at,
        candidacy_id=row.candidacy_id,
    )


def questions(version_id: int) -> list[tuple[int, rules.Asked]]:
    """Return number, position and word limit of the questions of a form, in order."""
    rows = db.session.execute(
        select(Question.id, Question.position, Question.word_limit)
        .where(Question.version_id == version_id)
        .order_by(Question.position)
    )
    return [(number, rules.Asked(position, limit)) for number, position, limit in rows]


def sent_with(key: str, author_id: int) -> tuple[str, str] | None:
    """Return reference and digest of the nomination that a draft became, or None."""
    row = db.session.execute(
        select(Nomination.reference, Nomination.body_digest).where(
            Nomination.draft_key == key, Nomination.nominator_id == author_id
        )
    ).one_or_none()
    return (row.reference, row.body_digest) if row else None
