"""The letters of thanking. None of them repeats the story, and the nominee's never names who wrote.

Each returns subject and body; names have been through `mail.rules.inert` here.
"""

from recognition.mail.rules import LINK_PLACE, inert
from recognition.words import _

Letter = tuple[str, str]


def card(*, name: str, scheme: str) -> Letter:
    """Tell a nominee that kind words are waiting on their private page.

    Args:
        name: the recipient's.
        scheme: what the scheme is called.
    """
    opening = _(
        "Somebody took the time to write about something you did, as part of %(scheme)s. "
        "Their words are on a private page, just for you:",
        scheme=inert(scheme),
    )
    return _("Somebody wrote something kind about your work"), _card(name, opening)


def card_of_team(*, name: str, scheme: str, team: str) -> Letter:
    """Tell a member of a nominated team the same; arguments as in `card`."""
    opening = _(
        "Somebody took the time to write about something your team, %(team)s, did, as part of "
        "%(scheme)s. Their words are on a private page:",
        team=inert(team),
        scheme=inert(scheme),
    )
    return _("Somebody wrote something kind about your team"), _card(name, opening)


def _card(name: str, opening: str) -> str:
    return _letter(
        name,
        opening,
        LINK_PLACE,
        _(
            "On the same page you can print a certificate, and tell us where your story may be "
            "told. It is told nowhere unless you say so, and you can change your mind at any time."
        ),
        _("Thank you for what you do."),
    )


def reached(*, name: str, nominee: str, reference: str) -> Letter:
    """Tell a nominator that their words have arrived.

    Args:
        name: the nominator's.
        nominee: who was thanked.
        reference: such as “K7M-4QX”.
    """
    nominee = inert(nominee)
    return _("Your words have reached %(nominee)s", nominee=nominee), _letter(
        name,
        _(
            "%(nominee)s has been thanked: the card with your words is with them. "
            "Thank you for taking the time.",
            nominee=nominee,
        ),
        _("Your reference: %(reference)s", reference=inert(reference)),
    )


def passed_on(*, name: str, nominee: str, reference: str) -> Letter:
    """Tell a nominator that the family or the team has their words; arguments as in `reached`."""
    nominee = inert(nominee)
    return _("Your words about %(nominee)s were passed on", nominee=nominee), _letter(
        name,
        _(
            "What you wrote about %(nominee)s has been given to those close to them. "
            "Thank you for writing it down.",
            nominee=nominee,
        ),
        _("Your reference: %(reference)s", reference=inert(reference)),
    )


def left_in_peace(*, name: str, nominee: str, reference: str) -> Letter:
    """Tell a nominator that the nominee wishes no letters and no cards."""
    nominee = inert(nominee)
    return _("Thank you for writing about %(nominee)s", nominee=nominee), _letter(
        name,
        _(
            "Thank you for what you wrote about %(nominee)s. They have asked us not to send them "
            "letters or cards, and we keep to that, so your words were not sent on.",
            nominee=nominee,
        ),
        _("It was a kind thing to do, and it is not lost: we keep it with the scheme."),
        _("Your reference: %(reference)s", reference=inert(reference)),
    )


def for_manager(*, name: str, nominee: str, scheme: str, when: str) -> Letter:
    """Tell a line manager, with words for an appraisal.

    Args:
        name: the manager's.
        nominee: the person or team that was thanked.
        scheme: what the scheme is called.
        when: the day on which somebody nominated them, as people say it.
    """
    nominee, scheme = inert(nominee), inert(scheme)
    return _("%(nominee)s was thanked for kindness at work", nominee=nominee), _letter(
        name,
        _(
            "Somebody nominated %(nominee)s in %(scheme)s on %(when)s, and %(nominee)s has been "
            "thanked. The words themselves were written for %(nominee)s, so they are not here.",
            nominee=nominee,
            scheme=scheme,
            when=when,
        ),
        _("You are welcome to use this at the next appraisal:"),
        _(
            "“On %(when)s %(nominee)s was nominated in %(scheme)s for compassion shown at work. "
            "The nomination was read and accepted.”",
            nominee=nominee,
            scheme=scheme,
            when=when,
        ),
    )


def _letter(name: str, *paragraphs: str) -> str:
    greeting = _("Dear %(name)s,", name=inert(name)) if name.strip() else _("Hello,")
    return "\n\n".join([greeting, *paragraphs]) + "\n"
