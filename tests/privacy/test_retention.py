"""What was kept long enough goes; what is counted, proved or still needed stays."""

import threading
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select, update

from recognition import clock
from recognition.audit import queries as audit
from recognition.audit.models import Entry
from recognition.database import db, transaction
from recognition.disposal import GONE
from recognition.hall import checks
from recognition.mail.models import Letter
from recognition.nominations.models import Draft, Nomination
from recognition.panel.queries.interests import known_to
from recognition.people import actions as people
from recognition.people.models import Account, Person
from recognition.privacy.actions import retention, retention_setting
from recognition.privacy.models import DisposalLine, DisposalSetting
from recognition.privacy.retention_schedule import KINDS, SCHEDULE, Kind
from recognition.winners import queries as winners
from recognition.winners.models import CitationEdition
from tests.kept import Once
from tests.page_client import PageClient
from tests.privacy.aged import WORD, Aged, aged, everything_stored, leave
from tests.world import World

YEAR = timedelta(days=365)


@pytest.fixture
def old(world: World, once: Once) -> Aged:
    """A round in which everything happened eleven years ago, and whose nominee has left."""
    return once(long_ago, world)


def long_ago(world: World) -> Aged:
    """Let everything happen eleven years ago, and the nominee leave."""
    made = aged(world, ago=11 * YEAR)
    leave(made, made.nominee, ago=11 * YEAR)
    return made


def dry_run() -> dict[str, int]:
    return {one.period.kind.key: one.items for one in retention.due()}


def run() -> dict[str, int]:
    found = retention.purge(way=retention.COMMAND)
    return {one.period.kind.key: one.items for one in found}


def rows() -> dict[str, int]:
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in db.metadata.sorted_tables
    }


def test_a_run_disposes_of_exactly_what_the_dry_run_counted(app: Flask, old: Aged) -> None:
    with app.app_context():
        before, told = rows(), dry_run()
        assert rows() == before
        assert [key for key, number in told.items() if number == 0] == ["requests"]
        assert run() == told
        assert not any(dry_run().values())
        assert not any(run().values())


def test_the_words_are_nowhere_and_every_count_is_as_before(app: Flask, old: Aged) -> None:
    with app.app_context():
        assert WORD in everything_stored()
        before = rows()
        run()
        after = rows()
        assert WORD not in everything_stored()
        for name in ("nomination", "candidacy", "card", "thank", "review", "score", "decision"):
            assert after[name] == before[name]
        assert checks.problems() == []
        assert audit.first_problem() is None


def test_pages_still_open_when_their_words_are_gone(app: Flask, old: Aged) -> None:
    with app.app_context():
        run()
    client = PageClient(app).sign_in(old.administrator)
    for page in ("/manage", "/manage/checking?state=all", "/manage/thanks", "/manage/audit"):
        assert client.get(page).status_code == 200
    client.sign_in(old.chair)
    assert client.get(f"/panel/{old.round.id}/ranking").status_code in {200, 404}
    client.sign_in(old.nominator)
    mine = client.get("/nominations")
    assert mine.status_code == 200
    with app.app_context():
        reference = db.session.scalars(
            select(Nomination.reference).where(Nomination.nominator_id == old.nominator.id)
        ).first()
    receipt = client.get(f"/nominations/{reference}")
    assert receipt.status_code == 200
    assert GONE in receipt.text


def test_a_quote_goes_with_the_story_it_repeats(app: Flask, world: World) -> None:
    made = aged(world, ago=timedelta(days=4 * 365))
    quoted = select(CitationEdition.quote, CitationEdition.text)
    with app.app_context():
        with transaction() as session:
            first = session.scalars(
                select(Nomination.id).where(Nomination.candidacy_id == made.candidacy)
            ).first()
            session.execute(update(CitationEdition).values(quote=WORD, quote_from_id=first))
        run()
        assert db.session.execute(quoted).all() == [("", f"{WORD} stayed.")]


def test_a_leaver_can_never_sign_in_and_is_named_nowhere(app: Flask, old: Aged) -> None:
    with app.app_context():
        run()
        row = db.session.get_one(Person, old.nominee.id)
        assert (row.name, row.email, row.job_title, row.team_id) == (GONE, None, "", None)
        assert "Asha Patel" not in everything_stored()
        mails = set(db.session.scalars(select(Account.email)))
        assert old.nominee.email not in mails
        assert people.make_sign_in_link(old.nominee.email or "") is None


