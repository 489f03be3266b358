"""What every page shares: when the request came, and how a refusal comes back on the form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import g, request, url_for
from flask_wtf import FlaskForm

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


def page_number() -> int:
    """Return the page asked for by `?page=`, from 1; anything odd means the first."""
    asked = request.args.get("page", "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1


def page_url(number: int) -> str:
    """Return the address of this same page, filters and all, at another page number."""
    arguments = {**(request.view_args or {}), **request.args.to_dict(), "page": number}
    return url_for(request.endpoint or "", **arguments)


def refuse(form: FlaskForm, refused: Refused) -> None:
    """Put a refusal on the form, beside its field where it has one, so that it is shown on top."""
    if refused.field and refused.field in form:
        field = form[refused.field]
        field.errors = [*field.errors, refused.reason]
    else:
        form.form_errors.append(refused.reason)
