"""How pages are drawn: the NHS macros made ready, and what they need to know about our forms."""

import os
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, has_request_context, request, url_for
from jinja2 import ChainableUndefined, ChoiceLoader, PackageLoader

from recognition import clock

ABBREVIATED = 10


def dress(app: Flask) -> None:
    """Teach the application's templates our macros, filters and addresses.

    Flask escapes `.html` only, and the NHS macros are `.jinja`: everything but plain letters is
    escaped here. Those macros also ask for details that nobody gave, which only a chainable
    undefined survives.
    """
    environment = app.jinja_env
    ours = app.create_global_jinja_loader()
    environment.loader = ChoiceLoader([ours, PackageLoader("nhsuk_frontend_jinja")])
    environment.undefined = ChainableUndefined
    environment.autoescape = escaped
    environment.filters.update(
        spoken=clock.spoken,
        spoken_date=clock.spoken_date,
        spoken_time=clock.spoken_time,
    )
    environment.globals.update(
        static_url=static_url_of(Path(app.static_folder or "")),
        problems=problems,
        problem_with=problem_with,
        typed=typed,
        hidden_fields=hidden_fields,
        choices=choices,
    )


def escaped(template: str | None) -> bool:
    """Say whether what a template inserts is escaped: always, but in plain-text letters."""
    return template is None or not template.endswith(".txt")


def static_url_of(folder: Path) -> Any:
    """Return the function that gives a static file's address.

    The address changes whenever the file does, so that browsers may keep it for a year.
    """

    @lru_cache(maxsize=256)
    def address(path: str, _root: str, changed: int) -> str:
        if not changed:
            return url_for("static", filename=path)
        version = sha256((folder / path).read_bytes()).hexdigest()[:ABBREVIATED]
        return url_for("static", filename=path, v=version)

    def static_url(path: str) -> str:
        try:
            changed = os.stat(f"{folder}/{path}").st_mtime_ns  # noqa: PTH116 # a dozen on each page
        except OSError:
            changed = 0
        return address(path, request.root_path if has_request_context() else "", changed)

    return static_url


def typed(field: Any) -> str:
    """Return what stands in a field, as typed; an empty text where there is nothing."""
    value = field._value() if hasattr(field, "_value") else field.data
    return "" if value is None else str(value)


def problem_with(*fields: Any) -> str:
    """Return the first thing that is wrong with these fields, or an empty text."""
    for field in fields:
        for text in _texts(getattr(field, "errors", ())):
            return text
    return ""


def hidden_fields(form: Any) -> list[tuple[str, str]]:
    """Return name and value of each hidden field of a form, its token against forgery too."""
    hidden = (f for f in form if getattr(f.widget, "input_type", "") == "hidden")
    return [(f.name, typed(f)) for f in hidden]


def choices(field: Any, hints: dict[Any, str]) -> list[dict[str, Any]]:
    """List the options of a field as the NHS macros want them, each with its hint if it has one."""
    return [
        {
            "value": choice[0],
            # an organisation's own words still know their language
            "text": choice[1] if isinstance(choice[1], str) else str(choice[1]),
            "checked": bool(choice[2]),
            **({"hint": {"text": hints[choice[0]]}} if hints.get(choice[0]) else {}),
        }
        for choice in field.iter_choices()
    ]


def problems(*forms: Any) -> list[dict[str, str]]:
    """List what is wrong with forms, for the summary on top of the page.

    Returns:
        One `{"text": …, "href": "#id of the field"}` per problem; those of a whole form, and of
        hidden fields that nobody can reach, come without `href`.
    """
    found: list[dict[str, str]] = []
    for form in forms:
        if form is None or not getattr(form, "errors", None):
            continue
        found += [{"text": str(text)} for text in getattr(form, "form_errors", ())]
        for field in form:
            found += list(_of_field(field))
    return found


def _of_field(field: Any) -> Iterator[dict[str, str]]:
    inside = [part for part in _parts(field) if part.errors]
    for part in inside:
        yield from _of_field(part)
    if inside or not field.errors:
        return
    for text in _texts(field.errors):
        if getattr(field.widget, "input_type", "") == "hidden":
            yield {"text": text}
        else:
            yield {"text": text, "href": f"#{field.id}"}


def _parts(field: Any) -> list[Any]:
    """Return the fields inside a field: a list of answers, or a form within the form."""
    if not hasattr(field, "entries") and not hasattr(field, "form"):
        return []  # the options of a radio list are no fields of their own
    return list(field)


def _texts(errors: Any) -> Iterator[str]:
    if isinstance(errors, dict):
        for inner in errors.values():
            yield from _texts(inner)
    elif isinstance(errors, (list, tuple)):
        for inner in errors:
            yield from _texts(inner)
    elif errors:
        yield str(errors)
