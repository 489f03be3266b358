"""Pages that take files: each says how large a body may be; every other page keeps the small limit.

@bp.post("/winners/photo/<int:candidacy_id>")
@open_to(queries.may_prepare_candidacy)
@takes_files(12 * MEGABYTE)
def photo(candidacy_id: int) -> ResponseReturnValue: ...
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, request
from werkzeug.datastructures import FileStorage

View = TypeVar("View", bound=Callable[..., Any])
LIMIT = "__largest_body__"
MEGABYTE = 1024 * 1024


def takes_files(largest: int) -> Callable[[View], View]:
    """Mark a page as one that takes files, with a body of at most so many bytes."""

    def mark(view: View) -> View:
        setattr(view, LIMIT, largest)
        return view

    return mark


def allow_for_files() -> None:
    """Raise the limit for a page that takes files, before anything reads the body."""
    view = current_app.view_functions.get(request.endpoint or "")
    largest = getattr(view, LIMIT, None)
    if largest is not None:
        request.max_content_length = largest


def file_sent(name: str) -> bytes:
    """Return the bytes of a file that came with this request; empty when none was chosen."""
    sent: FileStorage | None = request.files.get(name)
    return sent.read() if sent is not None else b""
