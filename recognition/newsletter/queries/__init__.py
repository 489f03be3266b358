"""What communications can choose from, what they kept, and their own templates."""

from recognition.newsletter.queries.assembling import doubts, doubts_of_chosen, pack_of, row_of
from recognition.newsletter.queries.desk import Desk, LeftOut, desk
from recognition.newsletter.queries.rights import (
    PACK_MADE,
    announced_rounds,
    may_change_template,
    may_make_pack,
    may_make_packs,
)
from recognition.newsletter.queries.saved import (
    SavedCard,
    SavedSheet,
    changes_since,
    saved_pack,
    saved_packs,
)
from recognition.newsletter.queries.templates import (
    TemplateCard,
    template,
    templates,
    templates_for,
    templates_with_data,
)

__all__ = [
    "PACK_MADE",
    "Desk",
    "LeftOut",
    "SavedCard",
    "SavedSheet",
    "TemplateCard",
    "announced_rounds",
    "changes_since",
    "desk",
    "doubts",
    "doubts_of_chosen",
    "may_change_template",
    "may_make_pack",
    "may_make_packs",
    "pack_of",
    "row_of",
    "saved_pack",
    "saved_packs",
    "template",
    "templates",
    "templates_for",
    "templates_with_data",
]
