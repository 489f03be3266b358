"""Sending a nomination once, whatever happens on the way."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from recognition import config
from recognition.audit.actions import record
from recognition.database import transaction
from recognition.errors import Conflict, Missing, Refused
from recognition.mail.actions import write
from recognition.mail.queries import worded
from recognition.mail.rules import LINK_PLACE
from recognition.nominations import letters, queries, rules
from recognition.nominations.actions.gathering import candidacy_for, told_columns
from recognition.nominations.cards import AboutYou, Author
from recognition.nominations.letter_kinds import RECEIPT, RECEIPT_TO_CONFIRM
from recognition.nominations.models import Answer, Candidacy, Draft, Nomination
from recognition.nominations.queries import NOMINATION_LINK, Sending
from recognition.nominations.queries.holders import sent_by
from recognition.schemes.actions import mark_used
from recognition.schemes.rules import STAFF
from recognition.words import _, language

ATTEMPTS = 3


class _OvertakenError(Exception):
    """Another request wrote first; what was read is out of date."""


def submit(*, key: str, digest: str, actor: Author, received: datetime) -> str:
    """Send a draft: nomination, candidacy, audit entry and receipt in one transaction.

    The key of the draft makes it happen once: a double click, a second tab or a retry gets the
    reference of the first.

    Args:
        key: of the draft.
        digest: what the nominator read on the check page, see `rules.body_digest`.
        actor: the nominator.
        received: instant at which the request came, UTC; it decides about the deadline.

    Returns:
        The reference.

    Raises:
        Refused: the round is not open, or a rule of the scheme says no.
        Conflict: the words are not those that were shown, or were sent before with others.
        Missing: there is no such draft of this author.
    """
    for _attempt in range(ATTEMPTS):
        try:
            return _submit_once(key, digest, actor, received)
        except _OvertakenError:
            continue
    raise Conflict(_("A lot is happening at once. Wait a moment, then send it again."))


def _submit_once(key: str, digest: str, actor: Author, received: datetime) -> str:
    decided = False
    try:
        with transaction() as session:
            draft = queries.sending(key, actor)
            if draft is None:
                decided = True
                return _sent_before(key, digest, actor)
            try:
                _check(draft, digest, actor, received)
            except Refused:
                decided = True
                raise
            return _write(session, draft, digest, actor, received)
    except Conflict as conflict:
        if decided:
            raise
        raise _OvertakenError from conflict


def _sent_before(key: str, digest: str, actor: Author) -> str:
    sent = queries.sent_with(key, actor)
    if sent is None:
        raise Missing
    return rules.same_again(reference=sent[0], sent_digest=sent[1], digest=digest)


def _check(draft: Sending, digest: str, actor: Author, received: datetime) -> None:
    """Check everything again: time has passed since the draft was begun."""
    draft.check_open(received)
    rules.check_as_shown(now=draft.digest, shown=digest)
    if not draft.takes_part or draft.card.category_id is None:
        raise Refused(_("This scheme no longer takes nominations like this one. Start a new one."))
    nominee = draft.card.nominee
    rules.check_not_oneself(author_id=actor.person_id, person_id=nominee.person_id)
    rules.check_category(for_teams=draft.category_for_teams, person_id=nominee.person_id)
    rules.check_about_somebody_else(draft.card.relationship)
    if actor.person_id is None:
        you = draft.card.you
        rules.check_author(
            name=you.name,
            email=you.email,
            kind=you.kind,
            kinds=draft.audiences,
            email_needed=draft.confirms,
        )


def _write(session: Session, draft: Sending, digest: str, actor: Author, received: datetime) -> str:
    card = draft.card
    rules.check_words(
        [question for _id, question in draft.questions], card.answers, together=draft.words_together
    )
    you = card.you if actor.person_id is None else AboutYou(kind=STAFF)
    unconfirmed = actor.person_id is None and draft.confirms
    nomination = Nomination(
        reference=rules.reference(),
        draft_key=card.key,
        body_digest=digest,
        candidacy_id=_joined(session, draft) or _candidacy(session, draft),
        scheme_id=draft.scheme_id,
        version_id=draft.version_id,
        nominator_id=actor.person_id,
        nominator_name=you.name,
        nominator_email=you.email,
        nominator_kind=you.kind,
        browser=actor.browser if actor.person_id is None else "",
        language=language(),
        **told_columns(card.nominee),
        relationship=card.relationship,
        may_name_nominator=card.may_name_me,
        cleared=list(card.cleared),
        sent_at=received,
        confirmed_at=None if unconfirmed else received,
        counts_from=received,
    )
    session.add(nomination)
    session.flush()
    session.add_all(
        Answer(
            nomination_id=nomination.id,
            revision=1,
            question_id=question_id,
            text=card.answers[str(question.position)],
        )
        for question_id, question in draft.questions
    )
    session.execute(delete(Draft).where(Draft.id == draft.draft_id))
    if not draft.version_used:
        mark_used(draft.version_id, nomination.sent_at)
    _announce(draft, nomination, actor)
    return nomination.reference


def _joined(session: Session, draft: Sending) -> int | None:
    """Return the candidacy that others began, or where it was merged a moment ago, locked."""
    if draft.candidacy_id is None:
        return None
    return session.scalar(
        select(func.coalesce(Candidacy.merged_into_id, Candidacy.id))
        .where(Candidacy.id == draft.candidacy_id)
        .with_for_update(key_share=True)
    )


def _candidacy(session: Session, draft: Sending) -> int:
    """Find or make the candidacy. Two at once: the constraint stops the second, which joins it."""
    if draft.card.category_id is None:
        raise Refused(_("Choose a category."), field="category")
    return candidacy_for(
        session,
        round_id=draft.card.round_id,
        category_id=draft.card.category_id,
        nominee=draft.card.nominee,
    )


def _announce(draft: Sending, nomination: Nomination, actor: Author) -> None:
    nominee = draft.card.nominee.name
    record(
        "nomination.sent",
        subject=("nomination", nomination.id),
        actor_id=actor.person_id,
        payload={
            "reference": nomination.reference,
            "nominee": nominee,
            "category": draft.card.category,
            "round": draft.round_name,
        },
    )
    signed_in = actor.person_id is not None
    to_address = actor.email if signed_in else nomination.nominator_email
    if not to_address:
        return
    told = {
        "name": actor.name if signed_in else nomination.nominator_name,
        "nominee": nominee,
        "reference": nomination.reference,
        "promise": letters.promise(nominee, judged=draft.judged),
        "link": address(nomination.reference) if signed_in else LINK_PLACE,
    }
    if nomination.confirmed_at is None:
        subject, body = worded(RECEIPT_TO_CONFIRM, draft.host_id, **told)
    else:
        subject, body = worded(RECEIPT, draft.host_id, **told, until=letters.until(draft.closes))
    write(
        kind=RECEIPT,
        to_address=to_address,
        subject=subject,
        body=body,
        link=None if signed_in else (NOMINATION_LINK, nomination.reference),
    )


def address(reference: str) -> str:
    """Return the absolute address of a nomination's page."""
    return f"{config.current().base_url.rstrip('/')}/nominations/{reference}"


def own(session: Session, reference: str, actor: Author) -> Nomination:
    """Return a nomination of this author, locked for a change.

    Raises:
        Missing: there is none with that reference, or somebody else sent it.
    """
    found = session.scalar(
        select(Nomination)
        .where(Nomination.reference == reference, sent_by(actor))
        .with_for_update()
    )
    if found is None:
        raise Missing
    return found
