"""What a browser holds of a nomination written without an account, and for how long.

The cookie session keeps a secret and when it was last used. Drafts know only its digest. After
half an hour without a request the browser has let go, so that the next person at a shared
computer finds nothing; a code or a letter leads back.
"""

import secrets
from datetime import datetime, timedelta

from flask import session
from werkzeug.wrappers import Response

from recognition import clock
from recognition.nominations import actions
from recognition.nominations.queries import Author, Former
from recognition.people import actions as people
from recognition.people.rules import token_digest
from recognition.people.views import current_viewer

LETS_GO_AFTER = timedelta(minutes=30)
NOTED_EVERY = timedelta(minutes=1)
_SECRET, _SEEN = "nomination.secret", "nomination.seen"  # names of places, no secrets
_SIGNED_IN = "_user_id"  # where Flask-Login keeps the token of a session, also of one that ended


def author() -> Author:
    """Return who writes: somebody who signed in, or this browser if it still holds something."""
    viewer = current_viewer()
    if viewer is not None:
        return Author.of(viewer)
    seen = _seen()
    if seen is None or clock.now() - seen > LETS_GO_AFTER:
        return Author()
    if clock.now() - seen > NOTED_EVERY:
        session[_SEEN] = clock.now().timestamp()
    return Author(browser=token_digest(session[_SECRET]))


def beginner() -> Author:
    """Return who writes, as `author`; a browser that holds nothing gets a secret of its own."""
    found = author()
    if found.person_id is None and not found.browser:
        session[_SECRET] = secrets.token_urlsafe(32)
        session[_SEEN] = clock.now().timestamp()
        return author()
    return found


def former() -> Former:
    """Return who this browser was until lately: an ended session, or a hold that was let go."""
    if current_viewer() is not None:
        return Former()
    token, secret = session.get(_SIGNED_IN), session.get(_SECRET)
    return Former(
        session_digest=token_digest(token) if isinstance(token, str) else "",
        browser=token_digest(secret) if isinstance(secret, str) else "",
    )


def leave() -> None:
    """Forget everything here: the session, what this browser holds, and its way back."""
    viewer = current_viewer()
    if viewer is not None:
        people.sign_out(viewer.session_digest)
    actions.let_go(Author(browser=former().browser))
    session.clear()


def forgetful(response: Response) -> Response:
    """Tell the browser to drop what it kept of these pages."""
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _seen() -> datetime | None:
    seen = session.get(_SEEN)
    if not isinstance(seen, int | float) or not isinstance(session.get(_SECRET), str):
        return None
    return datetime.fromtimestamp(seen, clock.now().tzinfo)
