"""Every edit of a score adds a version, and nobody's edit replaces another's."""

from flask import Flask
from sqlalchemy import select

from recognition.database import db
from recognition.panel import actions
from recognition.panel.models import ReviewVersion
from tests.page_client import PageClient
from tests.panel.conftest import Judging


def versions(app: Flask) -> list[tuple[int, set[object], str, bool]]:
    """Edition, points, comment, sent: of every version."""
    with app.app_context():
        rows = db.session.scalars(select(ReviewVersion).order_by(ReviewVersion.edition))
        return [(row.edition, set(row.points.values()), row.comment, row.was_sent) for row in rows]


def reopened(judging: Judging, number: int) -> None:
    """Have the chair open the first reader's scores again."""
    chair = judging.world.viewer(judging.chair)
    with judging.app.app_context():
        actions.reopen(
            candidacy_id=number, assignment_id=1, reason="A slip of the pen.", actor=chair
        )


def test_every_edit_of_points_or_comment_adds_a_version(judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    judging.world.reviewed(number, judging.asha, points=2, send=False)
    judging.world.reviewed(number, judging.asha, points=2, comment="Kind", send=False)
    judging.world.reviewed(number, judging.asha, points=3, comment="Kind", send=True)
    assert versions(judging.app) == [
        (1, {2}, "", False),
        (2, {2}, "Kind", False),
        (3, {3}, "Kind", True),
    ]


def test_a_private_note_alone_adds_no_version(judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    judging.world.reviewed(number, judging.asha, points=2, send=False)
    judging.world.reviewed(number, judging.asha, points=2, note="Private", send=False)
    assert versions(judging.app) == [(1, {2}, "", False)]


def test_the_chair_sees_what_was_sent_before_and_never_what_was_only_saved(
    client: PageClient, judging: Judging
) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    judging.world.reviewed(number, judging.asha, points=1, comment="Only saved", send=False)
    judging.world.reviewed(number, judging.asha, points=2, comment="Sent at first")
    reopened(judging, number)
    judging.world.reviewed(number, judging.asha, points=3, comment="Between", send=False)
    judging.world.reviewed(number, judging.asha, points=4, comment="Sent again")
    client.sign_in(judging.chair)
    page = client.get(f"/panel/nominee/{number}").text
    assert "Changed 1 time" in page
    assert "Sent at first" in page
    assert "Sent again" in page
    assert "Only saved" not in page
    assert "Between" not in page
    assert len(versions(judging.app)) == 4


def test_one_readers_edit_leaves_the_versions_of_another_alone(judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha, judging.ben)
    judging.world.reviewed(number, judging.ben, points=5)
    before = versions(judging.app)
    judging.world.reviewed(number, judging.asha, points=1)
    assert before[0] in versions(judging.app)
    assert len(versions(judging.app)) == 2
