"""The letter to a panellist who is behind. It speaks of nobody else."""

from datetime import datetime

from recognition import config
from recognition.clock import spoken
from recognition.mail import actions as mail
from recognition.mail.rules import inert
from recognition.panel.rules import minutes_left
from recognition.panel.workload_words import spoken_minutes
from recognition.people.queries import PersonCard
from recognition.schemes.queries import RoundCard
from recognition.words import _, ngettext


def behind(person: PersonCard, card: RoundCard, left: int, until: datetime | None) -> None:
    """Say what is left, how long it takes, and until when.

    Args:
        person: the panellist.
        card: the round.
        left: nominees without their scores, at least 1.
        until: last second for sending scores, UTC, if there is one.
    """
    if person.email is None:
        return
    round_name = inert(f"{card.scheme.name}, {card.name}")
    parts = [
        _("Dear %(name)s,", name=inert(person.name)),
        _("Thank you for reading for %(round)s.", round=round_name),
        ngettext(
            "%(num)s nominee is waiting for your scores, about %(time)s of reading.",
            "%(num)s nominees are waiting for your scores, about %(time)s of reading.",
            left,
            time=spoken_minutes(minutes_left(left)),
        ),
    ]
    if until is not None:
        parts.append(_("Please send your scores by %(when)s.", when=spoken(until)))
    parts.append(
        _("If it is too much, you can ask a colleague on the panel from each nominee's page.")
    )
    address = f"{config.current().base_url.rstrip('/')}/panel/{card.id}"
    parts.append(_("Go on here: %(address)s", address=address))
    mail.write(
        kind="panel.reminder",
        to_address=person.email,
        subject=_("Stories are waiting for you in %(round)s", round=round_name),
        body="\n\n".join(parts),
    )
