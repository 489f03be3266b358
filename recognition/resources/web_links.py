"""Web addresses as they are typed, one or many; plain Python."""

from urllib.parse import urlsplit


def is_web_address(text: str) -> bool:
    """Tell whether a text is an http or https address with a host and nothing hidden in it."""
    if any(c.isspace() or not c.isprintable() for c in text):
        return False
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in {"http", "https"}
            and "." in (parts.hostname or "")
            and parts.username is None
        )
    except ValueError:
        return False


def read_links(text: str) -> tuple[tuple[str, str], ...]:
    """Read further links: on each line words and then an address, either of which may be left out.

    >>> read_links("An evaluation https://doi.org/10.1")
    (('An evaluation', 'https://doi.org/10.1'),)
    """
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        words, _space, last = line.rpartition(" ")
        if "://" in last:
            found.append((words.strip() or last, last))
        else:
            found.append((line, ""))
    return tuple(found)


def write_links(links: tuple[tuple[str, str], ...]) -> str:
    """Write further links as they are typed, one on each line."""
    return "\n".join(
        address if words == address else f"{words} {address}".strip() for words, address in links
    )
