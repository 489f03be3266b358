"""Whether somebody may be erased, and in what words: plain Python."""

from collections.abc import Collection

from recognition.errors import Refused
from recognition.people.rules import folded
from recognition.words import _

PERSON, NOMINATOR, NOMINEE = "person", "nominator", "nominee"
KINDS = (PERSON, NOMINATOR, NOMINEE)
ASKED, NO_LONGER_NEEDED, NOT_RIGHT, OTHER = "asked", "no_longer_needed", "not_right", "other"
BASES = (ASKED, NO_LONGER_NEEDED, NOT_RIGHT, OTHER)
LONGEST_ALSO = 500
_SHORTEST_ALSO = 3


def basis_name(basis: str) -> str:
    """Say why somebody is erased."""
    return {
        ASKED: _("They asked for it"),
        NO_LONGER_NEEDED: _("We no longer need it"),
        NOT_RIGHT: _("We should not have had it"),
        OTHER: _("Another reason, which is noted with the request"),
    }[basis]


def also_called(typed: str) -> tuple[str, ...]:
    """Return other names, one a line, that are to be taken out of everybody's words.

    Raises:
        Refused: one is so short that it would be found in other words' places, or all are too long.
    """
    if len(typed) > LONGEST_ALSO:
        raise Refused(_("Shorten this to %(most)s characters.", most=LONGEST_ALSO), field="also")
    names = tuple(dict.fromkeys(" ".join(line.split()) for line in typed.splitlines()))
    for name in filter(None, names):
        if sum(letter.isalnum() for letter in name) < _SHORTEST_ALSO:
            raise Refused(
                _("Write names of at least three letters, so that no other word is taken out."),
                field="also",
            )
    return tuple(filter(None, names))


def check_may_erase(
    *, is_oneself: bool, only_administrator_of: Collection[str], is_on_hold: bool
) -> None:
    """Refuse to erase somebody whom the house cannot do without yet.

    Args:
        is_oneself: whoever is doing it is the person.
        only_administrator_of: organisations that would have no administrator afterwards, by name.
        is_on_hold: somebody said that words which would go are kept for now.

    Raises:
        Refused: it is oneself, they are on hold, or an organisation would have no administrator.
    """
    if is_oneself:
        raise Refused(_("You cannot erase yourself. Ask another administrator to do it."))
    if is_on_hold:
        raise Refused(
            _(
                "Something of theirs is on hold, because a claim or an inquiry may need it. It may "
                "be a hold on somebody else, or on a round. End the hold first, or wait until it "
                "is over."
            )
        )
    if only_administrator_of:
        raise Refused(
            _(
                "They are the only administrator of %(places)s. Make somebody else an "
                "administrator there first.",
                places=", ".join(sorted(only_administrator_of)),
            )
        )


def check_confirmed(*, typed: str, name: str, basis: str, nothing_holds: bool) -> None:
    """Refuse unless somebody said why, looked for a reason to keep it, and typed the name.

    Raises:
        Refused: one of the three is missing.
    """
    if basis not in BASES:
        raise Refused(_("Choose why they are to be erased."), field="basis")
    if not nothing_holds:
        raise Refused(
            _(
                "Find out first whether a complaint, a claim or an investigation still needs "
                "these words. If one does, wait until it is over."
            ),
            field="nothing_holds",
        )
    if folded(typed) != folded(name):
        raise Refused(_("Type “%(name)s”, as it stands on this page.", name=name), field="name")
