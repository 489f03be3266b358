"""Whether a nominator is named beside a quote of theirs, and the page that asks them."""

from collections.abc import Collection
from dataclasses import dataclass

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import func, select

from recognition import config
from recognition.database import db
from recognition.errors import Missing
from recognition.nominations import queries as nominations
from recognition.nominations.models import Nomination
from recognition.people.models import Person
from recognition.winners.models import CitationEdition, QuoteWish


@dataclass(frozen=True)
class QuoteAsk:
    """The page of a nominator who may be quoted; `named` is None until they have said."""

    nomination_id: int
    name: str
    nominee: str
    quote: str
    named: bool | None


def quote_names(nomination_ids: Collection[int]) -> dict[int, str]:
    """Return the names of nominators who said yes to being named beside a quote; one statement.

    Who asked not to be named is never among them.
    """
    rows = db.session.execute(
        select(Nomination.id, func.coalesce(Person.name, Nomination.nominator_name))
        .join(QuoteWish, QuoteWish.nomination_id == Nomination.id)
        .outerjoin(Person, Person.id == Nomination.nominator_id)
        .where(Nomination.id.in_(set(nomination_ids)), QuoteWish.named.is_(True))
        .where(Nomination.may_name_nominator.is_(True), Nomination.withdrawn_at.is_(None))
    )
    return dict(rows.all())


def may_be_asked(nomination_id: int) -> bool:
    """Tell whether a nominator may be asked: not withdrawn, and they may be named at all."""
    found = db.session.scalar(
        select(Nomination.id).where(
            Nomination.id == nomination_id,
            Nomination.may_name_nominator.is_(True),
            Nomination.withdrawn_at.is_(None),
        )
    )
    return found is not None


def quote_address(target: str) -> str | None:
    """Return where a nominator says whether they are named; made when their letter is delivered.

    Args:
        target: number of the nomination.

    Returns:
        The address; None when there is nothing to ask any more.
    """
    code = _code(int(target))
    try:
        quote_ask(code)
    except Missing:
        return None
    return f"{config.current().base_url.rstrip('/')}/winners/quote/{code}"


def quote_ask(code: str) -> QuoteAsk:
    """Return the page behind a code.

    Raises:
        Missing: nobody was given this code, or their words are quoted no more.
    """
    try:
        number = _codes().loads(code)
    except BadData as problem:
        raise Missing from problem
    # Decoding forgives odd letters, but a code must be whole.
    if not isinstance(number, int) or _code(number) != code or not may_be_asked(number):
        raise Missing
    row = db.session.execute(
        select(QuoteWish.named, func.coalesce(Person.name, Nomination.nominator_name))
        .join(Nomination, Nomination.id == QuoteWish.nomination_id)
        .outerjoin(Person, Person.id == Nomination.nominator_id)
        .where(QuoteWish.nomination_id == number)
    ).one_or_none()
    quote = db.session.scalar(
        select(CitationEdition.quote)
        .where(CitationEdition.quote_from_id == number, CitationEdition.quote != "")
        .where(CitationEdition.approved_at.is_not(None))
        .order_by(CitationEdition.decision_id.desc(), CitationEdition.edition.desc())
        .limit(1)
    )
    if row is None or quote is None:
        raise Missing
    return QuoteAsk(number, row[1], nominations.as_told(number).name, quote, row[0])


def _code(nomination_id: int) -> str:
    code = _codes().dumps(nomination_id)
    return code if isinstance(code, str) else code.decode()


def _codes() -> URLSafeSerializer:
    return URLSafeSerializer(config.current().secret_key, salt="recognition.quote")
