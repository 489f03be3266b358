"""From the meeting to the report, each reader's one number for a nominee is what was ranked on."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select, update

from recognition import clock
from recognition.database import transaction
from recognition.errors import Refused
from recognition.panel import actions as panel
from recognition.panel.models import Assignment, Review, Score
from recognition.panel.queries import results
from recognition.schemes import queries as schemes
from recognition.schemes.models import Scheme
from recognition.winners import actions
from recognition.winners.report import report
from recognition.winners.standings import without
from tests.page_client import PageClient
from tests.winners.meetings import SCORES, MeetingRoom, meeting_room
from tests.world import World

NAMES = ("Ann", "Bo", "Cy", "Dee", "Eve", "Flo", "Gus")
LEFT_OUT = 4
"""The place of a nominee for whom the first reader leaves the first criterion out."""


def partly_read(world: World, hidden: tuple[int, int] = (5, 5)) -> MeetingRoom:
    """Seven nominees; of the first, the hidden one, the readers gave these by criterion."""
    room = meeting_room(world)
    room.nominate(
        *(world.person(f"{name} Moss") for name in ["Ann", "Bo", "Cy", "Dee", "Eve", "Flo", "Gus"])
    )
    first, second = room.criteria()
    room.score(room.numbers[0], [dict(zip((first, second), hidden, strict=True))] * 3)
    for place, number in enumerate(room.numbers[1:], start=1):
        given: list[int | Mapping[int, int | None]] = list(SCORES[place])
        if place == LEFT_OUT:
            given[0] = {first: None, second: 5}
        room.score(number, given)
    room.work_out()
    return room


def closed_with(room: MeetingRoom, hidden: tuple[int, int]) -> dict[str, Any]:
    """Give the first nominee these points by criterion, close, and open again."""
    chair = room.world.viewer(room.chair)
    changed = list(zip(room.criteria(), hidden, strict=True))
    with room.world.app.app_context(), transaction() as session:
        reviews = session.scalars(
            select(Review)
            .join(Assignment, Assignment.id == Review.assignment_id)
            .where(Assignment.candidacy_id == room.numbers[0])
        ).all()
        for review in reviews:
            review.edition += 1
            for criterion, points in changed:
                session.execute(
                    update(Score)
                    .where(Score.review_id == review.id, Score.criterion_id == criterion)
                    .values(points=points)
                )
    room.close()
    kept = room.snapshot()
    with room.world.app.app_context():
        actions.reopen(room.round.id, reason="Once more.", actor=chair, now=clock.now())
    return kept


def row_of(snapshot: Mapping[str, Any], number: int) -> dict[str, Any]:
    return next(row for row in snapshot["candidacies"] if row["id"] == number)


def test_meeting_snapshot_and_report_show_the_numbers_that_were_ranked_on(
    client: PageClient, world: World
) -> None:
    room = partly_read(world, hidden=(1, 5))
    with world.app.app_context(), transaction() as session:
        session.execute(update(Scheme).values(names_readers=True))
    number = room.numbers[LEFT_OUT]
    client.sign_in(room.chair)
    meeting = client.get(room.page_of(number)).text
    room.close()
    row = row_of(room.snapshot(), number)
    values = [score["mean"] for score in row["scores"]]
    assert row["placing"]["raw"] == pytest.approx(sum(values) / 3)
    assert values[1:] == [3.0, 4.0]
    assert 4 < values[0] < 5, "the panel is milder on what was scored than on what was left out"
    told = client.get(f"/winners/report/{room.round.id}").text
    for text in (meeting, told):
        assert f"{values[0]:.2f}" in text
        assert f"{row['placing']['raw']:.2f}" in text
    assert "1 reader left out a criterion" in told
    assert "the panel's mean on the same criteria" in told.replace("’", "'").replace("&#39;", "'")


def test_a_reading_that_says_too_little_is_no_reader_in_the_report_and_not_spoken_of(
    client: PageClient, world: World
) -> None:
    room = meeting_room(world, (5, 4, 3), (2, 2, 2))
    third = room.world.person("Cy Moss")
    room.nominate(third)
    room.score(room.numbers[2], [dict.fromkeys(room.criteria()), 4, 4])
    room.work_out()
    client.sign_in(room.chair)
    assert "2 of 3" in client.get(room.page_of(room.numbers[2])).text
    assert "not count" not in client.get(room.page_of(room.numbers[2])).text
    room.close()
    found = report(room.snapshot())
    readers = {row.name: row.readers for category in found.categories for row in category.rows}
    assert readers == {"Ann Moss": "3", "Bo Moss": "3", "Cy Moss": "2"}
    assert not any("does not count" in line for one in found.categories for line in one.lines)
    text = client.get(f"/panel/{room.round.id}/ranking").text
    assert "1 reading does not count" in text, "the chair is told in the table"


def test_a_snapshot_without_the_hidden_counts_every_score_anew(world: World) -> None:
    """Paired runs: the hidden nominee got the same mean, but other points on each criterion."""
    seen, whole = [], []
    room = partly_read(world)
    number = room.numbers[LEFT_OUT]
    for hidden in ((1, 5), (5, 1)):
        kept = closed_with(room, hidden)
        whole.append(row_of(kept, number)["scores"][0]["mean"])
        left = without(kept, {room.numbers[0]})
        scores = row_of(left, number)["scores"]
        place = row_of(left, number)["placing"]
        assert place["raw"] == pytest.approx(sum(one["mean"] for one in scores) / 3)
        said = next(one["said"] for one in left["categories"] if one["said"])
        seen.append(([one["mean"] for one in scores], place, said))
    assert whole[0] != whole[1]
    assert seen[0] == seen[1]


def test_who_is_not_on_the_shortlist_has_no_number_that_follows_from_the_hidden(
    world: World,
) -> None:
    seen = []
    room = partly_read(world)
    number = room.numbers[LEFT_OUT]
    for hidden in ((1, 5), (5, 1)):
        kept = closed_with(room, hidden)
        row_of(kept, number)["placing"] = None
        scores = row_of(without(kept, {room.numbers[0]}), number)["scores"]
        seen.append([one["mean"] for one in scores])
    assert seen[0] == seen[1]


def test_who_is_not_on_the_shortlist_is_in_nobodys_means(world: World) -> None:
    room = partly_read(world)
    kept = closed_with(room, (1, 5))
    resting = row_of(kept, room.numbers[-1])
    resting["placing"], seen = None, []
    for points in (1, 5):
        for score in resting["scores"]:
            score["points"] = {str(room.criteria()[0]): points, str(room.criteria()[1]): 3}
        row = row_of(without(kept, {room.numbers[0]}), room.numbers[LEFT_OUT])
        seen.append([one["mean"] for one in row["scores"]])
    assert seen[0] == seen[1]


def test_an_outcome_is_weighed_without_somebody_whom_the_chair_just_said_to_know(
    client: PageClient, world: World
) -> None:
    """No worker runs: what it would have made is made while the chair waits."""
    room = meeting_room(world, *SCORES)
    chair = world.viewer(room.chair)
    with world.app.app_context():
        panel.declare_interest(candidacy_id=room.numbers[0], reason="A cousin.", actor=chair)
    last = room.numbers[-1]
    client.sign_in(room.chair)
    answer = room.press(client, last, "decide", outcome="winner", reason="")
    assert answer.status_code == 422
    assert room.outcome(last) == ""
    with world.app.app_context():
        assert results(chair, room.round.id) is not None
    assert room.press(client, last, "decide", outcome="winner", reason="So.").status_code == 302
    assert room.outcome(last) == "winner"


def test_an_outcome_is_weighed_by_the_number_of_winners_that_the_chair_wants_now(
    world: World,
) -> None:
    room = meeting_room(world, *SCORES)
    first, third = room.numbers[0], room.numbers[2]
    with pytest.raises(Refused):
        room.decide(third, reason="")  # one winner, and this is not the one
    chair = world.viewer(room.chair)
    with world.app.app_context():
        panel.want(
            round_id=room.round.id,
            category_id=schemes.categories(room.round.scheme.id)[0].id,
            winners=6,
            actor=chair,
        )
    for number in (first, third):
        room.decide(number, reason="")
    assert room.outcome(third) == "winner"
