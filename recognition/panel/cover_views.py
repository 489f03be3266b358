"""Pages on which somebody is named to stand in for an absent colleague, and on which it ends."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition import clock
from recognition.access import open_to, signed_in
from recognition.errors import Refused
from recognition.pages import refuse
from recognition.panel.actions import covering
from recognition.panel.cover_forms import CoverForm
from recognition.panel.queries.covering import cover_sheets, duties, with_duties
from recognition.people import queries as people
from recognition.people.queries import PersonCard, covers
from recognition.people.views import required_viewer
from recognition.words import _

bp = Blueprint("cover", __name__)


@bp.route("/account/cover", methods=["GET", "POST"])
@open_to(signed_in)
def mine() -> ResponseReturnValue:
    """Who stands in for me and for whom I do; naming somebody."""
    viewer = required_viewer()
    done = url_for("cover.mine")
    return _page("panel/cover.html", people.person(viewer.person_id), done)


@bp.post("/account/cover/<int:cover_id>/end")
@open_to(covers.may_end_own_cover)
def end_mine(cover_id: int) -> ResponseReturnValue:
    """End a cover in which I am absent or stand in."""
    return _end(cover_id, url_for("cover.mine"))


@bp.get("/manage/cover")
@open_to(people.is_administrator)
def every() -> ResponseReturnValue:
    """List every cover of the viewer's organisations, and for whom one can be named."""
    viewer = required_viewer()
    return render_template(
        "panel/covers.html",
        sheets=cover_sheets(covers.covers_in(viewer.administers)),
        people=with_duties(viewer),
        today=clock.today(),
    )


@bp.route("/manage/cover/<int:person_id>", methods=["GET", "POST"])
@open_to(people.may_manage_person)
def theirs(person_id: int) -> ResponseReturnValue:
    """Name somebody for a colleague who is away already."""
    return _page("panel/cover.html", people.person(person_id), url_for("cover.every"))


@bp.post("/manage/cover/<int:cover_id>/end")
@open_to(covers.may_end_cover)
def end_theirs(cover_id: int) -> ResponseReturnValue:
    """End a cover for others."""
    return _end(cover_id, url_for("cover.every"))


def _end(cover_id: int, onwards: str) -> ResponseReturnValue:
    line = covers.cover(cover_id)
    covering.end_cover(cover_id, actor=required_viewer())
    flash(
        _(
            "%(name)s no longer stands in for %(absent)s. We have written to both.",
            name=line.stand_in.name,
            absent=line.absent.name,
        )
    )
    return redirect(onwards, 303)


def _page(template: str, absent: PersonCard, done: str) -> ResponseReturnValue:
    viewer = required_viewer()
    form, several = CoverForm(), tuple[PersonCard, ...]()
    form.offer(offered := duties(viewer, absent.id))
    form.ask_who(several)
    if form.validate_on_submit():
        try:
            several = _meant(form, absent)
            form.ask_who(several)
            return _named(form, absent, several, done)
        except Refused as refused:
            refuse(form, refused)
    page = render_template(
        template,
        form=form,
        absent=absent,
        is_me=absent.id == viewer.person_id,
        duties=offered,
        several=several if len(several) > 1 else (),
        details={str(card.id): card.detail for card in several},
        sheets=cover_sheets(covers.covers_of(absent.id)),
        today=clock.today(),
        here=request.path,
    )
    return page, 422 if form.errors else 200


def _meant(form: CoverForm, absent: PersonCard) -> tuple[PersonCard, ...]:
    """Return who may be meant: one where it is certain."""
    text = form.person.data or ""
    if not text:
        raise Refused(_("Type the name of a colleague."), field="person")
    found = people.suggestions(text, organisations=[absent.organisation_id], near=required_viewer())
    wanted = form.choice.data or form.picked.data or ""
    chosen = _colleague(wanted, absent) if wanted else None
    if chosen is not None and (form.choice.data or text.startswith(chosen.name)):
        return (chosen,)
    same = [card for card in found if card.name.casefold() == text.casefold()]
    return tuple(same if len(same) == 1 else found)


def _colleague(number: str, absent: PersonCard) -> PersonCard | None:
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    card = people.people_by_id([int(number)]).get(int(number))
    return card if card and card.organisation_id == absent.organisation_id else None


def _named(
    form: CoverForm, absent: PersonCard, several: tuple[PersonCard, ...], done: str
) -> ResponseReturnValue:
    if not several:
        raise Refused(_("We could not find them. Check the spelling."), field="person")
    if len(several) > 1:
        raise Refused(_("Choose who you mean."), field="choice")
    covering.name_cover(
        absent_id=absent.id,
        stand_in_id=several[0].id,
        what=form.what.data or (),
        days=form.days(),
        actor=required_viewer(),
    )
    flash(
        _(
            "%(name)s stands in for %(absent)s. We have written to both.",
            name=several[0].name,
            absent=absent.name,
        )
    )
    return redirect(done, 303)
