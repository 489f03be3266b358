"""The second and third of the four pages: the story, and you."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Missing, Refused
from recognition.nominations import actions, draft_pages, holding, queries
from recognition.nominations.draft_pages import held, opening
from recognition.nominations.forms import StoryForm, YouForm, story_form
from recognition.nominations.queries import DraftCard
from recognition.nominations.sent_views import DRAFT, not_held
from recognition.pages import received, refuse
from recognition.people import queries as people
from recognition.people.rules import token_digest
from recognition.people.views import current_viewer, limiter
from recognition.resources import queries as resources
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.words import _

bp = Blueprint("nominations", __name__)
ONE_ADDRESS = "20 per hour"


@bp.route(f"{DRAFT}/story", methods=["GET", "POST"])
@open_to(queries.may_hold)
def story(scheme: str, key: str) -> ResponseReturnValue:
    """What they did, and what difference it made."""
    try:
        draft, round_card = held(scheme, key)
    except Missing:
        return not_held(scheme, key)
    sheet = schemes.form_sheet(round_card.version_id)
    form = story_form(sheet.questions, {**draft.answers, **draft.parked_answers})
    if form.validate_on_submit():
        try:
            return _keep_story(form, scheme, draft)
        except Refused as refused:
            refuse(form, refused)
    page = render_template(
        "nominations/story.html",
        form=form,
        draft=draft,
        round=round_card,
        sheet=sheet,
        guidance=resources.for_stage("nominate"),
        **opening(round_card),
    )
    return page, 422 if form.errors else 200


def _keep_story(form: StoryForm, scheme: str, draft: DraftCard) -> ResponseReturnValue:
    pausing = "later" in request.form or "leave" in request.form
    actions.save_story(
        key=draft.key,
        answers=form.answers(),
        actor=holding.author(),
        received=received(),
        unfinished=pausing,
    )
    if "leave" in request.form:
        return draft_pages.left()
    if not pausing:
        return redirect(url_for("nominations.you", scheme=scheme, key=draft.key), 303)
    if current_viewer() is None:
        return redirect(url_for("resuming.later", scheme=scheme, key=draft.key), 303)
    flash(_("Saved. It has not been sent yet: continue whenever you like."))
    return redirect(url_for("my_nominations.listed"), 303)


def _letter_box() -> str:
    """Return what letters are counted by: nobody's letter box is to be filled from here."""
    return token_digest(request.form.get("author_email", "").strip().lower())


def _needs_no_letter() -> bool:
    return not request.form.get("author_email", "").strip()


@bp.route(f"{DRAFT}/you", methods=["GET", "POST"])
@open_to(queries.may_hold)
@limiter.limit(ONE_ADDRESS, key_func=_letter_box, methods=["POST"], exempt_when=_needs_no_letter)
def you(scheme: str, key: str) -> ResponseReturnValue:
    """Who is telling the story, and whether the nominee may know."""
    try:
        draft, round_card = held(scheme, key)
    except Missing:
        return not_held(scheme, key)
    viewer = current_viewer()
    form = _you_form(draft, round_card)
    if form.validate_on_submit():
        try:
            actions.save_you(
                key=key,
                may_name=form.may_name.data == "yes",
                relationship=form.relationship.data or "",
                actor=holding.author(),
                received=received(),
                about=form.about(),
            )
            return redirect(url_for("sending.check", scheme=scheme, key=key), 303)
        except Refused as refused:
            refuse(form, refused)
    page = render_template(
        "nominations/you.html",
        form=form,
        draft=draft,
        round=round_card,
        me=people.person(viewer.person_id) if viewer else None,
        **opening(round_card),
    )
    return page, 422 if form.errors else 200


def _you_form(draft: DraftCard, round_card: RoundCard) -> YouForm:
    shown = {
        "may_name": "yes" if draft.may_name_me else "no",
        "relationship": draft.relationship,
        "author_name": draft.you.name,
        "author_email": draft.you.email,
        "author_kind": draft.you.kind,
        **draft.parked,
    }
    form = YouForm(data=shown)
    kinds = queries.kinds_of(round_card.scheme.who_may_nominate)
    form.offer(() if current_viewer() else kinds, email_needed=round_card.scheme.confirms_addresses)
    return form
