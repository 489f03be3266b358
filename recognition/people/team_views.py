"""Teams: added, renamed, made one, ended; and people who move between them."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.pages import page_number, page_url, refuse
from recognition.people import actions, queries
from recognition.people.forms import ConfirmForm
from recognition.people.session_views import required_viewer
from recognition.people.team_forms import NewTeamForm, TeamForm, ToTeamForm
from recognition.words import _, ngettext

bp = Blueprint("people_teams", __name__, url_prefix="/manage/teams")


@bp.get("")
@open_to(queries.is_administrator)
def teams() -> ResponseReturnValue:
    """List the teams, fifty a page; search and filter stand in the address."""
    viewer, page = required_viewer(), page_number()
    text, ended = request.args.get("q", "").strip(), request.args.get("show") == "ended"
    lines, total = queries.team_lines(viewer.administers, text=text, ended=ended, page=page)
    pages = max(1, -(-total // queries.TEAMS_PER_PAGE))
    if page > pages:
        return redirect(page_url(pages))
    return render_template(
        "people/teams.html",
        lines=lines,
        total=total,
        text=text,
        ended=ended,
        several=len(viewer.administers) > 1,
        page_now=page,
        pages=pages,
        page_url=page_url,
    )


@bp.route("/new", methods=["GET", "POST"])
@open_to(queries.is_administrator)
def add() -> ResponseReturnValue:
    """Add a team."""
    viewer, form = required_viewer(), NewTeamForm()
    form.offer(queries.administered_organisations(viewer))
    if form.validate_on_submit():
        try:
            number = actions.add_team(
                form.organisation_id.data,
                name=form.name.data or "",
                site=form.site.data or "",
                actor=viewer,
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The team was added."))
            return redirect(url_for("people_teams.team", team_id=number))
    page = render_template("people/team_edit.html", form=form, line=None)
    return page, 422 if form.errors else 200


@bp.route("/<int:team_id>", methods=["GET", "POST"])
@open_to(queries.may_manage_team)
def team(team_id: int) -> ResponseReturnValue:
    """Show who is in a team, and move them to another one."""
    line, form = queries.team_line(team_id), ToTeamForm()
    form.offer(queries.live_teams([line.organisation_id]), but=team_id)
    if form.validate_on_submit():
        try:
            moved = actions.move_people(
                team_id, form.people(), to_team_id=form.team(), actor=required_viewer()
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(ngettext("%(num)s person moved.", "%(num)s people moved.", moved))
            return redirect(url_for("people_teams.team", team_id=team_id))
    page = render_template(
        "people/team.html",
        form=form,
        line=line,
        members=queries.members(team_id),
        ticked=form.people() if form.errors else set(),
    )
    return page, 422 if form.errors else 200


@bp.route("/<int:team_id>/rename", methods=["GET", "POST"])
@open_to(queries.may_manage_team)
def rename(team_id: int) -> ResponseReturnValue:
    """Change what a team is called, and where it is."""
    line = queries.team_line(team_id)
    form = TeamForm(obj=line)
    if form.validate_on_submit():
        try:
            actions.rename_team(
                team_id,
                name=form.name.data or "",
                site=form.site.data or "",
                actor=required_viewer(),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The changes were saved."))
            return redirect(url_for("people_teams.team", team_id=team_id))
    page = render_template("people/team_edit.html", form=form, line=line)
    return page, 422 if form.errors else 200


@bp.route("/<int:team_id>/same-team", methods=["GET", "POST"])
@open_to(queries.may_manage_team)
def choose(team_id: int) -> ResponseReturnValue:
    """Ask which other team is really this one."""
    line, form = queries.team_line(team_id), ToTeamForm()
    form.offer(queries.live_teams([line.organisation_id]), but=team_id)
    if form.validate_on_submit():
        if form.team():
            where = url_for("people_teams.make_one", team_id=team_id, other_id=form.team())
            return redirect(where, 303)
        refuse(form, Refused(_("Choose a team."), field="to_team_id"))
    page = render_template("people/same_team.html", form=form, line=line)
    return page, 422 if form.errors else 200


@bp.route("/<int:team_id>/same-team/<int:other_id>", methods=["GET", "POST"])
@open_to(queries.may_make_one_team)
def make_one(team_id: int, other_id: int) -> ResponseReturnValue:
    """Ask once, then make two teams one."""
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            actions.make_one_team(team_id, other_id, actor=required_viewer())
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The two teams are one now."))
            return redirect(url_for("people_teams.team", team_id=team_id))
    page = render_template(
        "people/make_one_team.html",
        form=form,
        kept=queries.team_line(team_id),
        other=queries.team_line(other_id),
    )
    return page, 422 if form.errors else 200


@bp.route("/<int:team_id>/<any(end, back):step>", methods=["GET", "POST"])
@open_to(queries.may_manage_team)
def change(team_id: int, step: str) -> ResponseReturnValue:
    """Ask once, then end a team, or bring it back."""
    line, form = queries.team_line(team_id), ConfirmForm()
    if form.validate_on_submit():
        act = actions.end_team if step == "end" else actions.bring_team_back
        try:
            act(team_id, actor=required_viewer())
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The team has ended.") if step == "end" else _("The team is back."))
            return redirect(url_for("people_teams.team", team_id=team_id))
    page = render_template("people/team_end.html", form=form, line=line, step=step)
    return page, 422 if form.errors else 200
