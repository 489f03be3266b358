"""Asking the organisation's own sign-in to vouch for somebody (OpenID Connect, by Authlib)."""

from collections.abc import Mapping
from typing import Any

from joserfc.errors import BadSignatureError

from recognition.people.acquaintance import acquaintance
from recognition.people.vouched import (
    LEEWAY,
    Asked,
    Vouched,
    lacks,
    not_accepted,
    together,
    vouched,
)
from recognition.provider import Provider


def ask(provider: Provider, redirect_uri: str, *, afresh: bool = False) -> Asked:
    """Prepare a question for a browser to carry to the provider.

    Args:
        provider: whom to ask.
        redirect_uri: where the answer comes back to; absolute.
        afresh: have it ask for a password again, also where it knows the browser.

    Raises:
        NoAnswer: the provider cannot be reached, is too slow, or answers nonsense.
    """
    known = acquaintance(provider)
    with known.hearing():
        asked = known.client().create_authorization_url(redirect_uri, **known.wishes(afresh=afresh))
        return Asked(asked["url"], asked["state"], asked["nonce"], asked["code_verifier"])


def hear(provider: Provider, redirect_uri: str, *, code: str, nonce: str, verifier: str) -> Vouched:
    """Bring the code that a browser came back with, and hear for whom the provider vouches.

    Raises:
        NoAnswer: the provider cannot be reached, is too slow, or answers nonsense.
        NotAccepted: the code was used before, or what is signed is not for us, not for this
            question, not for now, or not signed by the provider.
    """
    known = acquaintance(provider)
    with known.hearing():
        client = known.client()
        token = client.fetch_access_token(redirect_uri, code=code, code_verifier=verifier)
        claims = _signed(client, provider, token, nonce)
        about = dict(claims)
        if lacks(claims, provider) and client.server_metadata.get("userinfo_endpoint"):
            told = client.userinfo(token=token)
            if told.get("sub") != claims["sub"]:  # OpenID Connect Core 1.0, section 5.3.2
                raise not_accepted()
            about = together(claims, told)
        return vouched(claims, about, provider)


def _signed(client: Any, provider: Provider, token: Any, nonce: str) -> Mapping[str, Any]:
    """Return what the provider signed, once everything about it is as it should be."""
    how: dict[str, Any] = {
        "nonce": nonce,
        "claims_options": {
            "iss": {"essential": True, "value": provider.issuer},
            "aud": {"essential": True, "value": provider.client_id},
        },
        "leeway": int(LEEWAY.total_seconds()),
    }
    try:
        found = client.parse_id_token(token, **how)
    except BadSignatureError:  # a new key under the name of an old one, or without a name
        client.fetch_jwk_set(force=True)
        found = client.parse_id_token(token, **how)
    if found is None:
        raise not_accepted()
    claims: Mapping[str, Any] = found
    return claims
