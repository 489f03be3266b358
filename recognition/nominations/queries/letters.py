"""Private links: to a nomination for whoever sent it, and back to a draft. Made at delivery."""

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import select

from recognition import config
from recognition.database import db
from recognition.errors import Missing
from recognition.nominations.models import Draft, Nomination

NOMINATION_LINK = "nomination"
DRAFT_LINK = "draft"


def nomination_link(reference: str) -> str | None:
    """Return the address of a nomination's private page, for a letter that is being delivered."""
    number = db.session.scalar(select(Nomination.id).where(Nomination.reference == reference))
    if number is None:
        return None
    return f"{_base()}/nominations/by-letter/{code_of(number)}"


def draft_link(key: str) -> str | None:
    """Return where its author goes on with a draft; None when there is nothing to go on with."""
    draft = db.session.scalar(select(Draft).where(Draft.key == key))
    if draft is None:
        return None
    if draft.author_id is not None or draft.code is None:
        return f"{_base()}/nominations"
    return f"{_base()}/nominate/resume/{draft.code}"


def code_of(nomination_id: int) -> str:
    """Return the code of a nomination's private page: signed, never stored."""
    code = _codes().dumps(nomination_id)
    return code if isinstance(code, str) else code.decode()


def reference_of_code(code: str) -> str:
    """Return the reference of the nomination behind a code.

    Raises:
        Missing: nobody was given this code.
    """
    try:
        number = _codes().loads(code)
    except BadData as problem:
        raise Missing from problem
    # Decoding forgives odd letters, but a code must be whole.
    if not isinstance(number, int) or code_of(number) != code:
        raise Missing
    reference = db.session.scalar(select(Nomination.reference).where(Nomination.id == number))
    if reference is None:
        raise Missing
    return reference


def _base() -> str:
    return config.current().base_url.rstrip("/")


def _codes() -> URLSafeSerializer:
    return URLSafeSerializer(config.current().secret_key, salt="recognition.nomination")
