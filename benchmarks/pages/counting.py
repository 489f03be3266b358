"""How many statements an errand asks of the database, counted in a process of our own."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from benchmarks.pages.errands import Task
from benchmarks.pages.visitor import Visitor
from recognition.database import db


class Counted(Visitor):
    """A browser at an application in this process."""

    def __init__(self, app: Flask, cookie: str) -> None:
        super().__init__(0, cookie)
        self.client = app.test_client(use_cookies=False)

    def _ask(self, method: str, path: str, wanted: int, body: str | None = None) -> str:
        answer = self.client.open(
            path,
            method=method,
            headers=self.headers,
            data=body,
            content_type="application/x-www-form-urlencoded" if body is not None else None,
        )
        for cookie in answer.headers.getlist("Set-Cookie"):
            self.headers["Cookie"] = cookie.partition(";")[0]
        return answer.headers["Location"] if body is not None else answer.text


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
