"""A whole installation on this machine: two nodes behind nginx, two workers, Redis, mail."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from recognition.app import create_app
from recognition.config import ROOT
from recognition.database import db
from tests.mail.mail_server import MailServer, mail_server
from tests.nodes.browsing import Browser
from tests.nodes.front import Front
from tests.nodes.programs import program
from tests.settings import SECRET, settings_for
from tests.world import World
from tools.running import HERE, accepts, free_port, ours, until
from tools.servers import Program, Server


@dataclass
class Installation:
    """What stands where; `app` is the same application in the test's own process."""

    settings: Mapping[str, str]
    front: Front
    nodes: list[Server]
    workers: list[Program]
    redis: Program
    mail: MailServer
    app: Flask
    world: World

    def end(self) -> None:
        """End everything that runs now."""
        for one in (self.front.program, *self.nodes, *self.workers, self.redis):
            one.stop()
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    def browser(self) -> Browser:
        """Return a visitor who comes through nginx."""
        return Browser(self.front.url, str(self.front.certificate))

    def answered_by(self, since: int = 0) -> set[int]:
        """Return the ports of the nodes that answered, from a line of nginx's log on."""
        return {port for one in self.front.asked(since) for port in one.ports[-1:]}

    def answers_again(self, node: Server) -> None:
        """Wait until nginx gives a node something to do."""
        since, browser = len(self.front.log()), self.browser()

        def is_asked() -> bool:
            browser.get("/help")
            return node.port in self.answered_by(since)

        until(is_asked, f"nginx to ask the node on port {node.port}")

    def node_of(self, folder: Path, port: int, log: Path) -> Server:
        """Return a node, not started, with the code that lies in a folder."""
        command = ours("serve", "--no-worker")
        return Server(command, self.settings, folder, log, port=port, host="localhost")


@contextmanager
def installation(database_url: str, here: Path, config: pytest.Config) -> Iterator[Installation]:
    """Start everything, and end everything.

    Args:
        database_url: a database on PostgreSQL.
        here: an empty folder.
        config: says whether a missing program is a failure.
    """
    nginx, redis_server = program("nginx", config), program("redis-server", config)
    with mail_server() as mail:
        front = Front(nginx, here, [free_port(), free_port()])
        redis, redis_port = _redis(redis_server, here)
        app = create_app(
            settings_for(database_url, base_url=front.url, mail_url=mail.url), TESTING=True
        )
        settings = {
            "RECOGNITION_DATABASE_URL": database_url,
            "RECOGNITION_SECRET_KEY": SECRET,
            "RECOGNITION_BASE_URL": front.url,
            "RECOGNITION_MAIL_URL": mail.url,
            "RECOGNITION_LIMITS_URL": f"redis://127.0.0.1:{redis_port}",
            "RECOGNITION_TRUSTED_PROXIES": "1",
            "RECOGNITION_AUDIT_HEADS": "off",
        }
        found = Installation(settings, front, [], [], redis, mail, app, World(app))
        found.nodes += [found.node_of(ROOT, port, here / f"{port}.log") for port in front.ports]
        found.workers += [
            Program(ours("worker"), settings, log=here / f"worker{number}.log") for number in (1, 2)
        ]
        try:
            redis.start()
            front.start()
            until(lambda: accepts(redis_port), "Redis")
            for one in (*found.nodes, *found.workers):
                one.start()
            for node in found.nodes:
                until(lambda node=node: node.answer()[0] == 200, f"the node on port {node.port}")
            yield found
        finally:
            found.end()


def _redis(program: str, here: Path) -> tuple[Program, int]:
    port = free_port()
    keeps_nothing = ["--save", "", "--appendonly", "no", "--dir", here]
    told = ["--port", str(port), "--bind", HERE, "--logfile", here / "redis.log"]
    return Program([program, *told, *keeps_nothing]), port
