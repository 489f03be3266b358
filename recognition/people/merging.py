"""When two records may be one, why they are, and what both addresses are written; plain Python."""

from recognition.errors import Refused
from recognition.mail.rules import inert
from recognition.words import _

_LONGEST_REASON = 300


def checked_reason(typed: str) -> str:
    """Return a reason with single spaces.

    Raises:
        Refused: there is none, or it is longer than 300 characters.
    """
    tidy = " ".join(typed.split())
    if not tidy or len(tidy) > _LONGEST_REASON:
        raise Refused(_("Say why, in up to 300 characters."), field="reason")
    return tidy


def check_can_be_one(
    *,
    same_place: bool,
    merged: bool,
    kept_has_left: bool,
    other_has_left: bool,
    one_is_shut_out: bool,
) -> None:
    """Refuse to make two records one while the records themselves speak against it.

    Args:
        same_place: they are of one organisation.
        merged: one of them was made one with another before.
        kept_has_left: the one to keep is of somebody who has left.
        other_has_left: the other one is.
        one_is_shut_out: one of them may sign in and the other may not.

    Raises:
        Refused: they cannot be one, with what to do first.
    """
    if not same_place:
        raise Refused(_("These records are of two organisations, so they stay two."))
    if merged:
        raise Refused(_("One of these records was made one with another meanwhile. Look again."))
    if kept_has_left and not other_has_left:
        raise Refused(_("The record to keep says that they have left. Keep the other one."))
    if one_is_shut_out:
        raise Refused(
            _("One of these records may sign in and the other may not. Make them alike first.")
        )


def made_one_letter(*, name: str, other: str) -> tuple[str, str]:
    """Return subject and body of the letter to somebody whose records were made one.

    Args:
        name: theirs, as the record that is kept says it.
        other: the further address that signs in as them from now on; empty for none.
    """
    more = (
        _("You can sign in with this address and with %(other)s.", other=inert(other))
        if other
        else _("You sign in as before.")
    )
    return _("Your two records are one now"), _letter(
        name,
        _("you were in the staff directory twice, and an administrator made the two records one."),
        more,
    )


def address_changed_letter(*, name: str) -> tuple[str, str]:
    """Return subject and body of the letter to an address that no longer signs somebody in."""
    return _("Your address for signing in was changed"), _letter(
        name,
        _("an administrator changed the e-mail address you sign in with."),
        _("This address no longer signs you in; the new one does."),
    )


def _letter(name: str, what: str, more: str) -> str:
    return "\n\n".join(
        (
            _("Dear %(name)s,", name=inert(name)),
            what,
            more,
            _("If this surprises you, please tell an administrator."),
        )
    )
