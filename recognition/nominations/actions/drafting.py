"""Writing a draft, page by page. Drafts are private and leave no trace in the audit."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from recognition import clock
from recognition.database import transaction
from recognition.errors import Missing, Refused
from recognition.nominations import queries, rules
from recognition.nominations.cards import AboutYou, Author, DraftCard, Nominee
from recognition.nominations.models import Draft, Nomination
from recognition.nominations.queries.holders import written_by
from recognition.people.rules import address
from recognition.schemes import queries as schemes
from recognition.schemes.queries import CategoryCard, RoundCard
from recognition.words import _, language

_KEY = re.compile(r"[0-9a-f]{32}")
ABOUT_NOMINEE = ("nominee", "described_name", "described_place")
ABOUT_YOU = ("may_name", "relationship", "author_kind", "author_name", "author_email")


def start_draft(
    *,
    key: str,
    round_card: RoundCard,
    nominee: Nominee,
    category_id: int | None,
    actor: Author,
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
    _check_may_write(round_card, nominee, actor, received)
    category = _category(schemes.categories(round_card.scheme.id), category_id)
    rules.check_category(for_teams=category.for_teams, person_id=nominee.person_id)
    if not _KEY.fullmatch(key):
        raise Missing
    with transaction() as session:
        draft = _own_or_new(session, key, actor)
        draft.round_id = round_card.id
        draft.category_id = category.id
        draft.person_id, draft.team_id = nominee.person_id, nominee.team_id
        described = nominee.kind == "described"
        draft.described_name = nominee.name if described else ""
        draft.described_place = nominee.detail if described else ""
        draft.parked = _without(draft.parked, ABOUT_NOMINEE)
        draft.updated_at = clock.now()
    return key


def _check_may_write(
    round_card: RoundCard, nominee: Nominee, actor: Author, received: datetime
) -> None:
    queries.check_open(round_card, received, actor)
    rules.check_not_oneself(author_id=actor.person_id, person_id=nominee.person_id)
    if actor.person_id is not None:
        return
    if nominee.kind != "described":
        raise Missing  # the directory is for staff who signed in
    if not round_card.scheme.without_account:
        raise Refused(_("Please sign in to nominate in this scheme."))


def _own_or_new(session: Session, key: str, actor: Author) -> Draft:
    taken = session.execute(select(Draft, written_by(actor)).where(Draft.key == key)).one_or_none()
    if taken is not None and taken[1]:
        return taken[0]
    if taken is not None or session.scalar(
        select(Nomination.id).where(Nomination.draft_key == key)
    ):
        raise Missing
    draft = Draft(key=key, author_id=actor.person_id, answers={}, may_name_me=True)
    draft.language = language()
    if actor.person_id is None:
        draft.browser, draft.code = actor.browser, rules.resume_code()
    session.add(draft)
    return draft


def save_story(
    *,
    key: str,
    answers: Mapping[str, str],
    actor: Author,
    received: datetime,
    unfinished: bool = False,
) -> DraftCard:
    """Keep the answers.

    Args:
        key: of the draft.
        answers: words by the position of the question; other names are left aside.
        actor: the author.
        received: instant at which the request came, UTC.
        unfinished: keep them as they are, to go on later: empty and long answers are fine.

    Returns:
        The draft as it was before.

    Raises:
        Refused: the round is not open, or an answer is missing or too long.
        Missing: there is no such draft of this author.
    """
    held = queries.draft(key, actor)
    round_card = schemes.round_card(held.round_id)
    queries.check_open(round_card, received, actor)
    sheet = schemes.form_sheet(round_card.version_id)
    kept = {str(q.position): answers.get(str(q.position), "") for q in sheet.questions}
    if unfinished:
        for position, text in kept.items():
            rules.check_characters(len(text), f"answer_{position}")
    else:
        asked = [rules.Asked(q.position, q.word_limit) for q in sheet.questions]
        rules.check_words(asked, kept, together=sheet.words_together)
    parked = _without(held.parked, [f"answer_{position}" for position in kept])
    change(key, actor, answers=kept, parked=parked)
    return held


def save_you(
    *,
    key: str,
    may_name: bool,
    relationship: str,
    actor: Author,
    received: datetime,
    about: AboutYou | None = None,
) -> None:
    """Keep whether the nominee may know who wrote, how the two know each other, and who it is.

    Args:
        key: of the draft.
        may_name: whether the nominee may learn the nominator's name.
        relationship: one of `rules.RELATIONSHIPS`, or empty for “rather not say”.
        actor: the author.
        received: instant at which the request came, UTC.
        about: what an author without an account says of themselves.

    Raises:
        Refused: the round is not open, it is about the author, or something needed is left out.
        Missing: there is no such draft of this author.
    """
    held = queries.draft(key, actor)
    round_card = schemes.round_card(held.round_id)
    queries.check_open(round_card, received, actor)
    rules.check_about_somebody_else(relationship)
    facts: dict[str, object] = {}
    if actor.person_id is None:
        you = _checked(about or AboutYou(), round_card)
        facts = {"author_name": you.name, "author_email": you.email, "author_kind": you.kind}
    known = relationship if relationship in rules.RELATIONSHIPS else ""
    parked = _without(held.parked, ABOUT_YOU)
    change(key, actor, may_name_me=may_name, relationship=known, parked=parked, **facts)


def _checked(about: AboutYou, round_card: RoundCard) -> AboutYou:
    scheme = round_card.scheme
    kinds = queries.kinds_of(scheme.who_may_nominate)
    kind = kinds[0] if len(kinds) == 1 else about.kind
    rules.check_author(
        name=about.name,
        email=about.email,
        kind=kind,
        kinds=kinds,
        email_needed=scheme.confirms_addresses,
    )
    try:
        email = address(about.email) if about.email else ""
    except Refused as refused:
        raise Refused(refused.reason, field="author_email") from refused
    return AboutYou(about.name, email, kind)


def delete_draft(*, key: str, actor: Author) -> None:
    """Throw a draft away; a second time changes nothing."""
    with transaction() as session:
        session.execute(delete(Draft).where(Draft.key == key, written_by(actor)))


def change(key: str, actor: Author, **facts: object) -> None:
    """Put facts into the columns of a draft of this author.

    Raises:
        Missing: there is no such draft of this author.
    """
    with transaction() as session:
        changed = session.execute(
            update(Draft)
            .where(Draft.key == key, written_by(actor))
            .values(**facts, updated_at=clock.now())
            .execution_options(synchronize_session=False)
            .returning(Draft.id)
        )
        if changed.first() is None:
            raise Missing


def _without(parked: Mapping[str, str] | None, names: Sequence[str]) -> dict[str, str]:
    return {name: text for name, text in (parked or {}).items() if name not in names}


def _category(listed: Sequence[CategoryCard], category_id: int | None) -> CategoryCard:
    if category_id is None and len(listed) == 1:
        return listed[0]
    for category in listed:
        if category.id == category_id:
            return category
    raise Refused(_("Choose a category."), field="category")
