"""What somebody with an interest could learn: nothing, byte for byte, whatever the others gave."""

import re
from collections import deque
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from recognition import clock
from recognition.database import db, transaction
from recognition.panel import actions, queries
from recognition.panel.models import Assignment, Placing, Review, Score
from recognition.people.queries import PersonCard
from recognition.people.rules import ADMINISTRATOR
from tests.page_client import PageClient
from tests.panel.conftest import Judging
from tests.panel.test_results import panel_of

pytestmark = pytest.mark.long

CANARY = "Canary-of-the-hidden-nominee"
CHANGING = re.compile(r'name="(?:csrf_token|key)"[^>]*>|nonce="[^"]*"|\?v=[0-9a-f]+')
LEADS_AWAY = re.compile(r"^/(sign-out|static|resources|help|accessibility|privacy|account)")
MOST_PAGES = 250


@pytest.fixture(autouse=True)
def one_instant() -> Iterator[None]:
    """Both crawls see the same clock, so that only what was scored can differ."""
    with time_machine.travel(clock.now() + timedelta(seconds=1), tick=False):
        yield


def crawl(client: PageClient, person: PersonCard) -> dict[str, tuple[int, str]]:
    """Return status and text of every page that links lead this person to, and of some more."""
    client.sign_in(person)
    seen: dict[str, tuple[int, str]] = {}
    queue = deque(["/", "/panel", "/nominations", "/winners"])
    while queue and len(seen) < MOST_PAGES:
        path = queue.popleft()
        if path in seen or LEADS_AWAY.match(path):
            continue
        answer = client.get(path)
        seen[path] = (answer.status_code, CHANGING.sub("", answer.text))
        found = re.findall(r'href="(/[^"#]*)', answer.text)
        queue.extend(link.replace("&amp;", "&") for link in found)
    assert len(seen) < MOST_PAGES, "the crawl ends by itself"
    return seen


def addresses_of(judging: Judging, number: int) -> list[str]:
    """Return every address that is about one nominee, whether or not a link leads there."""
    room = f"/panel/{judging.round.id}"
    return [
        f"/panel/nominee/{number}",
        f"/panel/read/{number}",
        f"/panel/read/{number}/interest",
        f"{room}/assign/{number}",
        f"/winners/decide/{number}",
        f"/winners/meeting/nominee/{number}?left=1",
        f"/winners/closing/{judging.round.id}",
        *(
            f"{room}/ranking?order={order}&show={show}"
            for order in ("rank", "raw", "adjusted", "chance", "differ", "fewest")
            for show in ("", "differ", "tied", "secure", "out")
        ),
    ]


def score_otherwise(judging: Judging, number: int, points: int) -> None:
    """Give the hidden nominee quite other scores and a canary, as if the readers had."""
    with judging.app.app_context():
        with transaction() as session:
            reviews = session.scalars(
                select(Review)
                .join(Assignment, Assignment.id == Review.assignment_id)
                .where(Assignment.candidacy_id == number)
            ).all()
            assert len(reviews) == 3
            for place, review in enumerate(reviews):
                given = points if place else 1
                review.mean, review.comment = float(given), CANARY
                review.edition += 1
                session.execute(
                    update(Score).where(Score.review_id == review.id).values(points=given)
                )
            actions.recount(number)
        assert actions.calculate(judging.round.id) > 0
        db.session.remove()


def test_an_interested_chair_finds_no_byte_that_depends_on_the_hidden_scores(
    client: PageClient, judging: Judging
) -> None:
    panel_of(judging, judges=6, nominees=8)
    hidden = judging.candidacy(judging.nominees[3])
    chair = judging.world.viewer(judging.chair)
    with judging.app.app_context():
        actions.declare_interest(candidacy_id=hidden, reason="Friends", actor=chair)
        actions.calculate(judging.round.id)
    score_otherwise(judging, hidden, 1)
    before = crawl(client, judging.chair)
    before |= {path: (0, client.get(path).text) for path in addresses_of(judging, hidden)}
    score_otherwise(judging, hidden, 5)
    after = crawl(client, judging.chair)
    after |= {path: (0, client.get(path).text) for path in addresses_of(judging, hidden)}
    assert len(before) > 25
    assert before.keys() == after.keys()
    for path, (status, text) in before.items():
        assert (status, CHANGING.sub("", text)) == (
            after[path][0],
            CHANGING.sub("", after[path][1]),
        ), path
        assert CANARY not in text, path


