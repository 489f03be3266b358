"""What the settings say of the organisation's own sign-in is checked once, at the start."""

import pytest

from recognition.config import from_environment
from recognition.errors import Refused
from recognition.provider import Provider
from tests.settings import SECRET

SAFE = {
    "RECOGNITION_SECRET_KEY": SECRET,
    "RECOGNITION_BASE_URL": "https://recognition.example.org",
}
THREE = {
    "ISSUER": "https://sign-in.example.org/tenant/v2.0",
    "CLIENT_ID": "recognition",
    "CLIENT_SECRET": "a-secret-between-the-two",
}
ROLES = {"ROLES_CLAIM": "groups", "ROLES": "administrator=admins, communications=comms"}


def provider(**given: str) -> Provider | None:
    named = {f"RECOGNITION_OIDC_{name}": value for name, value in given.items()}
    return from_environment({**SAFE, **named}).provider


def test_without_the_settings_there_is_no_provider() -> None:
    assert provider() is None
    assert provider(ISSUER=" ", CLIENT_ID="") is None


def test_three_settings_make_a_provider() -> None:
    found = provider(**THREE)
    assert found is not None
    assert (found.name, found.roles, found.proves_twice) == ("", (), {"mfa"})
    assert not found.asks_twice
    address = "https://sign-in.example.org/tenant/v2.0/.well-known/openid-configuration"
    assert found.discovery == address
    assert THREE["CLIENT_SECRET"] not in repr(found)


def test_groups_and_two_proofs_are_read_as_lists() -> None:
    found = provider(**THREE, **ROLES, PROVES_TWICE="mfa, gold", NAME="NHSmail")
    assert found is not None
    assert found.roles == (("administrator", "admins"), ("communications", "comms"))
    assert (found.roles_claim, found.name) == ("groups", "NHSmail")
    assert found.proves_twice == {"mfa", "gold"}
    assert found.asks_twice


def test_a_group_may_be_written_with_equals_signs() -> None:
    found = provider(**THREE, ROLES_CLAIM="groups", ROLES="administrator=cn=admins")
    assert found is not None
    assert found.roles == (("administrator", "cn=admins"),)


@pytest.mark.parametrize("missing", THREE)
def test_it_is_all_three_or_none(missing: str) -> None:
    some = {name: value for name, value in THREE.items() if name != missing}
    with pytest.raises(Refused, match=f"RECOGNITION_OIDC_{missing} is missing") as refused:
        provider(**some)
    assert "\n" not in refused.value.reason
    assert THREE["CLIENT_SECRET"] not in refused.value.reason


@pytest.mark.parametrize(
    "issuer",
    ["http://sign-in.example.org", "sign-in.example.org", "https://", "https://[x", "ftp://a.test",
     "https://sign-in.example.org/?a=1", "https://sign-in.example.org/#a",
     "https://sign-in.example.org/" + "x" * 255],
)  # fmt: skip
def test_an_issuer_is_reached_safely(issuer: str) -> None:
    with pytest.raises(Refused, match="RECOGNITION_OIDC_ISSUER should be"):
        provider(**{**THREE, "ISSUER": issuer})


@pytest.mark.parametrize(
    "issuer", ["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"]
)
def test_on_this_machine_an_issuer_may_be_plain(issuer: str) -> None:
    assert provider(**{**THREE, "ISSUER": issuer})


@pytest.mark.parametrize(
    ("more", "match"),
    [
        ({"ROLES_CLAIM": "groups"}, "belong together"),
        ({"ROLES": ROLES["ROLES"]}, "belong together"),
        ({"ROLES_CLAIM": "groups", "ROLES": "chair=chairs"}, "should look like"),
        ({"ROLES_CLAIM": "groups", "ROLES": "administrator"}, "should look like"),
        ({"ROLES_CLAIM": "groups", "ROLES": "administrator="}, "should look like"),
    ],
    ids=str,
)
def test_groups_that_cannot_be_read_stop_the_start(more: dict[str, str], match: str) -> None:
    with pytest.raises(Refused, match=match):
        provider(**THREE, **more)


def test_more_settings_without_a_provider_stop_the_start() -> None:
    with pytest.raises(Refused, match="all three or none"):
        provider(NAME="NHSmail")
