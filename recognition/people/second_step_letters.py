"""Letters about somebody's second step, so that they notice what was not their own doing."""

from recognition.mail.rules import inert
from recognition.words import _, ngettext

Written = tuple[str, str]
"""Subject and text."""


def set_up() -> Written:
    """Write that a second step was set up."""
    return _("Your second step is set up"), _letter(
        _("From now on, signing in to your work here takes a code that an app on your phone makes.")
    )


def renewed() -> Written:
    """Write that there are new recovery codes."""
    return _("You have new recovery codes"), _letter(
        _("You have ten new recovery codes. The ones from before no longer work.")
    )


def removed() -> Written:
    """Write that somebody removed their own second step."""
    return _("Your second step is removed"), _letter(_("Signing in no longer asks you for a code."))


def cleared(by: str) -> Written:
    """Write that an administrator cleared somebody's second step.

    Args:
        by: their name; empty for whoever looks after the server.
    """
    who = inert(by) or _("Whoever looks after the server")
    return _("Your second step was cleared"), _letter(
        _(
            "%(who)s cleared your second step, and you are signed out everywhere. Sign in again "
            "with a link from your e-mail, and set up a new second step.",
            who=who,
        )
    )


def recovery_code_used(left: int) -> Written:
    """Write that a recovery code was used.

    Args:
        left: how many more there are.
    """
    return _("A recovery code was used"), _letter(
        ngettext(
            "Somebody signed in with one of your recovery codes. You have %(num)s more.",
            "Somebody signed in with one of your recovery codes. You have %(num)s more.",
            left,
        )
    )


def paused() -> Written:
    """Write that several codes did not work."""
    return _("Several codes did not work"), _letter(
        _(
            "Somebody opened your account with a link from your e-mail, and then typed five codes "
            "that did not work. They got no further, and have to wait."
        )
    )


def _letter(what: str) -> str:
    ending = _(
        "If this was you, you need do nothing. If it was not, tell your administrator today, and "
        "whoever looks after your e-mail."
    )
    return "\n\n".join((_("Hello"), what, ending))
