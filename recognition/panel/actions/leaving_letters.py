"""Letters to readers of a nominee who was taken out, or is back. They name nobody."""

from datetime import datetime

from recognition.clock import spoken
from recognition.mail import actions as mail
from recognition.panel.actions.letters import address, hello, round_name
from recognition.people.queries import PersonCard
from recognition.schemes.queries import RoundCard
from recognition.words import _


def nominee_left(person: PersonCard, card: RoundCard) -> None:
    """Tell a panellist that one of their nominees is no longer judged."""
    _write(
        person,
        "panel.nominee_left",
        _("You have one nominee fewer in %(round)s", round=round_name(card)),
        _(
            "A nomination was withdrawn, so one of the nominees you read in %(round)s is no longer "
            "judged. There is nothing you need to do, and what you wrote is kept.",
            round=round_name(card),
        ),
        _("Your list: %(address)s", address=address(f"/panel/{card.id}")),
    )


def nominee_back(person: PersonCard, card: RoundCard, *, now: datetime) -> None:
    """Tell a panellist that one of their nominees is judged again, and until when."""
    ends = card.judging_ends_at
    if ends is None or ends > now:
        by = _("Please send your scores by %(when)s.", when=spoken(ends)) if ends else ""
    else:
        by = _("The time for reading is over, so the chair will say what happens next.")
    _write(
        person,
        "panel.nominee_back",
        _("You have one nominee more in %(round)s", round=round_name(card)),
        _(
            "A nominee you read in %(round)s is judged again. What you wrote is still there.",
            round=round_name(card),
        ),
        by,
        _("Your list: %(address)s", address=address(f"/panel/{card.id}")),
    )


def _write(person: PersonCard, kind: str, subject: str, *parts: str) -> None:
    if person.email is not None:
        body = "\n\n".join(part for part in (hello(person), *parts) if part)
        mail.write(kind=kind, to_address=person.email, subject=subject, body=body)
