"""Keeping the library."""

from recognition.resources.actions.caring import look_again, remind_owners
from recognition.resources.actions.checking_links import check_links
from recognition.resources.actions.counting import count_useful
from recognition.resources.actions.exchanging import (
    export_library,
    import_library,
    preview_import,
)
from recognition.resources.actions.keeping import add, edit, fill_library, hide, show
from recognition.resources.actions.stories import retire_from_story, write_from_story

__all__ = [
    "add",
    "check_links",
    "count_useful",
    "edit",
    "export_library",
    "fill_library",
    "hide",
    "import_library",
    "look_again",
    "preview_import",
    "remind_owners",
    "retire_from_story",
    "show",
    "write_from_story",
]
