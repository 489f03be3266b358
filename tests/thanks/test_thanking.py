"""Everybody who was accepted is thanked, once, in the way that reaches them."""

import threading
from datetime import timedelta

import pytest
from flask import Flask

from recognition import clock
from recognition.database import db
from recognition.nominations.queries import Nominee
from recognition.thanks import actions, queries
from recognition.thanks.models import Quiet
from tests.thanks.conftest import SOON, Desk, team_of
from tests.world import World

WORDS = "He found the kettle, and then the daughter."


def test_nothing_is_made_before_an_acceptance_has_rested(desk: Desk, world: World) -> None:
    world.nomination(world.round())
    assert desk.thank(timedelta(minutes=14)) == 0
    assert desk.thank(timedelta(minutes=15, seconds=1)) == 1


def test_what_is_not_accepted_is_not_thanked(desk: Desk, world: World) -> None:
    round_ = world.round()
    world.nomination(round_, accepted=False)
    withdrawn = world.nomination(round_)
    desk.change(withdrawn, withdrawn_at=clock.now())
    assert desk.thank() == 0
    assert desk.thanks() == []


def test_a_person_with_an_address_gets_a_letter_and_is_thanked_when_it_was_taken(
    desk: Desk, world: World
) -> None:
    nominee = world.person()
    world.nomination(world.round(), nominee=nominee, answers=(WORDS, "She slept."))
    desk.thank()
    (thank,) = desk.thanks()
    assert (thank.way, thank.state, thank.thanked_at) == ("letter", "waiting", None)
    desk.deliver()
    (thank,) = desk.thanks()
    assert (thank.state, thank.took_hours) == ("thanked", 0)
    (letter,) = desk.letters_to(nominee)
    assert "Somebody wrote something kind" in letter
    assert "/thanks/" in letter
    assert WORDS not in letter


def test_doing_it_again_thanks_nobody_twice(desk: Desk, world: World) -> None:
    nominee = world.person()
    world.nomination(world.round(), nominee=nominee)
    assert [desk.thank(), desk.thank()] == [1, 0]
    desk.deliver()
    assert desk.thank() == 0
    desk.deliver()
    assert len(desk.letters_to(nominee)) == 1


