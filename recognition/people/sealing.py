"""Keeping secrets in the database so that the database alone does not give them away.

Two keys are derived from the secret of the installation (HKDF, RFC 5869): one locks what has to be
read again, the other makes digests of what only has to be recognised.
"""

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

_KEY_BYTES = 32
_LOCKING, _DIGESTS = b"recognition second step", b"recognition recovery codes"


def sealed(text: str, *, owner: int, secret: str) -> str:
    """Lock a text for one person, with a token of Fernet's.

    Args:
        text: what nobody may read from the database.
        owner: number of the person; the text opens for nobody else.
        secret: of the installation.
    """
    return _lock(secret).encrypt(f"{owner} {text}".encode()).decode()


def opened(token: str, *, owner: int, secret: str) -> str | None:
    """Return the text of a sealed token; None where the secret or the person is another."""
    from cryptography.fernet import InvalidToken

    try:
        number, _space, text = _lock(secret).decrypt(token).decode().partition(" ")
    except InvalidToken:
        return None
    return text if number == str(owner) else None


def keyed_digest(text: str, *, owner: int, secret: str) -> str:
    """Return a digest of a short code that cannot be tried out without the secret; 64 hex digits.

    Twelve digits alone could be tried out in minutes.
    """
    key = _derived(secret, _DIGESTS)
    return hmac.new(key, f"{owner} {text}".encode(), hashlib.sha256).hexdigest()


def _lock(secret: str) -> "Fernet":
    from cryptography.fernet import Fernet

    return Fernet(base64.urlsafe_b64encode(_derived(secret, _LOCKING)))


def _derived(secret: str, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), _KEY_BYTES, salt=None, info=purpose).derive(secret.encode())
