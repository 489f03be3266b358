"""What is left in English on a page: every text that is shown or read aloud, and is not marked."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import write_po
from playwright.sync_api import Page

from recognition.config import ROOT

KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "later": None}
KEPT = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|<[^<>]*>|&#?\w+;")
VOWELS = str.maketrans("aeiouAEIOU", "âêîôûÂÊÎÔÛ")
PLAIN = re.compile(r"[A-Za-z]*[aeiouAEIOU][A-Za-z]*")
REFERENCE = re.compile(r"\b(?:[A-Z0-9]{3,4}-)+[A-Z0-9]{3,4}\b")
# Every text of a page with the language it is in: its own element's, or of one around it.
TEXTS = """() => {
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const lang = (element) => element.closest("[lang]").lang;
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!element.closest("script, style, template")) {
            found.push([lang(element), walker.currentNode.data]);
        }
    }
    for (const name of ["alt", "title", "placeholder", "aria-label"]) {
        for (const element of document.querySelectorAll(`[${name}]`)) {
            found.push([lang(element), element.getAttribute(name)]);
        }
    }
    for (const element of document.querySelectorAll("*")) {
        for (const [name, text] of Object.entries(element.dataset)) {
            if (/[a-z] [a-z]/.test(text)) found.push([lang(element), text]);
        }
    }
    found.push([document.documentElement.lang, document.title]);
    return found;
}"""


@cache
def template(*, of_everybody: bool = False) -> Catalog:
    """Collect the words that are translated, as `babel.cfg` says.

    Args:
        of_everybody: also those of pages that stay English.
    """
    with (ROOT / "babel.cfg").open(encoding="utf-8") as written:
        mapping, options = parse_mapping_cfg(written)
    if of_everybody:
        mapping = [pair for pair in mapping if pair[1] != "ignore"]
    found = Catalog()
    for _file, _line, text, _comments, _context in extract_from_dir(
        str(ROOT), mapping, options, KEYWORDS
    ):
        found.add(text, flags=("python-format",) if "%(" in str(text) else ())
    return found


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Yield the messages of a catalogue, without its header."""
    return (message for message in catalogue if message.id)


def english(message: Message) -> tuple[str, ...]:
    """Return the English of a message: one text, or the singular and the plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def accented(text: str) -> str:
    """Return a text with a roof on every vowel; what is filled in, and marks, stay as they are."""
    kept = [*KEPT.findall(text), ""]
    return "".join(
        part.translate(VOWELS) + kept[place] for place, part in enumerate(KEPT.split(text))
    )


def pretended(folder: Path) -> Path:
    """Write a catalogue in which every word has roofs, and return the folder of catalogues."""
    made = Catalog(locale="cy")
    for message in messages(template()):
        texts = english(message)
        said = accented(texts[-1])
        made.add(message.id, said if len(texts) == 1 else (said,) * made.num_plurals)
    path = folder / "cy" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as written:
        write_po(written, made)
    return folder


def shown(page: Page) -> set[str]:
    """Return each text of a page that is not marked as English."""
    assert page.evaluate("document.documentElement.lang") == "cy", page.url
    return {
        " ".join(text.split())
        for code, text in page.evaluate(TEXTS)
        if code != "en" and text.strip()
    }


def without_roofs(texts: Iterable[str], names: Iterable[str]) -> set[str]:
    """Return the texts in which a word has no roof that is no name and no date."""
    known = {word for name in (*names, *_dates()) for word in re.findall(r"[A-Za-z]+", name)}
    words = {text: set(PLAIN.findall(REFERENCE.sub("", text))) for text in texts}
    return {text for text, found in words.items() if found - known}


def _dates() -> set[str]:
    locale = Locale("cy")
    days = {day[0].lower() + day[1:] for day in locale.days["format"]["wide"].values()}
    return days | set(locale.months["format"]["wide"].values())


def left_in_english(texts: Iterable[str], said: Catalog) -> set[str]:
    """Return the English that is shown although it is to be said in another language.

    Args:
        texts: everything that pages show.
        said: the catalogue; what is the same in both languages is left to it.
    """
    same = {message.id for message in messages(said) if message.id == message.string}
    wanted = {text for message in messages(template()) for text in english(message)} - same
    patterns = {text: _pattern(text) for text in wanted}
    return {
        text for text, pattern in patterns.items() if any(pattern.fullmatch(one) for one in texts)
    }


def _pattern(text: str) -> re.Pattern[str]:
    """Return what a text looks like once it is filled; a text of places alone looks like none."""
    bare = " ".join(KEPT.sub("\0", text).split())
    if not re.search(r"[A-Za-z]{3}", bare):
        return re.compile(r"(?!)")
    return re.compile(re.escape(bare).replace(re.escape("\0"), ".*").replace("\0", ".*"))
