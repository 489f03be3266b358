"""Where nominating begins: choose a scheme, then say who it is about."""

import secrets

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import anyone, open_to
from recognition.errors import Missing, Refused
from recognition.nominations import (
    actions,
    checking_views,
    desk_views,
    enquiry_views,
    export_views,
    holding,
    keeping_views,
    late_views,
    letter_views,
    mine_views,
    paper_views,
    queries,
    resuming_views,
    sending_views,
    sent_views,
)
from recognition.nominations.draft_pages import held, opening
from recognition.nominations.forms import WhoForm
from recognition.nominations.queries import Match, Nominee
from recognition.nominations.sent_views import DRAFT, not_held
from recognition.nominations.telling_views import bp
from recognition.pages import NavItem, received, refuse
from recognition.people.queries import Viewer
from recognition.people.views import current_viewer, required_viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.words import _

blueprints = (
    bp,
    checking_views.bp,
    enquiry_views.bp,
    keeping_views.bp,
    sending_views.bp,
    resuming_views.bp,
    sent_views.bp,
    letter_views.bp,
    mine_views.bp,
    desk_views.bp,
    paper_views.bp,
    late_views.bp,
    export_views.bp,
)
LONGEST_PLACE = 200


def navigation(viewer: Viewer | None) -> list[NavItem]:
    """Offer to nominate; and, to those who signed in, what they sent."""
    items = [NavItem(_("Nominate"), url_for("nominations.start"))]
    if viewer is not None:
        items.append(NavItem(_("Your nominations"), url_for("my_nominations.listed")))
    return items


@bp.get("/nominate")
@open_to(anyone)
def start() -> ResponseReturnValue:
    """Choose a scheme; with only one there is nothing to choose."""
    viewer = current_viewer()
    rounds = queries.open_for(viewer, received())
    if len(rounds) == 1:
        return redirect(url_for("nominations.who", scheme=rounds[0].scheme.slug))
    others = not rounds and viewer is None and bool(schemes.open_rounds(received()))
    return render_template("nominations/start.html", rounds=rounds, others=others)


@bp.route("/nominate/<scheme>", methods=["GET", "POST"])
@open_to(queries.may_nominate)
def who(scheme: str) -> ResponseReturnValue:
    """Begin: who is it about?"""
    round_card = queries.round_for(scheme, received())
    place = " ".join(request.args.get("place", "").split())[:LONGEST_PLACE]
    form = WhoForm(key=secrets.token_hex(16), described_place=place)
    if request.method == "GET" and not opening(round_card)["is_open"]:
        return render_template("nominations/closed.html", round=round_card, now=received())
    return _ask_who(form, round_card, url_for("nominations.who", scheme=scheme))


@bp.get("/nominate/<scheme>/suggest")
@open_to(queries.may_search)
def suggest(scheme: str) -> ResponseReturnValue:
    """Answer the type-ahead: people and teams, without addresses."""
    found = queries.suggested(
        request.args.get("q", "")[:200], schemes.scheme(scheme), required_viewer()
    )
    return jsonify([{"id": n.value, "name": n.name, "detail": n.detail} for n in found])


@bp.route(DRAFT, methods=["GET", "POST"])
@open_to(queries.may_hold)
def change_who(scheme: str, key: str) -> ResponseReturnValue:
    """Change who a draft is about."""
    try:
        draft, round_card = held(scheme, key)
    except Missing:
        return not_held(scheme, key)
    nominee = draft.nominee
    described = nominee.kind == "described"
    shown = {
        "nominee": "" if described else nominee.name,
        "described_name": nominee.name if described else "",
        "described_place": nominee.detail if described else "",
        **draft.parked,
    }
    form = WhoForm(key=key, picked=nominee.value, category=str(draft.category_id), data=shown)
    form.key.data = key
    url = url_for("nominations.change_who", scheme=scheme, key=key)
    return _ask_who(form, round_card, url, code=draft.code)


def _ask_who(
    form: WhoForm, round_card: RoundCard, url: str, code: str | None = None
) -> ResponseReturnValue:
    categories = schemes.categories(round_card.scheme.id)
    several: tuple[Nominee, ...] | None = None
    by_name = current_viewer() is not None
    form.offer((), categories, by_name=by_name)
    if not by_name:  # a name that was typed before a session ended stands where it can be seen
        form.described_name.data = form.described_name.data or form.nominee.data
    if form.validate_on_submit():
        try:
            found = _meant(form, round_card)
            if not isinstance(found, Match):
                return _begin(form, round_card, found)
            several = found.several
            form.offer(several, categories)
            form.described_name.data = form.described_name.data or (
                "" if several else form.nominee.data
            )
            refuse(form, queries.which_one(form.nominee.data or "", found))
        except Refused as refused:
            refuse(form, refused)
    page = render_template(
        "nominations/who.html",
        form=form,
        url=url,
        round=round_card,
        code=code,
        several=several,
        details={n.value: n.detail for n in several or ()},
        category_hints={str(card.id): card.description for card in categories},
        categories=categories,
        **opening(round_card),
    )
    return page, 422 if form.errors else 200


def _meant(form: WhoForm, round_card: RoundCard) -> Nominee | Match:
    return queries.meant(
        text=form.nominee.data or "",
        picked=form.picked.data or "",
        choice=form.choice.data or "",
        described=(form.described_name.data or "", form.described_place.data or ""),
        scheme=round_card.scheme,
        viewer=current_viewer(),
    )


def _begin(form: WhoForm, round_card: RoundCard, nominee: Nominee) -> ResponseReturnValue:
    key = actions.start_draft(
        key=form.key.data or "",
        round_card=round_card,
        nominee=nominee,
        category_id=_number(form.category.data or ""),
        actor=holding.beginner(),
        received=received(),
    )
    return redirect(url_for("nominations.story", scheme=round_card.scheme.slug, key=key), 303)


def _number(typed: str) -> int | None:
    """Return the number typed; None where there is none, or a longer one than any row has."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None
