"""Administrators start schemes and look after them."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Missing, Refused
from recognition.pages import received, refuse
from recognition.people import queries as people
from recognition.people.queries import Viewer
from recognition.people.views import required_viewer
from recognition.schemes import (
    actions,
    guidance_views,
    queries,
    question_views,
    round_views,
    wording_views,
)
from recognition.schemes.forms import FROM_NOTHING, ConfirmForm, DetailsForm, StartForm
from recognition.schemes.templates import TEMPLATES
from recognition.schemes.words import audience_name
from recognition.words import _

bp = Blueprint("schemes", __name__, url_prefix="/manage/schemes")
blueprints = (bp, guidance_views.bp, question_views.bp, round_views.bp, wording_views.bp)


@bp.get("")
@open_to(queries.is_administrator)
def schemes() -> ResponseReturnValue:
    """List the schemes that the viewer looks after."""
    cards = queries.schemes_for(required_viewer().administers)
    return render_template(
        "schemes/schemes.html",
        schemes=cards,
        rounds=queries.rounds_of_schemes(card.id for card in cards),
        now=received(),
    )


@bp.route("/new", methods=["GET", "POST"])
@open_to(queries.is_administrator)
def start() -> ResponseReturnValue:
    """Start a scheme from a template, or from nothing."""
    viewer = required_viewer()
    host = people.administered(viewer, None)
    form = StartForm()
    form.offer([(card.id, card.name) for card in people.organisations() if card.id != host.id])
    if form.validate_on_submit():
        try:
            slug = _start(form, host.id, viewer)
            flash(_("The scheme is started. Look through it, then add its first round."))
            return redirect(url_for("schemes.scheme", scheme_slug=slug))
        except Refused as refused:
            refuse(form, refused)
    page = render_template("schemes/start.html", form=form, host=host, templates=TEMPLATES)
    return page, 422 if form.errors else 200


def _start(form: StartForm, host: int, viewer: Viewer) -> str:
    if not form.template.data:
        raise Refused(_("Choose what to start from."), field="template")
    plain = form.template.data == FROM_NOTHING
    try:
        return actions.start_scheme(
            None if plain else form.template.data,
            organisation_id=host,
            actor=viewer,
            name=form.name.data or "",
            lane=form.lane.data,
            who_may_nominate=form.who_may_nominate.data or None,
            organisation_ids=form.organisation_ids(),
        )
    except Missing as missing:
        raise Refused(_("Choose what to start from."), field="template") from missing


@bp.get("/<scheme_slug>")
@open_to(queries.may_manage)
def scheme(scheme_slug: str) -> ResponseReturnValue:
    """Show a scheme: its rounds, categories, questions and criteria."""
    card = queries.scheme(scheme_slug)
    names = {place.id: place.name for place in people.organisations()}
    return render_template(
        "schemes/scheme.html",
        scheme=card,
        rounds=queries.rounds_of(card.id),
        categories=queries.categories(card.id),
        sheet=queries.form_sheet(queries.newest_version(card.id)),
        organisations=[names[number] for number in card.organisation_ids],
        audience_name=audience_name,
        now=received(),
    )


@bp.route("/<scheme_slug>/details", methods=["GET", "POST"])
@open_to(queries.may_manage)
def details(scheme_slug: str) -> ResponseReturnValue:
    """Change what a scheme is called, what it is for, who takes part and how."""
    card = queries.scheme(scheme_slug)
    form = DetailsForm(
        data={
            "name": card.name,
            "purpose": card.purpose,
            "nominees_get": card.nominees_get,
            "who_may_nominate": list(card.who_may_nominate),
            "organisations": [str(number) for number in card.organisation_ids],
            "without_account": card.without_account,
            "confirms_addresses": card.confirms_addresses,
            "tells_managers": card.tells_managers,
            "thanks_days": str(card.thanks_days),
            "hides_names": card.hides_names,
            "names_readers": card.names_readers,
            "two_stages": card.two_stages,
        }
    )
    others = [place for place in people.organisations() if place.id != card.organisation_id]
    form.offer([(place.id, place.name) for place in others])
    if form.validate_on_submit():
        try:
            actions.edit_scheme(
                scheme_slug,
                name=form["name"].data or "",
                purpose=form.purpose.data or "",
                nominees_get=form.nominees_get.data or "",
                who_may_nominate=form.who_may_nominate.data or (),
                organisation_ids=form.organisation_ids(),
                ways=form.ways(),
                actor=required_viewer(),
            )
            flash(_("Saved."))
            return redirect(url_for("schemes.scheme", scheme_slug=scheme_slug))
        except Refused as refused:
            refuse(form, refused)
    page = render_template("schemes/details.html", form=form, scheme=card)
    return page, 422 if form.errors else 200


@bp.route("/<scheme_slug>/end", methods=["GET", "POST"])
@open_to(queries.may_manage)
def end(scheme_slug: str) -> ResponseReturnValue:
    """Ask once, then end a scheme."""
    card, form = queries.scheme(scheme_slug), ConfirmForm()
    if form.validate_on_submit():
        try:
            actions.end_scheme(scheme_slug, actor=required_viewer())
            flash(_("“%(name)s” has ended.", name=card.name))
            return redirect(url_for("schemes.scheme", scheme_slug=scheme_slug))
        except Refused as refused:
            refuse(form, refused)
    page = render_template("schemes/end.html", form=form, scheme=card)
    return page, 422 if form.errors else 200
