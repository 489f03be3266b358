"""Which schemes there are, what is open, what is asked and what is judged."""

from recognition.people.queries import is_administrator
from recognition.schemes.queries.cards import (
    CategoryCard,
    CriterionCard,
    FormSheet,
    QuestionCard,
    RoundCard,
    SchemeCard,
)
from recognition.schemes.queries.forms_in_versions import form_sheet, newest_version
from recognition.schemes.queries.guidance import (
    GuidanceSheet,
    Place,
    Stood,
    VersionCard,
    guidance_sheet,
    versions_shown,
)
from recognition.schemes.queries.reading import (
    categories,
    host_of,
    may_manage,
    open_round,
    open_rounds,
    round_by_slug,
    round_card,
    rounds_by_id,
    rounds_of,
    rounds_of_schemes,
    scheme,
    schemes_for,
)
from recognition.schemes.queries.wordings import (
    LanguageSheet,
    Text,
    language_sheet,
    wordings,
)

__all__ = [
    "CategoryCard",
    "CriterionCard",
    "FormSheet",
    "GuidanceSheet",
    "LanguageSheet",
    "Place",
    "QuestionCard",
    "RoundCard",
    "SchemeCard",
    "Stood",
    "Text",
    "VersionCard",
    "categories",
    "form_sheet",
    "guidance_sheet",
    "host_of",
    "is_administrator",
    "language_sheet",
    "may_manage",
    "newest_version",
    "open_round",
    "open_rounds",
    "round_by_slug",
    "round_card",
    "rounds_by_id",
    "rounds_of",
    "rounds_of_schemes",
    "scheme",
    "schemes_for",
    "versions_shown",
    "wordings",
]