def test_a_leaver_whose_story_is_told_with_their_yes_is_kept(app: Flask, world: World) -> None:
    made = aged(world, ago=timedelta(days=500))
    leave(made, made.nominee, ago=timedelta(days=500))
    with app.app_context():
        run()
        assert db.session.get_one(Person, made.nominee.id).name == "Asha Patel"
        assert winners.public_winner(made.round.id, made.candidacy).name == "Asha Patel"
    with time_machine.travel(clock.now() + YEAR), app.app_context():
        run()
        assert db.session.get_one(Person, made.nominee.id).name == GONE


def test_what_is_young_stays(app: Flask, world: World) -> None:
    aged(world)
    with app.app_context():
        before = everything_stored().splitlines()
        assert not any(dry_run().values())
        assert not any(run().values())
        after = everything_stored().splitlines()
        assert [line for line in before if line not in after] == []
        assert len(after) == len(before) + 1  # the row that runs take turns by


@pytest.mark.parametrize("whose", ["round", "nominator", "nominee"])
def test_nothing_on_hold_goes(app: Flask, old: Aged, whose: str) -> None:
    actor = old.world.viewer(old.administrator)
    email = {"nominator": old.nominator.email, "nominee": old.nominee.email}.get(whose) or ""
    with app.app_context():
        hold = retention_setting.place_hold(
            email=email,
            round_id=old.round.id if whose == "round" else None,
            reason="A claim",
            until=clock.now() + YEAR,
            actor=actor,
        )
        told = _with_details()
        run()
        held = {
            "round": Nomination.id.is_not(None),
            "nominator": Nomination.nominator_id == old.nominator.id,
            "nominee": Nomination.candidacy_id == old.candidacy,
        }[whose]
        kept = db.session.scalars(select(Nomination.id).where(held)).all()
        assert kept
        assert _words_of(kept) >= {f"{WORD} stayed."}
        assert (db.session.scalar(select(func.count(Draft.id))) or 0) == (
            0 if whose == "nominee" else 2
        )
        assert (_with_details(), dry_run()["trail"]) == (told, 0)
        retention_setting.end_hold(hold, actor=actor)
        run()
        assert WORD not in everything_stored()


def _with_details() -> int:
    """Count the entries of the trail from that time that still have details."""
    old = (Entry.at < clock.now() - YEAR, Entry.payload.is_not(None))
    return db.session.scalar(select(func.count(Entry.number)).where(*old)) or 0


def _words_of(numbers: object) -> set[str]:
    from recognition.nominations.models import Answer

    return set(db.session.scalars(select(Answer.text).where(Answer.nomination_id.in_(numbers))))


def test_a_hold_that_has_run_out_holds_nothing(app: Flask, old: Aged) -> None:
    actor = old.world.viewer(old.administrator)
    with app.app_context():
        retention_setting.place_hold(
            email=old.nominator.email or "",
            round_id=None,
            reason="A claim",
            until=clock.now() + timedelta(days=1),
            actor=actor,
        )
    with time_machine.travel(clock.now() + timedelta(days=2)), app.app_context():
        run()
        assert WORD not in everything_stored()


def test_a_run_that_breaks_off_loses_nothing_and_the_next_goes_on(
    app: Flask, old: Aged, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "BATCH", 1)
    with app.app_context():
        told, seen = dry_run(), []

        def stop(one: retention.Due) -> None:
            seen.append(one)
            if one.period.kind.key == "stories":
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            retention.purge(way=retention.COMMAND, told=stop)
        db.session.remove()
        first = sum(one.items for one in seen)
        left = dry_run()
        assert first + sum(left.values()) == sum(told.values())
        assert _logged() == first
        assert run() == left
        assert _logged() == sum(told.values())
        assert audit.first_problem() is None


