"""What the parts of a Word file fetch or run: their relations to elsewhere, and their fields.

Read as a program for documents reads them, and not by their letters: a name may stand under any
prefix, a character may be written as a number, and a field may be spread over many runs.
"""

import re
from collections.abc import Iterator
from typing import Any

_INSERTS = frozenset(
    (
        "afchunk", "frame", "subdocument", "oleobject", "package", "attachedtemplate",
        "control", "activexcontrolbinary", "vbaproject", "wordvbadata",
    )
)  # fmt: skip
_WEB = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_FETCHES = re.compile(
    r"\W*(?:INCLUDE|DDE|LINK|IMPORT|EMBED|DATABASE|RD|AUTOTEXT|GLOSSARY|MACROBUTTON|CONTROL"
    r"|HTMLACTIVEX)",
    re.IGNORECASE,
)
"""How a field begins that fetches or runs. No other field begins with these letters."""
_LINK = re.compile(r"\W*HYPERLINK(.*)", re.IGNORECASE | re.DOTALL)
_ARGUMENT = re.compile(r'\\[a-zA-Z*]|"[^"]*"|[^\s"\\]\S*|\S')
_WITH_ARGUMENT = ("\\l", "\\o", "\\s", "\\t", "\\*")
_WITHIN = "\ue000"
"""Stands for a field within the code of another: what comes of it is not known before."""


def parsed(content: bytes) -> Any:
    """Return the root of a part.

    Raises:
        ValueError: it is no XML, or declares what Word never declares.
    """
    # Heavy, and needed for Word alone.
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        raise ValueError from problem
    facts = root.getroottree().docinfo
    if facts.doctype or facts.internalDTD is not None:
        raise ValueError
    return root


def reaches_out(root: Any) -> bool:
    """Tell whether a part takes something from elsewhere; a link that one may click is fine."""
    return any(_is_elsewhere(one) for one in root.iter() if _local(one) == "relationship")


def _is_elsewhere(relation: Any) -> bool:
    facts = {_plain(name): value for name, value in relation.attrib.items()}
    kind = facts.get("type", "").rpartition("/")[2].lower()
    target = facts.get("target", "")
    if kind in _INSERTS:
        return True
    outside = facts.get("targetmode", "").strip().lower() == "external" or "://" in target
    return outside and not (kind == "hyperlink" and _WEB.match(target))


def reads_others(root: Any) -> bool:
    """Tell whether a part has a field that fetches or runs, or that links to no web address."""
    return any(map(_is_refused, _codes(root)))


def _is_refused(code: str) -> bool:
    if code.lstrip().startswith(_WITHIN):
        return True
    link = _LINK.match(code)
    if link:
        return not _is_web(link[1])
    return bool(_FETCHES.match(code.replace(_WITHIN, "")))


def _is_web(arguments: str) -> bool:
    """Tell whether the arguments of a link lead to the web, or to a place in the document."""
    parts = iter(_ARGUMENT.findall(arguments))
    places, inside = [], False
    for part in parts:
        if part in _WITH_ARGUMENT:
            inside = inside or part == "\\l"
            next(parts, None)
        elif not (part.startswith("\\") and len(part) == 2):
            places.append(part.strip('"“”'))
    return all(map(_WEB.match, places)) and (inside or bool(places))


def _codes(root: Any) -> Iterator[str]:
    """Yield the codes of all fields of a part, each in one piece."""
    fields: list[tuple[list[str], bool]] = []
    loose: list[str] = []
    for node in root.iter():
        name = _local(node)
        for key, value in node.attrib.items():
            if _plain(key) == "instr":
                yield value
        if name == "p":
            yield "".join(loose)
            loose = []
        elif name == "fldchar":
            yield from _mark(fields, node)
        elif name in {"instrtext", "delinstrtext"} or (name in {"t", "deltext"} and fields):
            written, is_code = fields[-1] if fields else (loose, True)
            if is_code or name.endswith("instrtext"):
                written.append(node.text or "")
    yield "".join(loose)
    for written, _is_code in fields:
        yield "".join(written)


def _mark(fields: list[tuple[list[str], bool]], node: Any) -> Iterator[str]:
    """Open, turn or close a field; yield the code of the one that is closed."""
    kinds = [value for key, value in node.attrib.items() if _plain(key) == "fldchartype"]
    kind = kinds[0] if kinds else ""
    if kind == "begin":
        if fields and fields[-1][1]:
            fields[-1][0].append(_WITHIN)
        fields.append(([], True))
    elif kind == "separate" and fields:
        fields[-1] = (fields[-1][0], False)
    elif kind == "end" and fields:
        yield "".join(fields.pop()[0])


def _local(node: Any) -> str:
    """Return the name of an element without its namespace; a comment has none."""
    return _plain(node.tag) if isinstance(node.tag, str) else ""


def _plain(name: str) -> str:
    return name.rpartition("}")[2].lower()
