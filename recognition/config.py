"""Settings from the environment, read and checked once at the start."""

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from flask import current_app
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from recognition import places
from recognition.errors import Refused
from recognition.provider import Provider
from recognition.provider import from_environment as provider_from
from recognition.words import _

ROOT, INSTANCE = places.ROOT, places.INSTANCE
SECRET_LENGTH = 32
KNOWN_SECRETS = {"changeme", "change-me", "secret", "dev", "development", "password", "test"}
DEMO_SECRET_FILE = INSTANCE / "demo.secret"
MOST_PROXIES = 99
HIGHEST_PORT = 65535


@dataclass(frozen=True)
class Settings:
    """What an installation decides; see docs in the README.

    `audit_key` chains the audit trail. It is derived from the secret unless it is given, so that
    it can outlive a change of the secret. `audit_heads` is the file outside the database to which
    the newest entry is written daily; None where nobody wants one. `logs_json` is true when lines
    of the log are for programs, false when they are for people, None where nobody said.
    `metrics_token` is what a monitor shows to be told numbers; None where nothing is counted.
    """

    database_url: str
    secret_key: str
    audit_key: bytes
    base_url: str
    mail_url: str | None
    mail_from: str
    limits_url: str
    trusted_proxies: int
    demo: bool
    host: str
    port: int
    check_links: bool = False
    audit_heads: Path | None = None
    logs_json: bool | None = None
    provider: Provider | None = None
    metrics_token: str | None = None

    @property
    def secure(self) -> bool:
        """True when people reach us over https."""
        return self.base_url.startswith("https://")

    @property
    def cookie_name(self) -> str:
        """The name of our one cookie; over https browsers take it from this host alone."""
        return "__Host-recognition" if self.secure else "recognition"

    @property
    def host_name(self) -> str:
        """The name in the address people use, without the port."""
        return urlsplit(self.base_url).hostname or "localhost"


def _is_private(host: str) -> bool:
    """Tell whether only people near can reach this host; `0.0.0.0` and `::` are every address."""
    if host == "localhost" or host.endswith((".localhost", ".test", ".internal")):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_private and not address.is_unspecified


def _is_weak(secret: str) -> bool:
    return (
        len(secret) < SECRET_LENGTH
        or len(set(secret)) < 8
        or any(secret.lower().startswith(known) for known in KNOWN_SECRETS)
    )


def _secret(given: str, *, demo: bool) -> str:
    """Return the secret; a demonstration keeps one of its own beside its database.

    Raises:
        Refused: it is missing, short or well known.
    """
    if given and not _is_weak(given):
        return given
    if demo and not given:
        DEMO_SECRET_FILE.parent.mkdir(exist_ok=True)
        if not DEMO_SECRET_FILE.exists():
            DEMO_SECRET_FILE.touch(mode=0o600)
            DEMO_SECRET_FILE.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        return DEMO_SECRET_FILE.read_text(encoding="utf-8")
    raise Refused(
        _(
            "RECOGNITION_SECRET_KEY is missing, short or well known. Set it to at least "
            "%(length)s random characters.",
            length=SECRET_LENGTH,
        )
    )


def _number(
    environment: Mapping[str, str], name: str, default: int, *, lowest: int, highest: int
) -> int:
    text = environment.get(name, "").strip()
    if not text:
        return default
    written = text.isascii() and text.isdigit() and len(text) <= len(str(highest))
    if not (written and lowest <= int(text) <= highest):
        raise Refused(
            _(
                "%(name)s should be a whole number from %(lowest)s to %(highest)s.",
                name=name,
                lowest=lowest,
                highest=highest,
            )
        )
    return int(text)


def _address(name: str, text: str) -> SplitResult:
    """Take an address apart; never quote it, because it can hold a password.

    Raises:
        Refused: its host or port cannot be read.
    """
    try:
        parts = urlsplit(text)
        _port = parts.port  # Python reads it only when it is asked for
    except ValueError:
        raise Refused(
            _("%(name)s is an address whose host or port cannot be read.", name=name)
        ) from None
    return parts


