"""Which candidacy a nomination belongs to: an earlier one of the same nominee, or a new one."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.nominations import matching
from recognition.nominations.cards import Nominee
from recognition.nominations.matching import Described
from recognition.nominations.models import Candidacy, NomineeKey
from recognition.nominations.queries.alike import described_as, sharing_keys


def candidacy_for(session: Session, *, round_id: int, category_id: int, nominee: Nominee) -> int:
    """Return the candidacy of a nominee in a category of a round, made if need be.

    A person or a team of the directory has one at most. Somebody described in words joins another
    description only when `matching.group` is certain that they are one; what is only possible is
    left to a checker. Two writers at once: the constraint stops the second.
    """
    if nominee.kind == "described":
        number = _certainly_the_same(round_id, category_id, described_as(nominee))
    else:
        number = _of_the_directory(session, round_id, category_id, nominee)
    return _new(session, round_id, category_id, nominee) if number is None else number


def told_columns(nominee: Nominee) -> dict[str, str]:
    """Return what a nomination keeps of how its nominee was described, whatever is linked later."""
    if nominee.kind != "described":
        return {}
    return {"told_name": nominee.name, "told_place": nominee.detail}


def _of_the_directory(
    session: Session, round_id: int, category_id: int, nominee: Nominee
) -> int | None:
    same = (
        Candidacy.person_id == nominee.person_id
        if nominee.person_id is not None
        else Candidacy.team_id == nominee.team_id
    )
    found = session.scalar(
        select(Candidacy)
        .where(Candidacy.round_id == round_id, Candidacy.category_id == category_id, same)
        .with_for_update(read=True)  # nobody merges it away meanwhile
    )
    return (found.merged_into_id or found.id) if found else None


def _certainly_the_same(round_id: int, category_id: int, described: Described) -> int | None:
    """Return the oldest candidacy that certainly is of this nominee, also described in words."""
    others = sharing_keys(round_id, category_id, matching.keys(described))
    told = [(number, other) for number, other in others if other.person_id is None]
    groups = matching.group([described, *(other for _number, other in told)])
    together = next(group for group in groups if 0 in group)
    return min((told[place - 1][0] for place in together if place), default=None)


def _new(session: Session, round_id: int, category_id: int, nominee: Nominee) -> int:
    described = nominee.kind == "described"
    row = Candidacy(
        round_id=round_id,
        category_id=category_id,
        person_id=nominee.person_id,
        team_id=nominee.team_id,
        described_name=nominee.name if described else None,
        described_place=nominee.detail if described else "",
    )
    session.add(row)
    session.flush()
    if nominee.team_id is None:
        keys = matching.keys(described_as(nominee))
        unknown = nominee.person_id is None
        session.add_all(
            NomineeKey(candidacy_id=row.id, key=key, described=unknown) for key in sorted(keys)
        )
    return row.id
