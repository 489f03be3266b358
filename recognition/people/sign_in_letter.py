"""The letter with a link to sign in, in the words of whoever asks for it."""

from recognition.words import _


def sign_in_letter() -> tuple[str, str]:
    """Return subject and body of the letter with a link to sign in; it names nobody."""
    return _("Your link to sign in"), _(
        "Hello\n\n"
        "Here is your link to sign in:\n\n"
        "{link}\n\n"
        "It works once, and for 20 minutes from when this letter was sent. The page that opens "
        "has a button; press it to sign in.\n\n"
        "If you did not ask for this, you need do nothing."
    )
