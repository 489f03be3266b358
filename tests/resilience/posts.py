"""A mail server that refuses, hangs, or drops the line half-way."""

import contextlib
import socketserver
import threading
from collections.abc import Callable, Iterator
from typing import Any

from tests.mail.mail_server import closed_port, mail_server
from tests.nominating import send
from tests.resilience.crashes import (
    WAITING,
    check_letters,
    deliverers,
    let_claims_run_out,
    settle_letters,
)
from tests.resilience.house import House
from tests.resilience.nominating import check_each_once, written
from tools.running import until

SENT = "SELECT count(*) FROM letter WHERE sent_at IS NOT NULL AND id > :after"
TROUBLED = "SELECT count(*) FROM letter WHERE problem IS NOT NULL"
FAULTS = ("nobody listens", "421", "451", "550", "silence", "dropped half-way")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    asked = 0


def _talk(fault: str) -> type[socketserver.StreamRequestHandler]:
    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.server.asked += 1  # type: ignore[attr-defined] # our own count, on their class
            if fault == "silence":
                over.wait(60)
            elif fault == "421":
                self._say("421 4.3.2 closing for now")
            else:
                self._say("220 hello")
                self._listen()

        def _say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

        def _listen(self) -> None:
            for line in self.rfile:
                word = line.split()[0].upper()
                if word == b"DATA" and fault == "dropped half-way":
                    self._say("354 go on")
                    self.rfile.readline()
                    return
                if word in {b"EHLO", b"HELO"} or fault == "dropped half-way":
                    self._say("250 well")
                elif word == b"QUIT":
                    self._say("221 bye")
                    return
                else:
                    self._say(f"{fault} 4.0.0 not now" if fault == "451" else "550 5.0.0 never")

    over = threading.Event()
    Talk.over = over  # type: ignore[attr-defined] # our own event, on their class
    return Talk


@contextlib.contextmanager
def _bad_server(fault: str) -> Iterator[tuple[str, Callable[[], int]]]:
    """Run a mail server with a fault; lend its address, and how often it was called."""
    if fault == "nobody listens":
        yield f"smtp://127.0.0.1:{closed_port()}", lambda: 1
        return
    talk: Any = _talk(fault)
    with _Server(("127.0.0.1", 0), talk) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"smtp://127.0.0.1:{server.server_address[1]}", lambda: server.asked
        finally:
            talk.over.set()
            server.shutdown()
            thread.join()


def bad_mail_server(house: House, *, fault: str, number: int) -> str:
    """Nominate while the mail server has a fault; have letters go once it has none."""
    visitor = house.visitor(house.seed.nominators[0])
    told, earlier = [], settle_letters(house)
    with _bad_server(fault) as (url, calls):
        house.extra["RECOGNITION_MAIL_URL"] = url
        with house.serving(worker=True):
            until(calls, "the worker to call")
            for place in range(number):
                story = written(house, visitor, place)
                told.append(send(visitor, story.place))
            if fault != "silence":
                until(lambda: house.number(TROUBLED), "a letter that met the fault")
        slowest = max(answer.seconds for answer in visitor.answers)
    assert check_each_once(house, told) == number
    assert house.number(SENT, after=earlier) == 0
    given_up = house.number("SELECT count(*) FROM letter WHERE given_up_at IS NOT NULL")
    assert given_up == 0, "a letter was given up after one try"
    with mail_server() as post:
        house.extra["RECOGNITION_MAIL_URL"] = post.url
        let_claims_run_out(house)
        with deliverers(house):
            until(lambda: house.number(WAITING) == 0, "the post to be gone")
        twice = check_letters(house, post, after=earlier)
    assert twice == 0
    house.check()
    return (
        f"{number} nominations acknowledged meanwhile, slowest page {slowest:.1f} s; afterwards "
        f"all {len(post.letters)} letters arrived, none twice"
    )
