"""Who is to be erased: somebody in the directory, or somebody behind a nomination."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from recognition.database import db
from recognition.errors import Missing
from recognition.nominations.models import Candidacy, Draft, Nomination
from recognition.nominations.queries import may_check
from recognition.people.models import Account, Person, PersonMerge
from recognition.people.queries import Viewer, team
from recognition.people.queries.directory import person_card
from recognition.people.rules import folded
from recognition.privacy.erasing_rules import NOMINATOR, NOMINEE, PERSON
from recognition.privacy.mentions import is_a_name, whole_names


@dataclass(frozen=True)
class Subject:
    """Somebody to erase.

    `namesakes` counts others with the very same name: then the name in other people's words may be
    theirs, and stays. `nomination_id` is the one by which somebody without an account
    was found. Addresses are in lower case. `records` are further ones of the same person, by
    number, which were made one with theirs; `names` what those say.
    """

    kind: str
    organisation_id: int
    name: str
    detail: str
    addresses: frozenset[str]
    person_id: int | None = None
    nomination_id: int | None = None
    namesakes: int = 0
    has_left: bool = True
    records: tuple[int, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def is_described(self) -> bool:
        """True of somebody outside the directory of whom no name is known: “Night team”."""
        return self.kind != PERSON and not is_a_name(self.name)

    @property
    def whole_names(self) -> tuple[str, ...]:
        """The ways to write their whole name, as far as it is theirs alone, and a name at all."""
        if self.namesakes or self.is_described:
            return ()
        every = (form for name in (self.name, *self.names) for form in whole_names(name))
        return tuple(dict.fromkeys(every))

    def as_records(self) -> "list[Subject]":
        """Return them as each of their further records: what stayed there goes as well."""
        return [replace(self, person_id=number, records=()) for number in self.records]


def person_subject(person_id: int) -> Subject:
    """Return somebody of the directory.

    Raises:
        Missing: there is nobody with that number, they were erased, or the record was made one
            with another, as which they are erased.
    """
    row = db.session.get(Person, person_id)
    if row is None or row.erased_at is not None or row.merged_into_id is not None:
        raise Missing
    others = _records(person_id)
    numbers = [person_id, *(other.id for other in others)]
    where = person_card(row, team(row.team_id).name if row.team_id else "")
    known = [
        row.email,
        *db.session.scalars(
            select(PersonMerge.address).where(
                PersonMerge.kept_id.in_(numbers), PersonMerge.undone_at.is_(None)
            )
        ),
        *db.session.scalars(select(Account.email).where(Account.person_id.in_(numbers))),
        *db.session.scalars(
            select(Nomination.nominator_email).where(Nomination.nominator_id == person_id)
        ),
        *db.session.scalars(select(Draft.author_email).where(Draft.author_id == person_id)),
    ]
    addresses = frozenset(address.lower() for address in known if address)
    return Subject(
        PERSON,
        row.organisation_id,
        row.name,
        where.detail,
        addresses,
        person_id=person_id,
        namesakes=_namesakes(row.name, numbers, addresses),
        records=tuple(numbers[1:]),
        names=tuple(other.name for other in others),
        has_left=row.left_at is not None,
    )


def may_erase_by_reference(viewer: Viewer | None, reference: str, **_arguments: object) -> bool:
    """May they erase who wrote this nomination, or whom it describes? Those who check it may."""
    return may_check(viewer, reference)


def nomination_subject(kind: str, reference: str, organisation_id: int) -> Subject:
    """Return who wrote a nomination without an account, or who is described in one.

    Args:
        kind: `NOMINATOR` or `NOMINEE`.
        reference: of the nomination.
        organisation_id: whose administrator asks.

    Raises:
        Missing: there is no such nomination, or that person is in the directory.
    """
    row = db.session.execute(
        select(Nomination, Candidacy)
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .where(Nomination.reference == reference)
    ).one_or_none()
    if row is None:
        raise Missing
    sent, candidacy = row
    if kind == NOMINATOR and sent.nominator_id is None:
        name, detail = sent.nominator_name, sent.nominator_email
        addresses = frozenset({sent.nominator_email.lower()} - {""})
    elif kind == NOMINEE and candidacy.described_name is not None:
        name, detail = candidacy.described_name, candidacy.described_place
        addresses = frozenset[str]()
    else:
        raise Missing
    return Subject(
        kind,
        organisation_id,
        name or reference,
        detail,
        addresses,
        nomination_id=sent.id,
        namesakes=_namesakes(name, (), addresses),
    )


def _records(person_id: int) -> list[Person]:
    """Return the records that were made one with somebody's, and are still."""
    return list(
        db.session.scalars(
            select(Person).where(Person.merged_into_id == person_id).order_by(Person.id)
        )
    )


def _namesakes(name: str, own: Collection[int], addresses: frozenset[str]) -> int:
    """Count others of this name: in the directory, or writing from another address."""
    if not folded(name):
        return 0
    staff = select(func.count(Person.id)).where(
        Person.search_name == folded(name), Person.id.not_in(own)
    )
    address = func.lower(Nomination.nominator_email)
    visitors = select(func.count(address.distinct())).where(
        Nomination.nominator_id.is_(None),
        func.lower(Nomination.nominator_name) == name.lower(),
        address.not_in({*addresses, ""}),
    )
    return (db.session.scalar(staff) or 0) + (db.session.scalar(visitors) or 0)
