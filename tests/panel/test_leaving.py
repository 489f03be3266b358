"""Whoever reads a nominee hears that they were taken out, and that they are back."""

from flask import Flask
from sqlalchemy import select

from recognition import clock
from recognition.database import db
from recognition.mail import queries as mail
from recognition.nominations import actions as nominating
from recognition.nominations import queries as nominations
from recognition.nominations.queries import Author
from recognition.panel.models import Assignment, Review
from tests.panel.conftest import Judging


def letters(app: Flask, kind: str) -> list[tuple[str, str]]:
    with app.app_context():
        found = [letter for letter in mail.letters() if letter.kind == f"panel.nominee_{kind}"]
        return sorted((letter.to_address, letter.body) for letter in found)


def withdraw(judging: Judging, number: int) -> None:
    """Have the nominator withdraw the one nomination of a nominee."""
    nominator = Author.of(judging.world.viewer(judging.nominator))
    with judging.app.app_context():
        [story] = nominations.stories([number])[number]
        nominating.withdraw(reference=story.reference, actor=nominator, received=clock.now())


def read_by_both(judging: Judging) -> int:
    """Give a nominee to both readers; one of them sends scores."""
    number = judging.nominate()
    for reader in (judging.asha, judging.ben):
        judging.assigned(number, reader)
    judging.world.reviewed(number, judging.asha)
    return number


def test_withdrawing_tells_the_panellists_names_nobody_and_keeps_what_they_wrote(
    judging: Judging,
) -> None:
    number = read_by_both(judging)
    withdraw(judging, number)
    told = letters(judging.app, "left")
    assert [to for to, _body in told] == sorted([judging.asha.email, judging.ben.email])
    assert judging.nominees[0].name not in repr(told)
    with judging.app.app_context():
        assert len(db.session.scalars(select(Review.id)).all()) == 1
        assert len(db.session.scalars(select(Assignment.id)).all()) == 2


def test_reinstating_tells_them_once_more_and_until_when_they_can_score(judging: Judging) -> None:
    number = read_by_both(judging)
    withdraw(judging, number)
    assert letters(judging.app, "back") == []
    judging.world.nomination(judging.round, nominee=judging.nominees[0])
    told = letters(judging.app, "back")
    assert [to for to, _body in told] == sorted([judging.asha.email, judging.ben.email])
    ends = judging.round.judging_ends_at
    assert ends is not None
    assert all(clock.spoken(ends) in body for _to, body in told)
    judging.world.nomination(judging.round, nominee=judging.nominees[0])
    assert len(letters(judging.app, "back")) == 2
    assert len(letters(judging.app, "left")) == 2


def test_one_of_several_nominations_that_is_withdrawn_takes_nobody_out(judging: Judging) -> None:
    number = read_by_both(judging)
    judging.world.nomination(
        judging.round, nominee=judging.nominees[0], nominator=judging.world.person()
    )
    nominator = Author.of(judging.world.viewer(judging.nominator))
    with judging.app.app_context():
        first = nominations.stories([number])[number][0]
        nominating.withdraw(reference=first.reference, actor=nominator, received=clock.now())
    assert letters(judging.app, "left") == []
