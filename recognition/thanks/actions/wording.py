"""The words of letters that a person and a team get in two ways."""

from recognition.mail.queries import worded
from recognition.thanks.letter_kinds import ASK, ASK_TEAM, CARD, CARD_OF_TEAM, REMIND, REMIND_TEAM

Letter = tuple[str, str]


def of_card(host_id: int, *, name: str, scheme: str, team: str) -> Letter:
    """Return subject and body of the letter with a card.

    Args:
        host_id: the organisation that hosts the scheme.
        name: the recipient's.
        scheme: what the scheme is called.
        team: the team that was nominated; empty for a person.
    """
    return _of(CARD, CARD_OF_TEAM, host_id, name, scheme, team)


def of_asking(host_id: int, *, name: str, scheme: str, team: str) -> Letter:
    """Return the letter that asks where a story may be told; arguments as in `of_card`."""
    return _of(ASK, ASK_TEAM, host_id, name, scheme, team)


def of_reminding(host_id: int, *, name: str, scheme: str, team: str) -> Letter:
    """Return the reminder that we asked; arguments as in `of_card`."""
    return _of(REMIND, REMIND_TEAM, host_id, name, scheme, team)


def _of(alone: str, together: str, host_id: int, name: str, scheme: str, team: str) -> Letter:
    if team:
        return worded(together, host_id, name=name, scheme=scheme, team=team)
    return worded(alone, host_id, name=name, scheme=scheme)
