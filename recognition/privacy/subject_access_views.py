"""Giving people what is held about them: prepared by an administrator, or taken by themselves."""

from collections.abc import Sequence

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition import clock
from recognition.access import open_to, signed_in
from recognition.errors import Conflict, Missing, Refused
from recognition.pages import refuse
from recognition.people.queries import is_administrator, may_manage_person
from recognition.people.queries import subject_access as people
from recognition.people.views import required_viewer
from recognition.privacy import subject_access_marks as marks
from recognition.privacy.actions import subject_access as actions
from recognition.privacy.queries import retention, subject_access
from recognition.privacy.queries.subject_access import Bundle
from recognition.privacy.subject_access_bundle import as_json, as_zip
from recognition.privacy.subject_access_forms import FindForm, ReleaseForm, StartForm
from recognition.subject_access import Section, Whom
from recognition.words import _

bp = Blueprint("privacy_access", __name__)


@bp.route("/manage/privacy/data", methods=["GET", "POST"])
@open_to(is_administrator)
def find() -> ResponseReturnValue:
    """Ask whose data it is about; the address is never in an address of ours."""
    form, viewer = FindForm(), required_viewer()
    if form.validate_on_submit():
        address = (form.email.data or "").strip()
        found = retention.by_address(address)
        if found is not None and may_manage_person(viewer, found):
            return redirect(url_for("privacy_access.start", person_id=found), 303)
        if address and found is None and retention.may_keep_house(viewer):
            return _start_page(subject_access.by_address(address), StartForm(formdata=None))
        refuse(form, Refused(_("Nobody in your organisation has this address."), field="email"))
    page = render_template("privacy/data_find.html", form=form)
    return page, 422 if form.errors else 200


@bp.get("/manage/privacy/people/<int:person_id>")
@open_to(subject_access.may_prepare)
def start(person_id: int) -> ResponseReturnValue:
    """Say what will be shown, and ask why it is looked at."""
    return _start_page(people.whom(person_id), StartForm())


@bp.post("/manage/privacy/people/<int:person_id>/look")
@open_to(subject_access.may_prepare)
def look(person_id: int) -> ResponseReturnValue:
    """Show everything with marks, and write down who looked; a POST, because it leaves a trace."""
    return _look(people.whom(person_id))


@bp.post("/manage/privacy/people/<int:person_id>/release")
@open_to(subject_access.may_prepare)
def release(person_id: int) -> ResponseReturnValue:
    """Give out what is left after a human looked at it."""
    return _release(people.whom(person_id))


@bp.post("/manage/privacy/data/look")
@open_to(retention.may_keep_house)
def look_by_address() -> ResponseReturnValue:
    """Show what was written with an address that has no place in the directory."""
    return _look(_stranger())


@bp.post("/manage/privacy/data/release")
@open_to(retention.may_keep_house)
def release_by_address() -> ResponseReturnValue:
    """Give out what was written with an address that has no place in the directory."""
    return _release(_stranger())


@bp.get("/account/data")
@open_to(signed_in)
def own() -> str:
    """Show somebody what is held of them, without anybody's help."""
    who, sections = subject_access.own(required_viewer().person_id)
    return render_template("privacy/own.html", who=who, sections=sections)


@bp.post("/account/data")
@open_to(signed_in)
def take_own() -> ResponseReturnValue:
    """Give somebody their own data as a file; a POST, because it leaves a trace."""
    who, sections = actions.take_own(required_viewer())
    return _file(who, sections)


def _stranger() -> Whom:
    """Return whoever has the address that was sent, and no place in the directory.

    Raises:
        Missing: there is no address, or somebody of the directory has it.
    """
    address = request.form.get("email", "").strip()
    if not address or retention.by_address(address) is not None:
        raise Missing
    return subject_access.by_address(address)


def _start_page(who: Whom, form: StartForm) -> ResponseReturnValue:
    viewer = required_viewer()
    if who.person_id is None:
        form.email.data = who.name
    page = render_template(
        "privacy/data_start.html",
        form=form,
        who=who,
        may_know_panels=subject_access.may_know_panels(
            viewer, who, subject_access.candidacies_of(who)
        ),
    )
    return page, 422 if form.errors else 200


def _look(who: Whom) -> ResponseReturnValue:
    form = StartForm()
    if not form.validate_on_submit():
        return _start_page(who, form)
    try:
        found = actions.open_bundle(who, form.asked(), actor=required_viewer())
    except Refused as refused:
        refuse(form, refused)
        return _start_page(who, form)
    kept = {**form.data, "with_panel": "y" if form.with_panel.data else "", "seal": found.seal}
    return _look_page(found, ReleaseForm(formdata=None, data=kept))


def _release(who: Whom) -> ResponseReturnValue:
    form, viewer = ReleaseForm(), required_viewer()
    if not form.validate_on_submit():
        return _start_page(who, StartForm(formdata=None))
    try:
        _found, given = actions.release(who, form.asked(), form.choice(), actor=viewer)
    except Conflict as conflict:
        found = actions.open_bundle(who, form.asked(), actor=viewer)
        form.seal.data = found.seal
        refuse(form, conflict)
        return _look_page(found, form)
    except Refused as refused:
        again = StartForm()
        refuse(again, refused)
        return _start_page(who, again)
    return _file(who, given)


def _look_page(found: Bundle, form: ReleaseForm) -> ResponseReturnValue:
    named = marks.people_named(found.names)
    page = render_template(
        "privacy/data_look.html",
        form=form,
        found=found,
        sections=[
            (section, [marks.marked(item, named, found.who.name) for item in section.items])
            for section in found.sections
        ],
    )
    return page, 422 if form.errors else 200


def _file(who: Whom, sections: Sequence[Section]) -> Response:
    """Return the bundle; it is whole before a byte of it leaves, and nothing of it is kept."""
    made = clock.now()
    page = render_template("privacy/bundle.html", who=who, sections=sections, made_at=made)
    data = as_zip(page, as_json(who.name, made, sections), sections, made_at=made)
    name = f"data-{clock.in_london(made):%Y-%m-%d-%H%M}.zip"
    return Response(
        data,
        mimetype="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
