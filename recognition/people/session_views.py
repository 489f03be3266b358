"""Who is looking at a page, and what a browser holds once somebody has signed in."""

from flask import g, session, url_for
from flask_limiter import Limiter
from flask_login import current_user, login_user

from recognition import clock, patience, speaking
from recognition.people import actions, queries
from recognition.people.queries import OrganisationCard, Viewer
from recognition.people.rules import token_digest

# Many staff sit behind one network address, so nothing is counted by that.
limiter = Limiter(key_func=lambda: "", headers_enabled=False, strategy="moving-window")

BY_PROVIDER = "by_provider"  # whoever came in by the organisation's sign-in is told so on leaving
AFRESH = "ask_afresh"  # whoever comes by it next is asked for a password: see `provider_views`


def load_viewer(token: str) -> Viewer | None:
    """Return who holds this session token, for Flask-Login."""
    return queries.viewer_of_session(token_digest(token), token, at=clock.now())


def current_viewer() -> Viewer | None:
    """Return who is looking, or None for a visitor who has not signed in.

    On a page that does without the database it is None, too, where nobody had found out before.
    """
    if patience.gave_up() and "_login_user" not in g:  # the name is Flask-Login's
        return None
    return current_user._get_current_object() if current_user.is_authenticated else None


def required_viewer() -> Viewer:
    """Return who is looking, on a page that only people who signed in can open."""
    viewer = current_viewer()
    if viewer is None:
        raise RuntimeError("this page needs a mark that asks for sign-in")
    return viewer


def brand() -> OrganisationCard | None:
    """Return the organisation whose name and colours the pages carry."""
    if "brand" not in g and not patience.gave_up():
        g.brand = queries.host()
    found: OrganisationCard | None = g.get("brand")
    return found


def kept_language() -> str | None:
    """Return the language that whoever is looking chose for good; None for a visitor."""
    viewer = current_viewer()
    return viewer.language if viewer is not None else None


def let_in(started: actions.SignedIn) -> None:
    """Give this browser a session that was just started, and nothing that was there before."""
    before = current_viewer()
    if before is not None:
        actions.sign_out(before.session_digest)
    chosen, afresh = speaking.chosen(), session.get(AFRESH)
    session.clear()
    if afresh:  # the provider's own session of whoever signed out may still be open
        session[AFRESH] = True
    g.pop("csrf_token", None)  # a form on the page that follows gets a token of this session
    viewer = load_viewer(started.session_token)
    login_user(viewer)
    if chosen and viewer is not None and viewer.language is None:
        actions.choose_language(viewer, chosen)
        speaking.choose(chosen)


def let_on(started: actions.SignedIn) -> None:
    """Give this browser the session in which somebody goes on after a second proof."""
    by_provider = session.get(BY_PROVIDER)
    let_in(started)
    if by_provider:
        session[BY_PROVIDER] = True


def first_page(onwards: str) -> str:
    """Return where somebody goes who has just been let in: to their second step, if they need it.

    Args:
        onwards: the page of ours they wanted.
    """
    viewer = current_viewer()
    if viewer is not None and queries.must_prove(viewer):
        return url_for("people_proving.prove", next=onwards)
    return onwards
