"""A story's facts first: what was done, for whom, and what changed, in its own sentences."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recognition.panel.sentences import sentences

MOST = 2

# Each is a cue and its weight. A sentence goes where its cues weigh most.
_CHANGED = (
    (r"as a result|since then|because of (?:this|that|her|him|them|it)|thanks to|ever since", 3),
    (r"so that|which meant|meant that|made (?:all )?the difference|made a difference", 2),
    (
        r"(?:is|are|was|were|has|have) (?:now|no longer)|^now\b|, now\b|\bnow (?:has|have|we|they)",
        3,
    ),
    (r"no longer|for the first time|from then on|after that|these days|today we|went home|now", 2),
    (r"stopped|began to|improved|changed|fell from|rose from|fewer|calmer|settled|better|safer", 1),
)
_FOR_WHOM = (
    (r"\bfor (?:a|an|the|his|her|their|our|my|one|every|each|all)\b", 1),
    (r"patients?|resident?s?|famil(?:y|ies)|relatives?|visitors?|carers?|colleagues?|teams?", 1),
    (r"mum|mother|dad|father|wife|husband|partner|son|daughter|grandmother|gran|brother|sister", 1),
    (r"lady|gentleman|man|woman|child(?:ren)?|baby|babies|student|students|staff|neighbours?", 1),
    (r"(?:who|whose) (?:was|were|had|could|did|is|cannot|lives?|has|speaks?)", 1),
    (r"(?:was|were) (?:frightened|scared|alone|lonely|dying|distressed|confused|worried|lost)", 2),
)
_DONE = (
    (r"sat|stood|held|kept|stayed|made|took|gave|brought|bought|found|went|came|wrote|rang|ran", 2),
    (r"read|sang|taught|told|built|drove|spoke|fetched|noticed|asked|helped|carried|walked", 2),
    (r"spent|began|chose|put|led|met|set up|set|cut|drew|lent|swapped|knelt|fought|sent", 2),
    (r"(?!need|want|seem)\w{3,}ed", 1),
    (r"always|every (?:day|night|morning|week|shift)", 1),
)


@dataclass(frozen=True)
class Fact:
    """A sentence as it stands: `answers[answer][start:end] == text`; offsets in characters."""

    answer: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Facts:
    """At most two sentences each, in the order of the story; each may be empty."""

    done: tuple[Fact, ...] = ()
    for_whom: tuple[Fact, ...] = ()
    changed: tuple[Fact, ...] = ()


def facts(answers: Sequence[str]) -> Facts:
    """Pick the sentences of a nomination that say what was done, for whom, and what changed.

    The sentences are picked by simple cues and never reworded; no sentence stands twice. This is a
    way into a story, not a judgement: where no cue stands, nothing is picked.

    Args:
        answers: the answers of one nomination, in the order of their questions.
    """
    told = [
        Fact(number, *sentence)
        for number, answer in enumerate(answers)
        for sentence in sentences(answer)
    ]
    changed = _best(told, _CHANGES, least=2)
    rest = [fact for fact in told if fact not in changed]
    done = _best(rest, _DEEDS, least=2, unless=_WHOM)
    rest = [fact for fact in rest if fact not in done]
    return Facts(done=done, for_whom=_best(rest, _WHOM, least=1), changed=changed)


Cues = Sequence[tuple[re.Pattern[str], int]]


def _compiled(cues: Iterable[tuple[str, int]]) -> Cues:
    return [(re.compile(rf"(?<!\w)(?:{cue})(?!\w)", re.I), weight) for cue, weight in cues]


_CHANGES, _WHOM, _DEEDS = map(_compiled, (_CHANGED, _FOR_WHOM, _DONE))


def _weight(text: str, cues: Cues) -> int:
    return sum(weight for cue, weight in cues if cue.search(text))


def _best(told: Sequence[Fact], cues: Cues, *, least: int, unless: Cues = ()) -> tuple[Fact, ...]:
    """Return the heaviest sentences in the order of the story; the earlier of two that weigh alike.

    A sentence that says more of `unless` than of the cues stays for later.
    """
    weighed = [(_weight(fact.text, cues), at) for at, fact in enumerate(told)]
    fit = [
        (-weight, at)
        for weight, at in weighed
        if weight >= least and weight >= _weight(told[at].text, unless)
    ]
    return tuple(told[at] for at in sorted(at for _weight, at in sorted(fit)[:MOST]))
