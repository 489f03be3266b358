"""What may be in a Word file that somebody uploads as a template.

It is opened here and by everybody who gets a pack, so it may hold nothing that runs, nothing that
is fetched from elsewhere, and no more than a newsletter needs.
"""

import io
import re
import zipfile

from recognition.errors import Refused
from recognition.words import _

MOST_PARTS = 300
LARGEST_PART = 8_000_000
LARGEST_TEXT = 2_000_000
"""Bytes of a part that is read for what to fill in."""
MOST_BYTES = 30_000_000
"""Bytes of all parts together when they are unpacked."""
DOCUMENT = "word/document.xml"
TYPES = "[Content_Types].xml"
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RUNS = re.compile(
    r"vbaproject|vbadata|activex|/embeddings/|\.bin$|\.exe$|\.ole$|attachedtoolbars", re.IGNORECASE
)
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_FETCHED = re.compile(rb"TargetMode\s*=\s*[\"']External", re.IGNORECASE)
_LINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']")
_WEB = re.compile(rb"Target\s*=\s*[\"'](?:https?://|mailto:)", re.IGNORECASE)
_INSERTS = re.compile(rb"/(?:aFChunk|frame|subDocument|oleObject|package|attachedTemplate)[\"']")
_FIELDS = re.compile(rb"\b(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|MACROBUTTON|IMPORT)\b")


def check_word_file(data: bytes) -> None:
    """Refuse a file that is no plain Word document.

    Raises:
        Refused: as said, in words that name what is in the way.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            _check_sizes(file.infolist())
            parts = {part.filename: _read(file, part) for part in file.infolist()}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as problem:
        raise _unreadable() from problem
    if DOCUMENT not in parts or _MAIN not in parts.get(TYPES, b""):
        raise _unreadable()
    for name, content in parts.items():
        _check_part(name, content)


def _unreadable() -> Refused:
    return Refused(_("Choose a Word document that was saved as .docx."), field="file")


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise _too_large()


def _too_large() -> Refused:
    return Refused(
        _("That document is too large inside. Take pictures out, or make them smaller."),
        field="file",
    )


def _read(file: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Read a part, and never more of it than it may be: what a file says of itself may be wrong."""
    most = LARGEST_TEXT if part.filename.endswith((".xml", ".rels")) else LARGEST_PART
    with file.open(part) as content:
        found = content.read(most + 1)
    if len(found) > most:
        raise _too_large()
    return found


def _check_part(name: str, content: bytes) -> None:
    if _RUNS.search(name) or (name == TYPES and b"macroEnabled" in content):
        raise Refused(
            _("That document has macros or other programs in it. Save a copy without them."),
            field="file",
        )
    if not name.endswith((".xml", ".rels")):
        return
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"} or _DECLARES.search(content):
        raise _unreadable()
    if name.endswith(".rels") and any(map(_reaches_out, _RELATION.findall(content))):
        raise Refused(
            _(
                "That document takes something from another place: a linked picture, file or "
                "template. Put it into the document itself. In Word, look under File, Info, "
                "Edit Links to Files."
            ),
            field="file",
        )
    if _FIELDS.search(b"".join(re.findall(rb"(?s)<w:instrText[^>]*>(.*?)</w:instrText>", content))):
        raise Refused(
            _("That document has a field that reads other files. Take the field out."),
            field="file",
        )


def _reaches_out(relation: bytes) -> bool:
    """Tell whether a part takes something from elsewhere; a link that one may click is fine."""
    if _INSERTS.search(relation):
        return True
    is_link = _LINK.search(relation) and _WEB.search(relation)
    return bool(_FETCHED.search(relation)) and not is_link
