"""Which sites show an organisation's list, and what stands on it."""

from dataclasses import dataclass

from sqlalchemy import select

from recognition.database import db
from recognition.errors import Missing
from recognition.nominations.models import Candidacy
from recognition.people import queries as people
from recognition.people.queries import OrganisationCard, Viewer
from recognition.schemes.models import Round, Scheme
from recognition.winners.models import EmbedOrigin
from recognition.winners.queries.naming import named_among, told_of
from recognition.winners.queries.public import PublicWinner, behind_winners

SHOWN = 12


@dataclass(frozen=True)
class EmbeddedList:
    """The newest winners of an organisation's schemes, and the origins that may frame them."""

    organisation: OrganisationCard
    origins: tuple[str, ...]
    winners: tuple[PublicWinner, ...]


def may_embed(viewer: Viewer | None, organisation_id: int, **_arguments: object) -> bool:
    """May they say where the list is shown: communications or administrators?"""
    return viewer is not None and organisation_id in viewer.communicates | viewer.administers


def origins(organisation_id: int) -> tuple[str, ...]:
    """Return the sites that may show the list, in the order of their names."""
    chosen = select(EmbedOrigin.origin).where(EmbedOrigin.organisation_id == organisation_id)
    return tuple(db.session.scalars(chosen.order_by(EmbedOrigin.origin)))


def organisation(organisation_id: int) -> OrganisationCard:
    """Return an organisation.

    Raises:
        Missing: there is none.
    """
    for card in people.organisations():
        if card.id == organisation_id:
            return card
    raise Missing


def embedded_list(organisation_id: int) -> EmbeddedList:
    """Return what a site may show.

    Raises:
        Missing: there is no such organisation.
    """
    card = organisation(organisation_id)
    return EmbeddedList(card, origins(organisation_id), _newest(organisation_id))


@behind_winners(most=50)
def _newest(organisation_id: int) -> tuple[PublicWinner, ...]:
    hosted = (
        select(Round.id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .where(Scheme.organisation_id == organisation_id)
    )
    return told_of(named_among(Candidacy.round_id.in_(hosted))[:SHOWN])
