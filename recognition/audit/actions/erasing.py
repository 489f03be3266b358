"""Taking somebody's name and words out of the trail; the chain still verifies."""

import json

from sqlalchemy import select, update

from recognition.audit.models import Entry
from recognition.database import transaction
from recognition.erased import Erased


def erase(erased: Erased) -> int:
    """Take the payloads away that tell of somebody who is erased; the chain still verifies.

    Those of entries about them and about what they wrote, those that name them, and reasons that
    they gave. What happened, when, and who did it by number stays.

    Returns:
        How many entries lost their payload.
    """
    subjects = {
        *(("nomination", number) for number in erased.nominations),
        *(("candidacy", number) for number in erased.candidacies),
        *(("card", number) for number in erased.cards),
        *(("account", number) for number in erased.accounts),
        *({("person", erased.person_id)} if erased.person_id is not None else ()),
    }
    with transaction() as session:
        gone = [
            number
            for number, kind, subject, actor_id, text in session.execute(
                select(
                    Entry.number,
                    Entry.subject_kind,
                    Entry.subject_id,
                    Entry.actor_id,
                    Entry.payload,
                ).where(Entry.payload.is_not(None), Entry.payload != "{}"),
                execution_options={"yield_per": 1_000},
            )
            if (kind, subject) in subjects or _tells(text or "", actor_id, erased)
        ]
        if gone:
            session.execute(update(Entry), [{"number": number, "payload": None} for number in gone])
        return len(gone)


def _tells(payload: str, actor_id: int | None, erased: Erased) -> bool:
    """Tell whether a payload names somebody, repeats their words, or has a reason of theirs."""
    # what nominators called them may be anybody's name: it counts beside a reference of theirs
    is_about = any(reference in payload for reference in erased.references)
    change = erased.untold if is_about else erased.without
    if change(payload) != payload:
        return True
    if actor_id is not None and actor_id == erased.person_id and '"reason"' in payload:
        return True
    return any(json.dumps(text, ensure_ascii=False)[1:-1] in payload for text in erased.written)
