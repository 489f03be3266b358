"""What others wrote about one person."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from recognition.database import db
from recognition.nominations import rules
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries.subject_access_rows import (
    answers,
    nominations,
    sender,
    standing,
)
from recognition.subject_access import Item, Section
from recognition.words import _


def about(candidacy_ids: Collection[int]) -> Section:
    """Return what others wrote about somebody, by the candidacies in which they did.

    Who asked not to be named is not named, and their name stands in `never`: it may not be in any
    of the words about this nominee.
    """
    rows = db.session.execute(nominations(Nomination.candidacy_id.in_(set(candidacy_ids)))).all()
    texts = answers([row.Nomination.id for row in rows])
    hidden = defaultdict[int, list[str]](list)
    for row in rows:
        if not row.Nomination.may_name_nominator and sender(row):
            hidden[row.Nomination.candidacy_id].append(sender(row))
    return Section(
        "about",
        _("What others wrote about them"),
        tuple(
            _told(row, texts.get(row.Nomination.id, ()), hidden[row.Nomination.candidacy_id])
            for row in rows
        ),
    )


def candidacies_of(person_id: int) -> frozenset[int]:
    """Return the candidacies of a person, with those that theirs were merged into, by number."""
    rows = db.session.execute(
        select(Candidacy.id, Candidacy.merged_into_id).where(Candidacy.person_id == person_id)
    )
    return frozenset(number for row in rows for number in row if number is not None)


def _told(row: Any, texts: tuple[tuple[str, str], ...], hidden: list[str]) -> Item:
    sent: Nomination = row.Nomination
    shown = rules.shown_nominator(
        name=sender(row), kind=sent.nominator_kind, may_name=sent.may_name_nominator
    )
    named = sent.may_name_nominator and bool(sender(row))
    return Item(
        key=f"about-{sent.id}",
        what=_("Nomination in %(scheme)s, %(round)s", scheme=row.scheme, round=row.round),
        when=sent.sent_at,
        facts=((_("Written by"), shown), (_("Where it stands"), standing(sent))),
        texts=texts,
        names=(shown,) if named else (),
        never=tuple(hidden),
        by_others=True,
        round_id=None,
    )
