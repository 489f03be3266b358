"""Administrators give one person more time; the round stays closed to all others."""

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition import clock
from recognition.access import open_to
from recognition.errors import Missing, Refused
from recognition.nominations import actions, queries
from recognition.nominations.late_forms import EndForm, LateForm
from recognition.nominations.queries import Nominee
from recognition.pages import received, refuse
from recognition.people.views import required_viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.words import _

PREFIX = "/manage/schemes/<scheme_slug>/rounds/<round_slug>/late"
bp = Blueprint("late", __name__, url_prefix=PREFIX)
LONGEST_SEARCH = 200


@bp.route("", methods=["GET", "POST"])
@open_to(schemes.may_manage)
def permissions(scheme_slug: str, round_slug: str) -> ResponseReturnValue:
    """List who has more time, and give it to somebody."""
    card = schemes.round_by_slug(scheme_slug, round_slug)
    form = LateForm()
    several: tuple[Nominee, ...] = ()
    form.offer(several)
    if form.validate_on_submit():
        try:
            chosen, several = _meant(form, card)
            form.offer(several)
            return _give(form, card, chosen)
        except Refused as refused:
            refuse(form, refused)
    page = render_template(
        "nominations/late.html",
        form=form,
        round=card,
        several=several,
        details={nominee.value: nominee.detail for nominee in several},
        lines=queries.late_permissions(card.id),
        now=received(),
    )
    return page, 422 if form.errors else 200


@bp.get("/suggest")
@open_to(schemes.may_manage)
def suggest(scheme_slug: str, round_slug: str) -> ResponseReturnValue:
    """Answer the type-ahead: people, without addresses."""
    scheme = schemes.round_by_slug(scheme_slug, round_slug).scheme
    typed = request.args.get("q", "")[:LONGEST_SEARCH]
    found = queries.suggested(typed, scheme, required_viewer())
    return jsonify(
        [{"id": n.value, "name": n.name, "detail": n.detail} for n in found if n.kind == "person"]
    )


@bp.post("/<int:number>/end")
@open_to(schemes.may_manage)
def end(scheme_slug: str, round_slug: str, number: int) -> ResponseReturnValue:
    """End a permission at once."""
    if EndForm().validate_on_submit():
        slugs = {"scheme_slug": scheme_slug, "round_slug": round_slug}
        actions.end_late(**slugs, number=number, actor=required_viewer())
        flash(_("That has ended. The round is closed to them as well."))
    return redirect(
        url_for("late.permissions", scheme_slug=scheme_slug, round_slug=round_slug), 303
    )


def _meant(form: LateForm, card: RoundCard) -> tuple[Nominee | None, tuple[Nominee, ...]]:
    """Return who is certainly meant, or nobody; and who else there is to choose from."""
    text, viewer = form.person.data or "", required_viewer()
    if form.choice.data:
        return queries.nominee_of(form.choice.data, card.scheme), ()
    if not text:
        raise Refused(_("Type the name of a colleague."), field="person")
    if form.picked.data:
        picked = queries.nominee_of(form.picked.data, card.scheme)
        if text.startswith(picked.name):
            return picked, ()
    found = queries.suggested(text, card.scheme, viewer)
    people = tuple(nominee for nominee in found if nominee.kind == "person")
    same = [nominee for nominee in people if nominee.name.casefold() == text.casefold()]
    return (same[0] if len(same) == 1 else None), people


def _give(form: LateForm, card: RoundCard, chosen: Nominee | None) -> ResponseReturnValue:
    until = form.instant()
    if chosen is None and form.choice.choices:
        raise Refused(_("Choose who you mean."), field="choice")
    if chosen is None:
        raise Refused(_("We could not find them. Check the spelling."), field="person")
    if chosen.person_id is None:
        raise Refused(_("Choose one person, not a team."), field="person")
    slugs: dict[str, Any] = {"scheme_slug": card.scheme.slug, "round_slug": card.slug}
    try:
        actions.give_late(
            **slugs,
            person_id=chosen.person_id,
            until=until,
            reason=form.reason.data or "",
            actor=required_viewer(),
        )
    except Missing as missing:
        raise Refused(_("They no longer work here."), field="person") from missing
    flash(
        _(
            "%(name)s can send until %(time)s. We send no letter about it: please tell them.",
            name=chosen.name,
            time=clock.spoken(until),
        )
    )
    return redirect(url_for("late.permissions", **slugs), 303)
