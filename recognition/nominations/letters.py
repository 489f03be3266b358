"""The letters to a nominator. None of them repeats the story.

Each returns subject and body. Names have been through `mail.rules.inert` here; times come in as
people say them.
"""

from recognition.mail.rules import LINK_PLACE, inert
from recognition.words import _

Letter = tuple[str, str]


def promise(nominee: str, *, judged: bool) -> str:
    """Say what a nominee is sure of; `judged`: a panel will read about them."""
    nominee = inert(nominee)
    if judged:
        return _("%(nominee)s will be thanked, whatever the panel decides.", nominee=nominee)
    return _("%(nominee)s will be thanked.", nominee=nominee)


def until(closes: str) -> str:
    """Say how long a nomination can be changed; `closes` is empty when the round stays open."""
    if closes:
        return _("You can correct or withdraw it until %(closes)s:", closes=closes)
    return _("You can read, correct or withdraw it here:")


def until_again(closes: str) -> str:
    """Say how long a corrected nomination can be changed; as in `until`."""
    if closes:
        return _("You can change it again until %(closes)s:", closes=closes)
    return _("You can read it here:")


def receipt(
    *, name: str, nominee: str, reference: str, promise: str, until: str, link: str = LINK_PLACE
) -> Letter:
    """Say thank you for a nomination.

    Args:
        name: the nominator's.
        nominee: who is nominated.
        reference: such as “K7M-4QX”.
        promise: as `promise` says it.
        until: as `until` says it.
        link: where the nomination can be read, on our own pages; the private link if left out.
    """
    nominee = inert(nominee)
    return (
        _("Thank you for nominating %(nominee)s", nominee=nominee)[:200],
        _letter(
            name,
            _("Thank you for nominating %(nominee)s. We have it safely.", nominee=nominee),
            _("Your reference: %(reference)s", reference=reference),
            promise,
            f"{until}\n{link}",
        ),
    )


def receipt_to_confirm(
    *, name: str, nominee: str, reference: str, promise: str, link: str = LINK_PLACE
) -> Letter:
    """Say thank you, and ask whoever has not signed in to confirm that it is theirs."""
    nominee = inert(nominee)
    return (
        _("Please confirm your nomination of %(nominee)s", nominee=nominee)[:200],
        _letter(
            name,
            _("Thank you for nominating %(nominee)s. We have it safely.", nominee=nominee),
            _("Your reference: %(reference)s", reference=reference),
            _("One thing is left: open this page within seven days and press the button there.")
            + f"\n{link}",
            promise,
            _("You can read, correct or withdraw your nomination on the same page."),
            _("If you did not write it, you need do nothing."),
        ),
    )


def go_on() -> Letter:
    """Lead back to a draft; it names nobody, because anybody's address can be typed."""
    return (
        _("Go on with your nomination"),
        _letter(
            "",
            _("Your nomination is saved and has not been sent yet. Go on with it here:")
            + f"\n{LINK_PLACE}",
            _("If you did not ask for this, you need do nothing."),
        ),
    )


def unsent(*, name: str, nominee: str, closes: str) -> Letter:
    """Say that a draft is complete, not sent, and that its round closes soon; as in `receipt`."""
    nominee = inert(nominee)
    return (
        _("Your nomination of %(nominee)s is not sent yet", nominee=nominee)[:200],
        _letter(
            name,
            _(
                "Your words about %(nominee)s are ready, and they are not sent yet.",
                nominee=nominee,
            ),
            _("You can send them until %(closes)s:", closes=closes) + f"\n{LINK_PLACE}",
            _("If you changed your mind, you need do nothing."),
        ),
    )


def corrected(
    *, name: str, nominee: str, reference: str, until: str, link: str = LINK_PLACE
) -> Letter:
    """Say that a correction has arrived; `until` is of `until_again`, the rest as in `receipt`."""
    nominee = inert(nominee)
    return (
        _("We have your new words about %(nominee)s", nominee=nominee)[:200],
        _letter(
            name,
            _("Your new words about %(nominee)s are saved.", nominee=nominee),
            _("Your reference: %(reference)s", reference=reference),
            f"{until}\n{link}",
            _("If you did not change it, tell the people who run the scheme."),
        ),
    )


def withdrawn(*, name: str, nominee: str, reference: str) -> Letter:
    """Say that a nomination has been withdrawn; arguments as in `receipt`."""
    nominee = inert(nominee)
    return (
        _("You withdrew your nomination of %(nominee)s", nominee=nominee)[:200],
        _letter(
            name,
            _(
                "As you asked, your nomination of %(nominee)s is withdrawn. Nobody will read it "
                "any further.",
                nominee=nominee,
            ),
            _("Its reference was: %(reference)s", reference=reference),
            _("You can nominate someone at any time while a scheme is open."),
        ),
    )


def _letter(name: str, *paragraphs: str) -> str:
    greeting = _("Dear %(name)s,", name=inert(name)) if name.strip() else _("Hello,")
    return "\n\n".join((greeting, *paragraphs)) + "\n"
