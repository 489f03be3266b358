"""Phases: what panellists may do when, advancing by themselves."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from recognition import clock
from recognition.audit.models import Entry
from recognition.database import db, transaction
from recognition.errors import Conflict, Refused
from recognition.panel import actions, queries
from recognition.panel.models import Phase as PhaseRow
from recognition.panel.models import Review
from recognition.panel.phases import (
    ONE_SECOND,
    Phase,
    check_may_score_at,
    check_phase,
    next_phase,
    phase_at,
    plain_phases,
    usual_phases,
)
from recognition.people.queries import PersonCard
from recognition.schemes.models import Round, Scheme
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.panel.conftest import Judging

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def phase(start: int, end: int | None, **rights: Any) -> Phase:
    """A phase from so many days after noon to so many."""
    ends_at = None if end is None else NOON + end * DAY
    return Phase("Reading", NOON + start * DAY, ends_at, **rights)


def set_phases(judging: Judging, *phases: Phase) -> None:
    with judging.app.app_context():
        for each in phases:
            actions.add_phase(round_id=judging.round.id, phase=each, actor=None)


def around_now(before: timedelta, after: timedelta, **rights: Any) -> Phase:
    now = clock.now().replace(microsecond=0)
    return Phase(rights.pop("name", "Reading"), now - before, now + after, **rights)


def set_phase(judging: Judging, phase: Phase) -> None:
    """Put one phase in place of all that are there."""
    with judging.app.app_context(), transaction():
        for row in db.session.scalars(select(PhaseRow)):
            db.session.delete(row)
    set_phases(judging, phase)


def may(judging: Judging, right: str, person: PersonCard, number: int) -> bool:
    viewer = judging.world.viewer(person)
    with judging.app.app_context():
        return bool(getattr(queries, right)(viewer, number))


def test_the_last_second_of_a_phase_counts_whole() -> None:
    one = phase(0, 1)
    assert not one.holds(NOON - ONE_SECOND)
    assert one.holds(NOON)
    assert one.holds(NOON + DAY + timedelta(microseconds=999_999))
    assert not one.holds(NOON + DAY + ONE_SECOND)
    assert phase(0, None).holds(NOON + 9999 * DAY)


def test_between_two_phases_none_holds_and_the_next_is_known() -> None:
    phases = [phase(5, 6), phase(0, 1)]
    assert phase_at(phases, NOON + 3 * DAY) is None
    assert next_phase(phases, NOON + 3 * DAY) == phases[0]
    assert next_phase(phases, NOON - DAY) == phases[1]
    assert next_phase(phases, NOON + 6 * DAY) is None


def test_two_phases_never_hold_at_once() -> None:
    first = phase(0, 2)
    for other, field in (
        (phase(1, 3), "starts_at"),
        (phase(2, 3), "starts_at"),
        (phase(-1, 0), "ends_at"),
        (phase(-1, None), "ends_at"),
        (phase(0, 2), "starts_at"),
    ):
        with pytest.raises(Refused) as refused:
            check_phase(other, [first], judging_ends_at=None)
        assert refused.value.field == field
    check_phase(phase(3, None), [first], judging_ends_at=None)
    check_phase(phase(-2, -1), [first], judging_ends_at=None)
    with pytest.raises(Refused):
        check_phase(phase(9, 10), [phase(3, None)], judging_ends_at=None)


def test_a_phase_has_a_name_and_ends_after_it_begins() -> None:
    for wrong in (
        Phase("", NOON, None),
        Phase("x" * 61, NOON, None),
        phase(1, 1),
        phase(2, 1),
    ):
        with pytest.raises(Refused):
            check_phase(wrong, [], judging_ends_at=None)


def test_nobody_scores_after_judging_whatever_the_phases_say() -> None:
    ends = NOON + 2 * DAY
    check_phase(phase(0, 2, may_score=True), [], judging_ends_at=ends)
    check_phase(phase(0, None, may_discuss=True), [], judging_ends_at=ends)
    for wrong in (phase(0, 3, may_score=True), phase(0, None, may_score=True)):
        with pytest.raises(Refused, match=r"[Jj]udging ends"):
            check_phase(wrong, [], judging_ends_at=ends)


def test_scores_arrive_only_in_a_phase_of_scoring() -> None:
    phases = [phase(0, 1, may_score=True), phase(2, 3, may_discuss=True)]
    check_may_score_at(phases, NOON)
    with pytest.raises(Refused, match="pauses"):
        check_may_score_at(phases, NOON + 1.5 * DAY)
    with pytest.raises(Refused, match="the time of"):
        check_may_score_at(phases, NOON + 2 * DAY)


def test_the_usual_phases_follow_each_other_to_the_second() -> None:
    found = usual_phases(NOON, NOON + DAY, NOON + 2 * DAY)
    assert [each.starts_at for each in found[1:]] == [
        each.ends_at + ONE_SECOND for each in found[:-1] if each.ends_at
    ]
    assert [each.may_score for each in found] == [True, False, False]
    assert [each.may_see_others for each in found] == [False, True, True]
    assert [each.may_decide for each in found] == [False, False, True]
    assert found[-1].ends_at is None
    for index, each in enumerate(found):
        check_phase(each, [*found[:index], *found[index + 1 :]], judging_ends_at=NOON + DAY)
    assert len(usual_phases(NOON, NOON + DAY, None)) == 2
    assert len(usual_phases(NOON, None, None)) == 1


def test_without_phases_panellists_score_until_judging_ends_and_see_nobody_else() -> None:
    found = plain_phases(NOON, NOON + DAY)
    assert [each.may_score for each in found] == [True, False]
    assert not any(each.may_see_others or each.may_discuss for each in found)
    assert phase_at(found, NOON + 99 * DAY) == found[1]
    assert len(plain_phases(NOON, None)) == 1


def test_in_no_phase_a_panellist_has_no_rights_and_the_chair_sees_everything(
    client: PageClient, judging: Judging
) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    judging.world.reviewed(number, judging.asha, send=False)
    answers = judging.answers(5, edition="1")
    client.sign_in(judging.asha)
    sheet = f"/panel/read/{number}"
    answers["csrf_token"] = client.token(sheet)
    coming = around_now(-DAY, 2 * DAY, may_score=True, name="Second reading")
    set_phase(judging, coming)
    for path in (sheet, f"{sheet}/hand-on", f"{sheet}/others"):
        assert client.get(path).status_code == 404
    assert client.post(sheet, data=answers).status_code == 404
    queue = client.get(f"/panel/{judging.round.id}").text
    assert "“Second reading” begins on" in queue
    assert judging.nominees[0].name not in queue
    with judging.app.app_context():
        assert db.session.scalars(select(Review.edition)).all() == [1]
    client.sign_in(judging.chair)
    for path in (sheet, f"/panel/nominee/{number}", f"/panel/{judging.round.id}/assign"):
        assert client.get(path, follow_redirects=True).status_code == 200


def test_a_phase_begins_and_ends_by_itself(client: PageClient, judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    client.sign_in(judging.asha)
    set_phase(judging, around_now(HOUR, HOUR, may_score=True))
    assert client.get(f"/panel/read/{number}").status_code == 200
    with judging.app.app_context(), transaction():
        db.session.execute(
            update(PhaseRow).values(ends_at=clock.now().replace(microsecond=0) - ONE_SECOND)
        )
    assert client.get(f"/panel/read/{number}").status_code == 404
    assert "work is over" in client.get(f"/panel/{judging.round.id}").text


def test_in_the_discussion_stories_are_read_and_scores_no_longer_change(
    client: PageClient, judging: Judging
) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    set_phase(judging, around_now(HOUR, HOUR, may_discuss=True, name="Discussion"))
    client.sign_in(judging.asha)
    answer = client.send(f"/panel/read/{number}", judging.answers(5, send="1"))
    assert answer.status_code == 422
    assert "the time of “Discussion”" in answer.text
    with judging.app.app_context():
        assert db.session.scalar(select(func.count(Review.id))) == 0


def test_the_instant_a_request_was_received_decides_about_the_phase(judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    open_now = around_now(HOUR, HOUR, may_score=True)
    set_phase(judging, open_now)
    viewer = judging.world.viewer(judging.asha)
    written = actions.Written(dict.fromkeys(judging.criteria(), 3))
    this: dict[str, Any] = {"candidacy_id": number, "written": written, "actor": viewer}
    assert open_now.ends_at is not None
    with judging.app.app_context():
        late = open_now.ends_at + ONE_SECOND
        with pytest.raises(Refused):
            actions.save_review(**this, edition=0, received=late)
        assert actions.save_review(**this, edition=0, received=open_now.ends_at) == 1


def test_before_sending_their_own_a_panellist_sees_nothing_of_the_others(
    client: PageClient, judging: Judging
) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha, judging.ben)
    judging.world.reviewed(number, judging.ben, points=2, comment="Canary in the mine")
    set_phase(judging, around_now(HOUR, HOUR, may_score=True, may_see_others=True))
    client.sign_in(judging.asha)
    others = f"/panel/read/{number}/others"
    assert client.get(others).status_code == 404
    sheet = client.get(f"/panel/read/{number}").text
    assert "What the other readers sent" not in sheet
    assert "Canary" not in sheet
    judging.world.reviewed(number, judging.asha, points=5)
    assert "What the other readers sent" in client.get(f"/panel/read/{number}").text
    text = client.get(others).text
    assert "Canary in the mine" in text
    assert "Another reader" in text
    for name in (judging.ben.name, judging.nominees[0].name):
        assert name not in text
    with judging.app.app_context(), transaction():
        db.session.execute(update(Scheme).values(names_readers=True))
    assert judging.ben.name in client.get(others).text


def test_only_a_phase_that_says_so_shows_the_others(client: PageClient, judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha, judging.ben)
    judging.world.reviewed(number, judging.asha)
    client.sign_in(judging.asha)
    others = f"/panel/read/{number}/others"
    assert client.get(others).status_code == 404
    set_phase(judging, around_now(HOUR, HOUR, may_score=True))
    assert client.get(others).status_code == 404
    set_phase(judging, around_now(HOUR, HOUR, may_see_others=True))
    assert "Nobody else has sent scores" in client.get(others).text
    for stranger in (judging.chair, judging.nominator, judging.world.person()):
        client.sign_in(stranger)
        assert client.get(others).status_code == 404


def test_somebody_who_steps_back_no_longer_sees_the_others(
    client: PageClient, judging: Judging
) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha, judging.ben)
    for reader in (judging.asha, judging.ben):
        judging.world.reviewed(number, reader)
    set_phase(judging, around_now(HOUR, HOUR, may_see_others=True, may_discuss=True))
    client.sign_in(judging.asha)
    assert client.get(f"/panel/read/{number}/others").status_code == 200
    assert may(judging, "may_discuss", judging.asha, number)
    client.send(f"/panel/read/{number}/interest")
    assert client.get(f"/panel/read/{number}/others").status_code == 404
    assert not may(judging, "may_discuss", judging.asha, number)


def test_readers_discuss_in_a_discussion_after_sending_and_the_chair_always(
    judging: Judging,
) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha, judging.ben)
    judging.world.reviewed(number, judging.asha)
    assert not may(judging, "may_discuss", judging.asha, number)
    set_phase(judging, around_now(HOUR, HOUR, may_discuss=True))
    assert may(judging, "may_discuss", judging.asha, number)
    assert not may(judging, "may_discuss", judging.ben, number)
    set_phase(judging, around_now(-HOUR, 2 * HOUR, may_discuss=True))
    assert not may(judging, "may_discuss", judging.asha, number)
    assert may(judging, "may_discuss", judging.chair, number)


def test_the_chair_sets_the_usual_phases_in_one_press(client: PageClient, judging: Judging) -> None:
    page = f"/panel/{judging.round.id}/phases"
    client.sign_in(judging.chair)
    assert "Nothing is set, so this holds" in client.get(page).text
    assert client.send(f"{page}/usual", form=page).status_code == 302
    client.send(f"{page}/usual", form=page)
    with judging.app.app_context():
        rows = db.session.scalars(select(PhaseRow).order_by(PhaseRow.starts_at)).all()
        assert [row.name for row in rows] == ["Reading", "Discussion", "Decision"]
        assert rows[0].ends_at == judging.round.judging_ends_at
        assert rows[1].ends_at is not None
        assert f"{clock.in_london(rows[1].ends_at):%H:%M:%S}" == "23:59:59"
        added = select(func.count(Entry.number)).where(Entry.action == "panel.phase_added")
        assert db.session.scalar(added) == 3
    text = client.get(page).text
    assert "“Reading”" in text
    assert "Set the usual phases" not in text


def typed(start: datetime, end: datetime | None, **more: str) -> dict[str, str]:
    """What the chair types for a phase."""
    fields = {"name": "Second look", **more}
    for field, instant in (("starts_at", start), ("ends_at", end)):
        if instant is not None:
            local = clock.in_london(instant)
            fields |= {
                f"{field}-day": str(local.day),
                f"{field}-month": str(local.month),
                f"{field}-year": str(local.year),
                f"{field}-time": f"{local:%H:%M}",
            }
    return fields


def test_the_chair_adds_changes_and_takes_back_a_phase(
    client: PageClient, judging: Judging
) -> None:
    page = f"/panel/{judging.round.id}/phases"
    client.sign_in(judging.chair)
    now = clock.now().replace(hour=12)  # no time of day that comes twice, or not at all
    data = typed(now + DAY, now + 2 * DAY, may_score="y")
    assert client.send(page, data).status_code == 302
    assert client.send(page, data).status_code == 422  # it would hold twice
    with judging.app.app_context():
        [card] = queries.phases_set(judging.round.id)
    assert card.phase.may_score
    assert not card.phase.may_decide
    one = f"{page}/{card.id}"
    seen = {"seen": card.mark}
    longer = typed(now + DAY, now + 3 * DAY, may_discuss="y", name="Longer", **seen)
    assert client.send(one, longer).status_code == 302
    answer = client.send(one, typed(now + DAY, now + 4 * DAY, name="Stale", **seen))
    assert answer.status_code == 422
    assert "meanwhile" in answer.text
    assert "Stale" in answer.text
    with judging.app.app_context():
        [card] = queries.phases_set(judging.round.id)
    assert (card.phase.name, card.phase.may_score, card.phase.may_discuss) == (
        "Longer",
        False,
        True,
    )
    assert client.send(f"{one}/remove", form=page).status_code == 302
    assert client.get(one).status_code == 404
    with judging.app.app_context():
        assert queries.phases_set(judging.round.id) == []
        kinds = db.session.scalars(
            select(Entry.action).where(Entry.action.like("panel.phase%")).order_by(Entry.number)
        ).all()
    assert kinds == ["panel.phase_added", "panel.phase_changed", "panel.phase_removed"]


def test_odd_times_of_a_phase_get_a_clear_error(client: PageClient, judging: Judging) -> None:
    page = f"/panel/{judging.round.id}/phases"
    client.sign_in(judging.chair)
    start = {"starts_at-day": "25", "starts_at-month": "10", "starts_at-year": "2026"}
    for data, word in (
        ({"name": "A"}, "day on which the phase begins"),
        ({"name": "A", **start, "starts_at-time": "1:30"}, "happens twice"),
        ({"name": "A", **start, "starts_at-day": "٣"}, "Enter a date like"),
        ({"name": "A", **start, "starts_at-time": "25:00"}, "Enter a time like"),
        ({"name": "", **start}, "Give the phase a name"),
    ):
        answer = client.send(page, data)
        assert answer.status_code == 422
        assert word in answer.text
    assert client.send(page, {"name": "A", **start}).status_code == 302
    with judging.app.app_context():
        [card] = queries.phases_set(judging.round.id)
    assert card.phase.starts_at == datetime(2026, 10, 24, 23, tzinfo=UTC)  # midnight in summer


def test_the_chair_ends_the_phase_that_holds_at_once(client: PageClient, judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    set_phase(judging, around_now(HOUR, HOUR, may_score=True))
    page = f"/panel/{judging.round.id}/phases"
    client.sign_in(judging.chair)
    with judging.app.app_context():
        [card] = queries.phases_set(judging.round.id)
    assert client.send(f"{page}/{card.id}/remove", form=page).status_code == 302
    assert "This phase has begun" in client.get(page).text
    assert client.send(f"{page}/{card.id}/end", form=page).status_code == 302
    with judging.app.app_context():
        [card] = queries.phases_set(judging.round.id)
        assert card.phase.ends_at is not None
        assert card.phase.ends_at <= clock.now()
        with pytest.raises(Conflict):
            actions.end_phase(
                round_id=judging.round.id,
                phase_id=card.id,
                received=clock.now() + HOUR,
                actor=None,
            )


def test_stepping_back_is_possible_in_every_phase_and_in_none(
    client: PageClient, judging: Judging
) -> None:
    first, second = judging.nominate(), judging.nominate()
    for number in (first, second):
        judging.assigned(number, judging.asha)
    set_phase(judging, around_now(-DAY, 2 * DAY, name="Tomorrow", may_score=True))
    client.sign_in(judging.asha)
    queue = f"/panel/{judging.round.id}"
    assert "The panel pauses now" in client.get(queue).text
    assert client.get(f"/panel/read/{first}").status_code == 404
    assert f"{queue}/interests" in client.get(queue).text
    assert f"/panel/read/{first}/interest" in client.get(f"{queue}/interests").text
    page = client.get(f"/panel/read/{first}/interest").text
    assert f'href="/panel/read/{first}"' not in page
    assert client.send(f"/panel/read/{first}/interest").status_code == 302
    assert f"/panel/read/{first}/interest" not in client.get(f"{queue}/interests").text
    assert client.send(f"/panel/read/{second}/fair", {"reason": "Met once"}).status_code == 302
    client.sign_in(judging.ben)
    assert client.get(f"/panel/read/{second}/interest").status_code == 404


def test_stepping_back_in_a_pause_names_nobody_who_is_read_blind(
    client: PageClient, blind_judging: Judging
) -> None:
    number = blind_judging.nominate(blind_judging.world.person("Priya Raman"))
    blind_judging.assigned(number, blind_judging.asha)
    set_phase(blind_judging, around_now(-DAY, 2 * DAY, may_score=True))
    client.sign_in(blind_judging.asha)
    for path in (f"/panel/{blind_judging.round.id}/interests", f"/panel/read/{number}/interest"):
        page = client.get(path)
        assert page.status_code == 200
        assert "Nominee 1" in page.text
        assert "Priya" not in page.text


def test_only_the_chair_sets_phases(client: PageClient, judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    set_phase(judging, around_now(HOUR, HOUR, may_score=True))
    with judging.app.app_context():
        [card] = queries.phases_set(judging.round.id)
    page = f"/panel/{judging.round.id}/phases"
    for person in (judging.nominator, judging.world.administrator(), judging.asha):
        client.sign_in(person)
        for path in (page, f"{page}/{card.id}"):
            assert client.get(path).status_code == 404
    token = {"csrf_token": client.token(f"/panel/read/{number}")}
    for path in (page, f"{page}/usual", f"{page}/{card.id}/end", f"{page}/{card.id}/remove"):
        assert client.post(path, data=token).status_code == 404
    with judging.app.app_context():
        assert queries.phases_set(judging.round.id) == [card]


def test_a_phase_of_another_round_is_not_there(client: PageClient, judging: Judging) -> None:
    set_phase(judging, around_now(HOUR, HOUR, may_score=True))
    with judging.app.app_context():
        [card] = queries.phases_set(judging.round.id)
    other = judging.world.round()
    judging.world.appoint(other, judging.chair, role="chair")
    client.sign_in(judging.chair)
    assert client.get(f"/panel/{other.id}/phases/{card.id}").status_code == 404
    page = f"/panel/{other.id}/phases"
    assert client.send(f"{page}/{card.id}/end", form=page).status_code == 404


def test_changing_the_dates_of_the_round_still_ends_judging(judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    set_phase(judging, around_now(HOUR, HOUR, may_score=True))
    with judging.app.app_context(), transaction():
        db.session.execute(update(Round).values(judging_ends_at=clock.now() - HOUR))
    with pytest.raises(Refused, match="Judging has ended"):
        judging.world.reviewed(number, judging.asha)


def test_the_phases_page_asks_the_database_as_often_for_three_as_for_one(
    client: PageClient, judging: Judging, count_queries: QueryCounter
) -> None:
    client.sign_in(judging.chair)
    counts = []
    for days in (range(1), range(1, 3)):
        now = clock.now().replace(microsecond=0)
        for day in days:
            begins = now + (2 * day + 1) * DAY
            set_phases(judging, Phase(f"Phase {day}", begins, begins + DAY))
        with count_queries() as asked:
            client.get(f"/panel/{judging.round.id}/phases")
        counts.append(len(asked))
    assert counts[0] == counts[1]
