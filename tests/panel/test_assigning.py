"""Who reads what: what a share means beforehand, and that it is fair."""

import itertools
import random
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from recognition.database import db
from recognition.mail.models import Letter
from recognition.nominations import later
from recognition.panel import actions
from recognition.panel.fair_share import Facts, Pair, ShareTerms, Shortfall, fair_share, share_apart
from recognition.panel.models import Assignment
from recognition.panel.rules import DEPUTY
from recognition.panel.workload import workload
from recognition.panel.workload_words import implied, spoken_minutes
from recognition.people.queries import PersonCard
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.panel.conftest import Judging
from tests.panel.test_interests import declare


def share(
    readers: list[int],
    items: list[int],
    reads: int,
    *,
    refused: set[Pair] | None = None,
    already: set[Pair] | None = None,
    **terms: Any,
) -> list[Pair]:
    facts = Facts(
        tuple(readers),
        tuple((item, item % 2) for item in items),
        frozenset(refused or ()),
        frozenset(already or ()),
    )
    return fair_share(facts, ShareTerms(reads, terms.pop("most", 40), **terms))


def loads(pairs: list[Pair], readers: list[int]) -> list[int]:
    counted = Counter(reader for _item, reader in pairs)
    return [counted[reader] for reader in readers]


def reading(judging: Judging) -> set[Pair]:
    with judging.app.app_context():
        rows = db.session.execute(
            select(Assignment.candidacy_id, Assignment.person_id).where(
                Assignment.ended_at.is_(None)
            )
        )
        return {(number, person) for number, person in rows}


def test_everyone_gets_a_fair_share() -> None:
    readers, items = list(range(1, 8)), list(range(100, 160))
    pairs = share(readers, items, 3)
    assert Counter(item for item, _reader in pairs) == dict.fromkeys(items, 3)
    assert max(loads(pairs, readers)) - min(loads(pairs, readers)) <= 1


def test_nobody_is_given_what_they_are_barred_from() -> None:
    barred = {(item, 1) for item in range(10)} | {(3, 2)}
    pairs = share([1, 2, 3, 4], list(range(10)), 2, refused=barred)
    assert not barred & set(pairs)
    assert sorted(loads(pairs, [2, 3, 4])) == [6, 7, 7]


def test_what_is_assigned_stays_and_only_what_is_missing_is_filled_in() -> None:
    first = share([1, 2, 3], [10, 11, 12], 1)
    assert share([1, 2, 3], [10, 11, 12], 1, already=set(first)) == []
    more = share([1, 2, 3], [10, 11, 12, 13], 2, already=set(first))
    assert not set(first) & set(more)
    assert Counter(item for item, _ in [*first, *more]) == dict.fromkeys([10, 11, 12, 13], 2)


def test_scores_of_somebody_who_left_the_panel_count_towards_the_readers() -> None:
    assert share([1, 2], [10], 1, already={(10, 9)}) == []
    assert len(share([1, 2], [10], 2, already={(10, 9)})) == 1


def test_a_reader_who_came_to_have_an_interest_does_not_count() -> None:
    assert share([1, 2], [10], 1, refused={(10, 1)}, already={(10, 1)}) == [(10, 2)]


def test_a_shortfall_is_named_and_nothing_is_shared() -> None:
    with pytest.raises(Shortfall) as short:
        share([1, 2, 3], [10, 11], 3, refused={(11, 1), (11, 2)})
    assert (short.value.nominees, short.value.more, short.value.is_full) == (1, 2, False)


def test_a_panel_that_is_full_says_how_many_more_it_takes() -> None:
    with pytest.raises(Shortfall) as short:
        share([1, 2, 3], list(range(20)), 2, most=10)
    assert (short.value.more, short.value.is_full) == (1, True)


def test_a_single_panellist_can_be_asked_for_less() -> None:
    pairs = share([1, 2, 3], list(range(9)), 1, limits={2: 1})
    assert loads(pairs, [1, 2, 3]) == [4, 1, 4]


def test_panellists_read_the_category_they_know_but_not_only_that() -> None:
    items = list(range(40))
    knows = {1: 0, 2: 0, 3: 1, 4: 1}
    pairs = share([1, 2, 3, 4], items, 2, knows=knows)
    at_home = sum(item % 2 == knows[reader] for item, reader in pairs)
    assert len(pairs) * 0.7 < at_home <= len(pairs) * 0.75


def test_the_answer_does_not_depend_on_the_order_of_what_is_given() -> None:
    readers, items = list(range(6)), list(range(30))
    barred = {(item, item % 6) for item in items}
    expected = share(readers, items, 2, refused=barred)
    shuffler = random.Random(4)
    for numbers in (readers, items):
        shuffler.shuffle(numbers)
    assert share(readers, items, 2, refused=barred) == expected


def test_nothing_to_share_is_nothing() -> None:
    assert share([1], [], 2) == []


