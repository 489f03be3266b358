"""Where nobody leads the panel, because the chair knows the nominee."""

from collections.abc import Collection

from sqlalchemy import Select, and_, exists, func, or_, select, union_all

from recognition.database import db
from recognition.nominations.models import Candidacy
from recognition.panel.models import Appointment, Interest
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
    me = viewer.person_id
    said = exists().where(
        Interest.person_id == me,
        Interest.state == DECLARED,
        or_(Interest.candidacy_id == Candidacy.id, Interest.about_id == Candidacy.person_id),
    )
    if not round_ids:
        return {}
    rows = db.session.execute(
        select(Candidacy.round_id, func.count(Candidacy.id))
        .where(Candidacy.id.in_(_known_in(round_ids)), standing())
        .where(or_(and_(~seated(me, CHAIR), no_interest(me)), said))
        .where(chairs_know(), ~deputy_is_free())
        .group_by(Candidacy.round_id)
    )
    return {row[0]: row[1] for row in rows}


def _known_in(round_ids: Collection[int]) -> Select[int]:
    """Select the candidacies of rounds that some chair there knows, whoever holds the seat now.

    Those that every chair knows are among them: few, and found without looking at every nominee.
    """
    each = [known_to(_chairs(number), number).subquery() for number in sorted(set(round_ids))]
    return select(union_all(*(select(known.c.id) for known in each)).subquery().c.id)


def _chairs(round_id: int) -> Select[int]:
    return select(Appointment.person_id).where(
        Appointment.round_id == round_id, Appointment.role == CHAIR
    )
