"""Everything that sending a draft needs, in as few statements as can be."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select

from recognition import clock
from recognition.database import db
from recognition.nominations import rules
from recognition.nominations.cards import Author, DraftCard
from recognition.nominations.models import Candidacy, Draft, Nomination
from recognition.nominations.queries.choosing import kinds_of
from recognition.nominations.queries.drafts import (
    check_dates,
    digest,
    draft_card,
    of_author,
    permitted,
)
from recognition.nominations.queries.holders import sent_by
from recognition.schemes.models import (
    Category,
    FormVersion,
    Question,
    Round,
    Scheme,
    SchemeOrganisation,
)
from recognition.schemes.rules import STAFF


@dataclass(frozen=True)
class Sending:
    """Everything that deciding about a draft needs, read in one statement under the lock.

    `questions` are pairs of number and what was asked; `late` is until when the author may be late;
    `host_id` hosts the scheme.
    """

    draft_id: int
    card: DraftCard
    scheme_id: int
    host_id: int
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
    audiences: tuple[str, ...]
    confirms: bool
    grace: timedelta
    late: datetime | None
    questions: tuple[tuple[int, rules.Asked], ...]

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
        check_dates(
            self.round_name,
            self.opens_at,
            self.closes_at,
            self.ended_at,
            received,
            grace=self.grace,
            late=self.late,
        )


def sending(key: str, author: Author) -> Sending | None:
    """Return a draft with everything around it, and lock it; None when it is gone."""
    takes_part = exists().where(
        SchemeOrganisation.scheme_id == Scheme.id,
        SchemeOrganisation.organisation_id == author.organisation_id,
    )
    may = Scheme.without_account if author.person_id is None else takes_part
    same_nominee = (Candidacy.round_id == Draft.round_id) & (
        Candidacy.category_id == Draft.category_id
    )
    same_nominee &= (Candidacy.person_id == Draft.person_id) | (Candidacy.team_id == Draft.team_id)
    chosen = (
        of_author(key, author)
        .add_columns(
            Category.for_teams,
            Category.ended_at.label("category_ended"),
            Round.name.label("round_name"),
            Round.opens_at,
            Round.closes_at,
            Round.grace_minutes,
            Round.scheme_id,
            Round.version_id,
            FormVersion.first_used_at,
            FormVersion.words_together,
            Scheme.lane,
            Scheme.organisation_id.label("host_id"),
            Scheme.ended_at,
            Scheme.who_may_nominate,
            Scheme.confirms_addresses,
            may.label("takes_part"),
            permitted(Draft.round_id, author.person_id).scalar_subquery().label("late"),
            func.coalesce(Candidacy.merged_into_id, Candidacy.id).label("candidacy_id"),
            Question.id.label("question_id"),
            Question.position,
            Question.word_limit,
        )
        .join(Round, Round.id == Draft.round_id)
        .join(FormVersion, FormVersion.id == Round.version_id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .outerjoin(Candidacy, same_nominee)
        .outerjoin(Question, Question.version_id == Round.version_id)
        .order_by(Question.position)
        .with_for_update(of=Draft)
    )
    rows = db.session.execute(chosen).all()  # one for each question
    if not rows:
        return None
    row = rows[0]
    return Sending(
        draft_id=row.Draft.id,
        card=draft_card(row),
        scheme_id=row.scheme_id,
        host_id=row.host_id,
        version_id=row.version_id,
        version_used=row.first_used_at is not None,
        words_together=row.words_together,
        category_for_teams=bool(row.for_teams),
        takes_part=row.takes_part
        and row.category_ended is None
        and (author.person_id is None or STAFF in (row.who_may_nominate or [STAFF])),
        judged=row.lane == "award",
        round_name=row.round_name,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        ended_at=row.ended_at,
        candidacy_id=row.candidacy_id,
        audiences=kinds_of(row.who_may_nominate),
        confirms=row.confirms_addresses,
        grace=timedelta(minutes=row.grace_minutes),
        late=row.late,
        questions=tuple(
            (row.question_id, rules.Asked(row.position, row.word_limit))
            for row in rows
            if row.question_id is not None
        ),
    )


def sent_with(key: str, author: Author) -> tuple[str, str] | None:
    """Return reference and digest of the nomination that a draft became, or None."""
    row = db.session.execute(
        select(Nomination.reference, Nomination.body_digest).where(
            Nomination.draft_key == key, sent_by(author)
        )
    ).one_or_none()
    return (row.reference, row.body_digest) if row else None
