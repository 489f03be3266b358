"""A winning story becomes an entry of the library, for as long as its people agree."""

from datetime import date

from recognition.database import transaction
from recognition.nominations.models import Candidacy
from recognition.people.queries import Viewer
from recognition.resources import actions as resources
from recognition.thanks.later import ConsentChange
from recognition.thanks.rules import PUBLIC_SITE
from recognition.winners import queries
from recognition.winners.guarding import check_looked, noticed
from recognition.winners.queries import lending


def lend_to_library(
    round_id: int,
    candidacy_id: int,
    *,
    title: str,
    summary: str,
    body: str,
    review_on: date | None,
    actor: Viewer,
    looked: bool = False,
) -> str:
    """Make a library entry of a public winner's story; return the name in its address.

    Raises:
        Missing: they are no public winner: not announced, or not agreed to be shown to everyone.
        Refused: something is missing or too long, the story is in the library already, or
            something was noticed that could tell who a patient is, and nobody looked.
    """
    check_looked(noticed(title, summary, body), looked=looked)
    with transaction():
        winner = queries.public_winner(round_id, candidacy_id)
        return resources.write_from_story(
            title=title,
            summary=summary,
            body=body,
            source_reference=winner.reference,
            credit=winner.name,
            owner_id=actor.person_id,
            review_on=review_on,
            actor=actor,
        )


def take_story_back(change: ConsentChange) -> None:
    """Take a story out of the library in the moment in which its public telling is taken back."""
    if PUBLIC_SITE in change.channels:
        resources.retire_from_story(lending.reference_of(change.candidacy_id), actor=None)


def retire_stories() -> int:
    """Take stories out of the library whose consent has ended by itself; return how many."""
    lent = lending.lent()
    if not lent:
        return 0
    shown = {who.reference for who in queries.public_among(Candidacy.id.in_(lent.values()))}
    return sum(
        resources.retire_from_story(reference, actor=None)
        for reference in lent
        if reference not in shown
    )
