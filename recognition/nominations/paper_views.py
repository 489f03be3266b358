"""Printed cards, posters and QR codes that collect nominations for a scheme, ward by ward."""

from io import BytesIO
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from recognition import config
from recognition.access import open_to
from recognition.nominations.blank_cards import BlankCard, Poster, nomination_card, poster
from recognition.pages import received
from recognition.paper import qr_code
from recognition.people import queries as people
from recognition.people.queries import is_administrator
from recognition.people.views import required_viewer
from recognition.resources.rules import slugged
from recognition.schemes import queries as schemes
from recognition.schemes.queries import SchemeCard

bp = Blueprint("paper", __name__, url_prefix="/manage/cards/print")
LONGEST_PLACE = 100
QUIET_ZONE = 4  # modules round a QR code: ISO/IEC 18004
PIXELS_A_MODULE = 20
PDF = "application/pdf"


@bp.get("")
@open_to(is_administrator)
def choose() -> str:
    """Choose for which scheme to print."""
    hosted = schemes.schemes_for(required_viewer().administers)
    return render_template(
        "nominations/card_choose.html", schemes=[card for card in hosted if not card.ended_at]
    )


@bp.get("/<scheme_slug>")
@open_to(schemes.may_manage)
def sheet(scheme_slug: str) -> str:
    """Offer the card, the poster and the code of a scheme, for the ward in `?place=`."""
    scheme, place = schemes.scheme(scheme_slug), _place()
    return render_template(
        "nominations/card_print.html",
        scheme=scheme,
        place=place,
        longest=LONGEST_PLACE,
        address=address(scheme, place),
        questions=_questions(scheme),
    )


@bp.get("/<scheme_slug>/card.pdf")
@open_to(schemes.may_manage)
def card_pdf(scheme_slug: str) -> ResponseReturnValue:
    """Return the card to write on, two to a sheet."""
    scheme, place = schemes.scheme(scheme_slug), _place()
    blank = BlankCard(
        scheme=scheme.name,
        organisation=_organisation(scheme),
        questions=_questions(scheme),
        address=address(scheme, place),
        place=place,
    )
    return _file(nomination_card(blank), PDF, _name("card", scheme, place, "pdf"))


@bp.get("/<scheme_slug>/poster.pdf")
@open_to(schemes.may_manage)
def poster_pdf(scheme_slug: str) -> ResponseReturnValue:
    """Return the poster for a wall."""
    scheme, place = schemes.scheme(scheme_slug), _place()
    sheet = Poster(
        scheme=scheme.name,
        organisation=_organisation(scheme),
        purpose=scheme.purpose,
        address=address(scheme, place),
        place=place,
    )
    return _file(poster(sheet), PDF, _name("poster", scheme, place, "pdf"))


@bp.get("/<scheme_slug>/code.svg")
@open_to(schemes.may_manage)
def code_svg(scheme_slug: str) -> ResponseReturnValue:
    """Return the QR code as a drawing of any size."""
    scheme, place = schemes.scheme(scheme_slug), _place()
    drawn = qr_code(address(scheme, place)).encode()
    return _file(drawn, "image/svg+xml", _name("code", scheme, place, "svg"))


@bp.get("/<scheme_slug>/code.png")
@open_to(schemes.may_manage)
def code_png(scheme_slug: str) -> ResponseReturnValue:
    """Return the QR code as a picture for screens."""
    import segno

    scheme, place, out = schemes.scheme(scheme_slug), _place(), BytesIO()
    code = segno.make_qr(address(scheme, place), error="m", boost_error=False)
    code.save(out, kind="png", scale=PIXELS_A_MODULE, border=QUIET_ZONE)
    return _file(out.getvalue(), "image/png", _name("code", scheme, place, "png"))


def address(scheme: SchemeCard, place: str) -> str:
    """Return where a phone that reads the code goes, with the place filled in."""
    start = f"{config.current().base_url.rstrip('/')}/nominate/{scheme.slug}"
    return f"{start}?{urlencode({'place': place})}" if place else start


def _file(body: bytes, media_type: str, name: str) -> Response:
    """Return a file to keep; with `?show=1` one that a page shows."""
    how = "inline" if request.args.get("show") == "1" else "attachment"
    headers = {"Content-Disposition": f'{how}; filename="{name}"'}
    return Response(body, mimetype=media_type, headers=headers)


def _name(what: str, scheme: SchemeCard, place: str, ending: str) -> str:
    """Return a file name in plain letters: “card-kindness-awards-larch-ward.pdf”."""
    where = slugged(place, set()) if place else ""
    return "-".join(part for part in (what, scheme.slug, where) if part) + f".{ending}"


def _questions(scheme: SchemeCard) -> tuple[str, ...]:
    """Return what the round that is open asks, or else what the next one will."""
    card = schemes.open_round(scheme.slug, received())
    version = card.version_id if card else schemes.newest_version(scheme.id)
    return tuple(question.prompt for question in schemes.form_sheet(version).questions)


def _organisation(scheme: SchemeCard) -> str:
    names = {card.id: card.name for card in people.organisations()}
    return names.get(scheme.organisation_id, "")


def _place() -> str:
    return " ".join(request.args.get("place", "").split())[:LONGEST_PLACE]
