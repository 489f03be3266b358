"""The newsletter desk: one page on which a pack is chosen, seen and taken away."""

from collections.abc import Iterator
from typing import BinaryIO

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.newsletter import actions, keeping_views, queries, template_views
from recognition.newsletter.actions.keeping import Named
from recognition.newsletter.choices import PACK_CHANNELS, Selection
from recognition.newsletter.forms import PackForm, moved, pack_form, shown_words
from recognition.newsletter.kinds import NAMES, ZIP
from recognition.newsletter.pack import Pack, by_category
from recognition.newsletter.queries import Desk, SavedSheet
from recognition.pages import NavItem, refuse
from recognition.people.queries import Viewer
from recognition.people.views import required_viewer
from recognition.thanks.rules import NEWSLETTER
from recognition.words import _

bp = Blueprint("newsletter", __name__)
CHUNK = 64 * 1024
blueprints = (bp, keeping_views.bp, template_views.bp)


def navigation(viewer: Viewer | None) -> list[NavItem]:
    """Offer the desk to communications."""
    if not queries.may_make_packs(viewer):
        return []
    return [NavItem(_("Newsletter"), url_for("newsletter.index"))]


@bp.get("/newsletter")
@open_to(queries.may_make_packs)
def index() -> str:
    """List the announced rounds, and lead to those that wait for an announcement."""
    return render_template(
        "newsletter/index.html", rounds=queries.announced_rounds(required_viewer())
    )


@bp.route("/newsletter/<int:round_id>", methods=["GET", "POST"])
@open_to(queries.may_make_pack)
def pack(round_id: int) -> ResponseReturnValue:
    """Choose a channel, winners, their order and their words; look; download or keep."""
    sheet = _sheet(round_id)
    typed = PackForm()
    if not typed.is_submitted():
        selection = sheet.selection if sheet else Selection((), channel=_channel())
        places = [(number, True) for number in selection.order] if sheet else None
        desk = queries.desk(round_id, selection.channel)
        return _page(pack_form(desk, selection, _with_others(places, desk)), desk, sheet)
    wrong: Refused | None = None
    if typed.validate() and request.form.get("kind") is not None:
        try:
            return _download(round_id, typed)
        except Refused as refused:
            wrong = refused
    elif not typed.errors and request.form.get("do") in {"keep", "keep_new"}:
        try:
            return redirect(_kept(round_id, typed, sheet))
        except Refused as refused:
            wrong = refused
    return _again(round_id, typed, sheet, wrong)


@bp.post("/newsletter/<int:round_id>/preview")
@open_to(queries.may_make_pack)
def preview(round_id: int) -> ResponseReturnValue:
    """Give the preview of what is chosen, and the words that belong into the boxes."""
    typed = PackForm()
    selection = typed.selection()
    desk = queries.desk(round_id, selection.channel)
    made = queries.pack_of(desk, _in_categories(selection, desk), photos=False)
    words = {
        row.form.text.id: shown_words(winner, selection)
        for row in typed.rows
        if (winner := desk.by_number.get(row.form.candidacy.data or "")) is not None
    }
    seen = render_template(
        "newsletter/_preview.html", **_seen(made), doubts=queries.doubts(desk, selection)
    )
    return {"preview": seen, "words": words}


@bp.post("/newsletter/<int:round_id>/everyone.csv")
@open_to(queries.may_make_pack)
def everyone(round_id: int) -> Response:
    """Give everybody who agreed to a channel, as CSV."""
    file = actions.make_everyone(round_id, _channel(), actor=required_viewer())
    answer = Response(_chunks(file.file), mimetype=file.mimetype, headers=_attached(file.name))
    answer.content_length = file.size
    answer.call_on_close(file.file.close)
    return answer


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