def test_several_workers_at_once_thank_everybody_once(app: Flask, desk: Desk, world: World) -> None:
    round_, nominee = world.round(), world.person()
    references = [world.nomination(round_, nominee=nominee) for _each in range(4)]
    start, made = threading.Barrier(3), []

    def work() -> None:
        start.wait()
        with app.app_context():
            made.append(actions.thank_accepted(clock.now() + SOON))

    threads = [threading.Thread(target=work) for _each in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    made.append(desk.thank())  # whoever had to give way is taken up by the next round
    assert sum(made) == len(references)
    assert len(desk.thanks()) == len(references)
    assert len(desk.cards()) == 1


def test_two_nominations_of_one_person_share_a_card_and_each_is_thanked(
    desk: Desk, world: World
) -> None:
    round_, nominee = world.round(), world.person()
    for _each in range(2):
        world.nomination(round_, nominee=nominee)
    desk.thank()
    desk.deliver()
    assert len(desk.cards()) == 1
    assert [thank.state for thank in desk.thanks()] == ["thanked", "thanked"]


def test_a_person_without_an_address_gets_a_printed_card(desk: Desk, world: World) -> None:
    world.nomination(world.round(), nominee=world.person(email=None))
    desk.thank()
    (thank,) = desk.thanks()
    assert (thank.way, thank.state) == ("print", "waiting")


def test_somebody_described_in_words_gets_a_printed_card(desk: Desk, world: World) -> None:
    world.nomination(world.round(), nominee=Nominee("described", "Sue", "Ward 7"))
    desk.thank()
    (thank,) = desk.thanks()
    (card,) = desk.cards()
    assert (thank.way, card.person_id) == ("print", None)


def test_a_letter_that_the_mail_server_refuses_becomes_a_printed_card(
    desk: Desk, world: World
) -> None:
    world.nomination(world.round())
    desk.thank()
    desk.give_up()
    (thank,) = desk.thanks()
    assert (thank.way, thank.state, thank.reason) == ("print", "waiting", "refused_by_mail")


def test_a_team_gets_a_card_for_every_member_and_one_for_the_wall(desk: Desk, world: World) -> None:
    members = [world.person(team="Ward 7"), world.person(team="Ward 7", email=None)]
    world.nomination(world.round(), nominee=team_of(world, *members))
    desk.thank()
    owners = {card.id: card.person_id for card in desk.cards()}
    ways = {owners[thank.card_id]: thank.way for thank in desk.thanks()}
    assert ways == {members[0].id: "letter", members[1].id: "print", None: "print"}


def test_whoever_wishes_no_contact_gets_none_and_the_nominator_is_told_kindly(
    app: Flask, desk: Desk, world: World
) -> None:
    nominee, nominator = world.person("Quiet Person"), world.person()
    with app.app_context():
        actions.be_quiet(nominee.id, actor_id=None)
    world.nomination(world.round(), nominee=nominee, nominator=nominator)
    desk.thank()
    desk.deliver()
    (thank,) = desk.thanks()
    assert (thank.state, thank.reason) == ("ended", "no_contact")
    assert desk.letters_to(nominee) == []
    (told,) = [text for text in desk.letters_to(nominator) if "were not sent on" in text]
    assert "Quiet Person" in told


def test_what_waits_for_somebody_ends_when_they_wish_no_contact(
    app: Flask, desk: Desk, world: World
) -> None:
    nominee = world.person()
    world.nomination(world.round(), nominee=nominee)
    desk.thank()
    with app.app_context():
        actions.be_quiet(nominee.id, actor_id=None)
        assert db.session.get(Quiet, nominee.id) is not None
    desk.deliver()
    assert desk.letters_to(nominee) == []
    assert desk.thanks()[0].reason == "no_contact"


def test_somebody_who_has_left_is_held_for_an_administrator(desk: Desk, world: World) -> None:
    nominee = world.person()
    world.nomination(world.round(), nominee=nominee)
    desk.has_left(nominee)
    desk.thank()
    (thank,) = desk.thanks()
    assert (thank.state, thank.reason) == ("held", "left")
    desk.deliver()
    assert desk.letters_to(nominee) == []


def test_a_letter_is_not_delivered_to_somebody_who_left_meanwhile(desk: Desk, world: World) -> None:
    nominee = world.person()
    world.nomination(world.round(), nominee=nominee)
    desk.thank()
    desk.has_left(nominee)
    desk.deliver()
    assert desk.letters_to(nominee) == []
    assert (desk.thanks()[0].state, desk.thanks()[0].reason) == ("held", "left")


def test_the_nominator_hears_once_that_their_words_have_arrived(desk: Desk, world: World) -> None:
    nominator = world.person()
    world.nomination(world.round(), nominee=world.person("Tendai"), nominator=nominator)
    desk.thank()
    desk.deliver()
    desk.thank()
    desk.deliver()
    told = [text for text in desk.letters_to(nominator) if "have reached Tendai" in text]
    assert len(told) == 1


def test_a_nominator_who_is_not_confirmed_gets_no_letter(desk: Desk, world: World) -> None:
    nominator = world.person()
    reference = world.nomination(world.round(), nominator=nominator)
    desk.change(reference, confirmed_at=None)
    desk.thank()
    desk.deliver()
    desk.deliver()
    assert not [text for text in desk.letters_to(nominator) if "have reached" in text]


@pytest.mark.parametrize("tells", [True, False])
def test_the_line_manager_is_told_if_the_scheme_says_so_without_the_words(
    desk: Desk, world: World, *, tells: bool
) -> None:
    manager = world.person()
    nominee = world.person("Tendai Moyo", manager=manager)
    round_ = world.round()
    desk.change_scheme(round_, tells_managers=tells)
    world.nomination(round_, nominee=nominee, answers=(WORDS, "She slept."))
    desk.thank()
    desk.deliver()
    desk.deliver()
    told = desk.letters_to(manager)
    assert len(told) == tells
    assert all("Tendai Moyo" in text and "appraisal" in text for text in told)
    assert all(WORDS not in text and "/thanks/" not in text for text in told)


def test_a_manager_who_wrote_or_has_left_is_not_told(desk: Desk, world: World) -> None:
    manager, leaver = world.person(), world.person()
    round_ = world.round()
    desk.change_scheme(round_, tells_managers=True)
    world.nomination(round_, nominee=world.person(manager=manager), nominator=manager)
    world.nomination(round_, nominee=world.person(manager=leaver))
    desk.has_left(leaver)
    desk.thank()
    desk.deliver()
    desk.deliver()
    assert not [text for text in desk.letters_to(manager) if "appraisal" in text]
    assert desk.letters_to(leaver) == []


def test_undoing_an_acceptance_takes_the_letter_back(desk: Desk, world: World) -> None:
    nominee = world.person()
    reference = world.nomination(world.round(), nominee=nominee)
    desk.thank()
    desk.change(reference, standing="waiting", checked_at=None)
    desk.thank()
    desk.deliver()
    assert desk.letters_to(nominee) == []
    assert desk.thanks() == []
    desk.change(reference, standing="accepted", checked_at=clock.now())
    assert desk.thank() == 1


def test_a_letter_does_not_leave_between_undoing_and_the_next_round(
    desk: Desk, world: World
) -> None:
    nominee = world.person()
    reference = world.nomination(world.round(), nominee=nominee)
    desk.thank()
    desk.change(reference, standing="waiting", checked_at=None)
    desk.deliver()
    assert desk.letters_to(nominee) == []
    assert desk.thanks() == []


def test_a_card_that_went_out_stops_undoing_and_one_that_waits_does_not(
    app: Flask, desk: Desk, world: World
) -> None:
    reference = world.nomination(world.round(), nominee=world.person("Tendai Moyo"))
    desk.thank()
    number = desk.thanks(reference)[0].nomination_id
    with app.app_context():
        assert queries.depends_on([number]) == ""
    desk.deliver()
    with app.app_context():
        assert "Tendai Moyo" in queries.depends_on([number])


def test_nothing_typed_adds_links_or_lines_to_a_letter(desk: Desk, world: World) -> None:
    nominee = world.person("Eve https://evil.example\u2028Bcc: x {link}")
    world.nomination(world.round(), nominee=nominee)
    desk.thank()
    desk.deliver()
    (letter,) = desk.letters_to(nominee)
    assert "evil.example" not in letter
    assert letter.count("/thanks/") == 1


def test_the_check_finds_whoever_was_accepted_and_forgotten(
    app: Flask, desk: Desk, world: World
) -> None:
    reference = world.nomination(world.round())
    with app.app_context():
        assert queries.unthanked() == []
        assert queries.unthanked(clock.now() + timedelta(days=2)) == [reference]
    desk.thank()
    with app.app_context():
        assert queries.unthanked(clock.now() + timedelta(days=2)) == []
        assert queries.stuck() == []


def test_the_check_finds_schemes_that_nobody_looks_after(
    app: Flask, desk: Desk, world: World
) -> None:
    round_ = world.round()
    world.nomination(round_, nominee=world.person(email=None))
    desk.thank()
    with app.app_context():
        assert queries.unowned() == [round_.scheme.name]
    world.administrator()
    with app.app_context():
        assert queries.unowned() == []
