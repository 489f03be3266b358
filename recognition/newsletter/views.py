"""The newsletter desk."""

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.newsletter import actions, queries
from recognition.newsletter.forms import PackForm
from recognition.pages import NavItem, refuse
from recognition.people.queries import Viewer
from recognition.people.views import required_viewer
from recognition.words import _

bp = Blueprint("newsletter", __name__)
blueprints = (bp,)


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
    """Choose winners and their order, and download."""
    desk = queries.desk(round_id)
    form = PackForm()
    if form.validate_on_submit():
        try:
            file = actions.make_pack(
                round_id,
                order=form.order(),
                kind=form.kind.data or "",
                actor=required_viewer(),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            return Response(
                file.data,
                mimetype=file.mimetype,
                headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
            )
    if not form.rows:
        form.offer(desk.chosen_from)
    return (
        render_template("newsletter/pack.html", form=form, desk=desk),
        422 if form.errors else 200,
    )
