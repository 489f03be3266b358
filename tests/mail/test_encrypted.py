"""Letters go encrypted to a mail server that shows who it is, and to no other."""

import datetime
import ipaddress
import ssl
from email.message import EmailMessage
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from flask import Flask

from recognition.mail import actions
from recognition.mail.post import by_smtp
from recognition.mail.queries import letters
from tests.mail.mail_server import mail_server


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of 127.0.0.1 with its key, signed by itself, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "mail.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


def _letter() -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"] = "awards@example.org", "asha@example.org"
    letter["Subject"] = "Well done"
    return letter


def test_a_mail_server_has_to_show_a_certificate_that_is_trusted(
    app: Flask, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encrypting = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    encrypting.load_cert_chain(certificate)
    with app.app_context():
        actions.write(
            kind="test.letter", to_address="asha@example.org", subject="Well done", body="Hello."
        )
        with mail_server(encrypting) as server:
            assert actions.deliver_due(by_smtp(f"{server.url}?tls=1")) == 0
            assert server.letters == []
            [waiting] = letters()
            assert waiting.sent_at is None
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with app.app_context(), mail_server(encrypting) as server:
        by_smtp(f"{server.url}?tls=1")(_letter())
        assert [letter["Subject"] for letter in server.letters] == ["Well done"]
