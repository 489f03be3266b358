"""Handing a letter to the mail server named in the settings."""

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

from recognition.mail.actions import Post

TIMEOUT_SECONDS = 20


def by_smtp(mail_url: str) -> Post:
    """Return a function that posts one message.

    Args:
        mail_url: `smtp://name:password@host:port?tls=1`; with `tls=1` the server has to show a
            certificate of its name that this machine trusts.
    """
    parts = urlsplit(mail_url)
    wants_tls = parse_qs(parts.query).get("tls", ["0"])[0] == "1"

    def post(message: EmailMessage) -> None:
        place = (parts.hostname or "", parts.port or 25)
        with smtplib.SMTP(*place, timeout=TIMEOUT_SECONDS) as server:
            if wants_tls:
                server.starttls(context=ssl.create_default_context())  # checks who answers
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message)

    return post
