"""What a nomination that waits may need of a person, as conditions for a statement."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from recognition.nominations import rules
from recognition.nominations.models import Answer, Candidacy, Enquiry, Nomination, NomineeKey
from recognition.nominations.queries.checkable import changed_since
from recognition.nominations.queries.queue_progress import CheckedScheme

NEEDS = ("unlinked", "twins", "details", "sender", "related", "answered", "corrected", "late")


def need(needs: str, late: ColumnElement[bool]) -> ColumnElement[bool]:
    """Hold for nominations that need this of a person, as far as the database can tell."""
    answered = exists().where(
        Enquiry.nomination_id == Nomination.id, Enquiry.answered_at.is_not(None)
    )
    return {
        "unlinked": Candidacy.described_name.is_not(None),
        "twins": _shares_a_key(),
        "details": exists().where(
            Answer.nomination_id == Nomination.id,
            Answer.revision == Nomination.revision,
            Answer.text.regexp_match("[0-9@]"),
        ),
        "sender": Nomination.confirmed_at.is_(None) | Nomination.nominator_id.is_(None),
        "related": Nomination.relationship.in_((rules.RELATIVE, rules.MYSELF))
        | (Nomination.nominator_id == Candidacy.person_id),
        "answered": answered,
        "corrected": changed_since(),
        "late": late,
    }[needs]


def _shares_a_key() -> ColumnElement[bool]:
    mine, theirs, other = aliased(NomineeKey), aliased(NomineeKey), aliased(Candidacy)
    return exists(
        select(other.id)
        .join(theirs, theirs.candidacy_id == other.id)
        .join(mine, and_(mine.key == theirs.key, mine.candidacy_id == Candidacy.id))
        .where(
            other.id != Candidacy.id,
            other.round_id == Candidacy.round_id,
            other.category_id == Candidacy.category_id,
            other.merged_into_id.is_(None),
            or_(other.person_id.is_(None), Candidacy.person_id.is_(None)),
        )
        .correlate(Candidacy)
    )


def late_in(schemes: Collection[CheckedScheme], at: datetime) -> ColumnElement[bool]:
    """Hold for what is undecided for longer than its scheme wants to take to thank somebody."""
    return and_(
        Nomination.standing.in_(rules.UNDECIDED),
        Nomination.withdrawn_at.is_(None),
        or_(
            *(
                and_(
                    Nomination.scheme_id == scheme.id,
                    Nomination.counts_from < at - timedelta(days=scheme.thanks_days),
                )
                for scheme in schemes
            ),
            Nomination.id == -1,  # no scheme, nothing late
        ),
    )
