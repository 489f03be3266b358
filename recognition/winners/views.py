"""What the world sees; deciding and preparing are in the files beside."""

from collections.abc import Collection

from flask import Blueprint, Response, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition import clock, config
from recognition.access import anyone, open_to
from recognition.kept_pages import kept_for_visitors
from recognition.pages import NavItem, page_number, page_url
from recognition.panel.marks import Mark
from recognition.people.queries import Viewer
from recognition.resources import queries as resources
from recognition.winners import (
    agreeing_views,
    announcing_views,
    approving_views,
    carrying_views,
    ceremony_views,
    citing_views,
    closing_views,
    consent_views,
    deciding_views,
    embed_views,
    lending_views,
    meeting_views,
    photo_views,
    praising_views,
    preparing_views,
    queries,
    report_views,
    winner_views,
    words_views,
)
from recognition.winners.queries import PublicRound, PublicWinner
from recognition.winners.rules import outcome_name
from recognition.words import _, printable

bp = Blueprint("winners", __name__)
blueprints = (
    bp,
    deciding_views.bp,
    meeting_views.bp,
    closing_views.bp,
    report_views.bp,
    preparing_views.bp,
    consent_views.bp,
    photo_views.bp,
    winner_views.bp,
    embed_views.bp,
    lending_views.bp,
    ceremony_views.bp,
    carrying_views.bp,
    announcing_views.bp,
    words_views.bp,
    citing_views.bp,
    approving_views.bp,
    agreeing_views.bp,
    praising_views.bp,
)

PER_PAGE = 10
COLOURS = {"winner": "yellow", "highly_commended": "purple", "shortlisted": "blue"}


def navigation(_viewer: Viewer | None) -> list[NavItem]:
    """Offer the winners to everyone."""
    return [NavItem(_("Winners"), url_for("winners.index"))]


def outcome_marks(candidacy_ids: Collection[int]) -> dict[int, Mark]:
    """Say in the chair's table what is decided, and where to record it."""
    return {
        candidacy_id: Mark(
            text=outcome_name(outcome) if outcome else "",
            colour=COLOURS.get(outcome, "grey"),
            url=url_for("deciding.decide", candidacy_id=candidacy_id),
        )
        for candidacy_id, outcome in queries.outcomes(candidacy_ids).items()
    }


@bp.get("/winners")
@open_to(anyone)
@kept_for_visitors
def index() -> str:
    """Show every announced round, newest first."""
    number = page_number()
    total = queries.count_public_rounds()
    return render_template(
        "winners/index.html",
        rounds=queries.public_rounds(page=number, per_page=PER_PAGE),
        number=number,
        pages=max(1, -(-total // PER_PAGE)),
        page_url=page_url,
    )


@bp.get("/winners/<int:round_id>")
@open_to(anyone)
@kept_for_visitors
def show(round_id: int) -> str:
    """Show the winners of one round."""
    announced = queries.public_round(round_id)
    return render_template(
        "winners/show.html",
        announced=announced,
        corrections=queries.corrections([who.candidacy_id for who in announced.winners]),
        resources=resources.for_stage("celebrate", limit=1),
    )


@bp.get("/winners.json")
@open_to(anyone)
def as_json() -> Response:
    """Give the newest announced round to programs."""
    rounds = queries.public_rounds(per_page=1)
    return jsonify(_as_object(rounds[0]) if rounds else {"round": {}, "winners": []})


@bp.get("/winners.atom")
@open_to(anyone)
def as_feed() -> ResponseReturnValue:
    """Give the newest winners to feed readers."""
    rounds = queries.public_rounds()
    updated = max((card.announced_at for card in rounds), default=clock.now())
    feed = render_template(
        "winners/feed.xml", rounds=rounds, updated=updated, base_url=config.current().base_url
    )
    feed = printable(feed)
    return feed, 200, {"Content-Type": "application/atom+xml; charset=utf-8"}


def _as_object(announced: PublicRound) -> dict[str, object]:
    return {
        "round": {
            "name": announced.round.name,
            "scheme": announced.round.scheme.name,
            "announced_at": clock.in_london(announced.announced_at).isoformat(),
        },
        "winners": [_as_row(winner) for winner in announced.winners],
    }


def _as_row(winner: PublicWinner) -> dict[str, object]:
    return {
        "round": winner.round_name,
        "category": winner.category,
        "outcome": outcome_name(winner.outcome),
        "name": winner.name,
        "team": winner.team,
        "job_title": winner.job_title,
        "organisation": winner.organisation,
        "citation": winner.citation,
        "quote": winner.quote,
        "words": winner.words,
        "announced_at": clock.in_london(winner.announced_at).isoformat(),
        "photo": _photo_address(winner),
        "alt_text": winner.photo.alt_text if winner.photo else "",
        "reference": winner.reference,
    }


def _photo_address(winner: PublicWinner) -> str:
    if winner.photo is None:
        return ""
    base = config.current().base_url.rstrip("/")
    return f"{base}/winners/{winner.round_id}/{winner.candidacy_id}/landscape.webp"