@settings(max_examples=40)
@given(
    st.integers(1, 4),
    st.integers(1, 5),
    st.integers(1, 2),
    st.sets(st.tuples(st.integers(0, 4), st.integers(0, 3))),
)
def test_no_other_share_has_a_lighter_heaviest_load(
    readers: int, items: int, reads: int, barred: set[Pair]
) -> None:
    barred = {(item, reader) for item, reader in barred if item < items and reader < readers}
    free = [[r for r in range(readers) if (item, r) not in barred] for item in range(items)]
    try:
        pairs = share(list(range(readers)), list(range(items)), reads, refused=barred)
    except Shortfall:
        assert any(len(possible) < reads for possible in free)
        return
    every = itertools.product(*(itertools.combinations(possible, reads) for possible in free))
    lightest = min(max(Counter(r for chosen in way for r in chosen).values()) for way in every)
    assert max(Counter(reader for _item, reader in pairs).values()) == lightest


def test_the_workload_is_said_in_peoples_terms() -> None:
    found = workload(600, 2, 12, 40, 2)
    assert implied(600, 2, 12, 40, found) == [
        "600 nominees × 2 readers ÷ 12 panellists = 100 each, about 3 hours 20 minutes.",
        "At most 40 each would need 30 people.",
    ]
    assert implied(3, 1, 2, 40, workload(3, 1, 2, 40, 2)) == [
        "3 nominees × 1 reader ÷ 2 panellists = 1 or 2 each, about 4 minutes."
    ]
    assert spoken_minutes(0.2) == "1 minute"


def test_the_chair_sees_what_a_share_means_before_it_is_made(
    client: PageClient, judging: Judging
) -> None:
    judging.nominate()
    judging.nominate(judging.asha)
    client.sign_in(judging.chair)
    page = f"/panel/{judging.round.id}/assign"
    text = client.get(page).text
    assert "2 nominees × 2 readers ÷ 2 panellists = 2 each, about 4 minutes." in text
    assert "1 nominee has fewer than 2 panellists without an interest" in text
    assert "nobody to compare with" not in text
    text = client.get(f"{page}?reads=1&most=1").text
    assert "2 nominees × 1 reader ÷ 2 panellists = 1 each" in text
    assert "nobody to compare with" in text
    assert "3 readers ÷" in client.get(f"{page}?reads=3&most=1").text
    assert "At most 1 each would need 6 people" in client.get(f"{page}?reads=3&most=1").text
    for odd in ("reads=٣", "reads=0&most=x", "reads=99999999999"):
        assert "2 readers ÷" in client.get(f"{page}?{odd}").text
    assert reading(judging) == set()


def test_a_nominee_whom_the_chair_knows_is_in_none_of_these_numbers(
    client: PageClient, judging: Judging
) -> None:
    judging.nominate()
    client.sign_in(judging.chair)
    page = f"/panel/{judging.round.id}/assign"
    before = client.get(page).text
    known = judging.nominate(judging.world.person(manager=judging.chair))
    judging.assigned(known, judging.asha)
    text = client.get(page).text
    for line in ("1 nominee × 2 readers ÷ 2 panellists", "1 each"):
        assert line in before
        assert line in text


def test_readers_who_share_no_nominee_are_pointed_out(client: PageClient, judging: Judging) -> None:
    one, other = judging.nominate(), judging.nominate()
    judging.assigned(one, judging.asha)
    judging.assigned(other, judging.ben)
    client.sign_in(judging.chair)
    page = f"/panel/{judging.round.id}/assign"
    assert "form 2 groups that share no nominee" in client.get(page).text
    judging.assigned(one, judging.ben)
    assert "that share no nominee" not in client.get(page).text


def test_a_recent_winner_is_pointed_out_before_assignment(
    client: PageClient, judging: Judging, monkeypatch: pytest.MonkeyPatch
) -> None:
    judging.nominate()
    winner, other = judging.nominees[0], judging.world.person()
    judging.nominate(other)

    elsewhere = judging.world.person()

    def won(categories: list[int]) -> frozenset[Pair]:
        pairs = {(category, person.id) for category in categories for person in (winner, elsewhere)}
        return frozenset({*pairs, (max(categories) + 1, other.id)})

    monkeypatch.setattr(later, "recent_winners", won)
    client.sign_in(judging.chair)
    text = client.get(f"/panel/{judging.round.id}/assign").text
    assert f"{winner.name} won the same category lately." in text


def test_what_was_started_or_assigned_by_hand_is_never_moved(
    client: PageClient, judging: Judging
) -> None:
    numbers = [judging.nominate() for _one in range(4)]
    for number in numbers[:3]:
        judging.assigned(number, judging.asha)
    judging.world.reviewed(numbers[0], judging.asha, send=False)
    judging.world.reviewed(numbers[1], judging.asha)
    client.sign_in(judging.chair)
    page = f"/panel/{judging.round.id}/assign"
    assert client.send(page, {"reads": "1"}).status_code == 302
    assert reading(judging) == {
        *((number, judging.asha.id) for number in numbers[:3]),
        (numbers[3], judging.ben.id),
    }


