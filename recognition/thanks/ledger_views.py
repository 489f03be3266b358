"""The ledger of thanks, and looking after one nominee's."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.pages import page_number, page_url, received, refuse
from recognition.people.rules import own_page
from recognition.people.views import required_viewer
from recognition.thanks import actions, queries, reckoning, tending
from recognition.thanks.ledger_forms import CareForm, care_form
from recognition.thanks.queries import Filters, SchemeChoice
from recognition.words import _

bp = Blueprint("thanks_ledger", __name__, url_prefix="/manage/thanks")
LONGEST_SEARCH = 100
SHOWN = (reckoning.OWED, *reckoning.PLACES)


@bp.get("")
@open_to(queries.may_keep)
def ledger() -> ResponseReturnValue:
    """Show who is thanked and who waits; what to show stands in the address."""
    schemes = queries.scheme_choices(required_viewer())
    scheme = _chosen(schemes)
    filters = _filters()
    if scheme is None:
        return render_template("thanks/ledger.html", ledger=None, schemes=schemes, filters=filters)
    shown = queries.ledger(scheme, filters, received())
    if filters.page > 1 and not shown.lines:
        return redirect(page_url(1 if filters.narrows else shown.pages))
    return render_template(
        "thanks/ledger.html",
        ledger=shown,
        schemes=schemes,
        filters=filters,
        named_schemes=[(choice.slug, choice.name) for choice in schemes],
        named_sites=[(site, site) for site in shown.sites],
        places={place: reckoning.place_name(place) for place in SHOWN},
        whys={why: tending.why_name(why) for why in tending.WHYS},
        ended_name=reckoning.ended_name,
        in_days=reckoning.in_days,
        page_url=page_url,
        here=request.full_path,
    )


@bp.get("/<reference>")
@open_to(queries.may_tend)
def thank(reference: str) -> ResponseReturnValue:
    """Show the thank-yous of one nomination, and what can be done with each."""
    return _sheet(reference)


@bp.post("/<reference>/<int:thank_id>")
@open_to(queries.may_tend)
def tend(reference: str, thank_id: int) -> ResponseReturnValue:
    """Do one thing with one thank-you."""
    form = care_form(thank_id, tending.DEEDS)
    if form.validate_on_submit():
        try:
            actions.tend(
                reference,
                thank_id,
                deed=form.deed.data or "",
                why=form.why.data or "",
                name=form["name"].data or "",
                actor=required_viewer(),
                now=received(),
            )
        except Refused as refused:
            refuse(form, _prefixed(refused, thank_id))
        else:
            flash(_("Saved."))
            onwards = own_page(request.form.get("next"))
            there = url_for("thanks_ledger.thank", reference=reference)
            return redirect(onwards if onwards.startswith("/manage/thanks") else there)
    return _sheet(reference, (thank_id, form)), 422


def _sheet(reference: str, asked: tuple[int, CareForm] | None = None) -> str:
    """Return the page of one nomination, with the form that has a problem as it was typed."""
    sheet = queries.thank_sheet(reference)
    forms = {card.id: care_form(card.id, card.deeds) for card in sheet.thanks}
    if asked is not None:
        number, form = asked
        form.deed.choices = forms[number].deed.choices
        forms[number] = form
    return render_template(
        "thanks/thank.html",
        sheet=sheet,
        forms_of=forms,
        forms_with_errors=list(forms.values()),
        why_name=tending.why_name,
        passed_words=tending.passed_words,
        ended_name=reckoning.ended_name,
    )


def _prefixed(refused: Refused, thank_id: int) -> Refused:
    """Return a refusal whose field is named as on the page."""
    if refused.field is None:
        return refused
    return Refused(refused.reason, field=f"thank{thank_id}-{refused.field}")


def _chosen(schemes: list[SchemeChoice]) -> SchemeChoice | None:
    asked = request.args.get("scheme", "")
    first = schemes[0] if schemes else None
    return next((scheme for scheme in schemes if scheme.slug == asked), first)


def _filters() -> Filters:
    place, why = request.args.get("state", ""), request.args.get("why", "")
    return Filters(
        place=place if place in SHOWN else reckoning.OWED,
        why=why if why in tending.WHYS else "",
        site=request.args.get("site", "").strip(),
        text=request.args.get("q", "").strip()[:LONGEST_SEARCH],
        page=page_number(),
    )
