"""Signing in by the organisation's own sign-in."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from recognition import clock, config
from recognition.access import anyone, open_to
from recognition.errors import Conflict, Missing, Refused
from recognition.pages import received
from recognition.people import actions
from recognition.people.rules import own_page
from recognition.people.session_views import AFRESH, BY_PROVIDER, current_viewer, first_page, let_in
from recognition.people.vouched import (
    ASKED_LASTS,
    PASSING,
    Asked,
    NoAnswer,
    NotAccepted,
    Vouched,
    no_answer,
    not_accepted,
)
from recognition.provider import Provider
from recognition.words import _

ASKED = "asked_provider"
MOST_ASKED = 3  # somebody may start in several tabs; a cookie has little room

bp = Blueprint("people_provider", __name__)


def provider_name() -> str | None:
    """Return what the button for the provider says; None where there is no provider."""
    provider = config.current().provider
    return (provider.name or _("your organisation's sign-in")) if provider else None


def wipe_session() -> str:
    """Empty the cookie on signing out; return the words that say so.

    The provider's own session stays open, and on a shared computer somebody else may come next. So
    whoever signs in from there next is asked for a password.
    """
    came_by_provider, ask_afresh = session.get(BY_PROVIDER), session.get(AFRESH)
    session.clear()
    if came_by_provider or ask_afresh:
        session[AFRESH] = True
    name = provider_name() if came_by_provider else None
    if name is None:
        return _("You have signed out.")
    return _("You have signed out. On a shared computer, sign out of %(name)s too.", name=name)


@bp.post("/sign-in/provider")
@open_to(anyone)
def begin() -> ResponseReturnValue:
    """Send the browser to the provider, by a page of ours.

    A redirect would not do: browsers hold redirects of a form to the policy of the page it stood
    on, all the way to whatever the provider itself sends people on to.
    """
    from recognition.people.vouching import ask

    onwards = own_page(request.form.get("next"))
    try:
        asked = ask(_provider(), _return_address(), afresh=bool(session.get(AFRESH)))
    except NoAnswer as refused:
        return _back_to_sign_in(refused, onwards)
    _keep(asked, onwards)
    return render_template("people/provider_leaving.html", url=asked.url, name=provider_name())


@bp.get("/sign-in/provider/return")
@open_to(anyone)
def finish() -> ResponseReturnValue:
    """Take what the browser brings back; only the browser that asked can, and only once."""
    provider = _provider()
    kept = _taken(request.args.get("state", ""))
    if kept is None:
        # a page that was loaded again: whoever is in stays in
        return redirect("/") if current_viewer() else _stale("/")
    try:
        started = actions.sign_in_vouched(_vouched(provider, kept), kept["onwards"])
    except NoAnswer as refused:
        return _back_to_sign_in(refused, kept["onwards"])
    except (NotAccepted, Conflict):
        return _stale(kept["onwards"])
    except Refused:
        return render_template("people/provider_unknown.html", name=provider_name()), 404
    let_in(started)
    session.pop(AFRESH, None)  # they were asked
    session[BY_PROVIDER] = True
    return redirect(first_page(started.onwards))


def _vouched(provider: Provider, kept: dict[str, str]) -> Vouched:
    from recognition.people.vouching import hear

    code = request.args.get("code", "")
    if request.args.get("error") in PASSING:
        raise no_answer()
    issuer = request.args.get("iss", provider.issuer)  # RFC 9207: it may say who answers
    if not code or issuer != provider.issuer:
        raise not_accepted()
    return hear(
        provider, _return_address(), code=code, nonce=kept["nonce"], verifier=kept["verifier"]
    )


def _provider() -> Provider:
    provider = config.current().provider
    if provider is None:
        raise Missing
    return provider


def _return_address() -> str:
    return f"{config.current().base_url}/sign-in/provider/return"


def _keep(asked: Asked, onwards: str) -> None:
    """Keep a question in the signed cookie, beside the newest of those before it."""
    session[ASKED] = [
        {
            "state": asked.state,
            "nonce": asked.nonce,
            "verifier": asked.verifier,
            "onwards": onwards,
            "until": (received() + ASKED_LASTS).isoformat(),
        },
        *session.get(ASKED, []),
    ][:MOST_ASKED]


def _taken(state: str) -> dict[str, str] | None:
    """Take a question out of the cookie; None where this browser did not ask it, or long ago."""
    kept: list[dict[str, str]] = session.get(ASKED, [])
    found = [one for one in kept if one["state"] == state]
    session[ASKED] = [one for one in kept if one not in found]
    in_time = [one for one in found if one["until"] > clock.now().isoformat()]
    return in_time[0] if in_time else None


def _back_to_sign_in(refused: Refused, onwards: str) -> ResponseReturnValue:
    flash(refused.reason, "important")
    return redirect(url_for("people.sign_in", next=onwards))


def _stale(onwards: str) -> ResponseReturnValue:
    return render_template("people/provider_stale.html", onwards=onwards), 410
