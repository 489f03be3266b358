"""Who could be on the shortlist, and who is."""

from dataclasses import dataclass

from sqlalchemy import exists, select

from recognition.database import db
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.nominations.queries import CandidacyCard
from recognition.panel.models import Shortlisted, Tally
from recognition.panel.queries.calculating import wanted
from recognition.panel.queries.interests import owes_scores, standing
from recognition.panel.queries.rights import leads
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard

MOST = 300
TIMES = 3


@dataclass(frozen=True)
class ShortlistRow:
    """A nominee with the mean of the first reading; `suggested` are three for each winner."""

    candidacy: CandidacyCard
    mean: float | None
    readers: int
    suggested: bool


@dataclass(frozen=True)
class Shortlist:
    """Who is on the shortlist of a round, and the best of the others by category."""

    round: RoundCard
    listed: tuple[CandidacyCard, ...]
    others: tuple[ShortlistRow, ...]


def shortlist_sheet(viewer: Viewer, round_id: int) -> Shortlist:
    """Return the shortlist and who could join it, as far as the viewer leads the panel on them.

    Raises:
        Missing: there is no such round.
    """
    card, asked = schemes.round_card(round_id), wanted(round_id)
    rows = db.session.execute(
        select(
            Candidacy.id,
            Candidacy.category_id,
            Tally.mean,
            Tally.reviews,
            exists().where(Shortlisted.candidacy_id == Candidacy.id),
        )
        .outerjoin(Tally, Tally.candidacy_id == Candidacy.id)
        .where(Candidacy.round_id == round_id, standing(), leads(viewer.person_id))
        .where(~owes_scores(viewer.person_id))
        .order_by(Candidacy.category_id, Tally.mean.desc().nulls_last(), Candidacy.id)
        .limit(MOST)
    ).all()
    cards = nominations.candidacies_by_id([row[0] for row in rows])
    listed = [number for number, *_more, is_listed in rows if is_listed]
    places, others = dict[int, int](), list[ShortlistRow]()
    for number, category_id, mean, readers, is_listed in rows:
        if is_listed:
            continue
        places[category_id] = places.get(category_id, 0) + 1
        near = mean is not None and places[category_id] <= TIMES * asked.get(category_id, 1)
        others.append(ShortlistRow(cards[number], mean, readers or 0, near))
    return Shortlist(
        round=card,
        listed=tuple(cards[number] for number in listed),
        others=tuple(others),
    )
