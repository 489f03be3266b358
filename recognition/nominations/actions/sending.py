"""Sending a nomination once, whatever happens on the way."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from recognition import config
from recognition.audit.actions import record
from recognition.database import transaction
from recognition.errors import Conflict, Missing, Refused
from recognition.mail.actions import write
from recognition.nominations import letters, queries, rules
from recognition.nominations.models import Answer, Candidacy, Draft, Nomination
from recognition.nominations.queries import Sending
from recognition.people.queries import Viewer
from recognition.schemes.actions import mark_used
from recognition.words import _

ATTEMPTS = 3


class _OvertakenError(Exception):
    """Another request wrote first; what was read is out of date."""


def submit(*, key: str, digest: str, actor: Viewer, received: datetime) -> str:
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


def _submit_once(key: str, digest: str, actor: Viewer, received: datetime) -> str:
    decided = False
    try:
        with transaction() as session:
            draft = queries.sending(key, actor.person_id, actor.organisation_id)
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


def _sent_before(key: str, digest: str, actor: Viewer) -> str:
    sent = queries.sent_with(key, actor.person_id)
    if sent is None:
        raise Missing
    return rules.same_again(reference=sent[0], sent_digest=sent[1], digest=digest)


def _check(draft: Sending, digest: str, actor: Viewer, received: datetime) -> None:
    """Check everything again: time has passed since the draft was begun."""
    draft.check_open(received)
    rules.check_as_shown(now=draft.digest, shown=digest)
    if not draft.takes_part or draft.card.category_id is None:
        raise Refused(_("This scheme no longer takes nominations like this one. Start a new one."))
    nominee = draft.card.nominee
    rules.check_not_oneself(author_id=actor.person_id, person_id=nominee.person_id)
    rules.check_category(for_teams=draft.category_for_teams, person_id=nominee.person_id)


def _write(session: Session, draft: Sending, digest: str, actor: Viewer, received: datetime) -> str:
    card = draft.card
    asked = queries.questions(draft.version_id)
    rules.check_words(
        [question for _id, question in asked], card.answers, together=draft.words_together
    )
    nomination = Nomination(
        reference=rules.reference(),
        draft_key=card.key,
        body_digest=digest,
        candidacy_id=draft.candidacy_id or _new_candidacy(session, draft),
        version_id=draft.version_id,
        nominator_id=actor.person_id,
        relationship=card.relationship,
        may_name_nominator=card.may_name_me,
        sent_at=received,
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
        for question_id, question in asked
    )
    session.execute(delete(Draft).where(Draft.id == draft.draft_id))
    if not draft.version_used:
        mark_used(draft.version_id, nomination.sent_at)
    _announce(draft, nomination, actor)
    return nomination.reference


def _new_candidacy(session: Session, draft: Sending) -> int:
    """Make the candidacy. Two at once: the constraint stops the second, which then joins it."""
    nominee = draft.card.nominee
    described = nominee.kind == "described"
    candidacy = Candidacy(
        round_id=draft.card.round_id,
        category_id=draft.card.category_id,
        person_id=nominee.person_id,
        team_id=nominee.team_id,
        described_name=nominee.name if described else None,
        described_place=nominee.detail if described else "",
    )
    session.add(candidacy)
    session.flush()
    return candidacy.id


def _announce(draft: Sending, nomination: Nomination, actor: Viewer) -> None:
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
    subject, body = letters.receipt(
        name=actor.name,
        nominee=nominee,
        reference=nomination.reference,
        closes=draft.closes,
        judged=draft.judged,
        address=address(nomination.reference),
    )
    write(kind="nomination.receipt", to_address=actor.email, subject=subject, body=body)


def address(reference: str) -> str:
    """Return the absolute address of a nomination's page."""
    return f"{config.current().base_url.rstrip('/')}/nominations/{reference}"


def own(session: Session, reference: str, actor: Viewer) -> Nomination:
    """Return a nomination of this person, locked for a change.

    Raises:
        Missing: there is none with that reference, or somebody else sent it.
    """
    found = session.scalar(
        select(Nomination)
        .where(Nomination.reference == reference, Nomination.nominator_id == actor.person_id)
        .with_for_update()
    )
    if found is None:
        raise Missing
    return found
