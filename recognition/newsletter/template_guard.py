"""What may be in a Word file that somebody uploads as a template.

It is opened here and by everybody who gets a pack, so it may hold nothing that runs, nothing that
is fetched from elsewhere, and no more than a newsletter needs.
"""

import io
import re
import zipfile

from recognition.errors import Refused
from recognition.newsletter.template_xml import parsed, reaches_out, reads_others
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
_WRITTEN = (".xml", ".rels")
_MARKS = b"\xef\xbb\xbf\x00 \t\r\n"
"""What may stand before the first sign of XML."""


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


def check_finished(data: bytes) -> None:
    """Refuse a file that came to fetch or run something while a template was filled in.

    What a template says is carried out before anybody opens the file, so a field can be put
    together from pieces that are harmless each.

    Raises:
        Refused: as said, in words that name what is in the way.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            _check_part(name, file.read(name))


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
    most = LARGEST_TEXT if part.filename.lower().endswith(_WRITTEN) else LARGEST_PART
    with file.open(part) as content:
        found = content.read(most + 1)
    if len(found) > most:
        raise _too_large()
    return found


def _check_part(name: str, content: bytes) -> None:
    if _RUNS.search(name) or (name == TYPES and b"macroenabled" in content.lower()):
        raise Refused(
            _("That document has macros or other programs in it. Save a copy without them."),
            field="file",
        )
    # Word goes by the list of types, not by the name of a part: what looks like XML is read too.
    if name.lower().endswith(_WRITTEN) or content.lstrip(_MARKS)[:1] == b"<":
        _check_xml(content)


def _check_xml(content: bytes) -> None:
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"} or _DECLARES.search(content):
        raise _unreadable()
    try:
        root = parsed(content)
    except ValueError as problem:
        raise _unreadable() from problem
    if reaches_out(root):
        raise Refused(
            _(
                "That document takes something from another place: a linked picture, file or "
                "template. Put it into the document itself. In Word, look under File, Info, "
                "Edit Links to Files."
            ),
            field="file",
        )
    if reads_others(root):
        raise Refused(
            _("That document has a field that reads other files. Take the field out."),
            field="file",
        )
