"""Colours as a stylesheet, what waits for an administrator, and the trail in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from recognition.errors import Refused
from recognition.hall.words import detail_name
from recognition.people.rules import READABLE_CONTRAST, colour, contrast
from recognition.words import _, ngettext

LIGHT, DARK = "#ffffff", "#212b32"


@dataclass(frozen=True)
class Task:
    """Something that waits for an administrator, and the name of the page where it is done."""

    text: str
    endpoint: str
    arguments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Work:
    """What waits: nominations to check, whole days since the oldest was sent, and late thanks.

    `late_scheme` is the address of the scheme with the most late thanks. `deputies` are the rounds
    that need one: number, name, and how many nominees the chair knows. `stuck` letters are late;
    `has_worker`: one that would deliver them was seen lately. `roles_due` are roles that nobody has
    confirmed for a year.
    """

    to_check: int = 0
    oldest_days: int = 0
    late: int = 0
    late_scheme: str = ""
    deputies: tuple[tuple[int, str, int], ...] = ()
    stuck: int = 0
    has_worker: bool = True
    roles_due: int = 0


NOTHING = Work()


def stylesheet(main_colour: str, accent_colour: str) -> str:
    """Return the colours of an organisation as CSS; nothing when one is no colour.

    Text on the main colour is white where that is readable, and dark where it is not.
    """
    try:
        main = colour(main_colour, field="main_colour")
        accent = colour(accent_colour, field="accent_colour")
    except Refused:
        return ""
    ink = LIGHT if contrast(main, LIGHT) >= READABLE_CONTRAST else DARK
    return f":root{{--brand-main:{main};--brand-accent:{accent};--brand-ink:{ink}}}\n"


def tasks(*, people: int, schemes: int, open_rounds: int, work: Work = NOTHING) -> list[Task]:
    """Say what an administrator could do next, the first thing first.

    Args:
        people: how many people the directory holds.
        schemes: how many schemes have not ended.
        open_rounds: how many rounds accept nominations now.
        work: what waits to be checked, and who waits for thanks too long.
    """
    found = []
    if people <= 1:
        found.append(
            Task(
                _("Load your staff directory, so that people can be found."), "people_manage.people"
            )
        )
    if not schemes:
        found.append(Task(_("Start your first scheme."), "schemes.schemes"))
    found += _of_every_day(work)
    if schemes and not open_rounds:
        found.append(
            Task(
                _("Nothing is open for nominations. Start the next round of a scheme."),
                "schemes.schemes",
            )
        )
    return found


def _of_every_day(work: Work) -> list[Task]:
    found = []
    if work.stuck and not work.has_worker:
        text = ngettext(
            "%(num)s letter waits, and no worker is running: see what to do.",
            "%(num)s letters wait, and no worker is running: see what to do.",
            work.stuck,
        )
        found.append(Task(text, "worker.worker"))
    elif work.stuck:
        text = ngettext(
            "See why %(num)s letter has not left.",
            "See why %(num)s letters have not left.",
            work.stuck,
        )
        found.append(Task(text, "outbox.letters_of"))
    if work.to_check:
        waiting = ngettext("%(num)s waits", "%(num)s wait", work.to_check)
        since = (
            ngettext("the oldest for %(num)s day", "the oldest for %(num)s days", work.oldest_days)
            if work.oldest_days
            else _("the oldest since today")
        )
        text = _("Check nominations: %(waiting)s, %(since)s.", waiting=waiting, since=since)
        found.append(Task(text, "checking.queue"))
    for round_id, name, known in work.deputies:
        text = ngettext(
            "Appoint a deputy for %(round)s: the chair knows %(num)s nominee.",
            "Appoint a deputy for %(round)s: the chair knows %(num)s nominees.",
            known,
            round=name,
        )
        found.append(Task(text, "panel_staffing.manage", {"round_id": str(round_id)}))
    if work.late:
        text = _("Thank: %(late)s late.", late=work.late)
        late = {"scheme": work.late_scheme, "state": "late"}
        found.append(Task(text, "thanks_ledger.ledger", late))
    if work.roles_due:
        text = ngettext(
            "Say whether %(num)s role is still needed.",
            "Say whether %(num)s roles are still needed.",
            work.roles_due,
        )
        found.append(Task(text, "people_roles.roles"))
    return found


def told(details: Mapping[str, object]) -> str:
    """Say the details of an entry of the trail in one line; what changed with an arrow."""
    return "; ".join(f"{detail_name(name)}: {_value(value)}" for name, value in details.items())


def _value(value: object) -> str:
    if isinstance(value, Mapping) and set(value) == {"before", "after"}:
        return f"{_value(value['before'])} → {_value(value['after'])}"
    if isinstance(value, Mapping):
        return f"({told(value)})"
    if isinstance(value, list):
        return ", ".join(map(_value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "–" if value is None or value == "" else str(value)
