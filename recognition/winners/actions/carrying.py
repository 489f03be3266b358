"""Winners of one round become candidates of another: of the month, and then of the year."""

from collections.abc import Collection, Mapping
from datetime import datetime

from recognition.database import transaction
from recognition.errors import Refused
from recognition.nominations import actions as nominations
from recognition.nominations import queries as nominations_queries
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.thanks import actions as thanks
from recognition.thanks import queries as thanks_queries
from recognition.winners.queries import carrying
from recognition.words import _


def carry_winners(
    round_id: int, *, into_id: int, categories: Mapping[int, int], actor: Viewer, now: datetime
) -> int:
    """Enter winners of an announced round into another, with their stories, thanks and consents.

    Args:
        round_id: the announced round.
        into_id: the other round.
        categories: the category there, by candidacy of the winner.
        actor: the administrator.
        now: the instant at which the request came, UTC.

    Returns:
        How many of them had not been entered before.

    Raises:
        Missing: the round was not announced, or the other one is not this person's.
        Refused: nobody was chosen, somebody did not win or was not thanked, or the other round is
            judged already.
    """
    winners = {line.candidacy_id for line in carrying.carried_sheet(round_id, into_id).winners}
    if not categories:
        raise Refused(_("Choose at least one winner."))
    if not set(categories) <= winners:
        raise Refused(_("Somebody you chose is no winner of this round any more. Look again."))
    if into_id not in {card.id for card in carrying.rounds_to_enter(actor, round_id, now)}:
        raise Refused(_("That round takes nobody any more. Choose another one."), field="into")
    _check_thanked(categories)
    scheme_id, entered = schemes.round_card(into_id).scheme.id, 0
    with transaction():
        for candidacy_id, category_id in sorted(categories.items()):
            made = nominations.carry(
                candidacy_id, round_id=into_id, category_id=category_id, actor=actor
            )
            thanks.count_as_thanked(made, scheme_id=scheme_id)
            entered += bool(made)
    return entered


def _check_thanked(candidacy_ids: Collection[int]) -> None:
    """Refuse somebody who still waits for the card about their story: thanks come first."""
    told = nominations_queries.stories(candidacy_ids)
    numbers = [story.nomination_id for stories in told.values() for story in stories]
    waiting = thanks_queries.waiting_for_thanks(numbers)
    for candidacy_id, stories in told.items():
        if waiting & {story.nomination_id for story in stories}:
            nominee = nominations_queries.candidacy(candidacy_id).nominee
            raise Refused(
                _("%(name)s has not been thanked yet. Thank them first.", name=nominee.name)
            )
