"""Words that may point to a patient: the author takes them out, or says that they do not."""

from datetime import datetime

from recognition.nominations import noticing, queries
from recognition.nominations.actions.drafting import change
from recognition.nominations.cards import Author
from recognition.schemes import queries as schemes

MOST_CLEARED = 100


def take_out(
    *, key: str, position: str, words: str, actor: Author, received: datetime
) -> dict[str, str]:
    """Take words that were pointed at out of an answer; words that are not there change nothing.

    Args:
        key: of the draft.
        position: of the question, as text.
        words: what was pointed at.
        actor: the author.
        received: instant at which the request came, UTC.

    Returns:
        The answers by position, as they are now.

    Raises:
        Refused: the round is not open.
        Missing: there is no such draft of this author.
    """
    held = queries.draft(key, actor)
    queries.check_open(schemes.round_card(held.round_id), received, actor)
    answers = dict(held.answers)
    changed = noticing.taken_out(answers.get(position, ""), words)
    if changed is not None:
        answers[position] = changed
        change(key, actor, answers=answers)
    return answers


def clear(*, key: str, words: str, actor: Author) -> tuple[str, ...]:
    """Note that the author says of words that were pointed at: they are not about a patient.

    Returns:
        Everything that was cleared so far.

    Raises:
        Missing: there is no such draft of this author.
    """
    held = queries.draft(key, actor)
    pointed_at = any(
        notice.words == words
        for notices in noticing.notices(held.answers, held.cleared).values()
        for notice in notices
    )
    if not pointed_at or len(held.cleared) >= MOST_CLEARED:
        return held.cleared
    cleared = (*held.cleared, words)
    change(key, actor, cleared=list(cleared))
    return cleared
