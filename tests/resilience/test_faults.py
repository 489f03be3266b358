"""The short form of every case; `python3 dev.py resilience` runs the long one.

What each case refuses stands in the case itself: a 5xx under load, a lost or doubled nomination,
words that are not on the page that says no, a database in which `recognition check` finds anything.
"""

import pytest

from tests.resilience import crashes, disks, load, locks, posts, stops
from tests.resilience.house import House
from tests.resilience.places import PostgresPlace

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]  # its own patience ends before


def test_many_at_once_lose_nothing_and_meet_no_error(house: House) -> None:
    load.last_minute(house, clients=8, number=40)


def test_a_server_killed_between_commit_and_reply_takes_the_same_form_again_once(
    house: House,
) -> None:
    crashes.between_commit_and_reply(house, number=1)


def test_a_server_killed_while_people_nominate_loses_nothing(house: House) -> None:
    crashes.while_submitting(house, rounds=2)


def test_a_server_killed_while_a_panellist_scores_loses_nothing(house: House) -> None:
    crashes.while_scoring(house, rounds=2)


def test_a_server_killed_while_announcing_settles_all_or_nothing(on_sqlite: House) -> None:
    crashes.while_announcing(on_sqlite, rounds=2)


def test_a_worker_killed_while_it_writes_the_news_writes_to_each_person_once(
    on_sqlite: House,
) -> None:
    crashes.while_telling(on_sqlite)


def test_a_worker_killed_before_its_mark_sends_one_letter_twice_at_most(on_sqlite: House) -> None:
    crashes.before_the_mark(on_sqlite, at=50)


def test_a_full_disk_gives_the_words_back_and_is_got_over(on_sqlite: House) -> None:
    try:
        disks.full_disk(on_sqlite)
    except disks.CannotBeMade as reason:
        pytest.skip(str(reason))


def test_an_error_of_the_disk_gives_the_words_back_and_is_got_over(on_sqlite: House) -> None:
    try:
        disks.error_once(on_sqlite)
    except disks.CannotBeMade as reason:
        pytest.skip(str(reason))


def test_a_file_that_may_not_be_written_gives_the_words_back_and_is_got_over(
    on_sqlite: House,
) -> None:
    disks.read_only(on_sqlite)


def test_a_foreign_lock_gives_the_words_back_and_lets_others_read(house: House) -> None:
    locks.foreign_lock(house, seconds=12)


def test_a_migration_while_people_nominate_loses_nothing(house: House) -> None:
    locks.migration(house, clients=4, number=8)


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_stopped_postgresql_gives_the_words_back_and_is_got_over(
    on_postgres: House, postgres_place: PostgresPlace, mode: str
) -> None:
    stops.stopped(on_postgres, postgres_place, mode=mode, seconds=1)


def test_a_silent_postgresql_gives_the_words_back_and_is_got_over(
    on_postgres: House, postgres_place: PostgresPlace
) -> None:
    stops.hanging(on_postgres, postgres_place)


@pytest.mark.parametrize("fault", ["nobody listens", "silence", "dropped half-way"])
def test_a_mail_server_with_a_fault_fails_no_page_and_loses_no_letter(
    on_sqlite: House, fault: str
) -> None:
    posts.bad_mail_server(on_sqlite, fault=fault, number=2)
