"""Reading the private page behind a card, and the certificate that belongs to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import Select, func, select

from recognition import config
from recognition.database import db
from recognition.errors import Missing
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries import Nominee, Story
from recognition.nominations.queries.nominees import read_nominee, with_nominee
from recognition.people.models import Organisation, Person
from recognition.schemes.models import Round, Scheme
from recognition.thanks.models import Card, Thank
from recognition.thanks.queries.consenting import Answer, answers_of, cards_of, held, is_quiet

Kind = Literal["person", "member", "described", "wall"]


@dataclass(frozen=True)
class ThanksPage:
    """The private page of one recipient: the words, who said them, and their own wishes.

    `kind` says whose card it is: of a person, of a member of a team, of somebody described in
    words, or of a team for its wall. `wishes` holds a channel only once they have said yes or no
    to it and a yes has not ended; `answers` keeps what
    ended too. Nobody can say so for a wall. `colours` are those of the organisation, `#rrggbb`.
    """

    card_id: int
    kind: Kind
    person_id: int | None
    recipient: str
    nominee: Nominee
    scheme: str
    organisation: str
    colours: tuple[str, str]
    made_at: datetime
    stories: tuple[Story, ...]
    wishes: Mapping[str, bool]
    answers: Mapping[str, Answer]
    is_quiet: bool = False

    @property
    def has_wishes(self) -> bool:
        """True where there is somebody who can say where the story may be told."""
        return self.kind != "wall"


def code_of(card_id: int) -> str:
    """Return the code of a card's private page: signed, never stored."""
    code = _codes().dumps(card_id)
    return code if isinstance(code, str) else code.decode()


def codes_of(candidacy_id: int) -> list[str]:
    """Return the codes of the cards made for one candidacy, oldest first."""
    numbers = select(Card.id).where(Card.candidacy_id == candidacy_id).order_by(Card.id)
    return [code_of(number) for number in db.session.scalars(numbers)]


def card_number(code: str) -> int:
    """Return the number of the card behind a code.

    Raises:
        Missing: nobody was given this code.
    """
    try:
        number = _codes().loads(code)
    except BadData as problem:
        raise Missing from problem
    # Decoding forgives odd letters, but a code must be whole.
    if not isinstance(number, int) or code_of(number) != code:
        raise Missing
    card = db.session.get(Card, number)
    if card is None or card.erased_at is not None:
        raise Missing
    return number


def candidacy_of_card(number: int) -> int:
    """Return the candidacy that a card belongs to now: the one it was merged into, if it was."""
    live = func.coalesce(Candidacy.merged_into_id, Candidacy.id)
    chosen = select(live).join(Card, Card.candidacy_id == Candidacy.id).where(Card.id == number)
    return db.session.scalars(chosen).one()


def candidacies_of_card(number: int) -> list[int]:
    """Return the live candidacies that a card speaks for: its own, and those it went on to."""
    rows = db.session.scalars(
        select(Nomination.candidacy_id)
        .join(Thank, Thank.nomination_id == Nomination.id)
        .where(Thank.card_id == number, Nomination.carried_from_id.is_not(None))
        .distinct()
        .order_by(Nomination.candidacy_id)
    )
    return [candidacy_of_card(number), *rows]


def was_asked_before(number: int) -> bool:
    """Tell whether a card's owner has answered on another card of the same story."""
    others = cards_of([candidacy_of_card(number)])
    owner = next((card.person_id for card in others if card.number == number), None)
    same = [card.number for card in others if card.person_id == owner and card.number != number]
    return owner is not None and bool(answers_of(same))


def card_of(code: str) -> ThanksPage:
    """Return what the private page behind a code shows, as the words are now.

    A card of a candidacy that was merged into another shows what is said there.

    Raises:
        Missing: nobody was given this code.
    """
    return page_of(card_number(code))


def page_of(number: int) -> ThanksPage:
    """Return what the private page of a card shows; see `card_of`."""
    row = db.session.execute(_pages().where(Card.id == number)).one()
    card: Card = row.Card
    nominee = read_nominee(row)
    live = row.merged_into_id or card.candidacy_id
    answers = answers_of([card.id]).get(card.id, {})
    return ThanksPage(
        card_id=card.id,
        kind=_kind(card, nominee),
        person_id=card.person_id,
        recipient=row.recipient or nominee.name,
        nominee=nominee,
        scheme=row.scheme,
        organisation=row.organisation,
        colours=(row.main_colour, row.accent_colour),
        made_at=card.made_at,
        stories=nominations.stories([live]).get(live, ()),
        wishes=held(answers),
        answers=answers,
        is_quiet=card.person_id is not None and is_quiet(card.person_id),
    )


def _pages() -> Select[*tuple[Any, ...]]:
    recipient = select(Person.name).where(Person.id == Card.person_id).scalar_subquery()
    chosen: Select[*tuple[Any, ...]] = (
        select(
            Card,
            recipient.label("recipient"),
            func.coalesce(Candidacy.merged_into_id, 0).label("merged_into_id"),
            Scheme.name.label("scheme"),
            Organisation.name.label("organisation"),
            Organisation.main_colour,
            Organisation.accent_colour,
        )
        .join(Candidacy, Candidacy.id == Card.candidacy_id)
        .join(Round, Round.id == Candidacy.round_id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .join(Organisation, Organisation.id == Scheme.organisation_id)
    )
    return with_nominee(chosen, Candidacy)


def _kind(card: Card, nominee: Nominee) -> Kind:
    if nominee.kind == "team":
        return "wall" if card.person_id is None else "member"
    return "described" if card.person_id is None else "person"


def _codes() -> URLSafeSerializer:
    return URLSafeSerializer(config.current().secret_key, salt="recognition.thanks")
