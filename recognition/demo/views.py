"""The pages of the demonstration: choose who to be, and read everybody's letters.

They exist only in demo mode; `app.py` leaves them out otherwise.
"""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import anyone, open_to
from recognition.demo import queries
from recognition.mail import links
from recognition.mail import queries as mail
from recognition.mail.rules import LINK_PLACE
from recognition.pages import page_number
from recognition.people import actions as people
from recognition.people.views import let_in
from recognition.words import _

PER_PAGE = 25

bp = Blueprint("demo", __name__, url_prefix="/demo")
blueprints = (bp,)


@bp.get("")
@open_to(anyone)
def choose() -> ResponseReturnValue:
    """Show one button for each persona."""
    return render_template("demo/choose.html", personas=queries.personas())


@bp.post("/sign-in/<persona>")
@open_to(anyone)
def sign_in(persona: str) -> ResponseReturnValue:
    """Be this persona from now on."""
    chosen = queries.persona(persona)
    let_in(people.sign_in_as(chosen.person.id))
    return redirect(queries.LANDINGS[chosen.key])


@bp.get("/mail")
@open_to(anyone)
def letters() -> ResponseReturnValue:
    """List the letters, newest first; `?to=` keeps those to one address."""
    to_address = request.args.get("to", "").strip().lower()
    total = mail.count_letters(to_address=to_address)
    pages = max(1, -(-total // PER_PAGE))
    number = min(page_number(), pages)
    return render_template(
        "demo/letters.html",
        letters=mail.letters(to_address=to_address, page=number, per_page=PER_PAGE),
        to_address=to_address,
        total=total,
        number=number,
        pages=pages,
        personas=queries.personas(),
    )


@bp.get("/mail/<int:letter_id>")
@open_to(anyone)
def letter(letter_id: int) -> ResponseReturnValue:
    """Show one letter as it arrives, with a button in place of its private link."""
    found = mail.letter(letter_id)
    before, _place, after = found.body.partition(LINK_PLACE)
    return render_template("demo/letter.html", letter=found, before=before, after=after)


@bp.post("/mail/<int:letter_id>/open")
@open_to(anyone)
def open_link(letter_id: int) -> ResponseReturnValue:
    """Make the private link of a letter, as its delivery would, and follow it."""
    found = mail.letter(letter_id)
    link = None
    if found.link_kind and found.link_target:
        link = links.make(found.link_kind, found.link_target)
    if link is None:
        flash(
            _("This letter would not be sent, because nobody of that address is known."),
            "important",
        )
        return redirect(url_for("demo.letter", letter_id=letter_id))
    return redirect(link)
