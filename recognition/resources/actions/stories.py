"""Making a library entry of a story, and taking it out when its people wish so."""

from datetime import date

from sqlalchemy import select

from recognition import clock
from recognition.database import transaction
from recognition.errors import Refused
from recognition.people.queries import Viewer
from recognition.resources.actions.keeping import add
from recognition.resources.actions.rows import note, resource_row
from recognition.resources.models import Resource
from recognition.resources.rules import LONGEST_TWO_LINES, Care, Entry
from recognition.words import _

STORY = "story"


def write_from_story(
    *,
    title: str,
    summary: str,
    body: str,
    source_reference: str,
    actor: Viewer | None,
    credit: str = "",
    owner_id: int | None = None,
    review_on: date | None = None,
) -> str:
    """Make a library entry of a story. Whether its people agreed is for the caller to have asked.

    Args:
        title: what it is called in the library.
        summary: plain text of a paragraph or two; the beginning stands beside questions.
        body: the story in plain text; an empty line starts a new paragraph.
        source_reference: what the caller knows the story by; `retire_from_story` takes it.
        actor: who does it.
        credit: whom the story is from, as they wish to be named.
        owner_id: who looks after it.
        review_on: when it is to be looked at again, a day in London.

    Returns:
        The name in its address.

    Raises:
        Refused: something is missing or too long, or the story is in the library already.
    """
    entry = Entry(
        title=title,
        kind=STORY,
        summary=summary,
        two_lines=_beginning(summary, LONGEST_TWO_LINES),
        body=body,
        credit=credit,
        helps=("celebrate", "nominate"),
    )
    with transaction() as session:
        if session.scalar(select(Resource.id).where(Resource.source_reference == source_reference)):
            raise Refused(_("This story is in the library already."))
        slug = add(entry, actor=actor, care=Care(owner_id, review_on))
        resource_row(slug).source_reference = source_reference
    return slug


def retire_from_story(source_reference: str, *, actor: Viewer | None) -> bool:
    """Take the entry that was made of a story out of the library; nobody can show it again.

    Joins the transaction of the withdrawal. May be called again, and for a story without an entry.

    Args:
        source_reference: as given to `write_from_story`.
        actor: who took it back; None for the application itself.

    Returns:
        True when there was an entry to take out.
    """
    with transaction() as session:
        chosen = select(Resource).where(Resource.source_reference == source_reference)
        row = session.scalar(chosen.with_for_update())  # two workers may find that it has ended
        if row is None or row.withdrawn_at is not None:
            return False
        row.withdrawn_at = clock.now()
        row.hidden_at = row.hidden_at or row.withdrawn_at
        note("resource.withdrawn", row, actor)
        return True


def _beginning(text: str, most: int) -> str:
    """Return the beginning of a text on one line, at most so many characters, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return f"{line[: most - 1].rpartition(' ')[0].rstrip(' ,;:–-')}…"
