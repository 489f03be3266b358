"""What somebody sent that could not be saved, so that the page that says so gives it back."""

from dataclasses import dataclass

from flask import g, request

NEVER_SHOWN = {"code"}
"""Codes that prove who somebody is: a page that asks for one is opened again instead."""
TOKEN = "csrf_token"  # noqa: S105  # nosec B105 # the name of a field


@dataclass(frozen=True)
class Unsent:
    """A form as it came: `words` are what a person typed, `others` the rest of its fields.

    `with_files` is true when files were with it, which no page can give back.
    """

    url: str
    words: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]
    with_files: bool


def unsent() -> Unsent | None:
    """Return the form that was sent to this page, or None where there is nothing to give back.

    Only what came from a page of ours is given back: another site could have written the rest.
    """
    fields = [(name, text) for name, text in request.form.items(multi=True) if name != TOKEN]
    if not g.get("csrf_valid") or not fields or NEVER_SHOWN & {name for name, _text in fields}:
        return None
    typed = [any(letter.isspace() for letter in text.strip()) for _name, text in fields]
    return Unsent(
        url=request.full_path.rstrip("?"),
        words=tuple(one for one, is_words in zip(fields, typed, strict=True) if is_words),
        others=tuple(one for one, is_words in zip(fields, typed, strict=True) if not is_words),
        with_files=any(file.filename for file in request.files.values()),
    )
