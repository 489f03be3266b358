"""A real web server on this machine, which stands for the outside, and a guard that knows it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HERE = "127.0.0.1"


@dataclass
class Web:
    """A site. `pages` maps a path to a status and headers; `asked` is what it was asked for."""

    port: int
    pages: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)
    head_refused: set[str] = field(default_factory=set)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    sent: int = 0
    waits: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/", host: str = HERE) -> str:
        return f"http://{host}:{self.port}{path}"

    def redirects(self, path: str, to: str, status: int = 302) -> str:
        self.pages[path] = (status, {"Location": to})
        return self.url(path)

    def may_connect(self, address: str, port: int) -> bool:
        """The guard of a test: this server and nothing else in the world."""
        return (address, port) == (HERE, self.port)


class Handler(BaseHTTPRequestHandler):
    """Answers as its `Web` says."""

    web: Web

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def _answer(self, *, body: bool) -> None:
        web = self.web
        web.asked.append((self.command, self.path, self.headers["Host"]))
        if self.path == "/never":
            web.waits.wait(30)
            return
        status, headers = web.pages.get(self.path, (404, {}))
        if not body and self.path in web.head_refused:
            status, headers = 405, {}
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if body and self.path == "/endless":
            self._pour()

    def _pour(self) -> None:
        piece = b"x" * 65_536
        try:
            while self.web.sent < 64 * 1024 * 1024:
                self.web.sent += self.wfile.write(piece)
        except OSError:
            return  # whoever asked has gone

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def site() -> Iterator[Web]:
    """Serve until the block ends."""
    handler = type("Answering", (Handler,), {})
    server = ThreadingHTTPServer((HERE, 0), handler)
    server.daemon_threads = True
    web = handler.web = Web(server.server_address[1])
    serving = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    serving.start()
    try:
        yield web
    finally:
        web.waits.set()
        server.shutdown()
        server.server_close()
        serving.join()
