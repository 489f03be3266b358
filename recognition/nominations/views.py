"""Where nominating begins: choose a scheme, then say who it is about."""

import secrets

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to, signed_in
from recognition.errors import Missing, Refused
from recognition.nominations import actions, mine_views, queries
from recognition.nominations.forms import WhoForm
from recognition.nominations.queries import Match, Nominee
from recognition.nominations.telling_views import DRAFT, bp, held, sent_already
from recognition.pages import NavItem, received, refuse
from recognition.people.queries import Viewer
from recognition.people.views import required_viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.words import _

blueprints = (bp, mine_views.bp)


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
        draft, round_card = held(scheme, key)
    except Missing:
        return sent_already(key)
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
    key = actions.start_draft(
        key=form.key.data or "",
        round_card=round_card,
        nominee=nominee,
        category_id=_number(form.category.data or ""),
        actor=required_viewer(),
        received=received(),
    )
    return redirect(url_for("nominations.story", scheme=round_card.scheme.slug, key=key), 303)


def _number(typed: str) -> int | None:
    """Return the number typed; None where there is none, or a longer one than any row has."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None
