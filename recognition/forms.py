"""What every form of the house shares."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from babel.support import Translations
from flask_wtf import FlaskForm
from wtforms import FieldList, FormField
from wtforms.i18n import DefaultTranslations, messages_path

from recognition.words import language


def tidy(text: Any) -> Any:
    """Return typed text with one kind of line end and no space around it; other values as is."""
    if not isinstance(text, str):
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


@cache
def _of_the_library(code: str) -> DefaultTranslations:
    return DefaultTranslations(Translations.load(messages_path(), [code], domain="wtforms"))


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form with a token against forged requests, whose text fields come in tidy."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # as above
        """Adds `tidy` to every field, and reads the library's own words once and not each time."""

        def get_translations(self, form: Any) -> Any:
            """Say what the library has to say in the reader's language."""
            return _of_the_library(language())

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Tidy what is typed before anything else looks at it; rows tidy their own fields."""
            if issubclass(unbound_field.field_class, (FieldList, FormField)):
                return unbound_field.bind(form=form, **options)
            filters = [*unbound_field.kwargs.get("filters", ()), tidy]
            return unbound_field.bind(form=form, **{**options, "filters": filters})


class Rows(FieldList):  # type: ignore[type-arg] # not subscriptable when it runs
    """Several rows of one shape; places in their names that are no plain numbers are left out."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        for key in formdata:
            place = key.removeprefix(f"{prefix}-").split("-")[0] if key.startswith(prefix) else ""
            if place.isascii() and place.isdigit() and len(place) <= 3:
                yield int(place)
