"""Writing down what people said on paper about where their story may be told."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Missing, Refused
from recognition.nominations import queries as nominations
from recognition.pages import refuse
from recognition.people.views import required_viewer
from recognition.schemes import queries as schemes
from recognition.thanks import actions, queries
from recognition.thanks.forms import PaperForm, paper_form
from recognition.thanks.rules import CHANNELS, channel_name
from recognition.thanks.saying import said
from recognition.words import _

bp = Blueprint("consent_paper", __name__, url_prefix="/manage/consent")


@bp.get("/<int:candidacy_id>")
@open_to(queries.may_record)
def papers(candidacy_id: int) -> ResponseReturnValue:
    """Show what everybody behind a nomination said, and a form for the paper of each."""
    return _page(candidacy_id)


@bp.post("/<int:candidacy_id>/<int:person_id>")
@open_to(queries.may_record)
def record(candidacy_id: int, person_id: int) -> ResponseReturnValue:
    """Keep what stands on one paper; 0 is for somebody who is described in words."""
    signer = next(
        (one for one in queries.signers(candidacy_id) if one.person_id == (person_id or None)),
        None,
    )
    if signer is None:
        raise Missing
    form = paper_form(signer.person_id)
    if form.validate_on_submit():
        try:
            actions.record_on_paper(
                candidacy_id,
                signer.person_id,
                form.wishes(),
                day=form.on(),
                span=form.span(),
                actor=required_viewer(),
            )
        except Refused as refused:
            refuse(form, _prefixed(refused, form))
        else:
            flash(_("What %(name)s said on paper is kept.", name=signer.name))
            return redirect(url_for("consent_paper.papers", candidacy_id=candidacy_id))
    return _page(candidacy_id, (signer.person_id, form)), 422


def _page(candidacy_id: int, asked: tuple[int | None, PaperForm] | None = None) -> str:
    """Return the page, with the form that has a problem as it was typed."""
    candidacy = nominations.candidacy(candidacy_id)
    signers = queries.signers(candidacy_id)
    forms = {one.person_id: paper_form(one.person_id) for one in signers}
    if asked is not None:
        forms[asked[0]] = asked[1]
    return render_template(
        "thanks/papers.html",
        candidacy=candidacy,
        round=schemes.round_card(candidacy.round_id),
        signers=signers,
        forms_of=forms,
        forms_with_errors=list(forms.values()),
        channels=[(channel, channel_name(channel)) for channel in CHANNELS],
        said=said,
    )


def _prefixed(refused: Refused, form: PaperForm) -> Refused:
    """Return a refusal whose field is named as on the page."""
    if refused.field is None:
        return refused
    return Refused(refused.reason, field=form[refused.field].name)