def _sheet(round_id: int) -> SavedSheet | None:
    asked = request.args.get("pack", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        return None
    return queries.saved_pack(round_id, int(asked))


def _channel() -> str:
    asked = request.values.get("channel", NEWSLETTER)
    return asked if asked in PACK_CHANNELS else NEWSLETTER


def _with_others(
    places: list[tuple[int, bool]] | None, desk: Desk
) -> list[tuple[int, bool]] | None:
    """Add whoever is not in a kept pack, not chosen."""
    if places is None:
        return None
    there = {number for number, _yes in places}
    return places + [(w.candidacy_id, False) for w in desk.chosen_from
                     if w.candidacy_id not in there]  # fmt: skip


def _in_categories(selection: Selection, desk: Desk) -> Selection:
    """Leave out whoever is in another category than those asked for."""
    wanted = set(selection.categories) & set(desk.categories)
    if not wanted:
        return selection
    there = {who.candidacy_id for who in desk.chosen_from if who.category in wanted}
    known = {who.candidacy_id for who in desk.chosen_from}
    order = tuple(n for n in selection.order if n in there or n not in known)
    return Selection(
        order, selection.channel, selection.length, selection.tone, tuple(sorted(wanted)),
        selection.texts,
    )  # fmt: skip


def _download(round_id: int, typed: PackForm) -> Response:
    selection = typed.selection()
    chosen = _in_categories(selection, queries.desk(round_id, selection.channel))
    file = actions.make_pack(
        round_id,
        chosen,
        kind=typed.kind.data or "",
        actor=required_viewer(),
        looked=bool(typed.looked.data),
    )
    return Response(file.data, mimetype=file.mimetype, headers=_attached(file.name))


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _kept(round_id: int, typed: PackForm, sheet: SavedSheet | None) -> str:
    selection = typed.selection()
    chosen = _in_categories(selection, queries.desk(round_id, selection.channel))
    edition = typed.edition.data or ""
    named = Named(
        typed.name.data or "",
        sheet.card.id if sheet and request.form.get("do") == "keep" else None,
        int(edition) if edition.isascii() and edition.isdigit() and len(edition) < 9 else 0,
    )
    number = actions.keep_pack(round_id, chosen, named, actor=required_viewer())
    return url_for("newsletter.pack", round_id=round_id, pack=number, kept=1)


def _again(
    round_id: int, typed: PackForm, sheet: SavedSheet | None, wrong: Refused | None
) -> ResponseReturnValue:
    """Show the page with what was typed."""
    selection, places = typed.selection(), typed.places()
    if typed.move.data:
        places = moved(places, typed.move.data)
    desk = queries.desk(round_id, selection.channel)
    form = pack_form(desk, selection, places)
    form.name.data = typed.name.data
    form.form_errors = list(typed.form_errors)
    if wrong is not None:
        refuse(form, wrong)
    return _page(form, desk, sheet, step=typed.move.data or "")


def _page(
    form: PackForm, desk: Desk, sheet: SavedSheet | None, *, step: str = ""
) -> ResponseReturnValue:
    selection = _in_categories(form.selection(), desk)
    if sheet is not None and not form.name.data:
        form.name.data = sheet.card.name
    page = render_template(
        "newsletter/pack.html",
        form=form,
        desk=desk,
        sheet=sheet,
        changes=queries.changes_since(sheet, queries.desk(desk.round.id, sheet.card.channel))
        if sheet
        else [],
        shown=set(selection.categories) or set(desk.categories),
        step=step,
        kinds=NAMES,
        zip=ZIP,
        templates=queries.templates_for(desk.round.scheme.organisation_id),
        saved=queries.saved_packs(desk.round.id),
        doubts=queries.doubts(desk, selection),
        needs_look=bool(queries.doubts_of_chosen(desk, selection)),
        **_seen(queries.pack_of(desk, selection, photos=False)),
    )
    return page, 422 if form.errors else 200


def _seen(made: Pack) -> dict[str, object]:
    """Return what a preview needs: the pack, by category, as it will be in the file."""
    return {"made": made, "groups": by_category(made)}
