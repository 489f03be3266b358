"""A checker reads English; what they send goes in the language of whoever nominated."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from recognition.database import db
from recognition.mail.models import Letter
from recognition.nominations import actions
from recognition.nominations.queries.sheet import sheet
from recognition.people import actions as people
from recognition.words import in_language
from tests.welsh import speaking_welsh
from tests.world import World


@pytest.fixture
def welsh(database_url: str, tmp_path: Path) -> Iterator[World]:
    with speaking_welsh(database_url, tmp_path) as app:
        yield World(app)


@pytest.mark.parametrize(
    ("written", "chosen", "hello"),
    [("cy", None, "Annwyl Nia,"), ("en", None, "Dear Nia,"), ("cy", "en", "Dear Nia,")],
)
def test_a_question_is_asked_in_the_language_of_whoever_nominated(
    welsh: World, written: str, chosen: str | None, hello: str
) -> None:
    nia = welsh.person("Nia")
    if chosen:
        viewer = welsh.viewer(nia)
        with welsh.app.app_context():
            people.choose_language(viewer, chosen)
    with in_language(written):
        reference = welsh.nomination(welsh.round(), nominator=nia, accepted=False)
    checker = welsh.viewer(welsh.administrator())
    with welsh.app.app_context():
        seen = sheet(checker, reference).edition
        actions.ask(reference, seen=seen, question="Which ward?", actor=checker)
        letter = db.session.query(Letter.body).filter_by(kind="nomination.asked").scalar()
    assert letter.startswith(hello)
