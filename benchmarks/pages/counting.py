"""How many statements an errand asks of the database, counted in a process of our own."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPMessage

from flask import Flask
from sqlalchemy import event

from benchmarks.pages.errands import Task
from recognition.database import db
from tests.visitor import Visitor


class Counted(Visitor):
    """A browser at an application in this process."""

    def __init__(self, app: Flask, cookie: str) -> None:
        super().__init__("http://localhost", cookie)
        self.client = app.test_client(use_cookies=False)

    def _exchange(
        self, method: str, path: str, headers: dict[str, str], body: str | None
    ) -> tuple[int, HTTPMessage, bytes]:
        answer = self.client.open(path, method=method, headers=headers, data=body)
        told = HTTPMessage()
        for name, text in answer.headers:
            told[name] = text
        return answer.status_code, told, answer.data


def statements(app: Flask, task: Task, cookie: str) -> int:
    """Do an errand once and return how many statements it took."""
    with _heard(app) as heard:
        task.errand(Counted(app, cookie))
    return len(heard)


@contextmanager
def _heard(app: Flask) -> Iterator[list[str]]:
    heard: list[str] = []

    def note(_c: object, _cur: object, text: str, *_rest: object) -> None:
        if not text.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")):
            heard.append(text)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", note)
