"""A story as a panel reads it blind: without the names of those who are in it."""

import re
from collections.abc import Sequence

from recognition.panel.concealing.addresses import addresses
from recognition.panel.concealing.mentions import mentions
from recognition.panel.concealing.persons import NOMINEE, Known, known
from recognition.panel.concealing.phrases import Phrases, stretches
from recognition.panel.concealing.setting import Setting
from recognition.panel.concealing.wording import ROLE_OR_TEAM, possessive, worded
from recognition.panel.concealing.words import starts_sentence, words_of

_OURS = re.compile(r"\[role or team\]|\bthe (?:nominee|nominator)\b", re.I)
_MOST_PASSES = 8

Change = tuple[int, int, str]


def blind(
    text: str, nominee: Sequence[str], nominators: Sequence[str], other: Sequence[str] = ()
) -> str:
    """Return a story without the names of the people it is about and by.

    Names, parts of names, initials in capitals, short forms, slips of the pen and e-mail addresses
    made of a name become “the nominee” or “the nominator”, titles before them included (Mr, Sister,
    Lady), for they tell a gender or a rank. Job titles and teams become “[role or team]”. A name
    that is a word, such as Grace or Will, goes only where it reads as a name; what stays unclear
    goes. A part that nominee and nominator share stands for the nominee.

    Pronouns stay: without them a story is hard to follow, and they name nobody. The help of a
    scheme that reads blind says so.

    Args:
        text: a whole answer; any text will do.
        nominee: names of one nominee, or of several.
        nominators: names of those who wrote.
        other: job titles and teams, whole.

    Returns:
        The text with nothing else changed; blinding it again changes nothing.
    """
    people, phrases = known(nominee, nominators), Phrases(other)
    # What is hidden may show that its neighbour is a name, too. Two passes are the rule; the limit
    # keeps the time in proportion to the length.
    for _pass in range(_MOST_PASSES):
        told = _pass_over(text, people, phrases)
        if told == text:
            break
        text = told
    return text


def _pass_over(text: str, people: Known, phrases: Phrases) -> str:
    text = _put_in(text, _in_addresses(text, people))
    here = Setting(text, words_of(text, people.spellings))
    ours = _ours(here)
    hidden = list(stretches(here, phrases, ours))
    taken = ours | {at for first, last in hidden for at in range(first, last + 1)}
    changes = [
        (here.words[first].start, here.words[last].end, ROLE_OR_TEAM + _ending(here, last))
        for first, last in hidden
    ]
    changes += [(m.start, m.end, worded(here, m)) for m in mentions(here, people, taken)]
    return _put_in(text, changes)


def _ending(here: Setting, last: int) -> str:
    return possessive(here.words[last].ending)


def _in_addresses(text: str, people: Known) -> list[Change]:
    found = []
    for start, end, number in addresses(text, people):
        role = people.persons[number].role or NOMINEE
        found.append((start, end, f"{'The' if starts_sentence(text, start) else 'the'} {role}"))
    return found


def _ours(here: Setting) -> frozenset[int]:
    """Return the numbers of words that stand for somebody already."""
    numbers = set[int]()
    spans = [match.span() for match in _OURS.finditer(here.text)]
    at = 0
    for start, end in spans:
        while at < len(here.words) and here.words[at].start < end:
            if here.words[at].start >= start:
                numbers.add(at)
            at += 1
    return frozenset(numbers)


def _put_in(text: str, changes: list[Change]) -> str:
    """Return the text with stretches that do not overlap replaced."""
    pieces, done = [], 0
    for start, end, words in sorted(changes):
        pieces += [text[done:start], words]
        done = end
    return "".join([*pieces, text[done:]])
