"""Letters about standing in for an absent colleague: to the two of them."""

from datetime import date

from recognition.clock import spoken_date
from recognition.mail import actions as mail
from recognition.mail.rules import inert
from recognition.panel.actions.letters import address, hello
from recognition.panel.letter_kinds import COVER_ENDED, COVER_NAMED
from recognition.panel.queries.covering import CoverSheet
from recognition.people.queries import PersonCard, Viewer
from recognition.words import _


def named(sheet: CoverSheet, actor: Viewer | None) -> None:
    """Tell both who stands in for whom, when, and for what."""
    line = sheet.line
    absent, stand_in = inert(line.absent.name), inert(line.stand_in.name)
    duties = "\n".join(f"- {inert(words)}" for words in sheet.what)
    days = _days(line.first_day, line.last_day)
    by = _by(line.absent, actor)
    _write(
        line.stand_in,
        COVER_NAMED,
        _("You stand in for %(name)s", name=absent),
        _("You stand in for %(name)s, %(days)s.", name=absent, days=days) + by,
        _("You stand in as:") + "\n" + duties,
        _(
            "Nothing changes for you until you start. On one of those days, sign in, open your "
            "account and press “Act for %(name)s”: %(address)s",
            name=absent,
            address=address("/account"),
        ),
        _("What you do then is noted as done by you, acting for %(name)s.", name=absent),
        _("If you cannot do it, say so here: %(address)s", address=address("/account/cover")),
    )
    _write(
        line.absent,
        COVER_NAMED,
        _("%(name)s stands in for you", name=stand_in),
        _("%(name)s stands in for you, %(days)s.", name=stand_in, days=days) + by,
        _("They stand in as:") + "\n" + duties,
        _("You keep all that you may do yourself."),
        _("You can end it early here: %(address)s", address=address("/account/cover")),
    )


def ended(sheet: CoverSheet, actor: Viewer | None) -> None:
    """Tell both that it has ended early."""
    line = sheet.line
    absent, stand_in = inert(line.absent.name), inert(line.stand_in.name)
    by = _("%(name)s has ended it.", name=inert(actor.name)) if actor else _("It has been ended.")
    now = _("From now on nothing can be done by it.")
    _write(
        line.stand_in,
        COVER_ENDED,
        _("You no longer stand in for %(name)s", name=absent),
        _("You no longer stand in for %(name)s.", name=absent),
        f"{by} {now}",
    )
    _write(
        line.absent,
        COVER_ENDED,
        _("%(name)s no longer stands in for you", name=stand_in),
        _("%(name)s no longer stands in for you.", name=stand_in),
        f"{by} {now}",
    )


def _days(first: date, last: date) -> str:
    if first == last:
        return _("on %(day)s", day=spoken_date(first))
    return _(
        "from %(first)s to %(last)s, both days included",
        first=spoken_date(first),
        last=spoken_date(last),
    )


def _by(absent: PersonCard, actor: Viewer | None) -> str:
    """Say who named them, where it was not the absent one."""
    if actor is None or actor.person_id == absent.id:
        return ""
    return " " + _("%(name)s has set this up.", name=inert(actor.name))


def _write(person: PersonCard, kind: str, subject: str, *parts: str) -> None:
    if person.email is None:
        return
    mail.write(
        kind=kind,
        to_address=person.email,
        subject=subject,
        body="\n\n".join((hello(person), *parts)),
    )
