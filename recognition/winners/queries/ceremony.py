"""What is shown on the screen of the ceremony, to a room of colleagues."""

from collections.abc import Sequence
from dataclasses import dataclass

from recognition import clock
from recognition.nominations.models import Candidacy
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.thanks.rules import INTRANET
from recognition.winners.queries.deciding import Decided, announced_at, chosen_decisions, decided
from recognition.winners.queries.public import PublicWinner, as_winners
from recognition.winners.queries.rights import hidden_while_judging
from recognition.winners.rules import PUBLISHED, RECOGNISED, WINNER


@dataclass(frozen=True)
class CeremonyCategory:
    """One category: the names of its finalists in their own order, then who won it."""

    name: str
    finalists: tuple[str, ...]
    winners: tuple[PublicWinner, ...]
    commended: tuple[PublicWinner, ...]


@dataclass(frozen=True)
class CeremonySheet:
    """A round on the screen; `left_out` are finalists who cannot be shown to colleagues yet."""

    round: RoundCard
    categories: tuple[CeremonyCategory, ...]
    left_out: tuple[str, ...]


def ceremony(round_id: int, viewer: Viewer) -> CeremonySheet:
    """Return what is shown: those who agreed to the intranet, which is for colleagues as well.

    Raises:
        Missing: there is no such round.
    """
    hidden = hidden_while_judging(viewer, round_id)
    rows = [
        row
        for row in decided(
            chosen_decisions(agreed=True).where(Candidacy.round_id == round_id), channel=INTRANET
        )
        if row.outcome != RECOGNISED and row.candidacy.id not in hidden
    ]
    card = schemes.round_card(round_id)
    agreed = [row for row in rows if row.consent == "given"]
    told = [row for row in agreed if row.outcome in PUBLISHED and row.citation]
    people = as_winners(told, {round_id: announced_at(round_id) or clock.now()}) if told else []
    names = {category.name for category in schemes.categories(card.scheme.id)}
    order = [category.name for category in schemes.categories(card.scheme.id)]
    order += sorted({row.candidacy.category for row in agreed} - names)
    return CeremonySheet(
        round=card,
        categories=tuple(
            found for name in order if (found := _category(name, agreed, people)).finalists
        ),
        left_out=tuple(
            sorted(
                row.candidacy.nominee.name
                for row in rows
                if row.consent != "given" or (row.outcome in PUBLISHED and not row.citation)
            )
        ),
    )


def _category(
    name: str, agreed: Sequence[Decided], people: Sequence[PublicWinner]
) -> CeremonyCategory:
    here = [who for who in people if who.category == name]
    finalists = [row.candidacy.nominee.name for row in agreed if row.candidacy.category == name]
    return CeremonyCategory(
        name=name,
        finalists=tuple(sorted(finalists, key=str.casefold)),
        winners=tuple(who for who in here if who.outcome == WINNER),
        commended=tuple(who for who in here if who.outcome != WINNER),
    )
