"""Every word a person reads can be said in another language."""

import ast
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from jinja2 import nodes

from recognition import words
from recognition.app import create_app
from recognition.config import ROOT
from recognition.words import later
from tests.page_client import PageClient
from tests.settings import settings_for
from tests.world import World

SAYING = {"_", "gettext", "ngettext"}
SOURCES = sorted((ROOT / "recognition").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SENTENCE = re.compile(r"[a-z] [a-z]|^[A-Z][a-z]+$")
FOR_MACHINES = {"index, follow"}  # what a page tells search engines
READ_ALOUD = re.compile(r"""\s(?:alt|title|placeholder|aria-label)=["'][^"']*[A-Za-z]""")


@pytest.fixture
def bare_app() -> Flask:
    return create_app(settings_for("sqlite://", demo=True), TESTING=True)


@pytest.fixture
def loudly(app: Flask) -> Iterator[None]:
    """Every word is said in capitals, for as long as a test runs."""
    before = words._Speaker.say, words._Speaker.count

    def shout(text: str, **values: object) -> str:
        if text == "Error:":  # by which the client knows the title of a page with mistakes
            return text
        loud = re.sub(r"%\(\w+\)[sd]|[^%]+|%", _raised, text)
        return loud % values if values else loud

    words.speak_with(shout, before[1])
    yield
    words.speak_with(*before)


def _raised(piece: re.Match[str]) -> str:
    """Put into capitals what is no place for a value."""
    return piece[0] if piece[0].startswith("%(") else piece[0].upper()


def said_too_early(tree: ast.AST) -> Iterator[int]:
    """Yield the lines on which words are said while Python starts, outside of functions."""
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id in SAYING:
        yield tree.lineno
    for name, value in ast.iter_fields(tree):
        if name == "body" and isinstance(tree, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue  # said when it is called
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, ast.AST):
                yield from said_too_early(part)


def test_no_word_is_said_before_it_is_known_who_reads_it() -> None:
    early = [
        (path.relative_to(ROOT).as_posix(), line)
        for path in SOURCES
        for line in said_too_early(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert early == []
    sample = 'label = _("Name")\ndef ask(hint=_("Name")):\n    return _("Name")\n'
    assert list(said_too_early(ast.parse(sample))) == [1, 2]


def test_only_the_application_knows_who_translates() -> None:
    knowing = [
        path.relative_to(ROOT).as_posix()
        for path in SOURCES
        if re.search(r"^\s*(?:from|import) flask_babel", path.read_text(encoding="utf-8"), re.M)
    ]
    assert knowing == ["recognition/catalogue.py", "recognition/speaking.py"]


def test_a_text_for_later_is_said_when_it_is_read_and_safe_in_a_page(loudly: None) -> None:
    text = later("Tea & cake")
    assert str(text) == f"{text}" == "TEA & CAKE"
    assert text.__html__() == "TEA &amp; CAKE"
    assert later("Up to %(max)d words") % {"max": 3} == "UP TO 3 WORDS"


@pytest.mark.usefixtures("loudly")
def test_labels_choices_and_refusals_are_said_in_the_language_of_the_reader(
    client: PageClient, world: World
) -> None:
    client.sign_in(world.administrator())
    page = client.get("/manage/schemes/new").text
    assert "WHO MAY NOMINATE" in page
    assert "NOTHING: A PLAIN START THAT YOU FILL IN" in page
    assert "Who may nominate" not in page
    scheme = world.scheme()
    empty = client.send(f"/manage/schemes/{scheme.slug}/rounds/new", {"name": "Spring"})
    assert empty.status_code == 422
    assert "ENTER THE DAY ON WHICH NOMINATIONS OPEN." in empty.text


def unsaid(tree: nodes.Node) -> Iterator[str]:
    """Yield the sentences and capitalised words of a template that nobody can translate."""
    said = isinstance(tree, nodes.Call) and getattr(tree.node, "name", "") in SAYING
    text = tree.value if isinstance(tree, nodes.Const) else None
    if isinstance(text, str) and SENTENCE.search(text):
        yield text
    for part in tree.kwargs if said else tree.iter_child_nodes():
        yield from unsaid(part)


def plain_text(app: Flask, source: str) -> Iterator[str]:
    """Yield what stands between tags, or in an attribute that is read aloud, outside of Jinja."""
    page, translated = "", False
    for _line, kind, value in app.jinja_env.lex(source):
        if kind == "name" and value in {"trans", "endtrans"}:
            translated = value == "trans"
        elif kind == "data" and not translated:
            page += value
        elif kind in {"variable_end", "block_end"}:
            page += " "
    page = re.sub(r"<!--.*?-->|<(script|style)\b.*?</\1>", "", page, flags=re.S)
    yield from READ_ALOUD.findall(page)
    yield from (t.strip() for t in re.sub(r"<[^>]*>", "\n", page).split("\n") if _worded(t))


def _worded(text: str) -> bool:
    bare = re.sub(r"&\w+;", "", text).strip()
    return bare not in FOR_MACHINES and re.search(r"[^\W\d_]", bare) is not None


def test_every_word_of_a_template_can_be_translated(bare_app: Flask) -> None:
    found = {
        path.relative_to(ROOT).as_posix(): texts
        for path in TEMPLATES
        if (texts := list(untranslatable(bare_app, path.read_text(encoding="utf-8"))))
    }
    assert len(TEMPLATES) > 50
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "<p>Hello</p>",
        "<p>{{ _('Hello') }} there</p>",
        '<img alt="A cat" src="x">',
        "{{ page.link('Read more', url) }}",
        "{{ _('Hello %(name)s', name='dear friend') }}",
    ],
)
def test_the_scan_of_templates_finds_words_that_stand_alone(bare_app: Flask, source: str) -> None:
    assert list(untranslatable(bare_app, source))


def untranslatable(app: Flask, source: str) -> Iterator[str]:
    yield from plain_text(app, source)
    yield from unsaid(app.jinja_env.parse(source))