def test_runs_side_by_side_let_each_thing_go_once(
    app: Flask, old: Aged, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    with app.app_context():
        told = sum(dry_run().values())
    together, found = threading.Barrier(2), []

    def one_run() -> None:
        with app.app_context():
            together.wait()
            found.append(sum(run().values()))
            db.session.remove()

    runs = [threading.Thread(target=one_run) for _run in range(2)]
    for thread in runs:
        thread.start()
    for thread in runs:
        thread.join()
    with app.app_context():
        assert sum(found) == told
        assert _logged() == told
        assert not any(dry_run().values())
        assert audit.first_problem() is None


def test_a_batch_that_cannot_be_written_down_does_not_happen(
    app: Flask, old: Aged, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        told = dry_run()
        with monkeypatch.context() as broken:

            def full(*_words: object, **_facts: object) -> None:
                raise OSError("the disk is full")

            broken.setattr(retention.audit, "record", full)
            with pytest.raises(OSError, match="full"):
                run()
        db.session.remove()
        assert dry_run() == told
        assert _logged() == 0


def _logged() -> int:
    return db.session.scalar(select(func.sum(DisposalLine.items))) or 0


def test_the_log_and_the_trail_say_what_went_without_a_name(app: Flask, old: Aged) -> None:
    with app.app_context():
        told = run()
        lines = db.session.scalars(select(DisposalLine)).all()
        assert {line.kind: line.items for line in lines} == {
            key: number for key, number in told.items() if number
        }
        entries, _total = audit.entries(action="privacy.disposed", per_page=200)
        assert sum(int(str(entry.details["items"])) for entry in entries) == sum(told.values())
        assert all(set(entry.details) == {"what", "items", "until", "way"} for entry in entries)


def test_the_worker_waits_two_weeks_then_runs_once_a_day_unless_switched_off(
    app: Flask, old: Aged
) -> None:
    actor = old.world.viewer(old.administrator)
    with app.app_context():
        assert retention.purge_daily() == 0
        setting = db.session.get_one(DisposalSetting, 1)
        assert setting.starts_on == clock.today() + timedelta(days=14)
        assert sum(dry_run().values()) > 0
    with time_machine.travel(clock.now() + timedelta(days=15)), app.app_context():
        retention_setting.set_periods({}, automatic=False, actor=actor)
        assert retention.purge_daily() == 0
        retention_setting.set_periods({}, automatic=True, actor=actor)
        due = sum(dry_run().values())
        assert retention.purge_daily() == due
        assert db.session.get_one(DisposalSetting, 1).done_on == clock.today()
        assert _made_due(old) > 0
        assert retention.purge_daily() == 0


def _made_due(old: Aged) -> int:
    """Let something be due again today."""
    with transaction() as session:
        session.add(
            Draft(
                key="c" * 32, author_id=old.nominator.id, round_id=old.round.id,
                updated_at=clock.now() - 9 * YEAR,
            )
        )  # fmt: skip
    return dry_run()["drafts"]


def test_much_is_disposed_of_over_several_rounds_of_chores(
    app: Flask, old: Aged, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    monkeypatch.setattr(retention, "BATCHES_A_CHORE", 3)
    with app.app_context():
        retention.purge_daily()
    with time_machine.travel(clock.now() + timedelta(days=15)), app.app_context():
        due, went, rounds = sum(dry_run().values()), 0, 0
        while db.session.get_one(DisposalSetting, 1).done_on is None:
            went += retention.purge_daily()
            rounds += 1
            assert rounds < 200
        assert went == due
        assert rounds > 2


@pytest.mark.parametrize("kind", SCHEDULE, ids=list(KINDS))
def test_each_kind_has_rows_of_a_room_behind_it(kind: Kind) -> None:
    assert retention.BY_KIND[kind.key]
    assert kind.least <= kind.usual <= kind.most


def test_no_room_disposes_of_a_kind_that_is_not_in_the_schedule() -> None:
    assert {key for room in retention.ROOMS for key in room.DISPOSALS} == set(KINDS)


def test_ages_are_counted_in_calendar_months() -> None:
    from recognition.privacy.retention_plan import due_before

    now = clock.end_of_day(date(2026, 3, 31))
    assert due_before(KINDS["private_notes"], 1, now).date() == date(2026, 2, 28)


def test_who_manages_a_leaver_is_written_down_so_that_no_score_begins_to_count(
    app: Flask, world: World
) -> None:
    made = aged(world, ago=4 * YEAR)
    with app.app_context(), transaction() as session:  # a fact that came after the scores
        session.get_one(Person, made.nominee.id).manager_id = made.panellist.id
    leave(made, made.nominee, ago=4 * YEAR)
    with app.app_context():
        run()
        assert db.session.get_one(Person, made.nominee.id).manager_id is None
        known = db.session.scalars(known_to(made.panellist.id, made.round.id)).all()
        assert made.candidacy in known


def test_no_letter_goes_while_anybody_is_on_hold(app: Flask, old: Aged) -> None:
    actor = old.world.viewer(old.administrator)
    with app.app_context():
        retention_setting.place_hold(
            email=old.nominee.email or "",
            round_id=None,
            reason="A claim",
            until=clock.now() + YEAR,
            actor=actor,
        )
        about = select(Letter.id).where(Letter.body.contains(old.nominee.name))
        before = db.session.scalars(about).all()
        assert any(db.session.get_one(Letter, n).to_address != old.nominee.email for n in before)
        run()
        assert db.session.scalars(about).all() == before
