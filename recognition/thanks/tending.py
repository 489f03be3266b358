"""Looking after one thank-you: what an administrator can do with it, and what each thing is called.

Plain values in, plain values out.
"""

from dataclasses import dataclass

from recognition.errors import Refused
from recognition.thanks.rules import (
    DIED,
    HELD,
    LETTER,
    PRINT,
    PRINTED,
    REFUSED_BY_MAIL,
    WAITING,
)
from recognition.words import _

HANDED_OVER, RETURNED, PRINT_AGAIN = "handed_over", "returned", "print_again"
HAS_DIED, TO_FAMILY, TO_TEAM = "has_died", "to_family", "to_team"
END, NO_LETTERS = "end", "no_letters"
DEEDS = (
    HANDED_OVER, RETURNED, PRINT_AGAIN, HAS_DIED, TO_FAMILY, TO_TEAM, END, NO_LETTERS,
)  # fmt: skip
AWAY, MOVED, NOT_FOUND, HAS_LEFT, OTHER = "away", "moved", "not_found", "has_left", "other"
RETURNED_WHY = (AWAY, MOVED, NOT_FOUND, HAS_LEFT, OTHER)
# What one waits for, in the order in which it needs somebody.
DECIDE_LEFT, DECIDE_DIED = "has_left", "has_died"
CAME_BACK, NOT_HANDED_OVER, TO_PRINT, ON_ITS_WAY = "returned", "printed", "print_queue", "letter"
BY_MAIL_REFUSED = "refused_by_mail"
NOT_CONFIRMED, NOT_CHECKED, QUESTION, BEING_MADE = "not_confirmed", "not_checked", "asked", "made"
WHYS = (
    DECIDE_LEFT, DECIDE_DIED, CAME_BACK, BY_MAIL_REFUSED, NOT_HANDED_OVER, TO_PRINT, ON_ITS_WAY,
    BEING_MADE, QUESTION, NOT_CONFIRMED, NOT_CHECKED,
)  # fmt: skip
LONGEST_NAME = 120
_PASSED = ":"


@dataclass(frozen=True)
class Standing:
    """Where one thank-you stands, as the tables hold it."""

    way: str
    state: str
    reason: str = ""
    has_returned: bool = False
    passed_to: str = ""
    has_person: bool = True


def waits_for(thank: Standing) -> str:
    """Return what an owing thank-you waits for, one of `WHYS`."""
    if thank.state == HELD:
        return DECIDE_DIED if thank.reason == DIED else DECIDE_LEFT
    if thank.state == PRINTED:
        return CAME_BACK if thank.has_returned else NOT_HANDED_OVER
    if thank.way == LETTER:
        return ON_ITS_WAY
    return BY_MAIL_REFUSED if thank.reason == REFUSED_BY_MAIL else TO_PRINT


def deeds(thank: Standing) -> tuple[str, ...]:
    """Return what can be done with a thank-you as it stands, some of `DEEDS`."""
    about_them = (HAS_DIED, NO_LETTERS) if thank.has_person and not thank.passed_to else ()
    if thank.state == HELD:
        decisions = (TO_FAMILY, TO_TEAM, END)
        return decisions if thank.reason == DIED else (*decisions, HAS_DIED)
    if thank.state == PRINTED:
        again = (PRINT_AGAIN, END) if thank.has_returned else (RETURNED, PRINT_AGAIN)
        return (HANDED_OVER, *again, *about_them)
    if thank.state == WAITING and thank.way == PRINT:
        return (HANDED_OVER, *about_them)
    return about_them if thank.state == WAITING else ()


def check_deed(thank: Standing, deed: str, *, why: str, name: str) -> None:
    """Refuse what cannot be done, or not without saying more.

    Raises:
        Refused: nothing was chosen, it came back without a reason, or a team without a name.
    """
    if not deed:
        raise Refused(_("Choose what happened."), field="deed")
    if deed not in deeds(thank):
        raise Refused(
            _("This has changed since the page was opened. Look at it again, then choose."),
            field="deed",
        )
    if deed == RETURNED and why not in RETURNED_WHY:
        raise Refused(_("Say why it came back."), field="why")
    if deed == TO_TEAM and not name.strip():
        raise Refused(_("Write which team gets it, or who takes it to them."), field="name")
    if len(name) > LONGEST_NAME:
        raise Refused(_("Shorten this to %(most)s characters.", most=LONGEST_NAME), field="name")


def passed(deed: str, name: str) -> str:
    """Return what is kept of whom a card goes to instead: “family:Mrs Moyo”, “team:Ward 7”."""
    return f"{'family' if deed == TO_FAMILY else 'team'}{_PASSED}{' '.join(name.split())}"


def passed_words(kept: str) -> str:
    """Say whom a card goes to instead; empty for the nominee themselves."""
    if not kept:
        return ""
    kind, _colon, name = kept.partition(_PASSED)
    if kind == "family":
        return _("For the family: %(name)s", name=name) if name else _("For the family")
    return _("For the team: %(name)s", name=name)


def deed_name(deed: str) -> str:
    """Say what can be done, as a choice."""
    return {
        HANDED_OVER: _("It was handed over"),
        RETURNED: _("It came back"),
        PRINT_AGAIN: _("Print it again"),
        HAS_DIED: _("They have died"),
        TO_FAMILY: _("Give it to the family"),
        TO_TEAM: _("Give it to the team"),
        END: _("Send nothing"),
        NO_LETTERS: _("They would rather not get letters or cards"),
    }[deed]


def returned_name(why: str) -> str:
    """Say why a card came back."""
    return {
        AWAY: _("They are away for a while"),
        MOVED: _("They work somewhere else now"),
        NOT_FOUND: _("Nobody there knew them"),
        HAS_LEFT: _("They have left"),
        OTHER: _("Something else"),
    }[why]


def why_name(why: str) -> str:
    """Say what a thank-you waits for."""
    return {
        DECIDE_LEFT: _("Has left: decide who gets it"),
        DECIDE_DIED: _("Has died: decide who gets it"),
        CAME_BACK: _("The card came back"),
        BY_MAIL_REFUSED: _("Refused by the mail server, now to print"),
        NOT_HANDED_OVER: _("Printed, not handed over"),
        TO_PRINT: _("In the print queue"),
        ON_ITS_WAY: _("Letter on its way"),
        BEING_MADE: _("Accepted, the card is being made"),
        QUESTION: _("Question to the nominator"),
        NOT_CONFIRMED: _("Sender not confirmed"),
        NOT_CHECKED: _("Not checked yet"),
    }[why]
