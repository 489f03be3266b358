"""What letters about seats and reading say; plain Python.

Each returns subject and body. `round` is the scheme and the round; `link` is an address of ours;
names have been through `mail.rules.inert` here.
"""

from recognition.mail.rules import inert
from recognition.panel.rules import minutes_left
from recognition.panel.workload_words import spoken_minutes
from recognition.words import _, ngettext

Letter = tuple[str, str]


def appointed(*, name: str, round: str, link: str) -> Letter:  # noqa: A002 - as the place is called
    """Welcome a panellist."""
    return _welcome(
        name,
        round,
        link,
        _("Thank you for joining the panel of %(round)s.", round=inert(round)),
        _(
            "You will read what colleagues wrote about each other, and say how far each story "
            "shows what the scheme looks for. We will write again when there is something to read."
        ),
    )


def appointed_chair(*, name: str, round: str, link: str) -> Letter:  # noqa: A002 - as above
    """Welcome a chair."""
    return _welcome(
        name,
        round,
        link,
        _("Thank you for chairing the panel of %(round)s.", round=inert(round)),
        _(
            "You choose the panellists, give each of them nominees to read, and see what their "
            "scores add up to."
        ),
    )


def appointed_deputy(*, name: str, round: str, link: str) -> Letter:  # noqa: A002 - as above
    """Welcome a deputy."""
    return _welcome(
        name,
        round,
        link,
        _("Thank you for being deputy chair of %(round)s.", round=inert(round)),
        _(
            "Where the chair knows a nominee, you lead the panel instead: you choose who reads "
            "that nominee, and see what their scores add up to."
        ),
    )


def much_to_read(number: int, *, of_round: str) -> str:
    """Say how many nominees somebody is given, and how long they take to read."""
    return ngettext(
        "There is %(num)s nominee for you to read in %(round)s, about %(time)s.",
        "There are %(num)s nominees for you to read in %(round)s, about %(time)s.",
        number,
        round=inert(of_round),
        time=spoken_minutes(minutes_left(number)),
    )


def much_left(number: int) -> str:
    """Say how many nominees still wait for somebody's scores, and how long they take to read."""
    return ngettext(
        "%(num)s nominee is waiting for your scores, about %(time)s of reading.",
        "%(num)s nominees are waiting for your scores, about %(time)s of reading.",
        number,
        time=spoken_minutes(minutes_left(number)),
    )


def given(*, name: str, round: str, much: str, until: str, link: str) -> Letter:  # noqa: A002 - as above
    """Tell a panellist what there is to read; `much` as `much_to_read` says it."""
    return _("Stories to read for %(round)s", round=inert(round)), _letter(
        name,
        much,
        _send_by(until),
        _("If you know somebody well, say so on their page and we will ask another."),
        _("Start here: %(address)s", address=link),
    )


def behind(*, name: str, round: str, much: str, until: str, link: str) -> Letter:  # noqa: A002 - as above
    """Remind a panellist of what is left; `much` as `much_left` says it."""
    return _("Stories are waiting for you in %(round)s", round=inert(round)), _letter(
        name,
        _("Thank you for reading for %(round)s.", round=inert(round)),
        much,
        _send_by(until),
        _("If it is too much, you can ask a colleague on the panel from each nominee's page."),
        _("Go on here: %(address)s", address=link),
    )


def _send_by(until: str) -> str:
    return _("Please send your scores by %(when)s.", when=until) if until else ""


def _welcome(name: str, of_round: str, link: str, *parts: str) -> Letter:
    where = _("Your panel: %(address)s", address=link)
    subject = _("You are on the panel of %(round)s", round=inert(of_round))
    return subject, _letter(name, *parts, where)


def _letter(name: str, *parts: str) -> str:
    hello = _("Dear %(name)s,", name=inert(name))
    return "\n\n".join((hello, *(part for part in parts if part)))
