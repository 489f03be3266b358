"""Administrators erase somebody: find them, see what goes and what stays, and confirm."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.erased import Erased
from recognition.errors import Refused
from recognition.pages import page_number, received, refuse
from recognition.people.queries import is_administrator, may_manage_person
from recognition.people.views import required_viewer
from recognition.privacy.actions import erasing as actions
from recognition.privacy.erasing_forms import EraseForm, FindForm
from recognition.privacy.erasing_rules import also_called, check_may_erase
from recognition.privacy.queries import erasing as queries
from recognition.privacy.queries import erasing_log as log
from recognition.privacy.queries.erasing_finding import Found, found
from recognition.privacy.queries.erasing_gathering import gather
from recognition.privacy.queries.erasing_places import places
from recognition.privacy.queries.erasing_subjects import (
    Subject,
    may_erase_by_reference,
    nomination_subject,
    person_subject,
)
from recognition.words import _

bp = Blueprint("erasing", __name__, url_prefix="/manage/privacy/erasures")
BY_REFERENCE = "/<any(nominator, nominee):kind>/<reference>"


@bp.get("")
@open_to(is_administrator)
def erasures() -> ResponseReturnValue:
    """List what was erased, and ask whom to erase."""
    return _list_page(FindForm())


@bp.post("")
@open_to(is_administrator)
def find() -> ResponseReturnValue:
    """Show who may be meant; a POST, so that no name stands in an address."""
    form = FindForm()
    if form.validate_on_submit() and form.who.data:
        return _list_page(form, found(required_viewer(), form.who.data))
    form.who.errors = [_("Write a name, an e-mail address or a reference.")]
    return _list_page(form), 422


def _list_page(form: FindForm, lines: list[Found] | None = None) -> str:
    number = page_number()
    done, total = log.erasures(required_viewer(), page=number)
    pages = max(1, -(-total // log.PER_PAGE))
    return render_template(
        "privacy/erasures.html", form=form, lines=lines, done=done, number=number, pages=pages
    )


@bp.get("/<int:number>")
@open_to(log.may_read_erasure)
def erasure(number: int) -> str:
    """Show what one erasure did, without whom."""
    return render_template("privacy/erasure.html", line=log.erasure(number))


@bp.get("/person/<int:person_id>")
@open_to(may_manage_person)
def person(person_id: int) -> ResponseReturnValue:
    """Show what erasing somebody of the directory would do."""
    return _page(person_subject(person_id), EraseForm(formdata=None))


@bp.post("/person/<int:person_id>")
@open_to(may_manage_person)
def erase_person(person_id: int) -> ResponseReturnValue:
    """Look again with other names, or erase them."""
    return _erase(lambda: person_subject(person_id))


@bp.get(BY_REFERENCE)
@open_to(may_erase_by_reference)
def outside(kind: str, reference: str) -> ResponseReturnValue:
    """Show what erasing somebody behind a nomination would do."""
    return _page(_outside(kind, reference), EraseForm(formdata=None))


@bp.post(BY_REFERENCE)
@open_to(may_erase_by_reference)
def erase_outside(kind: str, reference: str) -> ResponseReturnValue:
    """Look again with other names, or erase them."""
    return _erase(lambda: _outside(kind, reference))


def _outside(kind: str, reference: str) -> Subject:
    return nomination_subject(kind, reference, required_viewer().organisation_id)


def _erase(read: Callable[[], Subject]) -> ResponseReturnValue:
    form = EraseForm()
    if not form.validate_on_submit():
        return _page(read(), form), 422
    also: tuple[str, ...] = ()
    try:
        also = also_called(form.also.data or "")
        if request.form.get("do") != "erase":
            return _page(read(), form, also)
        number = actions.erase(
            read,
            also=also,
            typed=form.name.data or "",
            basis=form.basis.data or "",
            nothing_holds=form.nothing_holds.data,
            actor=required_viewer(),
        )
    except Refused as refused:
        refuse(form, refused)
        return _page(read(), form, also), 422
    flash(_("It is done. Their name and their words are gone."))
    return redirect(url_for("erasing.erasure", number=number))


def _page(subject: Subject, form: EraseForm, also: tuple[str, ...] = ()) -> str:
    viewer = required_viewer()
    erased = gather(subject, also, received())
    return render_template(
        "privacy/erase.html",
        subject=subject,
        form=form,
        outlook=queries.outlook(viewer, erased),
        places=places(viewer, subject, erased),
        refusal=_refusal(subject, erased),
    )


def _refusal(subject: Subject, erased: Erased) -> str:
    """Say why this person cannot be erased yet; empty where they can."""
    try:
        check_may_erase(
            is_oneself=subject.person_id == required_viewer().person_id,
            only_administrator_of=queries.lone_administrator_of(subject.person_id),
            is_on_hold=queries.is_on_hold(erased),
        )
    except Refused as refused:
        return refused.reason
    return ""
