"""One winner's page, the picture beside its link, and the certificate."""

from flask import Blueprint, Response, render_template, request, url_for

from recognition import clock, config
from recognition.access import anyone, open_to
from recognition.errors import Missing
from recognition.kept_pages import kept_for_visitors
from recognition.pages import page_number, page_url
from recognition.people.views import current_viewer
from recognition.resources import queries as resources
from recognition.thanks.papers import slug
from recognition.winners import queries
from recognition.winners.papers import Told, share_picture, winner_certificate
from recognition.winners.photos import crop
from recognition.winners.queries import PublicWinner, lending
from recognition.winners.queries.roll import PER_PAGE, RollFilters, roll
from recognition.winners.rules import outcome_name
from recognition.words import _

bp = Blueprint("winner", __name__)

FIRST_YEAR, LAST_YEAR = "1948", 9998


@bp.get("/winners/<int:round_id>/<int:candidacy_id>")
@open_to(anyone)
@kept_for_visitors
def show(round_id: int, candidacy_id: int) -> str:
    """Tell one winner's story."""
    announced = queries.public_round(round_id)
    winner = next((who for who in announced.winners if who.candidacy_id == candidacy_id), None)
    if winner is None:
        raise Missing
    return render_template(
        "winners/winner.html",
        winner=winner,
        others=[who for who in announced.winners if who is not winner],
        resources=resources.for_winner(winner.category, winner.citation),
        corrections=queries.corrections([candidacy_id]),
        may_lend=lending.may_lend(current_viewer(), round_id),
        base_url=config.current().base_url.rstrip("/"),
    )


@bp.get("/winners/<int:round_id>/<int:candidacy_id>/card.png")
@open_to(anyone)
def card(round_id: int, candidacy_id: int) -> Response:
    """Give the picture that stands beside a link to the page."""
    winner = queries.public_winner(round_id, candidacy_id)
    photo = winner.photo
    face = None
    if photo is not None:
        data = queries.photo_data([photo.id])[photo.id]
        face = crop(data, "portrait", (photo.focal_x, photo.focal_y))
    return Response(share_picture(_told(winner), face), mimetype="image/png")


@bp.get("/winners/<int:round_id>/<int:candidacy_id>/certificate.pdf")
@open_to(anyone)
def certificate(round_id: int, candidacy_id: int) -> Response:
    """Give the certificate."""
    winner = queries.public_winner(round_id, candidacy_id)
    name = f"{_('certificate')}-{slug(winner.name)}.pdf"
    return Response(
        winner_certificate(_told(winner)),
        mimetype="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@bp.get("/winners/roll")
@open_to(anyone)
@kept_for_visitors
def honour() -> str:
    """Show everybody who won over the years, narrowed by name, team, category and year."""
    year = request.args.get("year", "")
    is_year = year.isascii() and year.isdigit() and len(year) == 4 and year >= FIRST_YEAR
    filters = RollFilters(
        q=request.args.get("q", "").strip()[:100],
        category=request.args.get("category", "")[:120],
        year=min(int(year), LAST_YEAR) if is_year else 0,
    )
    number = page_number()
    found = roll(filters, page=number)
    return render_template(
        "winners/roll.html",
        roll=found,
        filters=filters,
        number=number,
        pages=max(1, -(-found.total // PER_PAGE)),
        page_url=page_url,
        here=url_for("winner.honour"),
    )


def _told(winner: PublicWinner) -> Told:
    return Told(
        name=winner.name,
        outcome=outcome_name(winner.outcome),
        category=winner.category,
        round=winner.round_name,
        scheme=winner.scheme_name,
        organisation=winner.organisation,
        citation=winner.citation,
        quote=winner.quote,
        quote_by=winner.quote_by,
        date=clock.spoken_date(winner.announced_at),
        colours=queries.colours_of(winner.round_id),
    )
