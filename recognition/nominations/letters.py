"""The letters to a nominator. None of them repeats the story.

Each returns subject and body. Names have been through `mail.rules.inert` here; times come in as
people say them.
"""

from recognition.mail.rules import inert
from recognition.words import _

Letter = tuple[str, str]


def receipt(
    *, name: str, nominee: str, reference: str, closes: str, judged: bool, address: str
) -> Letter:
    """Say thank you for a nomination.

    Args:
        name: the nominator's.
        nominee: who is nominated.
        reference: such as “K7M-4QX”.
        closes: when the round closes, or empty when it stays open.
        judged: a panel will read it.
        address: where the nomination can be read, on our own pages.
    """
    nominee = inert(nominee)
    promise = (
        _("%(nominee)s will be thanked, whatever the panel decides.", nominee=nominee)
        if judged
        else _("%(nominee)s will be thanked.", nominee=nominee)
    )
    until = (
        _("You can correct or withdraw it until %(closes)s:", closes=closes)
        if closes
        else _("You can read, correct or withdraw it here:")
    )
    return (
        _("Thank you for nominating %(nominee)s", nominee=nominee)[:200],
        _letter(
            name,
            _("Thank you for nominating %(nominee)s. We have it safely.", nominee=nominee),
            _("Your reference: %(reference)s", reference=reference),
            promise,
            f"{until}\n{address}",
        ),
    )


def corrected(*, name: str, nominee: str, reference: str, closes: str, address: str) -> Letter:
    """Say that a correction has arrived; arguments as in `receipt`."""
    nominee = inert(nominee)
    until = (
        _("You can change it again until %(closes)s:", closes=closes)
        if closes
        else _("You can read it here:")
    )
    return (
        _("We have your new words about %(nominee)s", nominee=nominee)[:200],
        _letter(
            name,
            _("Your new words about %(nominee)s are saved.", nominee=nominee),
            _("Your reference: %(reference)s", reference=reference),
            f"{until}\n{address}",
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
    greeting = _("Dear %(name)s,", name=inert(name))
    return "\n\n".join((greeting, *paragraphs)) + "\n"
