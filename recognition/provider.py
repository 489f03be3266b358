"""What an installation says of its organisation's own sign-in: an OpenID Connect provider.

Plain Python, so that `config` can check it once at the start.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from recognition.errors import Refused
from recognition.words import _

PREFIX = "RECOGNITION_OIDC_"
ROLES = ("administrator", "communications")
LONGEST_ISSUER = 255
PROVES_TWICE = "mfa"  # what RFC 8176 calls more than one proof


@dataclass(frozen=True)
class Provider:
    """The organisation's own sign-in.

    Attributes:
        issuer: what it calls itself, to the letter; its addresses are found below it.
        client_id: what it calls us.
        client_secret: proves to it that it is us.
        name: what the button says; empty for the usual words.
        roles_claim: the claim that lists somebody's groups; empty where it gives no roles.
        roles: pairs of one of our roles and a group that has it.
        proves_twice: what it says, in `acr` or `amr`, of somebody who gave two proofs.
        asks_twice: whether we ask it for that when somebody is sent there.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str = ""
    roles_claim: str = ""
    roles: tuple[tuple[str, str], ...] = ()
    proves_twice: frozenset[str] = frozenset({PROVES_TWICE})
    asks_twice: bool = False

    @property
    def discovery(self) -> str:
        """Where it describes itself (OpenID Connect Discovery 1.0, section 4)."""
        return self.issuer.rstrip("/") + "/.well-known/openid-configuration"


def is_safe(url: object) -> bool:
    """Tell whether secrets may travel to this address: over TLS, or on this machine alone."""
    if not isinstance(url, str):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    if not host:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def from_environment(environment: Mapping[str, str]) -> Provider | None:
    """Read the settings of the provider; None where there is none.

    Raises:
        Refused: some are missing or do not fit together; the reason is one line, without secrets.
    """
    given = {
        name: environment.get(PREFIX + name, "").strip()
        for name in (
            "ISSUER", "CLIENT_ID", "CLIENT_SECRET", "NAME", "ROLES_CLAIM", "ROLES", "PROVES_TWICE",
        )
    }  # fmt: skip
    needed = ("ISSUER", "CLIENT_ID", "CLIENT_SECRET")
    if not any(given.values()):
        return None
    for name in needed:
        if not given[name]:
            raise Refused(
                _(
                    "%(name)s is missing. Signing in with the organisation's own sign-in needs "
                    "RECOGNITION_OIDC_ISSUER, RECOGNITION_OIDC_CLIENT_ID and "
                    "RECOGNITION_OIDC_CLIENT_SECRET; set all three or none.",
                    name=PREFIX + name,
                )
            )
    found = Provider(
        issuer=given["ISSUER"],
        client_id=given["CLIENT_ID"],
        client_secret=given["CLIENT_SECRET"],
        name=given["NAME"],
        roles_claim=given["ROLES_CLAIM"],
        roles=_roles(given["ROLES"]),
        proves_twice=frozenset(_listed(given["PROVES_TWICE"] or PROVES_TWICE)),
        asks_twice=bool(given["PROVES_TWICE"]),
    )
    _check_issuer(found)
    if bool(found.roles_claim) != bool(found.roles):
        raise Refused(
            _(
                "RECOGNITION_OIDC_ROLES_CLAIM and RECOGNITION_OIDC_ROLES belong together; set both "
                "or none."
            )
        )
    return found


def _check_issuer(provider: Provider) -> None:
    parts_are_plain = "?" not in provider.issuer and "#" not in provider.issuer
    fits = len(provider.issuer) <= LONGEST_ISSUER
    if not (is_safe(provider.issuer) and parts_are_plain and fits):
        raise Refused(
            _(
                "RECOGNITION_OIDC_ISSUER should be an https address, just as the provider writes "
                "it. Only on this machine may it be http."
            )
        )


def _roles(text: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for part in _listed(text):
        role, _is, group = (piece.strip() for piece in part.partition("="))
        if role not in ROLES or not group:
            raise Refused(
                _(
                    "RECOGNITION_OIDC_ROLES should look like "
                    "administrator=one-group,communications=another-group."
                )
            )
        pairs.append((role, group))
    return tuple(pairs)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
