"""The four pages on which somebody nominates: who, the story, you, check and send."""

import secrets

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to, signed_in
from recognition.errors import Missing, Refused
from recognition.nominations import actions, mine_views, queries
from recognition.nominations.forms import (
    CheckForm,
    StoryForm,
    WhoForm,
    YouForm,
    relationship_name,
    story_form,
)
from recognition.nominations.queries import DraftCard, Match, Nominee
from recognition.pages import NavItem, received, refuse
from recognition.people import queries as people
from recognition.people.queries import Viewer
from recognition.people.views import required_viewer
from recognition.resources import queries as resources
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.words import _

bp = Blueprint("nominations", __name__)
blueprints = (bp, mine_views.bp)

DRAFT = "/nominate/<scheme>/<string(length=32):key>"


def navigation(viewer: Viewer | None) -> list[NavItem]:
    """Offer to nominate; and, to those who signed in, what they sent."""
    items = [NavItem(_("Nominate"), url_for("nominations.start"))]
    if viewer is not None:
        items.append(NavItem(_("Your nominations"), url_for("my_nominations.listed")))
    return items


@bp.get("/nominate")
@open_to(signed_in)
def start() -> ResponseReturnValue:
    """Choose a scheme; with only one there is nothing to choose."""
    rounds = queries.open_for(required_viewer(), received())
    if len(rounds) == 1:
        return redirect(url_for("nominations.who", scheme=rounds[0].scheme.slug))
    return render_template("nominations/start.html", rounds=rounds)


@bp.route("/nominate/<scheme>", methods=["GET", "POST"])
@open_to(queries.may_nominate)
def who(scheme: str) -> ResponseReturnValue:
    """Begin: who is it about?"""
    round_card = queries.round_for(scheme, received())
    form = WhoForm(key=secrets.token_hex(16))
    if request.method == "GET" and not round_card.is_open(received()):
        return render_template("nominations/closed.html", round=round_card, now=received())
    return _ask_who(form, round_card, url_for("nominations.who", scheme=scheme))


@bp.get("/nominate/<scheme>/suggest")
@open_to(queries.may_nominate)
def suggest(scheme: str) -> ResponseReturnValue:
    """Answer the type-ahead: people and teams, without addresses."""
    found = queries.suggested(
        request.args.get("q", "")[:200], schemes.scheme(scheme), required_viewer()
    )
    return jsonify([{"id": n.value, "name": n.name, "detail": n.detail} for n in found])


@bp.route(DRAFT, methods=["GET", "POST"])
@open_to(queries.may_write)
def change_who(scheme: str, key: str) -> ResponseReturnValue:
    """Change who a draft is about."""
    try:
        draft, round_card = _held(scheme, key)
    except Missing:
        return _sent_already(key)
    nominee = draft.nominee
    described = nominee.kind == "described"
    form = WhoForm(
        key=key,
        nominee="" if described else nominee.name,
        picked=nominee.value,
        described_name=nominee.name if described else "",
        described_place=nominee.detail if described else "",
        category=str(draft.category_id),
    )
    form.key.data = key
    return _ask_who(form, round_card, url_for("nominations.change_who", scheme=scheme, key=key))


def _ask_who(form: WhoForm, round_card: RoundCard, url: str) -> ResponseReturnValue:
    categories = schemes.categories(round_card.scheme.id)
    several: tuple[Nominee, ...] | None = None
    form.offer((), categories)
    if form.validate_on_submit():
        try:
            found = _meant(form, round_card)
            if not isinstance(found, Match):
                return _begin(form, round_card, found)
            several = found.several
            form.offer(several, categories)
            refuse(form, queries.which_one(form.nominee.data or "", found))
        except Refused as refused:
            refuse(form, refused)
    page = render_template(
        "nominations/who.html",
        form=form,
        url=url,
        round=round_card,
        several=several,
        details={n.value: n.detail for n in several or ()},
        category_hints={str(card.id): card.description for card in categories},
        categories=categories,
    )
    return page, 422 if form.errors else 200


def _meant(form: WhoForm, round_card: RoundCard) -> Nominee | Match:
    return queries.meant(
        text=form.nominee.data or "",
        picked=form.picked.data or "",
        choice=form.choice.data or "",
        described=(form.described_name.data or "", form.described_place.data or ""),
        scheme=round_card.scheme,
        viewer=required_viewer(),
    )


def _begin(form: WhoForm, round_card: RoundCard, nominee: Nominee) -> ResponseReturnValue:
    chosen = form.category.data or ""
    key = actions.start_draft(
        key=form.key.data or "",
        round_card=round_card,
        nominee=nominee,
        category_id=int(chosen) if chosen.isascii() and chosen.isdigit() else None,
        actor=required_viewer(),
        received=received(),
    )
    return redirect(url_for("nominations.story", scheme=round_card.scheme.slug, key=key), 303)


@bp.route(f"{DRAFT}/story", methods=["GET", "POST"])
@open_to(queries.may_write)
def story(scheme: str, key: str) -> ResponseReturnValue:
    """What they did, and what difference it made."""
    try:
        draft, round_card = _held(scheme, key)
    except Missing:
        return _sent_already(key)
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
        draft, round_card = _held(scheme, key)
    except Missing:
        return _sent_already(key)
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
        draft, round_card = _held(scheme, key)
    except Missing:
        return _sent_already(key, form.form_errors)
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


def _held(scheme: str, key: str) -> tuple[DraftCard, RoundCard]:
    draft = queries.draft(key, required_viewer().person_id)
    round_card = schemes.round_card(draft.round_id)
    if round_card.scheme.slug != scheme:
        raise Missing
    return draft, round_card


def _sent_already(key: str, reasons: list[str] | None = None) -> ResponseReturnValue:
    """Lead to the nomination that a draft became; there is nothing else left of the draft."""
    reference = queries.reference_of(key, required_viewer().person_id)
    if reference is None:
        raise Missing
    if request.endpoint == "nominations.story" and request.method == "POST":
        return mine_views.offer_correction(reference)
    for reason in reasons or [_("You have already sent this nomination. Here it is.")]:
        flash(reason, "important")
    return redirect(url_for("my_nominations.receipt", reference=reference), 303)
