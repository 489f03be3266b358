"""What a text was found to hold is not looked for again, and the text itself is not kept.

Queues show the same stories many times, and looking through one takes longer than showing it. What
is kept is what was found, by a keyed digest of the text that means nothing outside this process.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from threading import Lock
from typing import Generic, TypeVar

Found = TypeVar("Found")

MOST = 10_000
_KEY = secrets.token_bytes(32)


class ByDigest(Generic[Found]):
    """A function of a text, whose answers hold none of its words and are never changed."""

    def __init__(self, look: Callable[[str], Found]) -> None:
        """Remember what `look` finds; it may depend on nothing but the text."""
        self._look = look
        self._lock = Lock()
        self._found: OrderedDict[bytes, Found] = OrderedDict()

    def __call__(self, text: str) -> Found:
        """Return what is found in a text."""
        known = blake2b(text.encode("utf-8", "surrogatepass"), key=_KEY, digest_size=16).digest()
        with self._lock:
            if known in self._found:
                self._found.move_to_end(known)
                return self._found[known]
        found = self._look(text)
        with self._lock:
            self._found[known] = found
            while len(self._found) > MOST:
                self._found.popitem(last=False)
        return found
