"""What later rooms keep of people moves with them, and a second step stays with its record."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from recognition import clock, config
from recognition.audit.queries import entries
from recognition.database import db, transaction
from recognition.hall.models import NoticeWords
from recognition.languages.models import Translation
from recognition.mail.models import LetterWording
from recognition.people import actions, queries
from recognition.people.actions.provider_links import forget_provider
from recognition.people.models import Account, MissedCode, ProviderIdentity, SecondStep
from recognition.people.sealing import sealed
from recognition.people.vouched import Vouched
from recognition.privacy.models import DisposalLine, Erasure, Hold, Release, RetentionPeriod
from recognition.schemes.models import Wording
from tests.people.test_one_person import Two, everything, two
from tests.world import World

__all__ = ["two"]

MOVES = (
    Release.person_id, Release.released_by_id, Hold.person_id, Hold.placed_by_id,
    Hold.ended_by_id, Erasure.done_by_id, DisposalLine.by_id, RetentionPeriod.set_by_id,
    LetterWording.written_by_id, NoticeWords.written_by_id, Translation.changed_by_id,
    Wording.reviewed_by_id,
)  # fmt: skip


def kept_elsewhere(two: Two) -> None:
    """Let the other record stand in every later room."""
    me, now, place = two.other.id, clock.now(), {"organisation_id": two.other.organisation_id}
    scheme = two.world.scheme()
    written: dict[str, Any] = {"written_by_id": me, "written_at": now}
    counts = {"items": 1, "left_out": 0, "passages": 0, "with_panel": False}
    placed = {"placed_by_id": me, "placed_at": now, "ended_by_id": me, "ended_at": now}
    text = {"what": "scheme", "number": 0, "field": "name", "english": "Kind", "digest": "x"}
    with two.app.app_context(), transaction() as session:
        session.add_all(
            [
                Release(person_id=me, reason="May", released_at=now, released_by_id=me, **counts),
                Hold(person_id=me, reason="A claim", until=now, **placed),
                Erasure(kind="person", basis="asked", done_by_id=me, done_at=now, **place),
                DisposalLine(
                    kind="drafts", until=now, items=1, way="page", started_at=now, ended_at=now,
                    by_id=me,
                ),
                RetentionPeriod(kind="drafts", length=3, set_at=now, set_by_id=me),
                LetterWording(kind="mail.test", subject="Hello", body="Hello", **place, **written),
                NoticeWords(page="privacy", section="who", text="We", **written),
                Translation(
                    language="cy", digest="x", english="Yes", changed_at=now, changed_by_id=me
                ),
                Wording(
                    scheme_id=scheme.id, language="cy", text="Caredig", written_at=now,
                    reviewed_at=now, reviewed_by_id=me, **text,
                ),
            ]
        )  # fmt: skip


def test_what_later_rooms_keep_moves_too_and_goes_back_exactly(two: Two) -> None:
    kept_elsewhere(two)
    with two.app.app_context():
        before = everything()
    assert all(two.rows(column) == [0, 1] for column in MOVES)
    two.make_one()
    assert all(two.rows(column) == [1, 0] for column in MOVES)
    two.part()
    with two.app.app_context():
        assert everything() == before


def test_a_second_step_stays_with_its_record_and_is_back_when_they_are_parted(two: Two) -> None:
    now = clock.now()
    with two.app.app_context():
        with transaction() as session:
            for days, record in enumerate((two.kept, two.other)):
                key = sealed("A" * 32, owner=record.id, secret=config.current().secret_key)
                at = now - timedelta(days=days)
                step = SecondStep(person_id=record.id, key=key, last_counter=0, set_up_at=at)
                session.add_all([step, MissedCode(person_id=record.id, at=now)])
        before = everything()
    two.make_one()
    assert two.rows(SecondStep.person_id) == [1, 1]
    with two.app.app_context():
        card = queries.second_step(two.kept.id)
        assert card is not None
        assert card.set_up_at == now
    two.part()
    with two.app.app_context():
        assert everything() == before
        card = queries.second_step(two.other.id)
        assert card is not None
        assert card.set_up_at == now - timedelta(days=1)


def test_the_organisations_own_sign_in_follows_the_account(two: Two, world: World) -> None:
    world.viewer(two.other)  # makes their account
    now = clock.now()
    with two.app.app_context():
        account = db.session.scalars(sa.select(Account.id).where(Account.person_id == two.other.id))
        with transaction() as session:
            session.add(
                ProviderIdentity(issuer="x", subject="y", account_id=account.one(), linked_at=now)
            )
    two.make_one()
    with two.app.app_context():
        assert queries.provider_links(two.kept.id).linked_at == (now,)
        forget_provider(two.kept.id, actor=two.admin)
        assert queries.provider_links(two.kept.id).linked_at == ()
        assert entries(action="people.made_one")[1] == 1


@pytest.mark.parametrize("had_account", [True, False])
def test_whoever_signs_in_by_their_own_address_keeps_that_when_parted(
    two: Two, had_account: bool
) -> None:
    if had_account:
        two.world.viewer(two.other)
    two.make_one()
    with two.app.app_context():
        for address in (two.other.email, two.kept.email):
            who = Vouched("https://x", f"subject of {address}", address, None, is_proved=False)
            if address == two.kept.email:
                actions.sign_in_vouched(who)
            actions.make_sign_in_link(address or "")
    two.part()
    with two.app.app_context():
        rows = db.session.execute(
            sa.select(Account.email, Account.person_id, ProviderIdentity.subject)
            .outerjoin(ProviderIdentity, ProviderIdentity.account_id == Account.id)
            .where(Account.person_id.in_([two.kept.id, two.other.id]))
        )
        assert {tuple(row) for row in rows} == {
            (two.other.email, two.other.id, None),
            (two.kept.email, two.kept.id, f"subject of {two.kept.email}"),
        }
