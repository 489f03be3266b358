"""Which addresses the worker may connect to: those of the open web, and nothing inside a network.

Whoever adds a link chooses where our server connects to. The guard sees addresses and never names:
a name is turned into addresses once, and the connection goes to exactly what was looked at here.
"""

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from recognition.errors import Refused
from recognition.words import _

PORTS = {"http": 80, "https": 443}
LONGEST_ADDRESS = 2000

MayConnect = Callable[[str, int], bool]
"""Says whether a connection to a numeric address and a port may be made."""

# IPv6 that is given out by registries today. All else is somebody's own, or a way to write an IPv4
# address in IPv6 (::ffff:0:0/96, 64:ff9b::/96), which could lead inside.
_OPEN_IPV6 = ipaddress.IPv6Network("2000::/3")
_NOT_OPEN = tuple(
    map(
        ipaddress.ip_network,
        (
            "0.0.0.0/8",
            "100.64.0.0/10",  # shared by customers of a provider, RFC 6598
            "192.0.0.0/24",
            "192.88.99.0/24",  # relays into IPv6, RFC 7526
            "198.18.0.0/15",  # measuring, RFC 2544
            "240.0.0.0/4",
            "2001::/23",  # protocols, Teredo among them, RFC 2928
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4: an IPv4 address inside
            "3fff::/20",  # documentation, RFC 9637
        ),
    )
)
# Four numbers, one number, or hexadecimal: ways to write an address that only some programs know.
_ALMOST_A_NUMBER = re.compile(r"(0x[0-9a-f]*|\d+)(\.(0x[0-9a-f]*|\d+))*\.?", re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """Where a web address leads: `scheme` http or https, `host` as a name or number, `port`."""

    scheme: str
    host: str
    port: int


def may_connect(address: str, port: int) -> bool:
    """Tell whether a numeric address is on the open web, and the port one that pages are served on.

    >>> [may_connect(number, 80) for number in ("192.168.0.1", "::ffff:8.8.8.8", "8.8.8.8")]
    [False, False, True]
    """
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return False
    if port not in PORTS.values():
        return False
    if number.version == 6 and number not in _OPEN_IPV6:
        return False
    return number.is_global and not (
        number.is_multicast
        or number.is_reserved
        or any(number in network for network in _NOT_OPEN if network.version == number.version)
    )


def target(url: str) -> Target:
    """Return where a web address leads.

    Raises:
        Refused: it is no http or https address, names somebody who signs in, or writes a number in
            a way that programs read differently.
    """
    odd = Refused(_("This is no web address that we look at."))
    if len(url) > LONGEST_ADDRESS or any(c.isspace() or not c.isprintable() for c in url):
        raise odd
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError:
        raise odd from None
    if parts.scheme not in PORTS or not host or "@" in parts.netloc or "\\" in url or "%" in host:
        raise odd
    if _ALMOST_A_NUMBER.fullmatch(host) and not _is_plain(host):
        raise odd
    return Target(parts.scheme, host, PORTS[parts.scheme] if port is None else port)


def _is_plain(host: str) -> bool:
    try:
        return str(ipaddress.IPv4Address(host)) == host
    except ValueError:
        return False
