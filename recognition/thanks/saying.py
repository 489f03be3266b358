"""Saying in a sentence what somebody answered, when, and until when it holds."""

from recognition import clock
from recognition.thanks.queries import Answer
from recognition.words import _


def said(answer: Answer | None, *, of_you: bool = True) -> str:
    """Say what was answered about a channel; empty when nothing was.

    Args:
        answer: the newest there is.
        of_you: it is read by whoever said it.
    """
    if answer is None:
        return ""
    when = clock.spoken_date(answer.said_at)
    if answer.has_ended and answer.until is not None:
        end = clock.spoken_date(answer.until)
        told = _("Your yes ended on %(end)s.", end=end) if of_you else _("Ended %(end)s", end=end)
    elif answer.until is not None:
        end = clock.spoken_date(answer.until)
        told = (
            _("You said yes on %(when)s. It holds until %(end)s.", when=when, end=end)
            if of_you
            else _("Yes since %(when)s, until %(end)s", when=when, end=end)
        )
    elif answer.given:
        told = (
            _("You said yes on %(when)s. It holds until you say otherwise.", when=when)
            if of_you
            else _("Yes since %(when)s", when=when)
        )
    else:
        told = (
            _("You said no on %(when)s.", when=when)
            if of_you
            else _("No since %(when)s", when=when)
        )
    return f"{told} {_('(On paper.)')}" if answer.on_paper else told