def _base_url(given: str, *, demo: bool, host: str, port: int) -> str:
    """Return the address people use, without a slash at the end.

    Raises:
        Refused: it is missing, is no web address, or demo sign-in could be reached from outside.
    """
    if not given and not demo:
        raise Refused(_("RECOGNITION_BASE_URL is missing. Set it to the address people will use."))
    place = f"[{host}]" if ":" in host else host
    url = (given or f"http://{place}:{port}").rstrip("/")
    parts = _address("RECOGNITION_BASE_URL", url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Refused(_("RECOGNITION_BASE_URL should look like https://recognition.example.org."))
    if demo and not (_is_private(parts.hostname) and _is_private(host)):
        raise Refused(
            _(
                "RECOGNITION_DEMO lets anybody sign in as anyone, so it does not start with a "
                "public address. Unset RECOGNITION_DEMO, or use a private address."
            )
        )
    return url


def _mail_url(given: str) -> str | None:
    if not given:
        return None
    parts = _address("RECOGNITION_MAIL_URL", given)
    if parts.scheme != "smtp" or not parts.hostname:
        raise Refused(_("RECOGNITION_MAIL_URL should look like smtp://host:25."))
    return given


def _limits_url(given: str) -> str:
    url = given or "memory://"
    _address("RECOGNITION_LIMITS_URL", url)
    if not url.startswith(("memory://", "redis://", "rediss://")):
        raise Refused(
            _("RECOGNITION_LIMITS_URL should start with memory://, redis:// or rediss://.")
        )
    return url


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Read the settings.

    Raises:
        Refused: something is missing or unsafe; the reason is one line for standard error.
    """
    demo = environment.get("RECOGNITION_DEMO", "").strip() == "1"
    secret = _secret(environment.get("RECOGNITION_SECRET_KEY", "").strip(), demo=demo)
    host = environment.get("RECOGNITION_HOST", "").strip() or "127.0.0.1"
    port = _number(environment, "RECOGNITION_PORT", 5000, lowest=1, highest=HIGHEST_PORT)
    database_url = _driver(
        environment.get("RECOGNITION_DATABASE_URL", "").strip() or _own_database()
    )
    base_url = _base_url(
        environment.get("RECOGNITION_BASE_URL", "").strip(), demo=demo, host=host, port=port
    )
    return Settings(
        database_url=database_url,
        secret_key=secret,
        audit_key=audit_key(secret, environment.get("RECOGNITION_AUDIT_KEY", "").strip()),
        base_url=base_url,
        mail_url=_mail_url(environment.get("RECOGNITION_MAIL_URL", "").strip()),
        mail_from=environment.get("RECOGNITION_MAIL_FROM", "").strip()
        or f"recognition@{urlsplit(base_url).hostname}",
        limits_url=_limits_url(environment.get("RECOGNITION_LIMITS_URL", "").strip()),
        trusted_proxies=_number(
            environment, "RECOGNITION_TRUSTED_PROXIES", 0, lowest=0, highest=MOST_PROXIES
        ),
        demo=demo,
        host=host,
        port=port,
        check_links=environment.get("RECOGNITION_CHECK_LINKS", "").strip() == "1",
        audit_heads=_audit_heads(
            environment.get("RECOGNITION_AUDIT_HEADS", "").strip(), database_url
        ),
        logs_json=_logs_json(environment.get("RECOGNITION_LOG", "").strip().lower()),
        provider=provider_from(environment),
        metrics_token=_metrics_token(
            environment.get("RECOGNITION_METRICS_TOKEN", "").strip(), secret
        ),
    )


def _metrics_token(given: str, secret: str) -> str | None:
    """Return what a monitor shows; it travels in a header, so it is plain and has no spaces."""
    if not given:
        return None
    if _is_weak(given) or given == secret or not given.isascii() or " " in given:
        raise Refused(
            _(
                "RECOGNITION_METRICS_TOKEN should be at least %(length)s random letters and "
                "numbers, and not the secret key.",
                length=SECRET_LENGTH,
            )
        )
    return given


def _logs_json(given: str) -> bool | None:
    if given not in {"", "json", "plain"}:
        raise Refused(_("RECOGNITION_LOG should be json or plain."))
    return given == "json" if given else None


def _audit_heads(given: str, database_url: str) -> Path | None:
    """Return the file for the heads of the audit trail: beside SQLite, unless it is given."""
    if given.lower() == "off":
        return None
    if given:
        return Path(given)
    url = make_url(database_url)
    beside = url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}
    folder = Path(url.database or "").parent if beside else INSTANCE
    return folder / "audit-heads.txt"


def audit_key(secret: str, given: str = "") -> bytes:
    """Return the key of the audit trail: the given one, or one derived from the secret."""
    if given:
        return given.encode()
    return hmac.new(secret.encode(), b"recognition audit trail", hashlib.sha256).digest()


def _own_database() -> str:
    INSTANCE.mkdir(exist_ok=True)
    return f"sqlite:///{INSTANCE / 'recognition.sqlite'}"


def _driver(url: str) -> str:
    """Name the PostgreSQL driver that we install, so that the usual short address works.

    Raises:
        Refused: it is no address of a SQLite or PostgreSQL database.
    """
    for short in ("postgresql://", "postgres://"):
        if url.startswith(short):
            url = "postgresql+psycopg://" + url.removeprefix(short)
    if not url.startswith(("sqlite://", "postgresql+psycopg://")):
        raise Refused(
            _(
                "RECOGNITION_DATABASE_URL should start with sqlite:/// or postgresql:// and name "
                "a database."
            )
        )
    try:
        make_url(url)
    except (ArgumentError, ValueError):  # the address can hold a password: it is not quoted
        raise Refused(
            _(
                "%(name)s is an address whose host or port cannot be read.",
                name="RECOGNITION_DATABASE_URL",
            )
        ) from None
    return url


@cache
def version() -> str:
    """Return the version that is installed; what it says in a source tree is not one."""
    try:
        return metadata.version("recognition")
    except metadata.PackageNotFoundError:
        return "from a source tree"


def current() -> Settings:
    """Return the settings of the application that is running."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings
