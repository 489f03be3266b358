"""The application starts only when it is safe to."""

from pathlib import Path

import pytest

from recognition import config
from recognition.config import from_environment
from recognition.errors import Refused
from tests.settings import SECRET

SAFE = {
    "RECOGNITION_SECRET_KEY": SECRET,
    "RECOGNITION_BASE_URL": "https://recognition.example.org",
}


@pytest.mark.parametrize(
    "secret",
    ["", "short", "a" * 64, "changeme" * 8, "secret-secret-secret-secret-0123456789", " " * 40],
)
def test_production_refuses_a_missing_short_or_known_secret(secret: str) -> None:
    with pytest.raises(Refused, match="RECOGNITION_SECRET_KEY"):
        from_environment({**SAFE, "RECOGNITION_SECRET_KEY": secret})


@pytest.mark.parametrize(
    ("base_url", "host"),
    [
        ("https://recognition.example.org", "127.0.0.1"),
        ("http://8.8.8.8", "127.0.0.1"),
        ("http://localhost:5000", "8.8.8.8"),
        ("http://localhost:5000", "recognition.example.org"),
        ("http://localhost:5000", "0.0.0.0"),
        ("http://localhost:5000", "::"),
        ("http://localhost:5000", "::ffff:0.0.0.0"),
        ("http://0.0.0.0:5000", "127.0.0.1"),
        ("", "::"),
    ],
)
def test_demo_sign_in_is_never_reachable_from_outside(base_url: str, host: str) -> None:
    with pytest.raises(Refused, match="RECOGNITION_DEMO"):
        from_environment(
            {
                **SAFE,
                "RECOGNITION_DEMO": "1",
                "RECOGNITION_BASE_URL": base_url,
                "RECOGNITION_HOST": host,
            }
        )


def test_the_demonstration_keeps_a_secret_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "DEMO_SECRET_FILE", tmp_path / "instance" / "demo.secret")
    first = from_environment({"RECOGNITION_DEMO": "1"})
    second = from_environment({"RECOGNITION_DEMO": "1"})
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= config.SECRET_LENGTH
    assert (tmp_path / "instance" / "demo.secret").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("RECOGNITION_BASE_URL", ""),
        ("RECOGNITION_BASE_URL", "recognition.example.org"),
        ("RECOGNITION_BASE_URL", "ftp://recognition.example.org"),
        ("RECOGNITION_PORT", "five thousand"),
        ("RECOGNITION_PORT", "٥٠٠٠"),
        ("RECOGNITION_TRUSTED_PROXIES", "-1"),
        ("RECOGNITION_BASE_URL", "http://[x"),
        ("RECOGNITION_BASE_URL", "http://h:abc"),
        ("RECOGNITION_PORT", "0"),
        ("RECOGNITION_PORT", "65536"),
        ("RECOGNITION_PORT", "9" * 5000),
        ("RECOGNITION_MAIL_URL", "mail.example.org"),
        ("RECOGNITION_MAIL_URL", "smtp://"),
        ("RECOGNITION_MAIL_URL", "smtp://[h"),
        ("RECOGNITION_MAIL_URL", "smtp://h:abc"),
        ("RECOGNITION_LIMITS_URL", "nonsense"),
        ("RECOGNITION_LIMITS_URL", "mongodb://h"),
        ("RECOGNITION_LIMITS_URL", "redis://h:abc"),
        ("RECOGNITION_DATABASE_URL", "mysql://h/recognition"),
        ("RECOGNITION_DATABASE_URL", "postgresql://h:abc/recognition"),
    ],
)
def test_a_setting_that_makes_no_sense_stops_the_start_in_one_line(name: str, typed: str) -> None:
    with pytest.raises(Refused, match=name) as refused:
        from_environment({**SAFE, name: typed})
    assert "\n" not in refused.value.reason


@pytest.mark.parametrize("url", ["memory://", "redis://h:6379/1", "rediss://h"])
def test_counts_of_tries_are_kept_in_memory_or_in_redis(url: str) -> None:
    assert from_environment({**SAFE, "RECOGNITION_LIMITS_URL": url}).limits_url == url


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "10.0.0.7", "localhost"])
def test_the_demonstration_runs_on_a_private_address(host: str) -> None:
    settings = from_environment(
        {"RECOGNITION_SECRET_KEY": SECRET, "RECOGNITION_DEMO": "1", "RECOGNITION_HOST": host}
    )
    assert settings.host_name == host


@pytest.mark.parametrize("short", ["postgres://db/recognition", "postgresql://db/recognition"])
def test_the_usual_address_of_postgresql_works(short: str) -> None:
    settings = from_environment({**SAFE, "RECOGNITION_DATABASE_URL": short})
    assert settings.database_url == "postgresql+psycopg://db/recognition"


def test_the_key_of_the_trail_is_not_the_secret_and_can_outlive_it() -> None:
    derived = from_environment(SAFE)
    assert derived.audit_key != SECRET.encode()
    kept = {**SAFE, "RECOGNITION_AUDIT_KEY": "kept"}
    assert from_environment(kept).audit_key == b"kept"
    assert from_environment({**kept, "RECOGNITION_SECRET_KEY": SECRET[::-1]}).audit_key == b"kept"


def test_cookies_are_secure_exactly_when_people_come_over_https() -> None:
    assert from_environment(SAFE).secure
    assert not from_environment({**SAFE, "RECOGNITION_BASE_URL": "http://localhost/"}).secure


@pytest.mark.parametrize(
    ("given", "allowed"), [("1", True), (" 1 ", True), ("", False), ("0", False), ("yes", False)]
)
def test_nothing_calls_outside_unless_somebody_allows_it(given: str, *, allowed: bool) -> None:
    assert not from_environment(SAFE).check_links
    settings = from_environment({**SAFE, "RECOGNITION_CHECK_LINKS": given})
    assert settings.check_links is allowed
