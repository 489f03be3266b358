"""Where other people's words name somebody: whole names, which go, and what is to be looked at."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from recognition.database import db
from recognition.erased import Erased
from recognition.nominations.models import Answer, Candidacy, Nomination
from recognition.panel.queries.free_text import FREE_TEXT as PANEL_TEXT
from recognition.people.queries import Viewer
from recognition.privacy.mentions import Mentions, parts, parts_in
from recognition.privacy.queries.erasing_subjects import Subject
from recognition.resources.models import Resource
from recognition.schemes.models import Round, Scheme
from recognition.winners.models import CitationEdition, Decision

STORY, LIBRARY, CITATION, PANEL = "story", "library", "citation", "panel"
MOST = 50


@dataclass(frozen=True)
class Place:
    """Words of other people with a name in them; `key` is how their page is found, if they may."""

    kind: str
    key: str
    words: str


@dataclass(frozen=True)
class Places:
    """Where the whole name is replaced, and where a part of it may be theirs.

    `panel` counts what panels wrote: whoever administers does not read that here. `more` are those
    beyond the first `MOST`.
    """

    whole: int
    unsure: tuple[Place, ...]
    panel: int
    more: int


def places(viewer: Viewer, subject: Subject, erased: Erased) -> Places:
    """Return where other people's words name somebody, as far as the viewer may read them."""
    names = parts(subject.name)
    whole = Mentions(subject.whole_names, subject.addresses)
    named, unsure, panel = 0, list[Place](), 0
    for kind, key, text in _texts(viewer, erased):
        gone = erased.without(text)
        named += gone != text
        found = parts_in(gone, names, leaving_out=whole)
        if kind == PANEL:
            panel += bool(found)
        else:
            unsure += [Place(kind, key, words) for words in found[:1]]
    return Places(named, tuple(unsure[:MOST]), panel, max(0, len(unsure) - MOST))


def _texts(viewer: Viewer, erased: Erased) -> Iterator[tuple[str, str, str]]:
    yield from _stories(viewer, erased)
    citations = (
        select(Decision.candidacy_id, CitationEdition.text)
        .join(Decision, Decision.id == CitationEdition.decision_id)
        .where(Decision.candidacy_id.not_in(erased.candidacies))
    )
    for number, text in db.session.execute(citations):
        yield CITATION, str(number), text
    for slug, summary, body in db.session.execute(
        select(Resource.slug, Resource.summary, Resource.body).where(
            Resource.source_reference.is_(None) | Resource.source_reference.not_in(erased.stories)
        )
    ):
        yield LIBRARY, slug, f"{summary}\n{body}"
    for columns in PANEL_TEXT:
        for row in db.session.execute(select(*columns)):
            yield PANEL, "", "\n".join(map(str, row))


def _stories(viewer: Viewer, erased: Erased) -> Iterator[tuple[str, str, str]]:
    """Yield the answers of other nominations, all revisions; a key only where they may check it."""
    rows = db.session.execute(
        select(Nomination.reference, Scheme.organisation_id, Answer.text)
        .join(Nomination, Nomination.id == Answer.nomination_id)
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .join(Round, Round.id == Candidacy.round_id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .where(Nomination.id.not_in(erased.nominations))
        .order_by(Nomination.id.desc(), Answer.revision.desc(), Answer.question_id),
        execution_options={"yield_per": 500},
    )
    for reference, place, text in rows:
        may = place in viewer.administers
        yield (STORY, reference, text) if may else (PANEL, "", text)
