"""Welsh speakers say which of our words are right, and write better ones that are said at once."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask import Flask

from recognition.audit import queries as audit
from recognition.errors import Refused
from recognition.languages import actions, queries
from recognition.languages.rules import check_wording, digest_of
from recognition.words import WELSH, _, in_language, ngettext
from tests.page_client import PageClient
from tests.welsh import SAID, speaking_welsh
from tests.world import World

LIST = "/manage/languages"
COUNTED = ("%(num)s text", "%(num)s texts")
QUIET = "Some of this translation awaits review"


@pytest.fixture
def welsh_app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    with speaking_welsh(database_url, tmp_path) as app:
        yield app


@pytest.fixture
def welsh_world(welsh_app: Flask) -> World:
    return World(welsh_app)


@pytest.fixture
def speaker(welsh_world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> PageClient:
    """An administrator of the organisation that runs the pages, who speaks Welsh."""
    written = queries.catalogue(WELSH, tmp_path)
    monkeypatch.setattr(queries, "catalogue", lambda _language: written)
    return PageClient(welsh_world.app).sign_in(welsh_world.administrator())


def awaiting(app: Flask) -> int:
    with app.app_context():
        return queries.sheet(WELSH).awaiting


def key_of(text: str) -> str:
    return digest_of(text)


def test_every_translation_awaits_review_until_somebody_reviewed_it(
    speaker: PageClient, welsh_app: Flask
) -> None:
    page = speaker.get(LIST).text
    assert f"{len(SAID)} of {len(SAID)} texts await a Welsh speaker’s review." in page
    assert '<p class="as-written" lang="cy">Enwebu</p>' in page
    first = re.search(rf'name="ticked" value="({key_of("Nominate")}:\w+)"', page)
    assert first
    sent = speaker.send(f"{LIST}/reviewed", {"ticked": first[1]}, form=LIST)
    assert sent.status_code == 303
    page = speaker.get(LIST).text
    assert "1 text is reviewed." in page
    assert f"{len(SAID) - 1} of {len(SAID)} texts await" in page
    assert "Enwebu" not in page
    assert "Enwebu" in speaker.get(f"{LIST}?show=reviewed").text


def test_a_whole_page_is_found_right_at_once_and_then_no_page_speaks_of_review(
    speaker: PageClient, welsh_app: Flask
) -> None:
    reader = PageClient(welsh_app)
    reader.get("/help?lang=cy")
    assert QUIET in reader.get("/help").text
    assert QUIET not in speaker.get("/help").text
    shown = re.findall(r'name="shown" value="([^"]+)"', speaker.get(LIST).text)
    speaker.send(f"{LIST}/reviewed", {"shown": shown, "all": "all"}, form=LIST)
    assert awaiting(welsh_app) == 0
    assert QUIET not in reader.get("/help").text
    assert "Nothing awaits review" in speaker.get(LIST).text


def test_a_better_wording_is_said_at_once_and_may_be_taken_away_as_a_catalogue(
    speaker: PageClient, welsh_app: Flask
) -> None:
    page = f"{LIST}/{key_of('Nominate')}"
    seen = digest_of(("Enwebu",))
    sent = speaker.send(page, {"said-0": "Enwebwch", "seen": seen, "reviewed": "y"})
    assert sent.status_code == 303
    with welsh_app.app_context(), in_language(WELSH):
        assert _("Nominate") == "Enwebwch"
    reader = PageClient(welsh_app)
    assert "Enwebwch" in reader.get("/", headers={"Accept-Language": "cy"}).text
    assert awaiting(welsh_app) == len(SAID) - 1
    taken = speaker.get(f"{LIST}/better.po")
    improved = read_po(io.BytesIO(taken.data), locale="cy")
    assert {message.id: message.string for message in improved if message.id} == {
        "Nominate": "Enwebwch"
    }
    with welsh_app.app_context():
        assert audit.entries()[0][0].action == "language.reworded"


def test_a_better_wording_of_a_plural_is_said_by_number(
    speaker: PageClient, welsh_app: Flask
) -> None:
    said = ["0", "1 A", "2 B", "3 C", "6 D", "%(num)s E"]
    page = f"{LIST}/{key_of(COUNTED[0])}"
    assert "For these numbers: 4, 5, 7 …" in speaker.get(page).text
    form = {f"said-{place}": text for place, text in enumerate(said)}
    speaker.send(page, {**form, "seen": digest_of(SAID[COUNTED])})
    with welsh_app.app_context(), in_language(WELSH):
        assert [ngettext(*COUNTED, n) for n in (0, 2, 6, 12)] == ["0", "2 B", "6 D", "12 E"]
    assert awaiting(welsh_app) == len(SAID)


def test_words_that_changed_meanwhile_are_reviewed_by_nobody(
    speaker: PageClient, welsh_app: Flask
) -> None:
    page = f"{LIST}/{key_of('Nominate')}"
    old = {"said-0": "Enwebwch", "seen": digest_of(("Enwebu",))}
    speaker.send(page, old)
    again = speaker.send(page, {**old, "said-0": "Rhowch enw"})
    assert again.status_code == 422
    assert "Somebody changed some of these words." in again.text
    ticked = f"{key_of('Nominate')}:{digest_of(('Enwebu',))}"
    sent = {"ticked": ticked, "show": "all", "page": "2", "q": "n"}
    answer = speaker.send(f"{LIST}/reviewed", sent, form=LIST)
    assert answer.status_code == 303
    assert answer.location == f"{LIST}?q=n&show=all&page=2"
    assert "Somebody changed some of these words." in speaker.get(f"{LIST}?q=n&show=all").text
    assert awaiting(welsh_app) == len(SAID)


def test_a_search_finds_a_text_by_either_language(speaker: PageClient) -> None:
    for text in ("mewngof", "SIGN IN"):
        page = speaker.get(f"{LIST}?q={text}&show=all").text
        assert "Mewngofnodi" in page
        assert "Enwebu" not in page
    assert "Nothing found" in speaker.get(f"{LIST}?q=zzzz").text


@pytest.mark.parametrize("path", [LIST, f"{LIST}/better.po", f"{LIST}/{key_of('Nominate')}"])
def test_only_administrators_of_the_host_change_our_words(
    speaker: PageClient, welsh_world: World, path: str
) -> None:
    assert PageClient(welsh_world.app).get(path).status_code == 302
    other = PageClient(welsh_world.app)
    assert other.sign_in(welsh_world.person()).get(path).status_code == 404
    elsewhere = welsh_world.administrator(organisation="Another Trust")
    assert other.sign_in(elsewhere).get(path).status_code == 404
    assert speaker.get(path).status_code == 200


@pytest.mark.parametrize(
    ("english", "said", "why"),
    [
        ("Nominate", "", "Write every form."),
        ("Nominate", "<b>Enwebu</b>", "Leave out signs"),
        ("Nominate", "Enwebu > hyn", "Leave out signs"),
        ("Nominate", "&lt;Enwebu", "Leave out signs"),
        ("Dear %(name)s,", "Annwyl bawb,", "Keep %(name)s as it is"),
        ("Nominate", "Enwebu %(name)s", "The English has no %(name)s."),
        ("Nominate", "Enwebu 5 %", "The English has no %."),
        ("{n} left", "ar ôl", "Keep {n} as it is"),
        ("Nominate", "x" * 4001, "Shorten this"),
    ],
)
def test_a_wording_that_would_show_something_else_is_not_taken(
    english: str, said: str, why: str
) -> None:
    with pytest.raises(Refused, match=re.escape(why)):
        check_wording((english,), (said,), forms=6)


def test_a_wording_that_fits_is_taken() -> None:
    check_wording(("Dear <b>%(name)s</b>,",), ("Annwyl <b>%(name)s</b>,",), forms=6)
    check_wording(COUNTED, ["un", "dau", "tri", "chwech", "pump", "%(num)s"], forms=6)
    with pytest.raises(Refused, match="Write every form"):
        check_wording(COUNTED, ["un", "%(num)s"], forms=6)


@pytest.mark.usefixtures("speaker")
def test_reviewing_what_is_reviewed_changes_nothing(welsh_world: World) -> None:
    actor = welsh_world.viewer(welsh_world.administrator())
    with welsh_world.app.app_context():
        line = queries.line(WELSH, key_of("Nominate"))
        assert actions.mark_reviewed(WELSH, {line.key: line.seen}, actor=actor) == 1
        assert actions.mark_reviewed(WELSH, {line.key: line.seen}, actor=actor) == 0
