"""The card desk: administrators type in what came on paper."""

import secrets
from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition import clock
from recognition.access import open_to
from recognition.errors import Missing, Refused
from recognition.nominations import actions, queries
from recognition.nominations.desk_forms import CardForm, card_form
from recognition.nominations.queries import TypedCard
from recognition.pages import page_number, received, refuse
from recognition.people.queries import is_administrator
from recognition.people.views import required_viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import CategoryCard, RoundCard
from recognition.words import _

bp = Blueprint("card_desk", __name__, url_prefix="/manage/cards")
ROUND = "/type/<scheme_slug>/<round_slug>"
LONGEST_SEARCH = 200


@bp.get("")
@open_to(is_administrator)
def batches() -> ResponseReturnValue:
    """Choose what to type cards into, and see what was typed; the filter is in the address."""
    viewer, number = required_viewer(), page_number()
    text = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    scheme = request.args.get("scheme", "")
    lines, total = queries.batches(viewer.administers, scheme_slug=scheme, text=text, page=number)
    pages = max(1, -(-total // queries.BATCHES_PER_PAGE))
    if number > pages:
        return redirect(
            url_for("card_desk.batches", q=text or None, scheme=scheme or None, page=pages)
        )
    return render_template(
        "nominations/desk.html",
        rounds=queries.desk_rounds(viewer, received()),
        schemes=schemes.schemes_for(viewer.administers),
        lines=lines,
        total=total,
        text=text,
        chosen=scheme,
        page_now=number,
        pages=pages,
        now=received(),
    )


@bp.route(ROUND, methods=["GET", "POST"])
@open_to(schemes.may_manage)
def type_card(scheme_slug: str, round_slug: str) -> ResponseReturnValue:
    """Type one card after the other; `?after=` names the last one."""
    round_card = schemes.round_by_slug(scheme_slug, round_slug)
    sheet = schemes.form_sheet(round_card.version_id)
    categories = schemes.categories(round_card.scheme.id)
    last = _last(round_card)
    form = card_form(sheet.questions, _kept(last))
    form.offer(round_card.scheme, categories)
    if form.validate_on_submit():
        try:
            return _type(form, round_card, categories)
        except Refused as refused:
            refuse(form, refused)
    page = render_template(
        "nominations/desk_card.html",
        form=form,
        round=round_card,
        sheet=sheet,
        categories=categories,
        last=last,
        is_open=round_card.is_open(received()),
        takes=queries.takes_paper(round_card, received()),
    )
    return page, 422 if form.errors else 200


@bp.get(f"{ROUND}/suggest")
@open_to(schemes.may_manage)
def suggest(scheme_slug: str, round_slug: str) -> ResponseReturnValue:
    """Answer the type-ahead: people and teams, without addresses."""
    scheme = schemes.round_by_slug(scheme_slug, round_slug).scheme
    typed = request.args.get("q", "")[:LONGEST_SEARCH]
    found = queries.suggested(typed, scheme, required_viewer())
    return jsonify([{"id": n.value, "name": n.name, "detail": n.detail} for n in found])


def _type(
    form: CardForm, round_card: RoundCard, categories: list[CategoryCard]
) -> ResponseReturnValue:
    name, viewer = form.nominee.data or "", required_viewer()
    if not name:
        raise Refused(_("Type the name on the card, or what they are called."), field="nominee")
    slugs: dict[str, Any] = {
        "scheme_slug": round_card.scheme.slug,
        "round_slug": round_card.slug,
    }
    reference = actions.type_card(
        actions.PaperCard(
            key=form.key.data or "",
            nominee=queries.written_on(
                name=name,
                picked=form.picked.data or "",
                place=form.place.data or "",
                scheme=round_card.scheme,
                viewer=viewer,
            ),
            answers=form.answers(),
            nominator_kind=form.kind(),
            nominator_name=form.nominator_name.data or "",
            nominator_email=form.nominator_email.data or "",
            may_name=not form.not_named.data,
            category_id=form.category_id(),
            batch=form.batch.data or "",
            handed_in_by=form.handed_in_by.data or "",
            handed_in=form.day(),
        ),
        **slugs,
        actor=viewer,
        received=received(),
    )
    return redirect(url_for("card_desk.type_card", **slugs, after=reference), 303)


def _last(round_card: RoundCard) -> TypedCard | None:
    """Return the card that `?after=` names, if it is one of this round."""
    reference = request.args.get("after", "")
    try:
        return queries.typed_card(round_card.id, reference) if reference else None
    except Missing:
        return None


def _kept(last: TypedCard | None) -> dict[str, Any]:
    """Return what an empty form starts with: its own key, and the batch of the last card."""
    start: dict[str, Any] = {"key": secrets.token_hex(16)}
    if last is None:
        return start
    day = clock.in_london(last.sent_at).date()
    earlier = {"day": str(day.day), "month": str(day.month), "year": str(day.year)}
    return {
        **start,
        "batch": last.batch,
        "handed_in_by": last.handed_in_by,
        "handed_in": earlier if day != clock.in_london(received()).date() else {},
    }
