"""What is written to administrators about roles; plain Python."""

from recognition.mail.rules import inert
from recognition.words import _, ngettext


def still_needed(*, name: str, place: str, number: int, page: str) -> tuple[str, str]:
    """Return subject and body of the letter that asks whether roles are still needed.

    Args:
        name: the administrator's, as they are called.
        place: the organisation.
        number: how many roles nobody has confirmed for a year.
        page: address of the page that lists them.
    """
    subject = ngettext(
        "Is %(num)s role in %(place)s still needed?",
        "Are %(num)s roles in %(place)s still needed?",
        number,
        place=inert(place),
    )
    body = _(
        "Dear %(name)s,\n\n"
        "once a year we ask whether people still need the roles they hold. It keeps what they can "
        "see to what they need.\n\n"
        "Please look through the list and say “still needed”, or end the role:\n\n"
        "%(page)s\n\n"
        "We write once. Until somebody answers, roles stay as they are.\n",
        name=inert(name),
        page=page,
    )
    return subject, body
