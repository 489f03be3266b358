"""What an announcement will show and send, exactly; and a seal by which a change is noticed."""

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from recognition import config
from recognition.winners.outcome_words import KINDS
from recognition.winners.queries.deciding import Decided, decisions
from recognition.winners.queries.outcome_letters import Outgoing, outgoing
from recognition.winners.queries.outcome_writing import NoLetter, OutcomeLetterCard
from recognition.winners.queries.public import PublicWinner, as_announced

SALT = b"recognition.winners.rehearsing"


@dataclass(frozen=True)
class Rehearsal:
    """What goes out at an instant, UTC, if nothing changes until then.

    `counts` are letters by kind, in the order of `KINDS`. `held_back` won or were commended, and
    stay off the public page. `undecided` are names of nominees who count as recognised. `concealed`
    counts nominees that this person must not learn about: everything else is without them. `seal`
    stands for all of it, those too.
    """

    round_id: int
    at: datetime
    letters: tuple[OutcomeLetterCard, ...]
    without: tuple[NoLetter, ...]
    winners: tuple[PublicWinner, ...]
    held_back: tuple[Decided, ...]
    undecided: tuple[str, ...]
    seal: str
    concealed: int = 0

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many letters of each kind there are, where there are any."""
        found = Counter(letter.kind for letter in self.letters)
        return [(kind, found[kind]) for kind in KINDS if found[kind]]


def rehearsal(round_id: int, *, at: datetime, hidden: Collection[int] = frozenset()) -> Rehearsal:
    """Return what an announcement shows and sends, in a constant number of statements.

    Args:
        round_id: the round.
        at: the instant, UTC.
        hidden: candidacies that whoever looks must not learn about.

    Raises:
        Missing: there is no such round.
        Refused: the words of a letter that is needed cannot be used.
    """
    found = outgoing(round_id)
    winners = as_announced(round_id, at).winners
    shown = {winner.candidacy_id for winner in winners}
    held_back = tuple(
        one for one in decisions(round_id) if one.is_published and one.candidacy.id not in shown
    )
    whole = Rehearsal(
        round_id=round_id,
        at=at,
        letters=found.letters,
        without=found.without,
        winners=winners,
        held_back=held_back,
        undecided=tuple(card.nominee.name for card in found.undecided),
        seal=_seal(found, winners, held_back, at),
    )
    return _concealing(whole, found, hidden) if hidden else whole


def _concealing(whole: Rehearsal, found: Outgoing, hidden: Collection[int]) -> Rehearsal:
    cards = [card for card in found.undecided if card.id not in hidden]
    return replace(
        whole,
        letters=tuple(one for one in whole.letters if one.candidacy_id not in hidden),
        without=tuple(one for one in whole.without if one.candidacy_id not in hidden),
        winners=tuple(one for one in whole.winners if one.candidacy_id not in hidden),
        held_back=tuple(one for one in whole.held_back if one.candidacy.id not in hidden),
        undecided=tuple(card.nominee.name for card in cards),
        concealed=len(hidden),
    )


def _seal(
    found: Outgoing,
    winners: Collection[PublicWinner],
    held_back: Collection[Decided],
    at: datetime,
) -> str:
    """Return a keyed digest, so that nobody can try out what they are not shown."""
    letters = sorted(
        (one.candidacy_id, one.part, one.to_key, one.address, one.words.subject, one.words.body)
        for one in found.letters
    )
    without = sorted((one.candidacy_id, one.part, one.name, one.why) for one in found.without)
    kept = sorted((one.candidacy.id, one.outcome, one.consent) for one in held_back)
    undecided = sorted(one.id for one in found.undecided)
    public = [repr(one) for one in winners]
    whole = json.dumps([at.isoformat(), letters, without, public, kept, undecided])
    key = SALT + config.current().secret_key.encode()
    return hmac.new(key, whole.encode(), hashlib.sha256).hexdigest()
