"""A real SMTP server on a port the system chooses."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class MailServer:
    """Keeps the letters it was given; refuses the addresses in `refused`.

    It sets `receiving` when a letter arrives, and says thank you `pause` seconds later.
    """

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.refused: set[str] = set()
        self.url = ""
        self.receiving = threading.Event()
        self.pause = 0.0

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 5.1.1 nobody of that name here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - as above
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.recipients.append(envelope.rcpt_tos)
        self.receiving.set()
        await asyncio.sleep(self.pause)
        return "250 OK"


class AnyPort(Controller):
    """Binds first, so that the port the system chose is known before anybody connects."""

    def start_on_any_port(self) -> int:
        bound = socket.create_server(("127.0.0.1", 0))
        port: int = bound.getsockname()[1]
        self.port = port
        self._create_server = lambda: self.loop.create_server(self._factory_invoker, sock=bound)
        self.start()
        return port


@contextmanager
def mail_server(tls: ssl.SSLContext | None = None) -> Iterator[MailServer]:
    """Run a mail server for a while; with `tls` it offers to encrypt."""
    keeper = MailServer()
    controller = AnyPort(keeper, hostname="127.0.0.1", tls_context=tls, ready_timeout=60)
    keeper.url = f"smtp://127.0.0.1:{controller.start_on_any_port()}"
    try:
        yield keeper
    finally:
        controller.stop()


def closed_port() -> int:
    """Return a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as bound:
        port: int = bound.getsockname()[1]
    return port
