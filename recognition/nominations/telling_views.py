"""The last three of the four pages: the story, you, check and send."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Missing, Refused
from recognition.nominations import actions, mine_views, queries
from recognition.nominations.forms import (
    CheckForm,
    StoryForm,
    YouForm,
    relationship_name,
    story_form,
)
from recognition.nominations.queries import DraftCard
from recognition.pages import received, refuse
from recognition.people import queries as people
from recognition.people.views import required_viewer
from recognition.resources import queries as resources
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.words import _

bp = Blueprint("nominations", __name__)

DRAFT = "/nominate/<scheme>/<string(length=32):key>"


@bp.route(f"{DRAFT}/story", methods=["GET", "POST"])
@open_to(queries.may_write)
def story(scheme: str, key: str) -> ResponseReturnValue:
    """What they did, and what difference it made."""
    try:
        draft, round_card = held(scheme, key)
    except Missing:
        return sent_already(key)
    sheet = schemes.form_sheet(round_card.version_id)
    form = story_form(sheet.questions, draft.answers)
    if form.validate_on_submit():
        try:
            return _keep_story(form, scheme, key)
        except Refused as refused:
            refuse(form, refused)
    page = render_template(
        "nominations/story.html",
        form=form,
        draft=draft,
        round=round_card,
        sheet=sheet,
        is_open=round_card.is_open(received()),
        guidance=resources.for_stage("nominate"),
    )
    return page, 422 if form.errors else 200


def _keep_story(form: StoryForm, scheme: str, key: str) -> ResponseReturnValue:
    later = "later" in request.form
    actions.save_story(
        key=key,
        answers=form.answers(),
        actor=required_viewer(),
        received=received(),
        unfinished=later,
    )
    if later:
        flash(_("Saved. It has not been sent yet: continue whenever you like."))
        return redirect(url_for("my_nominations.listed"), 303)
    return redirect(url_for("nominations.you", scheme=scheme, key=key), 303)


@bp.route(f"{DRAFT}/you", methods=["GET", "POST"])
@open_to(queries.may_write)
def you(scheme: str, key: str) -> ResponseReturnValue:
    """Who is telling the story, and whether the nominee may know."""
    try:
        draft, round_card = held(scheme, key)
    except Missing:
        return sent_already(key)
    form = YouForm(may_name="yes" if draft.may_name_me else "no", relationship=draft.relationship)
    form.offer()
    if form.validate_on_submit():
        try:
            actions.save_you(
                key=key,
                may_name=form.may_name.data == "yes",
                relationship=form.relationship.data or "",
                actor=required_viewer(),
                received=received(),
            )
            return redirect(url_for("nominations.check", scheme=scheme, key=key), 303)
        except Refused as refused:
            refuse(form, refused)
    page = render_template(
        "nominations/you.html",
        form=form,
        draft=draft,
        round=round_card,
        me=people.person(required_viewer().person_id),
    )
    return page, 422 if form.errors else 200


@bp.route(f"{DRAFT}/check", methods=["GET", "POST"])
@open_to(queries.may_write)
def check(scheme: str, key: str) -> ResponseReturnValue:
    """Read it once more, then send it."""
    form = CheckForm()
    if form.validate_on_submit():
        try:
            reference = actions.submit(
                key=key,
                digest=form.digest.data or "",
                actor=required_viewer(),
                received=received(),
            )
            return redirect(url_for("my_nominations.receipt", reference=reference), 303)
        except Refused as refused:
            refuse(form, refused)
    try:
        draft, round_card = held(scheme, key)
    except Missing:
        return sent_already(key, form.form_errors)
    sheet = schemes.form_sheet(round_card.version_id)
    if not form.errors and not queries.is_complete(draft, sheet):
        return redirect(url_for("nominations.story", scheme=scheme, key=key), 303)
    form.digest.data = queries.digest(draft, round_card.version_id)
    page = render_template(
        "nominations/check.html",
        form=form,
        draft=draft,
        round=round_card,
        sheet=sheet,
        relationship=relationship_name(draft.relationship),
        several_categories=len(schemes.categories(round_card.scheme.id)) > 1,
        is_open=round_card.is_open(received()),
    )
    return page, 422 if form.errors else 200


def held(scheme: str, key: str) -> tuple[DraftCard, RoundCard]:
    """Return a draft of the viewer and its round.

    Raises:
        Missing: there is none with that key in that scheme, or it is somebody else's.
    """
    draft = queries.draft(key, required_viewer().person_id)
    round_card = schemes.round_card(draft.round_id)
    if round_card.scheme.slug != scheme:
        raise Missing
    return draft, round_card


def sent_already(key: str, reasons: list[str] | None = None) -> ResponseReturnValue:
    """Lead to the nomination that a draft became; there is nothing else left of the draft."""
    reference = queries.reference_of(key, required_viewer().person_id)
    if reference is None:
        raise Missing
    if request.endpoint == "nominations.story" and request.method == "POST":
        return mine_views.offer_correction(reference)
    for reason in reasons or [_("You have already sent this nomination. Here it is.")]:
        flash(reason, "important")
    return redirect(url_for("my_nominations.receipt", reference=reference), 303)
