"""The letters that ask where a story may be told.

None of them says what a panel decided or repeats the story. Each returns subject and body; names
have been through `mail.rules.inert` here.
"""

from recognition.mail.rules import LINK_PLACE, inert
from recognition.words import _

Letter = tuple[str, str]


def ask(*, name: str, scheme: str, team: str = "") -> Letter:
    """Ask somebody who was thanked before where their story may be told.

    Args:
        name: the recipient's.
        scheme: what the scheme is called.
        team: the team that was nominated; empty for a person.
    """
    return _("May we tell your story?"), _letter(
        name,
        _opening(scheme, team),
        _("Others could learn from it. May we tell it to them, and where? Please say so here:"),
        *_choice(),
    )


def remind(*, name: str, scheme: str, team: str = "") -> Letter:
    """Remind somebody once that we asked; the arguments are those of `ask`."""
    return _("May we tell your story? A reminder"), _letter(
        name,
        _opening(scheme, team),
        _(
            "We asked you a week ago where your story may be told, and we have not heard from "
            "you about all of it. If you would like to answer, it takes a minute:"
        ),
        *_choice(),
        _("We will not remind you again."),
    )


def _opening(scheme: str, team: str) -> str:
    if team:
        return _(
            "Thank you for what your team, %(team)s, does. "
            "Somebody wrote something kind about it as part of %(scheme)s.",
            team=inert(team),
            scheme=inert(scheme),
        )
    return _(
        "Thank you for what you do. Somebody wrote something kind about it as part of %(scheme)s.",
        scheme=inert(scheme),
    )


def _choice() -> tuple[str, str]:
    return LINK_PLACE, _(
        "You choose each place on its own, and for how long. It is told nowhere unless you say "
        "yes, and you can change your mind at any time on the same page."
    )


def _letter(name: str, *paragraphs: str) -> str:
    greeting = _("Dear %(name)s,", name=inert(name)) if name.strip() else _("Hello,")
    return "\n\n".join([greeting, *paragraphs]) + "\n"
