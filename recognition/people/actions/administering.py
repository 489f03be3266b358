"""Somebody always administers an organisation, whatever two people do at once."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.people.models import Organisation
from recognition.people.queries.administering import lasting_administrators, places_administered_by
from recognition.people.rules import check_somebody_administers


def count_others(session: Session, organisation_id: int, without: Collection[int]) -> int:
    """Hold an organisation, then return how many others administer it for good.

    The lock makes two administrators who take each other's role away at once wait in line. Looking
    at a staff file before it is taken in writes nothing, and holds nothing either.
    """
    if session.info.get("writing"):
        session.execute(
            select(Organisation.id).where(Organisation.id == organisation_id).with_for_update()
        )
    return lasting_administrators(organisation_id, without=without)


def check_others_administer(session: Session, person_ids: Collection[int]) -> None:
    """Refuse to let these people go when an organisation would have no administrator.

    Raises:
        Refused: it would.
    """
    for place in places_administered_by(person_ids):
        check_somebody_administers(count_others(session, place, person_ids))


def hold_administered(session: Session, person_id: int | None) -> None:
    """Hold the organisations that somebody administers, before it is asked whether others do."""
    places = places_administered_by([person_id] if person_id is not None else [])
    session.execute(
        select(Organisation.id)
        .where(Organisation.id.in_(places))
        .order_by(Organisation.id)
        .with_for_update()
    )
