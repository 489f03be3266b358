"""What every page shares: when the request came, and how a refusal comes back on the form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import g, request, url_for
from flask_wtf import FlaskForm
from wtforms import FieldList

from recognition import clock
from recognition.errors import Refused


@dataclass(frozen=True)
class NavItem:
    """One entry of the navigation."""

    text: str
    url: str


Navigation = Callable[[Any], list[NavItem]]


def stamp_arrival() -> None:
    """Note the instant this request was first seen: that instant decides about deadlines."""
    g.received = clock.now()


def received() -> datetime:
    """Return the instant at which the application first saw this request, UTC."""
    instant: datetime = g.received
    return instant


def page_number(name: str = "page") -> int:
    """Return the page asked for by `?page=`, from 1; anything odd means the first."""
    asked = request.args.get(name, "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1


def page_url(number: int, name: str = "page") -> str:
    """Return the address of this same page, filters and all, at another page number."""
    # url_for has arguments of its own, which no address may set
    filters = {
        key: text
        for key, text in request.args.items()
        if key != "endpoint" and not key.startswith("_")
    }
    arguments = {**filters, **(request.view_args or {}), name: number}
    return url_for(request.endpoint or "", **arguments)


def refuse(form: FlaskForm, refused: Refused) -> None:
    """Put a refusal beside the field it names, also inside rows; else on top of the form.

    A field of a row is named as on the page (“questions-0-prompt”). A whole date gets it at its
    day.
    """
    for field in _every(form):
        if field.name in {refused.field, f"{refused.field}-day"}:
            field.errors = [*field.errors, refused.reason]
            for rows in form:
                if isinstance(rows, FieldList):  # it counts its mistakes only when it validates
                    rows.errors = [row.errors for row in rows if row.errors]
            return
    form.form_errors.append(refused.reason)


def _every(fields: Any) -> list[Any]:
    found = []
    for field in fields:
        inside = hasattr(field, "entries") or hasattr(field, "form")
        found += _every(field) if inside else [field]
    return found
