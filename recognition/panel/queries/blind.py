"""What a reader calls a nominee, and stories without names where the scheme hides them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from recognition.database import db
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries import CandidacyCard, Nominee
from recognition.panel.blinding import blind
from recognition.people.models import Person, Team
from recognition.words import _

Hide = Callable[[str], str]
_BETWEEN = " · "


@dataclass(frozen=True)
class Called:
    """What a nominee is called on a reader's page: the name, or “Nominee 12” without a detail."""

    name: str
    detail: str


def called(cards: Mapping[int, CandidacyCard], hidden: Collection[int]) -> dict[int, Called]:
    """Return what to call each of these candidacies of one round.

    Args:
        cards: candidacies by number.
        hidden: those whose nominee the reader may not know.
    """
    numbers = _numbers({cards[key].round_id for key in hidden})
    return {
        key: Called(_("Nominee %(number)s", number=numbers[key]), "")
        if key in hidden
        else Called(card.nominee.name, card.nominee.detail)
        for key, card in cards.items()
    }


def _numbers(round_ids: Collection[int]) -> dict[int, int]:
    """Count the candidacies of each round from 1, in the order in which they came in.

    None is ever deleted, so a number stays what it is, for every reader and for the chair, whoever
    steps back. A place in the queue would not.
    """
    if not round_ids:
        return {}
    count = func.row_number().over(partition_by=Candidacy.round_id, order_by=Candidacy.id)
    return dict(
        db.session.execute(
            select(Candidacy.id, count).where(Candidacy.round_id.in_(round_ids))
        ).all()
    )


def hiding(card: CandidacyCard) -> Hide:
    """Return what takes names, job titles and teams out of a text about this candidacy."""
    names, places = _of_nominee(card.nominee)
    for name, place in db.session.execute(
        select(Candidacy.described_name, Candidacy.described_place).where(
            Candidacy.merged_into_id == card.id
        )
    ):
        names.append(name)
        places.append(place)
    nominators = []
    for name, job, team in db.session.execute(
        select(func.coalesce(Person.name, Nomination.nominator_name), Person.job_title, Team.name)
        .select_from(Nomination)
        .outerjoin(Person, Person.id == Nomination.nominator_id)
        .outerjoin(Team, Team.id == Person.team_id)
        .where(Nomination.candidacy_id == card.id)
    ):
        nominators.append(name)
        places += [job, team]
    who, by, other = ([text for text in texts if text] for texts in (names, nominators, places))
    return lambda text: blind(text, who, by, other)


def _of_nominee(nominee: Nominee) -> tuple[list[str | None], list[str | None]]:
    parts: list[str | None] = [*nominee.detail.split(_BETWEEN)]
    # a team's line begins with the word “Team”, which names nobody
    return [nominee.name], parts[1:] if nominee.kind == "team" else parts
