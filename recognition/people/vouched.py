"""What the organisation's own sign-in says of somebody, and what of it counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from recognition.errors import Refused
from recognition.people.rules import address
from recognition.provider import Provider
from recognition.words import _

LEEWAY = timedelta(seconds=60)
"""How far the provider's clock may be from ours."""
ASKED_LASTS = timedelta(minutes=15)
"""How long somebody may take over there before they have to start again."""
LONGEST_SUBJECT = 255
PASSING = frozenset({"server_error", "temporarily_unavailable"})
"""Errors of the provider's own making, which pass (RFC 6749, section 4.1.2.1)."""


@dataclass(frozen=True)
class Asked:
    """What we keep of a question to the provider, in the cookie of the browser that carries it.

    Attributes:
        url: where the browser goes.
        state: comes back with the answer, so that nobody can slip somebody else's answer in.
        nonce: stands in what the provider signs, so that an answer fits one question.
        verifier: proves that whoever brings the code asked for it (PKCE, RFC 7636).
    """

    url: str
    state: str
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


@dataclass(frozen=True)
class Vouched:
    """Somebody the provider vouches for.

    Attributes:
        issuer: the provider.
        subject: what it calls them, for ever.
        email: their address where it says that it has verified it, as we store it; else None.
        roles: what they may do, by the groups it names; None where it has no say in that.
        is_proved: whether they gave two proofs of who they are.
    """

    issuer: str
    subject: str
    email: str | None
    roles: frozenset[str] | None
    is_proved: bool


class NoAnswer(Refused):
    """The provider cannot be reached, is too slow, or answers nonsense."""


class NotAccepted(Refused):
    """The provider's answer is not for us, not for now, or not for this browser."""


def no_answer() -> NoAnswer:
    """Say that the provider does not answer, and what to do."""
    return NoAnswer(
        _(
            "Your organisation's sign-in is not answering just now. You can still sign in: ask for "
            "a link by e-mail below."
        )
    )


def not_accepted() -> NotAccepted:
    """Say that the answer did not count, and what to do."""
    return NotAccepted(_("We could not use the answer from your organisation's sign-in."))


def vouched(claims: Mapping[str, object], about: Mapping[str, object], by: Provider) -> Vouched:
    """Read what counts.

    Args:
        claims: what the provider signed, already found to be good.
        about: that, and what it told besides.
        by: the provider.

    Raises:
        NotAccepted: it names nobody.
    """
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise not_accepted()
    return Vouched(
        issuer=by.issuer,
        subject=subject,
        email=_verified(about),
        roles=_roles(about, by) if by.roles_claim else None,
        is_proved=bool(by.proves_twice & {*_texts(claims.get("acr")), *_texts(claims.get("amr"))}),
    )


def lacks(claims: Mapping[str, object], of: Provider) -> bool:
    """Tell whether something we need is not in what was signed, so that we have to ask for it."""
    wanted = {"email", "email_verified", *([of.roles_claim] if of.roles_claim else [])}
    return not wanted <= claims.keys()


def together(claims: Mapping[str, object], told: Mapping[str, object]) -> dict[str, object]:
    """Return what was signed and what was told besides; what was signed wins.

    An address and the word that it is verified are of one and the same source: else one that the
    provider did not verify could pass for one that it did.
    """
    mail = {"email", "email_verified"}
    signed = {name: value for name, value in claims.items() if name not in mail}
    source = claims if mail <= claims.keys() else told
    others = {name: value for name, value in told.items() if name not in mail}
    return {**others, **signed, **{name: source[name] for name in mail if name in source}}


def _verified(about: Mapping[str, object]) -> str | None:
    """Return an address only where the provider says true, not “true” or 1."""
    email = about.get("email")
    if about.get("email_verified") is not True or not isinstance(email, str):
        return None
    try:
        return address(email)
    except Refused:
        return None


def _roles(about: Mapping[str, object], by: Provider) -> frozenset[str]:
    groups = set(_texts(about.get(by.roles_claim)))
    return frozenset(role for role, group in by.roles if group in groups)


def _texts(value: object) -> list[str]:
    """Return a claim that may be one text or a list of them."""
    if isinstance(value, str):
        return [value]
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []
