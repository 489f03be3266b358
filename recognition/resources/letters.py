"""What is written to those who look after good practice; plain Python."""

from recognition.mail.rules import inert
from recognition.words import _


def review_due(*, name: str, title: str, day: str, page: str) -> tuple[str, str]:
    """Return subject and body of the letter to an owner whose resource is due for a look.

    Args:
        name: the owner's, as they are called.
        title: of the resource, as typed.
        day: the review date, spoken.
        page: address of the resource's page.
    """
    subject = _("Please look at “%(title)s” again", title=inert(title))
    body = _(
        "Dear %(name)s,\n\n"
        "you look after “%(title)s” in our good-practice library. It was to be read again on "
        "%(day)s.\n\n"
        "Is it still right? Do its links still lead there?\n\n"
        "%(page)s\n\n"
        "Sign in and open that page to say that all is well. If it is not, tell an administrator "
        "what to change.\n",
        name=inert(name),
        title=inert(title),
        day=day,
        page=page,
    )
    return subject, body
