"""What is asked when a scheme's own texts are written in another language."""

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, FormField, HiddenField, TextAreaField

from recognition.forms import Form, Rows
from recognition.schemes.forms import Row
from recognition.schemes.queries import LanguageSheet
from recognition.words import later


class WordingRow(Row):
    """One text: where it stands, the English that the writer saw, and the translation."""

    key = HiddenField()
    seen = HiddenField()
    text = TextAreaField(later("In Welsh"))
    reviewed = BooleanField(later("A Welsh speaker has reviewed this"))


class LanguageForm(Form):
    """Every text of a scheme, in the order of the sheet."""

    texts = Rows(FormField(WordingRow))

    def written(self) -> dict[str, tuple[str, str, bool]]:
        """Return what was typed, by place; as `actions.write_wordings` takes it."""
        return {
            row.form.key.data or "": (
                row.form.seen.data or "",
                row.form.text.data or "",
                bool(row.form.reviewed.data),
            )
            for row in self.texts
        }

    def field_of(self, key: str) -> str | None:
        """Return the name of the field that holds the text of a place."""
        for row in self.texts:
            if row.form.key.data == key:
                return str(row.form.text.name)
        return None


def values_of(sheet: LanguageSheet, digests: Mapping[str, str]) -> dict[str, Any]:
    """Return what a form starts with; an earlier translation is offered to be mended.

    Args:
        sheet: the texts.
        digests: what tells the English of each place from another, by key.
    """
    return {
        "texts": [
            {
                "key": text.key,
                "seen": digests[text.key],
                "text": text.text or text.earlier,
                "reviewed": text.is_reviewed,
            }
            for text in sheet.texts
        ]
    }
