"""What about a nomination needs a person, in short words."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from recognition.nominations import rules
from recognition.nominations.patient_information import Finding, find
from recognition.words import _, ngettext

STAFF = "staff"


@dataclass(frozen=True)
class Signal:
    """One thing that needs a person; `text` is how a row of the queue says it."""

    kind: str
    text: str


@dataclass(frozen=True)
class Marked:
    """A finding of the guard in an answer. `cleared`: the nominator says it is no patient's."""

    position: str
    start: int
    end: int
    text: str
    why: str
    cleared: bool


@dataclass(frozen=True)
class Nominator:
    """Who sent a nomination, as a checker sees them."""

    name: str
    kind: str
    person_id: int | None
    email: str
    sent_at: datetime
    confirmed_at: datetime | None
    relationship: str
    may_be_named: bool


@dataclass(frozen=True)
class Facts:
    """What the signals of one nomination are made from.

    Attributes:
        person_id: the nominee, where linked to the directory.
        linked: the nominee is a person or a team of the directory.
        eligible: why the nominee does not fit the scheme, in words; empty when they do.
        who_may_nominate: kinds of people whom the scheme asks.
        confirms: the scheme asks nominators to confirm their address.
        question: "open", "answered", or empty.
        concern: what the words read like, as the signpost says it; empty for none.
    """

    nominator: Nominator
    person_id: int | None
    linked: bool
    who_may_nominate: Collection[str]
    confirms: bool
    marked: Sequence[Marked] = ()
    eligible: str = ""
    twins: int = 0
    won_lately: bool = False
    question: str = ""
    corrected: bool = False
    concern: str = ""
    hr_says_wait: bool = False


def marked(answers: Iterable[tuple[str, str]], cleared: Collection[str]) -> tuple[Marked, ...]:
    """Return what the guard finds in answers.

    Args:
        answers: pairs of the position of a question and its words.
        cleared: what the nominator says is not about a patient, as it stands in the words.
    """
    said = {" ".join(text.split()) for text in cleared}
    return tuple(
        _marked(position, text, finding, said)
        for position, text in answers
        for finding in find(text)
    )


def _marked(position: str, text: str, finding: Finding, said: Collection[str]) -> Marked:
    words = text[finding.start : finding.end]
    cleared = " ".join(words.split()) in said
    return Marked(position, finding.start, finding.end, words, finding.why, cleared)


def pieces(text: str, marks: Sequence[Marked]) -> list[tuple[str, Marked | None]]:
    """Cut a text into what is marked and what lies between; together they are the whole text."""
    cut: list[tuple[str, Marked | None]] = []
    at = 0
    for mark in sorted(marks, key=lambda each: each.start):
        cut += [(text[at : mark.start], None), (text[mark.start : mark.end], mark)]
        at = mark.end
    return [piece for piece in (*cut, (text[at:], None)) if piece[0]]


def signals(facts: Facts) -> tuple[Signal, ...]:
    """Return everything that needs a person, the gravest first; nothing for a plain case."""
    found = [*_of_the_words(facts), *_of_the_nominator(facts), *_of_the_nominee(facts)]
    if facts.question == "open":
        found.append(Signal("question", _("question not answered yet")))
    if facts.question == "answered":
        found.append(Signal("answered", _("question answered")))
    if facts.corrected:
        found.append(Signal("corrected", _("corrected since")))
    return tuple(found)


def _of_the_words(facts: Facts) -> Iterable[Signal]:
    if facts.concern:
        yield Signal("concern", _("possible concern"))
    found = sum(not mark.cleared for mark in facts.marked)
    if found:
        text = ngettext("%(num)s patient detail?", "%(num)s patient details?", found)
        yield Signal("guard", text)
    if len(facts.marked) > found:
        yield Signal("cleared", _("nominator says not about a patient"))


def _of_the_nominator(facts: Facts) -> Iterable[Signal]:
    sender = facts.nominator
    is_nominee = sender.person_id is not None and sender.person_id == facts.person_id
    if is_nominee or sender.relationship == rules.MYSELF:
        yield Signal("self", _("nominator is the nominee"))
    if sender.relationship == rules.RELATIVE:
        yield Signal("related", _("related"))
    if facts.confirms and sender.confirmed_at is None:
        yield Signal("unconfirmed", _("sender not confirmed"))
    elif sender.confirmed_at and sender.confirmed_at - sender.sent_at > rules.CONFIRM_WITHIN:
        yield Signal("late", _("sender confirmed late"))
    if set(facts.who_may_nominate) == {STAFF} and sender.person_id is None:
        yield Signal("not_staff", _("sender not known as staff"))


def _of_the_nominee(facts: Facts) -> Iterable[Signal]:
    if not facts.linked:
        yield Signal("unlinked", _("nominee not linked"))
    if facts.eligible:
        yield Signal("eligible", facts.eligible)
    if facts.twins:
        yield Signal("twins", _("possible duplicate"))
    if facts.won_lately:
        yield Signal("winner", _("recent winner"))
    if facts.hr_says_wait:
        yield Signal("hr", _("HR says not now"))


def not_eligible(*, left: bool, takes_part: bool, team_category: bool, is_person: bool) -> str:
    """Return why a nominee does not fit the scheme, in short words; empty when they do."""
    if left:
        return _("nominee has left")
    if not takes_part:
        return _("nominee's organisation does not take part")
    if team_category and is_person:
        return _("category is for teams")
    return ""
