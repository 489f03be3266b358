"""Starting and changing schemes, their questions, categories and rounds."""

from recognition.schemes.actions.categories import edit_categories
from recognition.schemes.actions.guiding import set_guidance
from recognition.schemes.actions.rounds import add_round, copy_round, edit_round
from recognition.schemes.actions.starting import edit_scheme, end_scheme, start_scheme
from recognition.schemes.actions.versions import edit_form, mark_used
from recognition.schemes.actions.wordings import digest_of, write_wordings

__all__ = [
    "add_round",
    "copy_round",
    "digest_of",
    "edit_categories",
    "edit_form",
    "edit_round",
    "edit_scheme",
    "end_scheme",
    "mark_used",
    "set_guidance",
    "start_scheme",
    "write_wordings",
]
