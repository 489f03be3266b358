"""What each process knows of the organisation's own sign-in, and how it copes with its answers.

The provider is asked when somebody wants to sign in, and at no other time. What it says of itself
and its keys are kept for a while; a key that is not among them is asked for at once, so that a
provider may change its keys whenever it likes.
"""

import json
import logging
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import requests
from authlib.integrations.base_client import BaseApp, OAuth2Mixin, OAuthError, OpenIDMixin
from authlib.integrations.requests_client import OAuth2Session
from joserfc.errors import JoseError

from recognition import clock
from recognition.errors import Refused
from recognition.people.vouched import PASSING, no_answer, not_accepted
from recognition.provider import Provider, is_safe

SECONDS = (3.05, 6)  # to connect, and between two pieces of an answer
KEPT_FOR = timedelta(hours=1)
RESTS_FOR = timedelta(seconds=15)
SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
CODE = re.compile(r"[a-z_]{1,40}")
HOW = {
    "scope": "openid email",
    "code_challenge_method": "S256",
    "default_timeout": SECONDS,
    "max_redirects": 0,  # what is secret is sent where the provider said, and nowhere else
}

log = logging.getLogger(__name__)
logging.getLogger("authlib").setLevel(logging.WARNING)  # below that it writes secrets down


class _Client(OAuth2Mixin, OpenIDMixin, BaseApp):  # type: ignore[misc]  # Authlib has no types
    """Authlib's client, without a web framework around it."""

    client_cls = OAuth2Session


class Unfit(ValueError):
    """A description that we must not follow; the text is for whoever reads the log."""


class Acquaintance:
    """What this process knows of a provider, for a while."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._lock = threading.Lock()
        self._client: Any = None
        self._until = self._rests_until = datetime.min.replace(tzinfo=UTC)

    def client(self) -> Any:
        """Return a client that knows where everything is; ask the provider once an hour."""
        with self._lock:
            # a provider that hangs would otherwise hold everybody's requests at once
            if clock.now() < self._rests_until:
                raise no_answer()
            if self._client is None or clock.now() >= self._until:
                self._client = None
                try:
                    self._client = _client(self._provider, _description(self._provider))
                except requests.Timeout:
                    self._rest()
                    raise
                self._until = clock.now() + KEPT_FOR
            return self._client

    def wishes(self, *, afresh: bool) -> dict[str, str]:
        """Return what we ask for besides."""
        wishes = {"prompt": "login"} if afresh else {}
        if self._provider.asks_twice:
            values = sorted(self._provider.proves_twice)
            wishes["acr_values"] = " ".join(values)
            if self.client().server_metadata.get("claims_parameter_supported") is True:
                wishes["claims"] = json.dumps({"id_token": {"amr": None, "acr": None}})
        return wishes

    @contextmanager
    def hearing(self) -> Iterator[None]:
        """Turn whatever may go wrong with an answer from outside into one of two refusals."""
        try:
            yield
        except Refused:
            raise
        except requests.Timeout as problem:
            self._rest()
            raise _unanswered(problem) from problem
        except (OAuthError, JoseError) as problem:
            code = str(problem.error)
            if code in PASSING:
                raise _unanswered(problem) from problem
            what = (code if CODE.fullmatch(code) else "?", getattr(problem, "claim", "") or "-")
            log.warning("an answer of the sign-in provider did not count: %s, claim %s", *what)
            raise not_accepted() from problem
        except Exception as problem:  # nonsense has no end of shapes
            raise _unanswered(problem) from problem

    def _rest(self) -> None:
        self._rests_until = clock.now() + RESTS_FOR


@lru_cache(maxsize=4)
def acquaintance(provider: Provider) -> Acquaintance:
    """Return what this process knows of a provider."""
    return Acquaintance(provider)


def _unanswered(problem: Exception) -> Refused:
    why = problem if isinstance(problem, Unfit) else type(problem).__name__
    log.warning("the sign-in provider did not answer: %s", why)
    return no_answer()


def _description(provider: Provider) -> dict[str, Any]:
    """Fetch what the provider says of itself.

    Raises:
        Unfit: it speaks for somebody else, or would have secrets travel in the open.
    """
    with OAuth2Session(**HOW) as session:
        answer = session.get(provider.discovery, withhold_token=True)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
    if found["issuer"] != provider.issuer:
        raise Unfit("the issuer is not the one in the settings")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not is_safe(found[name]):
            raise Unfit("an address is not safe")
    if not is_safe(found.get("userinfo_endpoint")):
        found.pop("userinfo_endpoint", None)
    return found


def _client(provider: Provider, found: Mapping[str, Any]) -> Any:
    """Return a client that takes from the description what it needs, and nothing else."""
    ways = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    basic = "client_secret_basic" in ways
    signed_by = found.get("id_token_signing_alg_values_supported") or ["RS256"]
    return _Client(
        None,
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        authorize_url=found["authorization_endpoint"],
        access_token_url=found["token_endpoint"],
        client_kwargs=dict(HOW),
        token_endpoint_auth_method="client_secret_basic" if basic else "client_secret_post",
        issuer=found["issuer"],
        jwks_uri=found["jwks_uri"],
        userinfo_endpoint=found.get("userinfo_endpoint"),
        claims_parameter_supported=found.get("claims_parameter_supported"),
        id_token_signing_alg_values_supported=[name for name in signed_by if name in SIGNED_BY],
    )
