"""A small Welsh catalogue for tests, and an application that speaks it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from flask import Flask

from recognition.app import create_app
from recognition.catalogue import catalogue
from recognition.database import db
from tests.settings import settings_for

SIX_FORMS = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5)"
SAID: dict[str | tuple[str, str], str | tuple[str, ...]] = {
    "Nominate": "Enwebu",
    "Sign in": "Mewngofnodi",
    "Dear %(name)s,": "Annwyl %(name)s,",
    "Hello,": "Helo,",
    "Thank you,": "Diolch,",
    ("%(num)s text", "%(num)s texts"): ("dim", "un", "dau", "tri", "chwech", "%(num)s arall"),
}


def written(folder: Path) -> Path:
    """Write the catalogue with the six forms of Welsh, and return the folder of catalogues."""
    made = Catalog(locale="cy")
    made.mime_headers = [("Plural-Forms", SIX_FORMS), ("Content-Type", "text/plain; charset=utf-8")]
    for english, said in SAID.items():
        made.add(english, said)
    path = folder / "cy" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, made)
    return folder


@contextmanager
def speaking_welsh(database_url: str, folder: Path) -> Iterator[Flask]:
    """Return an application that speaks it."""
    app = create_app(
        settings_for(database_url),
        TESTING=True,
        BABEL_TRANSLATION_DIRECTORIES=str(written(folder)),
    )
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    catalogue.cache_clear()
