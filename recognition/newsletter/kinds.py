"""The files that a pack can become."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from recognition.newsletter.booklet import booklet
from recognition.newsletter.bundle import zip_file
from recognition.newsletter.document import word_file
from recognition.newsletter.email_html import email_html
from recognition.newsletter.formats import csv_file, json_file, xlsx_file
from recognition.newsletter.letter import eml_file
from recognition.newsletter.markdown import markdown
from recognition.newsletter.pack import Pack, file_name, plain
from recognition.newsletter.plain_text import plain_text
from recognition.newsletter.word_template import filled
from recognition.words import later

Writer = Callable[[Pack], bytes]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "zip"


@dataclass(frozen=True)
class PackFile:
    """A finished file."""

    name: str
    mimetype: str
    data: bytes


@dataclass(frozen=True)
class OwnTemplate:
    """A template of the organisation's own."""

    id: int
    name: str
    data: bytes = b""

    @property
    def kind(self) -> str:
        """Return how a form asks for it."""
        return f"template-{self.id}"

    @property
    def ending(self) -> str:
        """Return the ending of the file that is made with it."""
        return f"-{plain(self.name) or self.id}.docx"


KINDS: Mapping[str, tuple[str, Writer]] = {
    "docx": (WORD, word_file),
    "html": ("text/html; charset=utf-8", lambda pack: email_html(pack).encode()),
    "eml": ("message/rfc822", eml_file),
    "md": ("text/markdown; charset=utf-8", lambda pack: markdown(pack).encode()),
    "txt": ("text/plain; charset=utf-8", lambda pack: plain_text(pack).encode()),
    "xlsx": (EXCEL, xlsx_file),
    "csv": ("text/csv; charset=utf-8", csv_file),
    "json": ("application/json", json_file),
    "pdf": ("application/pdf", booklet),
}
ENDINGS = {"pdf": "-booklet.pdf"}
NAMES = {
    "docx": later("Word"),
    "html": later("E-mail (HTML)"),
    "eml": later("E-mail (opens in your mail program)"),
    "md": later("Markdown, for SharePoint"),
    "txt": later("Plain text, for chat"),
    "xlsx": later("Excel"),
    "csv": later("CSV"),
    "json": later("JSON"),
    "pdf": later("Booklet (PDF)"),
}


def needs_photos(kind: str) -> bool:
    """Tell whether a kind shows photographs; the others only name them."""
    return kind in {"docx", "eml", "pdf", ZIP} or kind.startswith("template-")


def made(pack: Pack, kind: str, templates: tuple[OwnTemplate, ...] = ()) -> PackFile:
    """Return a pack as a whole file.

    Args:
        pack: the winners.
        kind: one of `KINDS`, `ZIP`, or the kind of a template.
        templates: those that may be used; a ZIP holds a file for each of them.

    Raises:
        KeyError: there is no such kind.
        Refused: a template does not work.
    """
    own = {template.kind: template for template in templates}
    if kind in own:
        data = filled(own[kind].data, pack)
        return PackFile(file_name(pack, own[kind].ending), WORD, data)
    if kind == ZIP:
        writers = {ENDINGS.get(name, name): write for name, (_type, write) in KINDS.items()}
        for template in templates:
            taken = template.ending in writers
            ending = f"-{template.id}{template.ending}" if taken else template.ending
            writers[ending] = _filling(template)
        return PackFile(file_name(pack, ZIP), "application/zip", zip_file(pack, writers))
    mimetype, write = KINDS[kind]
    return PackFile(file_name(pack, ENDINGS.get(kind, kind)), mimetype, write(pack))


def _filling(template: OwnTemplate) -> Writer:
    return lambda pack: filled(template.data, pack)