def test_a_reader_who_stepped_back_is_replaced(client: PageClient, judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    PageClient(judging.app).sign_in(judging.asha).send(f"/panel/read/{number}/interest")
    client.sign_in(judging.chair)
    client.send(f"/panel/{judging.round.id}/assign", {"reads": "1"})
    assert reading(judging) == {(number, judging.ben.id)}


def test_too_little_room_writes_nothing_and_says_how_many_people_it_takes(
    client: PageClient, judging: Judging
) -> None:
    for _one in range(3):
        judging.nominate()
    client.sign_in(judging.chair)
    page = f"/panel/{judging.round.id}/assign"
    answer = client.send(page, {"reads": "2", "most": "2"})
    assert answer.status_code == 422
    assert "nobody is asked for more than 2" in answer.text
    assert "at least 1 more" in answer.text
    assert reading(judging) == set()
    for most in ("0", "1000", "٣", "-1", ["2", "2"]):
        assert client.send(page, {"reads": "1", "most": most}).status_code == 422
    assert reading(judging) == set()


def test_what_is_shared_apart_follows_from_nothing_hidden() -> None:
    facts = Facts(
        (1, 2, 3), ((10, 0), (11, 0), (12, 0)), frozenset({(12, 1)}), frozenset({(12, 2)})
    )
    seen, rest = share_apart(facts, ShareTerms(2, 40), {12})
    assert seen == fair_share(facts.without({12}), ShareTerms(2, 40))
    assert rest == [(12, 3)]
    barred = replace(facts, refused=frozenset({(12, 1), (12, 2), (12, 3)}))
    assert share_apart(barred, ShareTerms(2, 40), {12}) == (seen, [])
    free, full = replace(facts, refused=frozenset(), already=frozenset()), ShareTerms(3, 2)
    assert len(share_apart(free, full, {12})[0]) == 6  # so that nobody has room for more
    assert share_apart(free, full, {12})[1] == []
    assert share_apart(facts, ShareTerms(2, 40), ()) == (fair_share(facts, ShareTerms(2, 40)), [])


def test_a_nominee_whom_the_chair_knows_is_in_no_answer_to_a_share(
    client: PageClient, judging: Judging
) -> None:
    deputy = judging.world.person("Dee Deputy")
    judging.world.appoint(judging.round, deputy, role=DEPUTY)
    known, other = judging.nominate(judging.asha), judging.nominate()  # whom asha cannot read
    client.sign_in(judging.chair)
    page = f"/panel/{judging.round.id}/assign"
    refused = client.send(page, {"reads": "2"})
    assert refused.status_code == 422
    assert "1 nominee would not get 2 readers" in refused.text
    declare(judging, judging.chair, known)
    assert client.send(page, {"reads": "2"}).status_code == 302
    assert "Shared among 2 panellists" in client.get(page).text
    assert reading(judging) == {(other, judging.asha.id), (other, judging.ben.id)}
    assert "1 nominee whom you lead the panel on has fewer" in _missing(judging, deputy)
    assert _missing(judging, judging.chair) == ""
    assert client.send(page, {"reads": "1"}).status_code == 302
    assert "Nothing was changed" in client.get(page).text
    assert (known, judging.ben.id) in reading(judging)


def _missing(judging: Judging, person: PersonCard) -> str:
    with judging.app.app_context():
        found = select(Letter.body).where(
            Letter.kind == "panel.readers_missing", Letter.to_address == person.email
        )
        return " ".join(db.session.scalars(found))


def test_the_chair_asks_less_of_one_panellist_for_this_time(
    client: PageClient, judging: Judging
) -> None:
    numbers = [judging.nominate() for _one in range(4)]
    client.sign_in(judging.chair)
    page = f"/panel/{judging.round.id}/assign"
    for odd in ({f"most_{judging.ben.id}": "٣"}, {f"knows_{judging.ben.id}": "999"}):
        assert client.send(page, {"reads": "1", **odd}).status_code == 422
    data = {"reads": "1", f"most_{judging.ben.id}": "1", f"knows_{judging.ben.id}": ""}
    assert client.send(page, data).status_code == 302
    found = reading(judging)
    assert {number for number, _person in found} == set(numbers)
    assert Counter(person for _number, person in found)[judging.ben.id] == 1


def test_the_page_asks_the_database_as_often_for_three_as_for_one(
    client: PageClient, judging: Judging, count_queries: QueryCounter
) -> None:
    client.sign_in(judging.chair)
    counts = []
    for number in (1, 3):
        while len(judging.nominees) < number:
            judging.assigned(judging.nominate(), judging.asha, judging.ben)
        with count_queries() as asked:
            client.get(f"/panel/{judging.round.id}/assign")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_assigning_during_judging_tells_the_panellist_at_once(judging: Judging) -> None:
    judging.nominate()
    with judging.app.app_context():
        found = actions.share_fairly(round_id=judging.round.id, reads=2, actor=None)
        again = actions.share_fairly(round_id=judging.round.id, reads=2, actor=None)
    assert (found, again) == (actions.Share(2, 2), actions.Share(0, 0))
