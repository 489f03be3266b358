"""Who among the winners of a round agreed to what, for those who prepare the announcement."""

from dataclasses import dataclass

from recognition.people.queries import Viewer
from recognition.thanks import queries as thanks
from recognition.thanks.queries import ConsentSheet
from recognition.winners.queries.deciding import Decided, decisions
from recognition.winners.queries.rights import hidden_while_judging

TO_ASK, WAITING, REFUSED, ENDED, GIVEN = "to_ask", "waiting", "refused", "ended", "given"
SHOWN = (TO_ASK, WAITING, REFUSED, ENDED, GIVEN)


@dataclass(frozen=True)
class ConsentLine:
    """A winner, or somebody highly commended, with everything they agreed to."""

    decided: Decided
    sheet: ConsentSheet

    def fits(self, state: str) -> bool:
        """Tell whether the line is one of those asked for; everything fits an empty text."""
        if state == TO_ASK:
            return self.sheet.may_be_asked
        if state == GIVEN:
            return all(one.state == GIVEN for one in self.sheet.channels.values())
        return not state or self.sheet.is_in(state)


def consent_lines(viewer: Viewer, round_id: int, *, state: str = "") -> list[ConsentLine]:
    """Return the published outcomes of a round with what was agreed, in a constant number.

    Whom the viewer may not know about while the panel judges is left out.

    Args:
        viewer: who looks.
        round_id: the round.
        state: one of `SHOWN`; empty for all.
    """
    hidden = hidden_while_judging(viewer, round_id)
    found = [
        one for one in decisions(round_id) if one.is_published and one.candidacy.id not in hidden
    ]
    sheets = thanks.consent_sheet([one.candidacy.id for one in found])
    lines = [ConsentLine(one, sheets[one.candidacy.id]) for one in found]
    return [line for line in lines if line.fits(state)]
