"""Writing a draft, page by page. Drafts are private and leave no trace in the audit."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from recognition import clock
from recognition.database import transaction
from recognition.errors import Missing, Refused
from recognition.nominations import queries, rules
from recognition.nominations.cards import Nominee
from recognition.nominations.models import Draft, Nomination
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import CategoryCard, RoundCard
from recognition.words import _

_KEY = re.compile(r"[0-9a-f]{32}")


def start_draft(
    *,
    key: str,
    round_card: RoundCard,
    nominee: Nominee,
    category_id: int | None,
    actor: Viewer,
    received: datetime,
) -> str:
    """Begin a nomination, or change whom it is for; the same key twice makes one draft.

    Args:
        key: 32 hexadecimal digits made when the page was shown.
        round_card: the round it is for.
        nominee: who is nominated.
        category_id: None where the scheme has only one category.
        actor: the author.
        received: instant at which the request came, UTC.

    Returns:
        The key.

    Raises:
        Refused: the round is not open, a person nominates themselves, or no category was chosen.
        Missing: the key is not one of ours, belongs to somebody else, or was used and sent.
    """
    queries.check_open(round_card, received)
    rules.check_not_oneself(author_id=actor.person_id, person_id=nominee.person_id)
    category = _category(schemes.categories(round_card.scheme.id), category_id)
    rules.check_category(for_teams=category.for_teams, person_id=nominee.person_id)
    if not _KEY.fullmatch(key):
        raise Missing
    with transaction() as session:
        draft = session.scalar(select(Draft).where(Draft.key == key))
        if session.scalar(select(Nomination.id).where(Nomination.draft_key == key)) or (
            draft is not None and draft.author_id != actor.person_id
        ):
            raise Missing
        if draft is None:
            draft = Draft(key=key, author_id=actor.person_id, answers={}, may_name_me=True)
            session.add(draft)
        draft.round_id = round_card.id
        draft.category_id = category.id
        draft.person_id, draft.team_id = nominee.person_id, nominee.team_id
        described = nominee.kind == "described"
        draft.described_name = nominee.name if described else ""
        draft.described_place = nominee.detail if described else ""
        draft.updated_at = clock.now()
    return key


def save_story(
    *,
    key: str,
    answers: Mapping[str, str],
    actor: Viewer,
    received: datetime,
    unfinished: bool = False,
) -> None:
    """Keep the answers.

    Args:
        key: of the draft.
        answers: words by the position of the question; other names are left aside.
        actor: the author.
        received: instant at which the request came, UTC.
        unfinished: keep them as they are, to go on later: empty and long answers are fine.

    Raises:
        Refused: the round is not open, or an answer is missing or too long.
        Missing: there is no such draft of this author.
    """
    held = queries.draft(key, actor.person_id)
    round_card = schemes.round_card(held.round_id)
    queries.check_open(round_card, received)
    sheet = schemes.form_sheet(round_card.version_id)
    kept = {str(q.position): answers.get(str(q.position), "") for q in sheet.questions}
    if unfinished:
        for position, text in kept.items():
            rules.check_characters(len(text), f"answer_{position}")
    else:
        asked = [rules.Asked(q.position, q.word_limit) for q in sheet.questions]
        rules.check_words(asked, kept, together=sheet.words_together)
    _change(key, actor, answers=kept)


def save_you(
    *, key: str, may_name: bool, relationship: str, actor: Viewer, received: datetime
) -> None:
    """Keep whether the nominee may know who wrote, and how the two know each other.

    Args:
        key: of the draft.
        may_name: whether the nominee may learn the nominator's name.
        relationship: one of `rules.RELATIONSHIPS`, or empty for “rather not say”.
        actor: the author.
        received: instant at which the request came, UTC.

    Raises:
        Refused: the round is not open.
        Missing: there is no such draft of this author.
    """
    held = queries.draft(key, actor.person_id)
    round_card = schemes.round_card(held.round_id)
    queries.check_open(round_card, received)
    known = relationship if relationship in rules.RELATIONSHIPS else ""
    _change(key, actor, may_name_me=may_name, relationship=known)


def delete_draft(*, key: str, actor: Viewer) -> None:
    """Throw a draft away; a second time changes nothing."""
    with transaction() as session:
        session.execute(delete(Draft).where(Draft.key == key, Draft.author_id == actor.person_id))


def _change(key: str, actor: Viewer, **facts: object) -> None:
    with transaction() as session:
        draft = session.scalar(
            select(Draft).where(Draft.key == key, Draft.author_id == actor.person_id)
        )
        if draft is None:
            raise Missing
        for name, value in facts.items():
            setattr(draft, name, value)
        draft.updated_at = clock.now()


def _category(listed: Sequence[CategoryCard], category_id: int | None) -> CategoryCard:
    if category_id is None and len(listed) == 1:
        return listed[0]
    for category in listed:
        if category.id == category_id:
            return category
    raise Refused(_("Choose a category."), field="category")
