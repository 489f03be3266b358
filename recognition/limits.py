"""Where attempts are counted, so that all nodes count together and no attempt waits for the count.

Signing in must not depend on the place where attempts are counted. While Redis is away each node
counts in its own memory and looks again after one second, two, four … up to half a minute. What was
counted before comes back with it.
"""

from typing import Any

WAIT_SECONDS = 1.0  # for an answer of Redis; without it a lost machine is waited for by the network


def limits_kept_in(url: str) -> dict[str, Any]:
    """Return flask-limiter's settings.

    Args:
        url: `memory://` for one process, or `redis://…` or `rediss://…` for all nodes.
    """
    waits = {"socket_connect_timeout": WAIT_SECONDS, "socket_timeout": WAIT_SECONDS}
    return {
        "RATELIMIT_STORAGE_URI": url,
        "RATELIMIT_STORAGE_OPTIONS": {} if url.startswith("memory:") else waits,
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
        # only what is counted after the answer, which has no other place to be counted
        "RATELIMIT_SWALLOW_ERRORS": True,
    }
