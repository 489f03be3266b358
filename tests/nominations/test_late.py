"""Late permission: one person gets more time, and the round stays closed to all others."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select
from werkzeug.test import TestResponse

from recognition import clock
from recognition.audit import queries as audit
from recognition.database import db
from recognition.nominations.models import LatePermission
from recognition.people.queries import PersonCard
from recognition.schemes.queries import RoundCard
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.world import World


@dataclass
class Late:
    """An administrator, a round that closed yesterday, and Nia, who was ill."""

    client: PageClient
    world: World
    round: RoundCard
    me: PersonCard
    nia: PersonCard

    @property
    def page(self) -> str:
        return f"/manage/schemes/{self.round.scheme.slug}/rounds/{self.round.slug}/late"

    def give(self, until: datetime, **changes: str) -> TestResponse:
        fields = {"person": "Nia Novak", "reason": "Was ill.", **moment(until), **changes}
        return self.client.send(self.page, fields)

    def rows(self) -> list[LatePermission]:
        """Return every permission, the oldest first."""
        with self.world.app.app_context():
            return list(db.session.scalars(select(LatePermission).order_by(LatePermission.id)))


def moment(until: datetime) -> dict[str, str]:
    """Return an instant as the form asks for it."""
    local = clock.in_london(until)
    parts = {"day": local.day, "month": local.month, "year": local.year}
    written = {f"until-{name}": str(part) for name, part in parts.items()}
    return {**written, "until-time": f"{local:%H:%M}"}


@pytest.fixture
def late(client: PageClient, world: World) -> Iterator[Late]:
    with time_machine.travel(datetime(2027, 3, 10, 9, tzinfo=UTC)):
        me = world.administrator()
        client.sign_in(me)
        round_ = world.round(closes_in=timedelta(days=-1))
        yield Late(client, world, round_, me, world.person("Nia Novak", team="Larch Ward"))


def tomorrow() -> datetime:
    return (clock.now() + timedelta(days=1)).replace(second=0, microsecond=0)


def can_nominate(late: Late, person: PersonCard) -> bool:
    """Tell whether somebody may begin a nomination in the round that has closed."""
    visitor = PageClient(late.world.app).sign_in(person)
    return 'name="nominee"' in visitor.get(f"/nominate/{late.round.scheme.slug}").text


def test_late_permission_is_personal_and_leaves_the_round_closed_to_others(late: Late) -> None:
    until = tomorrow()
    assert not can_nominate(late, late.nia)
    answer = late.give(until)
    assert answer.status_code == 303
    [row] = late.rows()
    assert (row.person_id, row.until, row.reason) == (late.nia.id, until, "Was ill.")
    assert (row.round_id, row.granted_by_id, row.ended_at) == (late.round.id, late.me.id, None)
    page = late.client.get(late.page).text
    assert f"Nia Novak can send until {clock.spoken(until)}" in page
    assert "In force" in page
    assert can_nominate(late, late.nia)
    assert not can_nominate(late, late.world.person())


def test_late_permission_expires(late: Late) -> None:
    late.give(tomorrow())
    with time_machine.travel(tomorrow() + timedelta(seconds=1)):
        late.client.sign_in(late.me)
        assert "Has run out" in late.client.get(late.page).text
        assert not can_nominate(late, late.nia)


def test_late_permission_is_ended_by_one_button(late: Late) -> None:
    late.give(tomorrow())
    [row] = late.rows()
    for _time in range(2):
        answer = late.client.send(f"{late.page}/{row.id}/end", form=late.page)
        assert answer.status_code == 303
    [ended] = late.rows()
    assert ended.ended_at is not None
    assert "Ended on" in late.client.get(late.page).text
    assert not can_nominate(late, late.nia)
    with late.world.app.app_context():
        assert len(audit.entries(action="round.late_ended")[0]) == 1


def test_late_permission_is_in_the_audit(late: Late) -> None:
    late.give(tomorrow())
    with late.world.app.app_context():
        [entry], _total = audit.entries(action="round.late_given")
        assert audit.first_problem() is None
    assert (entry.actor_id, entry.subject_id) == (late.me.id, late.round.id)
    assert entry.details["person"] == "Nia Novak"
    assert entry.details["until"] == tomorrow().isoformat()
    assert entry.details["reason"] == "Was ill."


def test_giving_the_same_again_changes_nothing_and_another_time_takes_its_place(
    late: Late,
) -> None:
    for _time in range(2):
        late.give(tomorrow())
    assert len(late.rows()) == 1
    late.give(tomorrow() + timedelta(days=1))
    first, second = late.rows()
    assert first.ended_at is not None
    assert second.ended_at is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"person": ""}, "Type the name of a colleague"),
        ({"person": "Nobody Known"}, "We could not find them"),
        ({"person": "Nia"}, "Choose who you mean"),
        ({"reason": ""}, "Say why, in a few words"),
        ({"reason": "r" * 201}, "Shorten this to 200 characters"),
        ({"until-day": "", "until-month": "", "until-year": "", "until-time": ""}, "last day"),
        ({"until-day": "31", "until-month": "2"}, "no such day"),
        ({"until-year": "2026"}, "Enter a time after the close"),
        ({"until-day": "9", "until-time": "3pm"}, "That time has passed"),
        ({"until-day": "28", "until-time": "1.30am"}, "does not exist"),
    ],
)
def test_a_permission_that_cannot_be_comes_back_with_the_reason_and_what_was_typed(
    late: Late, change: dict[str, str], words: str
) -> None:
    answer = late.give(tomorrow(), **change)
    assert answer.status_code == 422
    assert words in answer.text
    if "reason" not in change:
        assert "Was ill." in answer.text
    assert late.rows() == []


def test_of_two_with_one_name_one_is_chosen(late: Late) -> None:
    other = late.world.person("Nia Novak", team="Oak Ward")
    asked = late.give(tomorrow())
    assert asked.status_code == 422
    assert "Oak Ward" in asked.text
    assert late.give(tomorrow(), choice=f"person:{other.id}").status_code == 303
    [row] = late.rows()
    assert row.person_id == other.id


def test_neither_a_stranger_nor_a_team_gets_late_permission(late: Late) -> None:
    stranger = late.world.person("Una Stranger", organisation="Elsewhere Hospice")
    for odd in (f"person:{stranger.id}", "person:999999", "team:1", "x"):
        assert late.give(tomorrow(), choice=odd).status_code == 422
    assert late.rows() == []


def test_a_day_without_a_time_lasts_until_its_end(late: Late) -> None:
    late.give(tomorrow(), **{"until-time": ""})
    [row] = late.rows()
    assert row.until == clock.end_of_day(clock.in_london(tomorrow()).date())


def test_late_permission_is_given_by_administrators_of_the_host_alone(late: Late) -> None:
    late.give(tomorrow())
    [row] = late.rows()
    token = late.client.token(late.page)
    paths = (late.page, f"{late.page}/suggest?q=ni")
    for stranger in (late.world.person(), late.world.administrator(organisation="Elsewhere")):
        late.client.sign_in(stranger)
        assert [late.client.get(path).status_code for path in paths] == [404, 404]
        end = late.client.post(f"{late.page}/{row.id}/end", data={"csrf_token": token})
        assert end.status_code in {400, 404}
    assert late.rows()[0].ended_at is None


def test_a_permission_of_another_round_cannot_be_ended_from_here(late: Late) -> None:
    late.give(tomorrow())
    [row] = late.rows()
    other = late.world.round(late.round.scheme, name="Another", closes_in=timedelta(days=-2))
    page = f"/manage/schemes/{other.scheme.slug}/rounds/{other.slug}/late"
    assert late.client.send(f"{page}/{row.id}/end", form=page).status_code == 404
    assert late.rows()[0].ended_at is None


def test_the_type_ahead_offers_people_and_no_teams(late: Late) -> None:
    late.world.person("Larch Bell", team="Larch Ward")
    found = late.client.get(f"{late.page}/suggest?q=larch").json
    assert [one["name"] for one in found or ()] == ["Larch Bell"]


def test_fields_that_the_form_does_not_ask_for_change_nothing(late: Late) -> None:
    odd = {"person_id": "1", "round_id": "99", "ended_at": "2020-01-01", "granted_by_id": "1"}
    late.give(tomorrow(), **odd)
    [row] = late.rows()
    assert (row.person_id, row.round_id) == (late.nia.id, late.round.id)
    assert (row.granted_by_id, row.ended_at) == (late.me.id, None)


def test_a_round_that_never_closes_needs_no_late_permission(late: Late) -> None:
    scheme = late.world.scheme(lane="recognise", name="Thanks")
    page = f"/manage/schemes/{scheme.slug}/rounds/always-open/late"
    text = late.client.get(page).text
    assert "nobody can be late" in text
    assert 'name="reason"' not in text


def test_what_looks_like_code_in_a_reason_renders_as_text(late: Late) -> None:
    late.client.typed.add("{{7*7}}")
    late.give(tomorrow(), reason="<script>alert(1)</script>{{7*7}}")
    page = late.client.get(late.page).text
    assert re.search(r"&lt;script&gt;alert\(1\)&lt;/script&gt;\{\{7\*7\}\}", page)


def test_the_list_asks_the_database_equally_often_for_one_and_three(
    late: Late, count_queries: QueryCounter
) -> None:
    counts = []
    for names in (("Nia Novak",), ("Ann One", "Ben Two")):
        for name in names:
            if name != "Nia Novak":
                late.world.person(name)
            assert late.give(tomorrow(), person=name).status_code == 303
        late.client.get(late.page)
        with count_queries() as statements:
            assert names[-1] in late.client.get(late.page).text
        counts.append(len(statements))
    assert counts[0] == counts[1]
