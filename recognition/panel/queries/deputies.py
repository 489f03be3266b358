"""Where nobody leads the panel, because the chair knows the nominee."""

from collections.abc import Collection, Iterable
from functools import lru_cache

from sqlalchemy import (
    BindParameter,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    union_all,
)

from recognition.database import read
from recognition.nominations.models import Candidacy
from recognition.panel.models import Appointment, Interest
from recognition.panel.queries.asking import ME, asked_by
from recognition.panel.queries.interests import known_to, no_interest, standing
from recognition.panel.queries.rights import chairs_know, deputy_is_free, seated
from recognition.panel.rules import CHAIR, DECLARED
from recognition.people.queries import Viewer


def deputies_wanted(viewer: Viewer, round_ids: Collection[int]) -> dict[int, int]:
    """Return by round how many nominees every chair knows and no deputy is free for.

    Nobody is told of nominees they know, except those they spoke of themselves: any other number
    would tell them that they, or somebody they work with, is nominated. Of the others a chair is
    told nothing either: they are those whom another chair knows. Rounds without any are left out.
    """
    numbers = sorted(set(round_ids))
    if not numbers:
        return {}
    rounds = {f"round_{at}": number for at, number in enumerate(numbers)}
    rows = read(_wanted(len(numbers)), **rounds, **asked_by(viewer.person_id))
    return {row.round_id: row.nominees for row in rows}


@lru_cache(maxsize=64)
def _wanted(rounds: int) -> Select[int, int]:
    """Count by round for so many; put together once, which takes longer than asking."""
    said = exists().where(
        Interest.person_id == ME,
        Interest.state == DECLARED,
        or_(Interest.candidacy_id == Candidacy.id, Interest.about_id == Candidacy.person_id),
    )
    each = (bindparam(f"round_{at}", type_=Integer) for at in range(rounds))
    return (
        select(Candidacy.round_id, func.count(Candidacy.id).label("nominees"))
        .where(Candidacy.id.in_(_known_in(each)), standing())
        .where(or_(and_(~seated(ME, CHAIR), no_interest(ME)), said))
        .where(chairs_know(), ~deputy_is_free())
        .group_by(Candidacy.round_id)
    )


def _known_in(rounds: Iterable[BindParameter[int]]) -> Select[int]:
    """Select the candidacies of rounds that some chair there knows, whoever holds the seat now.

    Those that every chair knows are among them: few, and found without looking at every nominee.
    """
    each = [known_to(_chairs(number), number).subquery() for number in rounds]
    return select(union_all(*(select(known.c.id) for known in each)).subquery().c.id)


def _chairs(round_id: BindParameter[int]) -> Select[int]:
    return select(Appointment.person_id).where(
        Appointment.round_id == round_id, Appointment.role == CHAIR
    )
