"""The letter that tells communications that somebody took a consent back."""

from collections.abc import Sequence

from recognition.mail.rules import inert
from recognition.words import _


def withdrawn(
    *, name: str, who: str, story: str, round_name: str, channels: str, uses: Sequence[str]
) -> tuple[str, str]:
    """Return subject and body; names are made inert here.

    Args:
        name: the communications officer's.
        who: whoever took the consent back.
        story: whose story it is: the same person, or their team.
        round_name: of the scheme and the round.
        channels: as they are called in a list.
        uses: what was made with the story, one line each.
    """
    who, story = inert(who), inert(story)
    if who == story:
        opening = _(
            "%(who)s (%(round)s) no longer wishes their story to be told in: %(channels)s.",
            who=who,
            round=inert(round_name),
            channels=channels,
        )
    else:
        opening = _(
            "%(who)s no longer wishes the story of %(story)s (%(round)s) to be told in: "
            "%(channels)s.",
            who=who,
            story=story,
            round=inert(round_name),
            channels=channels,
        )
    parts = [
        _("Dear %(name)s,", name=inert(name)),
        _("Thank you for telling stories with care."),
        opening,
        _("Our own pages have left it out already, and it can no longer be chosen there."),
    ]
    if uses:
        parts.append(_("It has been taken out before. Please look at what was made of it:"))
        parts.append("\n".join(f"- {inert(use)}" for use in uses))
    else:
        parts.append(_("It has not been taken into a pack."))
    parts.append(_("If it stands anywhere else, please take it down there too."))
    return _("Please stop telling the story of %(story)s", story=story), "\n\n".join(parts) + "\n"
