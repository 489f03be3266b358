"""`kill -9` at any moment: of the server, and of the worker."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from tests.mail.mail_server import MailServer, mail_server
from tests.nominating import press, read, reference, send
from tests.resilience.house import PATIENCE, House
from tests.resilience.nominating import check_each_once, written
from tests.visitor import Gone, hidden
from tools.running import until
from tools.servers import Program

SENT = "^INSERT INTO nomination "
ANNOUNCED = "^INSERT INTO announcement "
MARKED = "^UPDATE letter SET .*sent_at="


def between_commit_and_reply(house: House, *, number: int) -> str:
    """Kill the server when a nomination is stored and its sender has heard nothing."""
    acknowledged, unheard = [], 0
    for place in range(number):
        visitor = house.visitor(house.seed.nominators[place % 4], patience=PATIENCE)
        with house.serving(RESILIENCE_KILL=f"after:1:{SENT}") as server:
            story = written(house, visitor, place)
            shown = read(visitor, story.place)
            visitor.patience = 0
            try:
                press(visitor, story.place, shown)
            except Gone:
                unheard += 1
            assert server.process.wait(30) == -9
        visitor.patience = PATIENCE
        with house.serving():
            acknowledged.append(reference(press(visitor, story.place, shown)))
        visitor.close()
    assert unheard == number
    assert check_each_once(house, acknowledged) == number
    house.check()
    return f"{number} kills; the same form sent again gave {number} references, each stored once"


Work = Callable[[int, int], str]


def _through_kills(house: House, work: Work, *, rounds: int, clients: int, seed: int) -> list[str]:
    """Kill the server at random instants while clients work and try again what was not taken.

    Args:
        house: the installation.
        work: does one piece of work of a client; returns what was acknowledged.
        rounds: how many times it is killed.
        clients: how many work at once.
        seed: of the instants.
    """
    chance, over = random.Random(seed), threading.Event()

    def keep_on(client: int) -> list[str]:
        told: list[str] = []
        while not over.is_set():
            told.append(work(client, len(told)))
        return told

    with ThreadPoolExecutor(clients) as pool:
        working = [pool.submit(keep_on, client) for client in range(clients)]
        try:
            for _round in range(rounds):
                with house.serving() as server:
                    time.sleep(chance.uniform(0.05, 1.5))
                    server.kill()
        finally:
            over.set()
            with house.serving():
                told = [one for client in working for one in client.result()]
    return told


def while_submitting(house: House, *, rounds: int, seed: int = 7) -> str:
    """Kill the server again and again while people write and send nominations."""
    visitors = [house.visitor(one, patience=PATIENCE) for one in house.seed.nominators[:4]]

    def nominate(client: int, place: int) -> str:
        story = written(house, visitors[client], place * 4 + client)
        return send(visitors[client], story.place)

    told = _through_kills(house, nominate, rounds=rounds, clients=4, seed=seed)
    assert len(told) >= 4
    stored = check_each_once(house, told)
    assert stored == len(told)
    house.check()
    return f"{rounds} kills (seed {seed}); {len(told)} acknowledged, {stored} stored, each once"


def while_scoring(house: House, *, rounds: int, seed: int = 11) -> str:
    """Kill the server again and again while a panellist saves scores in three windows."""
    visitors = [house.visitor(house.seed.panellist, patience=PATIENCE) for _window in range(3)]

    def score(client: int, place: int) -> str:
        mine = house.seed.to_read[client::3]
        path, said = f"/panel/read/{mine[place % len(mine)]}", f"Comment {client}.{place} of mine"
        points = {f"points_{number}": str(1 + place % 5) for number in house.seed.criteria}
        visitors[client].send(path, {**points, "comment": said, "note": ""}).must_be(302)
        return said

    told = _through_kills(house, score, rounds=rounds, clients=3, seed=seed)
    kept = [
        text for (text,) in house.rows("SELECT comment FROM review_version WHERE comment <> ''")
    ]
    assert set(told) <= set(kept), "acknowledged scores are lost"
    assert len(kept) == len(set(kept)) == len(told)
    house.check()
    return (
        f"{rounds} kills (seed {seed}); {len(told)} saves acknowledged, {len(kept)} versions kept"
    )


def while_announcing(house: House, *, rounds: int) -> str:
    """Kill the server around the commit of an announcement; the officer presses again."""
    place = f"/winners/rehearse/{house.seed.to_tell}"
    set_, is_set = 0, "SELECT count(*) FROM announcement"
    for turn in range(rounds):
        when = "before" if turn % 2 else "after"
        at = (datetime.now(UTC) + timedelta(days=1, minutes=turn)).replace(microsecond=0)
        path = f"{place}?at={quote(at.isoformat())}"
        officer = house.visitor(house.seed.officer, patience=PATIENCE)
        with house.serving(RESILIENCE_KILL=f"{when}:1:{ANNOUNCED}") as server:
            seal = hidden(officer.get(path).text)["seal"]
            officer.patience = 0
            try:
                officer.post(path, {"seal": seal})
            except Gone:
                set_ += 1
            assert server.process.wait(30) == -9
        assert house.number(is_set) == (1 if when == "after" else 0)
        officer.patience = PATIENCE
        with house.serving():
            officer.post(path, {"seal": seal}).must_be(302)
            assert house.number(is_set) == 1
            officer.post(f"{place}/take-back", {}).must_be(302)
        assert house.number(is_set) == 0
        officer.close()
    entries = "SELECT count(*) FROM audit_entry WHERE action = 'winners.announcement_set'"
    assert (set_, house.number(entries)) == (rounds, rounds)
    house.check()
    return f"{rounds} kills; all or nothing each time, and once after pressing again"


def while_telling(house: House) -> str:
    """Kill the worker around each commit with which it writes the letters of an announcement."""
    house.change(
        "INSERT INTO announcement (round_id, at, confirmed_at, confirmed_by_id) "
        "SELECT :round, :now, :now, min(id) FROM person",
        round=house.seed.to_tell,
        now=datetime.now(UTC) - timedelta(seconds=1),
    )
    letters, ended = "^INSERT INTO outcome_letter ", "^UPDATE announcement SET letters_written_at"
    points = (
        f"after:1:{letters}",
        f"before:1:{letters}",
        f"after:1:{letters}",
        f"before:1:{ended}",
    )
    for point in points:
        with house.running("worker", RESILIENCE_KILL=point) as worker:
            assert worker.process.wait(60) == -9
    with house.running("worker"):
        told_at = "SELECT count(letters_written_at) FROM announcement"
        until(lambda: house.number(told_at) == 1, "all letters of the announcement")
    told = house.rows("SELECT candidacy_id, part, to_key, letter_id FROM outcome_letter")
    assert len(told) > 2 * 50
    assert len({one[:3] for one in told}) == len({one[3] for one in told}) == len(told)
    written_ = house.number("SELECT count(*) FROM letter WHERE kind = 'winners.outcome'")
    assert written_ == len(told)
    entries = "SELECT count(*) FROM audit_entry WHERE action = 'winners.letters_written'"
    assert house.number(entries) == 1
    house.check()
    return f"{len(points)} kills; {written_} letters, each person one"


def before_the_mark(house: House, *, at: int) -> str:
    """Kill the worker when the mail server has taken letter number `at` and nobody marked it."""
    with mail_server() as post:
        house.extra["RECOGNITION_MAIL_URL"] = post.url
        with house.running("worker", RESILIENCE_KILL=f"before:{at}:{MARKED}") as worker:
            assert worker.process.wait(120) == -9
        assert len(post.letters) == at
        let_claims_run_out(house)
        with deliverers(house):
            until(lambda: house.number(WAITING) == 0, "the post to be gone")
        twice = check_letters(house, post)
    house.check()
    assert twice == 1
    return f"{len(post.letters)} letters arrived, one of them twice with the same Message-ID"


WAITING_IDS = "SELECT id FROM letter WHERE sent_at IS NULL AND given_up_at IS NULL"
WAITING = WAITING_IDS.replace("id", "count(*)", 1)


def let_claims_run_out(house: House) -> None:
    """Let the five minutes pass that a worker keeps a letter for itself, and any pause."""
    long_ago = datetime.now(UTC) - timedelta(minutes=10)
    house.change(
        "UPDATE letter SET claimed_until = NULL, due_at = :then "
        "WHERE sent_at IS NULL AND given_up_at IS NULL",
        then=long_ago,
    )


@contextmanager
def deliverers(house: House) -> Iterator[list[Program]]:
    """Run two workers side by side."""
    with house.running("worker") as one, house.running("worker") as other:
        yield [one, other]


def settle_letters(house: House) -> int:
    """Mark what waits as sent long ago; return the number of the last letter there is."""
    house.change(
        f"UPDATE letter SET sent_at = :now WHERE id IN ({WAITING_IDS})", now=datetime.now(UTC)
    )
    return house.number("SELECT max(id) FROM letter")


def check_letters(house: House, post: MailServer, *, after: int = 0) -> int:
    """Refuse a letter that never arrived although it is marked, or that came under another number.

    Returns:
        How many arrived more than once.
    """
    arrived = [str(letter["Message-ID"]).strip() for letter in post.letters]
    found = "SELECT message_id FROM letter WHERE sent_at IS NOT NULL AND id > :after"
    sent = [one for (one,) in house.rows(found, after=after)]
    assert set(arrived) == set(sent)
    assert len(sent) == len(set(sent))
    return len(arrived) - len(sent)
