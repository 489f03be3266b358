"""What these pages tell about themselves, and who may write it."""

from sqlalchemy import select

from recognition import config
from recognition.database import db
from recognition.errors import Missing
from recognition.hall import notices
from recognition.hall.models import NoticeWords
from recognition.hall.notices import HEADINGS, Section
from recognition.hall.queries.trail import may_read_trail
from recognition.people import queries as people
from recognition.people.queries import Viewer

FREE_TEXT = ((NoticeWords.text,),)
"""Columns of this room in which somebody may have written a colleague's name, by table."""


def may_write_notices(viewer: Viewer | None, **_arguments: object) -> bool:
    """May they write what these pages tell about themselves: those who may read the whole trail?"""
    return may_read_trail(viewer)


def notice(page: str) -> tuple[Section, ...]:
    """Return one notice, with the organisation's own words where there are any.

    Raises:
        Missing: there is no such notice.
    """
    if page not in HEADINGS:
        raise Missing
    host = people.host()
    own = db.session.execute(
        select(NoticeWords.section, NoticeWords.text).where(NoticeWords.page == page)
    )
    return notices.notice(
        page,
        organisation=host.name if host else "",
        cookie=config.current().cookie_name,
        own=dict(own.all()),
    )


def notice_section(page: str, key: str) -> Section:
    """Return one section of a notice.

    Raises:
        Missing: there is none of that name.
    """
    found = next((section for section in notice(page) if section.key == key), None)
    if found is None:
        raise Missing
    return found
