"""The print queue, and batches on their way from the printer into somebody's hands."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.pages import page_number, received, refuse
from recognition.people.forms import ConfirmForm
from recognition.people.views import required_viewer
from recognition.thanks import actions, queries, tending
from recognition.thanks.ledger_forms import BatchForm, MarkForm, why_choices
from recognition.words import _, ngettext

bp = Blueprint("thanks_print", __name__, url_prefix="/manage/thanks/print")
PER_PAGE = 20


@bp.route("", methods=["GET", "POST"])
@open_to(queries.may_print)
def queue() -> ResponseReturnValue:
    """Show what waits to be printed, make a batch of it, and list the batches."""
    viewer, number = required_viewer(), page_number()
    waiting = queries.waiting_by_site(viewer)
    form = BatchForm()
    form.chosen.choices = _places(waiting)
    if form.validate_on_submit():
        place = form.place()
        try:
            if place is None:
                raise Refused(_("Choose which cards to print."), field="chosen")
            batch_id = actions.make_batch(*place, actor=viewer)
        except Refused as refused:
            refuse(form, refused)
        else:
            return redirect(url_for("thanks_print.batch", batch_id=batch_id))
    made, total = queries.batches(viewer, page=number, per_page=PER_PAGE)
    page = render_template(
        "thanks/print.html",
        form=form,
        waiting=sum(site.cards for site in waiting),
        batches=made,
        page_now=number,
        pages=max(1, -(-total // PER_PAGE)),
    )
    return page, 422 if form.errors else 200


@bp.get("/<int:batch_id>")
@open_to(queries.may_print)
def batch(batch_id: int) -> ResponseReturnValue:
    """Show the cards of a batch."""
    return _batch(batch_id, _mark_form())


@bp.post("/<int:batch_id>/<any(cards, badges, wall):kind>.pdf")
@open_to(queries.may_print)
def download(batch_id: int, kind: str) -> ResponseReturnValue:
    """Download sheets; it is a POST because names that are taken away leave a trace."""
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            file = actions.download(batch_id, kind, actor=required_viewer())
        except Refused as refused:
            refuse(form, refused)
        else:
            return Response(
                file.data,
                mimetype="application/pdf",
                headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
            )
    return _batch(batch_id, _mark_form(), form), 422


@bp.post("/<int:batch_id>/all/<any(printed, handed_over):deed>")
@open_to(queries.may_print)
def mark_all(batch_id: int, deed: str) -> ResponseReturnValue:
    """Say of the whole batch that it is printed, or handed over."""
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            changed = actions.mark_cards(
                batch_id, deed, card_ids=None, actor=required_viewer(), now=received()
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            return _marked(batch_id, changed)
    return _batch(batch_id, _mark_form(), form), 422


@bp.post("/<int:batch_id>")
@open_to(queries.may_print)
def mark(batch_id: int) -> ResponseReturnValue:
    """Say what happened to some cards of a batch."""
    form = _mark_form()
    if form.validate_on_submit():
        try:
            changed = actions.mark_cards(
                batch_id,
                form.deed.data or "",
                card_ids=form.cards(),
                why=form.why.data or "",
                actor=required_viewer(),
                now=received(),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            return _marked(batch_id, changed)
    return _batch(batch_id, form), 422


def _marked(batch_id: int, changed: int) -> ResponseReturnValue:
    flash(ngettext("%(num)s card marked.", "%(num)s cards marked.", changed))
    return redirect(url_for("thanks_print.batch", batch_id=batch_id))


def _mark_form() -> MarkForm:
    form = MarkForm()
    form.deed.choices = [
        ("", _("Choose what happened")),
        (actions.IS_PRINTED, _("They are printed")),
        *((deed, tending.deed_name(deed)) for deed in actions.BATCH_DEEDS[1:]),
    ]
    form.why.choices = why_choices()
    return form


def _batch(batch_id: int, form: MarkForm, other: ConfirmForm | None = None) -> str:
    return render_template(
        "thanks/batch.html",
        batch=queries.batch_sheet(batch_id),
        form=form,
        ticked=form.cards(),
        forms_with_errors=[form, other] if other else [form],
        passed_words=tending.passed_words,
    )


def _places(waiting: list[queries.SiteCount]) -> list[tuple[str, str]]:
    """Return the scheme and site of each pile of cards as choices; whole schemes first."""
    schemes: dict[int, list[queries.SiteCount]] = {}
    for site in waiting:
        schemes.setdefault(site.scheme_id, []).append(site)
    found = []
    for number, sites in schemes.items():
        total = sum(site.cards for site in sites)
        everywhere = _("%(scheme)s, every site", scheme=sites[0].scheme)
        found.append((f"{number}:*", _counted(everywhere, total)))
        if len(sites) > 1:
            found += [
                (
                    f"{number}:={site.site}",
                    _counted(f"{site.scheme}, {site.site or _('site not known')}", site.cards),
                )
                for site in sites
            ]
    return found


def _counted(text: str, cards: int) -> str:
    return ngettext("%(where)s: %(num)s card", "%(where)s: %(num)s cards", cards, where=text)
