"""Drafts that travel: parked for their author, taken over on another browser, let go."""

import re
from collections.abc import Mapping

from sqlalchemy import select, update

from recognition import clock
from recognition.database import transaction
from recognition.errors import Missing, Refused
from recognition.mail.actions import write
from recognition.mail.queries import worded
from recognition.nominations import queries
from recognition.nominations.actions.drafting import ABOUT_NOMINEE, ABOUT_YOU, change
from recognition.nominations.cards import Author
from recognition.nominations.letter_kinds import GO_ON
from recognition.nominations.models import Draft, Nomination
from recognition.nominations.queries.holders import Former, formerly
from recognition.nominations.queries.letters import DRAFT_LINK
from recognition.nominations.rules import MOST_CHARACTERS
from recognition.people.rules import address
from recognition.schemes import queries as schemes
from recognition.schemes.models import Round, Scheme, SchemeOrganisation
from recognition.words import _

_ANSWER = re.compile(r"answer_\d{1,3}", re.ASCII)


def park(*, key: str, typed: Mapping[str, str], former: Former) -> bool:
    """Keep what came from a browser after its session had ended, until the author is back.

    Args:
        key: of the draft.
        typed: what was typed, by field; fields that no page has are left aside.
        former: who the browser was until lately.

    Returns:
        True when the draft is theirs and the words are kept.
    """
    known = {
        name: text[:MOST_CHARACTERS]
        for name, text in typed.items()
        if name in ABOUT_NOMINEE or name in ABOUT_YOU or _ANSWER.fullmatch(name)
    }
    with transaction() as session:
        draft = session.scalar(
            select(Draft).where(Draft.key == key, formerly(former)).with_for_update()
        )
        if draft is None:
            return False
        draft.parked, draft.updated_at = {**(draft.parked or {}), **known}, clock.now()
        return True


def take_over(*, code: str, actor: Author) -> tuple[str, str]:
    """Give a draft to whoever holds its code, and take it from the browser that had it.

    Args:
        code: as `rules.resume_code` made it.
        actor: a browser, or somebody who signed in; theirs it is then.

    Returns:
        The scheme's name in addresses, and the key of the draft.

    Raises:
        Missing: no draft has this code.
        Refused: somebody signed in whose organisation takes no part in the scheme.
    """
    with transaction() as session:
        draft = session.scalar(
            select(Draft).where(Draft.code == code, Draft.author_id.is_(None)).with_for_update()
        )
        if draft is None:
            raise Missing
        scheme = session.scalars(
            select(Scheme)
            .join(Round, Round.scheme_id == Scheme.id)
            .where(Round.id == draft.round_id)
        ).one()
        if actor.person_id is None:
            draft.browser = actor.browser
        else:
            taking_part = (scheme.id, actor.organisation_id)
            if session.get(SchemeOrganisation, taking_part) is None:
                raise Refused(
                    _("Sign out first: people of your organisation take no part in this scheme.")
                )
            draft.author_id, draft.browser, draft.code = actor.person_id, "", None
        return scheme.slug, draft.key


def let_go(actor: Author) -> None:
    """Take everything from a browser that is being left; only codes and letters lead back."""
    if not actor.browser:
        return
    with transaction() as session:
        for table in (Draft, Nomination):
            session.execute(update(table).where(table.browser == actor.browser).values(browser=""))


def mail_link(*, key: str, email: str, actor: Author) -> None:
    """Send the author of a draft a letter that leads back to it.

    Raises:
        Refused: it does not look like an e-mail address.
        Missing: there is no such draft of this author.
    """
    held = queries.draft(key, actor)
    to_address = address(email)
    with transaction():
        host = schemes.round_card(held.round_id).scheme.organisation_id
        subject, body = worded(GO_ON, host)
        if not held.you.email:
            change(key, actor, author_email=to_address)
        write(
            kind=GO_ON,
            to_address=to_address,
            subject=subject,
            body=body,
            link=(DRAFT_LINK, key),
        )