def test_an_interested_panellist_finds_no_byte_that_depends_on_the_hidden_scores(
    client: PageClient, judging: Judging
) -> None:
    readers = panel_of(judging, judges=6, nominees=8)
    hidden = judging.candidacy(judging.nominees[3])
    outsider = next(
        reader
        for place, reader in enumerate(readers)
        if place not in {(3 + n) % 6 for n in range(3)}
    )
    score_otherwise(judging, hidden, 1)
    before = crawl(client, outsider)
    before |= {path: (0, client.get(path).text) for path in addresses_of(judging, hidden)}
    score_otherwise(judging, hidden, 5)
    after = crawl(client, outsider)
    after |= {path: (0, client.get(path).text) for path in addresses_of(judging, hidden)}
    assert before.keys() == after.keys()
    for path, (_status, text) in before.items():
        assert CHANGING.sub("", text) == CHANGING.sub("", after[path][1]), path
        assert CANARY not in text, path


def score_by_criterion(judging: Judging, number: int, *given: int) -> None:
    """Give the hidden nominee other points on each criterion, with the same plain mean."""
    changed = list(zip(judging.criteria(), given, strict=True))
    with judging.app.app_context():
        with transaction() as session:
            reviews = session.scalars(
                select(Review)
                .join(Assignment, Assignment.id == Review.assignment_id)
                .where(Assignment.candidacy_id == number)
            ).all()
            assert len(reviews) == 3
            for review in reviews:
                review.edition += 1
                for criterion, points in changed:
                    session.execute(
                        update(Score)
                        .where(Score.review_id == review.id, Score.criterion_id == criterion)
                        .values(points=points)
                    )
            actions.recount(number)
        assert actions.calculate(judging.round.id) > 0
        db.session.remove()


def whole_raw(judging: Judging, number: int) -> float | None:
    """Return the raw mean of a nominee in the results with everybody."""
    with judging.app.app_context():
        found = queries.complete_results(judging.round.id)
        assert found is not None
        return db.session.scalar(
            select(Placing.raw).where(
                Placing.calculation_id == found.id, Placing.candidacy_id == number
            )
        )


def test_means_of_criteria_tell_an_interested_chair_nothing_of_the_hidden_scores(
    client: PageClient, judging: Judging
) -> None:
    """Paired runs: whom somebody left a criterion out for is weighed by what the others gave."""
    panel_of(judging, judges=6, nominees=8)
    hidden = judging.candidacy(judging.nominees[3])
    partial, reader = judging.nominate(), judging.world.person("Sam Lowe")
    judging.world.appoint(judging.round, reader)
    judging.assigned(partial, reader)
    judging.world.reviewed(partial, reader, points=4, more={judging.criteria()[0]: None})
    chair = judging.world.viewer(judging.chair)
    with judging.app.app_context():
        actions.declare_interest(candidacy_id=hidden, reason="Friends", actor=chair)
        actions.calculate(judging.round.id)
    runs, means = [], []
    for given in ((1, 5), (5, 1)):
        score_by_criterion(judging, hidden, *given)
        means.append(whole_raw(judging, partial))
        seen = crawl(client, judging.chair)
        seen |= {
            path: (0, CHANGING.sub("", client.get(path).text))
            for number in (hidden, partial)
            for path in addresses_of(judging, number)
        }
        runs.append(seen)
    assert means[0] != means[1], "those without an interest do see what the points make of it"
    assert "left out a criterion" in runs[0][f"/panel/{judging.round.id}/ranking"][1]
    assert runs[0].keys() == runs[1].keys()
    for path, shown in runs[0].items():
        assert shown == runs[1][path], path


def test_the_comparison_would_notice_a_score_that_shows(
    client: PageClient, judging: Judging
) -> None:
    panel_of(judging, judges=6, nominees=8)
    shown = judging.candidacy(judging.nominees[3])
    judging.worked_out()
    score_otherwise(judging, shown, 1)
    before = crawl(client, judging.chair)
    score_otherwise(judging, shown, 5)
    assert before != crawl(client, judging.chair)


def test_an_interested_chair_learns_nothing_by_acting_as_an_administrator(
    client: PageClient, judging: Judging
) -> None:
    hidden = judging.nominate()
    judging.assigned(hidden, judging.asha)
    judging.world.reviewed(hidden, judging.asha, points=5)
    chair = judging.world.viewer(judging.chair)
    with judging.app.app_context():
        actions.declare_interest(candidacy_id=hidden, reason="", actor=chair)
    judging.world.granted(ADMINISTRATOR, judging.chair)
    client.sign_in(judging.chair)
    for path in ("/manage/audit", "/manage/audit?q=panel.", "/manage/audit?q=review."):
        trail = client.get(path).text
        assert "left out here while you sit on one" in trail
        assert "review.sent" not in trail
        assert "?q=" not in path or judging.asha.name not in trail
    assert client.get(f"/winners/citation/{hidden}").status_code == 404
    other = judging.world.administrator()
    client.sign_in(other)
    assert "review.sent" in client.get("/manage/audit").text
