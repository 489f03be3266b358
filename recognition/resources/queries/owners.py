"""Who can look after a resource."""

from sqlalchemy import select

from recognition.database import db
from recognition.errors import Refused
from recognition.people.queries import PersonCard, Viewer, people_by_id, suggestions
from recognition.people.rules import folded
from recognition.resources.models import Resource
from recognition.words import _

FEWEST_LETTERS = 2


def looks_after(viewer: Viewer | None, slug: str, **_arguments: object) -> bool:
    """May they say that a resource is still right? Its owner may, and administrators."""
    if viewer is None:
        return False
    if viewer.is_administrator:
        return True
    owner = db.session.scalar(select(Resource.owner_id).where(Resource.slug == slug))
    return owner is not None and owner == viewer.person_id


def colleagues(text: str, viewer: Viewer) -> list[PersonCard]:
    """Return colleagues of the organisations somebody looks after, as typed so far."""
    if len(text.strip()) < FEWEST_LETTERS:
        return []
    return suggestions(text, organisations=viewer.administers, near=viewer)


def owner_named(text: str, picked: str, *, viewer: Viewer, now: int | None) -> int | None:
    """Return who is meant by a typed name, or by one picked from the list; None for nobody.

    Args:
        text: a name as typed.
        picked: number of the person picked, as text; counts while the name is still theirs.
        viewer: who types; colleagues of the organisations they look after can be named.
        now: number of the present owner, who may stay whoever they are.

    Raises:
        Refused: nobody is called that, or several are.
    """
    if not text:
        return None
    if picked.isascii() and picked.isdigit() and len(picked) < 10:
        found = people_by_id([int(picked)]).get(int(picked))
        known = found and (found.organisation_id in viewer.administers or found.id == now)
        if found and known and text.startswith(found.name):
            return found.id
    near = suggestions(text, organisations=viewer.administers, near=viewer)
    same = [card.id for card in near if folded(card.name) == folded(text)]
    if len(same) > 1:
        raise Refused(
            _("Several colleagues are called that. Choose one from the list."), field="owner"
        )
    if not same:
        raise Refused(_("We could not find them. Check the spelling."), field="owner")
    return same[0]
