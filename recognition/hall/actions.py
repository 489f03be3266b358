"""Writing what these pages tell about themselves."""

from sqlalchemy import delete, select

from recognition import clock
from recognition.audit.actions import record
from recognition.database import transaction
from recognition.erased import Erased, rewrite
from recognition.errors import Missing
from recognition.hall import queries
from recognition.hall.models import NoticeWords
from recognition.hall.notices import check_text
from recognition.people.actions import Held, Holdings
from recognition.people.queries import Viewer
from recognition.words import later

PEOPLE = Holdings((Held(NoticeWords.written_by_id, later("Notices they wrote")),))


def erase(erased: Erased) -> int:
    """Take somebody who is erased out of the notices; return how many sections changed."""
    with transaction() as session:
        return sum(rewrite(session, erased.without, *columns) for columns in queries.FREE_TEXT)


def write_notice(page: str, key: str, *, text: str, actor: Viewer) -> None:
    """Say one section of a notice in the organisation's own words.

    Args:
        page: privacy, cookies or accessibility.
        key: the section.
        text: Markdown.
        actor: an administrator of the organisation that runs these pages.

    Raises:
        Missing: there is no such section, or it is not theirs to write.
        Refused: nothing is written, or too much.
    """
    _check(page, key, actor)
    tidy = check_text(text)
    with transaction() as session:
        row = session.scalar(
            select(NoticeWords).where(NoticeWords.page == page, NoticeWords.section == key)
        )
        if row is None:
            row = NoticeWords(page=page, section=key)
            session.add(row)
        row.text, row.written_at, row.written_by_id = tidy, clock.now(), actor.person_id
        session.flush()
        _record("hall.notice_written", page, key, row.id, actor)


def use_our_words(page: str, key: str, *, actor: Viewer) -> None:
    """Go back to our words for a section; doing so twice changes nothing.

    Raises:
        Missing: there is no such section, or it is not theirs to write.
    """
    _check(page, key, actor)
    with transaction() as session:
        chosen = (NoticeWords.page == page, NoticeWords.section == key)
        number = session.scalar(select(NoticeWords.id).where(*chosen))
        if number is None:
            return
        session.execute(delete(NoticeWords).where(NoticeWords.id == number))
        _record("hall.notice_usual", page, key, number, actor)


def _check(page: str, key: str, actor: Viewer) -> None:
    if not queries.may_write_notices(actor):
        raise Missing
    queries.notice_section(page, key)


def _record(action: str, page: str, key: str, number: int, actor: Viewer) -> None:
    record(
        action,
        subject=("notice", number),
        actor_id=actor.person_id,
        payload={"page": page, "section": key},
    )
