"""Who holds the cards of a candidacy, and who of them we may write to."""

from dataclasses import dataclass

from sqlalchemy import or_, select

from recognition.database import db
from recognition.nominations.models import Candidacy
from recognition.people import queries as people
from recognition.thanks.models import Card
from recognition.thanks.queries.consenting import died, quiet


@dataclass(frozen=True)
class Holder:
    """Somebody with a card: the nominee, or a member of a nominated team.

    `address` is empty unless we may write to them. `cards` are all of theirs: somebody whose
    candidacies were put together has several, and `card_id` is the one of this candidacy.
    """

    card_id: int
    name: str
    address: str
    cards: frozenset[int]


def holders(candidacy_id: int) -> list[Holder]:
    """Return who holds a card of a candidacy, or of one that was merged into it.

    A team’s card for its wall has no holder.
    """
    rows = db.session.execute(
        select(Card.id, Card.person_id, Candidacy.described_name)
        .join(Candidacy, Candidacy.id == Card.candidacy_id)
        .where(or_(Candidacy.id == candidacy_id, Candidacy.merged_into_id == candidacy_id))
        .where(or_(Card.person_id.is_not(None), Candidacy.team_id.is_(None)))
        .order_by(Candidacy.id != candidacy_id, Card.id)
    ).all()
    cards: dict[int | None, list[int]] = {}
    for number, person_id, _name in rows:
        cards.setdefault(person_id, []).append(number)
    persons = people.people_by_id(number for number in cards if number is not None)
    silent = quiet(persons) | died(persons) | people.has_left(persons)
    called = next((name for _id, person_id, name in rows if person_id is None and name), "")
    return [
        Holder(
            card_id=numbers[0],
            name=persons[owner].name if owner in persons else called,
            address=(persons[owner].email or "")
            if owner in persons and owner not in silent
            else "",
            cards=frozenset(numbers),
        )
        for owner, numbers in cards.items()
    ]


def has_holder(card_id: int) -> bool:
    """Tell whether a card is somebody’s own, and no team’s card for its wall."""
    found = db.session.scalar(
        select(Card.id)
        .join(Candidacy, Candidacy.id == Card.candidacy_id)
        .where(Card.id == card_id)
        .where(or_(Card.person_id.is_not(None), Candidacy.team_id.is_(None)))
    )
    return found is not None
