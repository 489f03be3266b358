"""Every kind of letter says what it is, and is filled, in our words and in others'."""

from inspect import Parameter, signature

import pytest
from flask import Flask
from sqlalchemy import select

from recognition.app import LETTER_KINDS
from recognition.database import db
from recognition.errors import Missing, Refused
from recognition.mail.actions import use_our_words, word_letters
from recognition.mail.filling import Words, check_words, places_in
from recognition.mail.kinds import LINK, Kind, kind, usual_words
from recognition.mail.models import LetterWording
from recognition.mail.queries import worded
from recognition.mail.rules import LINK_PLACE
from recognition.words import WELSH, in_language
from tests.world import World

WORDED = [one for one in LETTER_KINDS if one.usual is not None]
TYPED = "http://evil.example {link}\r\nBcc: all@ward.example \u202e<script>{{7*7}}</textarea>"
# These are said by us, from dates and numbers; nobody types them.
OURS = {"promise", "until", "closes", "much", "when", "reference"}


def named(one: Kind) -> str:
    return one.code


def values_of(one: Kind) -> dict[str, str]:
    """A value for each place, as the room that writes such letters hands them over."""
    values = {place: str(one.examples[place]) for place in one.places if place != LINK}
    assert one.usual is not None
    asked = signature(one.usual).parameters
    if LINK in asked and asked[LINK].default is Parameter.empty:
        values[LINK] = "https://trust.example/panel"
    return values


@pytest.mark.parametrize("one", LETTER_KINDS, ids=named)
def test_every_kind_of_letter_says_what_it_is_who_gets_it_and_when(one: Kind) -> None:
    for said in (one.name, one.to, one.when):
        assert str(said).strip()
    assert len(one.code) <= 40, "the database holds no more"
    assert len({other.code for other in LETTER_KINDS}) == len(LETTER_KINDS)


def test_every_kind_is_known_to_those_who_look_after_letters(app: Flask) -> None:
    assert [kind(one.code) for one in LETTER_KINDS] == list(LETTER_KINDS)


@pytest.mark.parametrize("one", WORDED, ids=named)
def test_our_own_words_keep_to_the_rules_for_an_organisations_words(one: Kind) -> None:
    words = usual_words(one)
    check_words(one.as_places(), words)
    assert "\ue000" not in words.subject + words.body
    assert set(places_in(words.subject + words.body)) == set(one.places), "each place is used"


@pytest.mark.parametrize("one", WORDED, ids=named)
def test_nothing_is_lost_where_an_organisation_has_no_words_of_its_own(
    app: Flask, world: World, one: Kind
) -> None:
    author = world.administrator()
    host = author.organisation_id
    values = values_of(one)
    with app.app_context():
        ours = worded(one.code, host, **values)
        assert worded(one.code, None, **values) == ours
        words = usual_words(one)
        said = Words(f"{words.subject} ", f"{words.body}\n\nWith love.")
        word_letters(host, one.code, words=said, edition=0, actor_id=author.id)
        subject, body = worded(one.code, host, **values)
    assert subject == ours[0]
    assert body == f"{ours[1].strip()}\n\nWith love.\n"
    rest = body.replace(LINK_PLACE, "")
    assert "{" not in rest
    assert "}" not in rest
    assert (LINK_PLACE in body) == (LINK in one.places and LINK not in values)


@pytest.mark.parametrize("one", WORDED, ids=named)
def test_what_somebody_typed_stays_inert_in_every_letter(
    app: Flask, world: World, one: Kind
) -> None:
    author = world.administrator()
    values = {
        place: TYPED if place not in {LINK, *OURS} else value
        for place, value in values_of(one).items()
    }
    with app.app_context():
        ours = worded(one.code, None, **values)
        words = usual_words(one)
        own = Words(words.subject, f"{words.body}\n\nWith love.")
        word_letters(author.organisation_id, one.code, words=own, edition=0, actor_id=author.id)
        theirs = worded(one.code, author.organisation_id, **values)
    for subject, body in (ours, theirs):
        assert len(subject.splitlines()) == 1
        for text in (subject, body):
            for sign in ("http://evil", "evil.example", "all@ward", "\u202e", "{{"):
                assert sign not in text
        assert body.count(LINK_PLACE) <= 1
        assert LINK_PLACE not in subject


def test_a_paragraph_about_a_time_is_left_out_where_there_is_none(app: Flask, world: World) -> None:
    author = world.administrator()
    body = "Hello {name}\n\n{much}\n\nSend them by {until}, please.\n\n{link}"
    told = {"name": "Asha", "round": "R", "much": "Two.", "link": "https://trust.example/panel"}
    with app.app_context():
        word_letters(
            author.organisation_id,
            "panel.assigned",
            words=Words("Read", body),
            edition=0,
            actor_id=author.id,
        )
        _subject, without = worded("panel.assigned", author.organisation_id, **told, until="")
        _subject, with_it = worded("panel.assigned", author.organisation_id, **told, until="noon")
    assert without == "Hello Asha\n\nTwo.\n\nhttps://trust.example/panel\n"
    assert "Send them by noon, please." in with_it


def test_somebody_who_gave_no_name_is_greeted_all_the_same(app: Flask, world: World) -> None:
    author = world.administrator()
    words = Words("Sent", "Dear {name},\n\n{nominee} {reference}")
    told = {"name": "", "nominee": "Ben", "reference": "K7M-4QX"}
    with app.app_context():
        word_letters(
            author.organisation_id,
            "nomination.withdrawn",
            words=words,
            edition=0,
            actor_id=author.id,
        )
        assert worded("nomination.withdrawn", author.organisation_id, **told)[1] == (
            "Dear friend,\n\nBen K7M-4QX\n"
        )


@pytest.mark.parametrize("code", ["nomination.declined", "no.such"])
def test_a_missing_template_is_an_error_before_anything_is_sent(app: Flask, code: str) -> None:
    with app.app_context(), pytest.raises(Missing):
        worded(code, 1, name="Asha")


@pytest.mark.parametrize(
    ("subject", "body", "reason", "field"),
    [
        ("Hello {nme}", "{nominee} {reference} {link}", "{nme}", "subject"),
        ("Hello", "{nominee} {reference} {link} {password}", "{password}", "body"),
        ("Hello", "{nominee} {reference}", "{link}", "body"),
        ("Hello {link}", "{nominee} {reference} {link}", "{link}", "subject"),
        ("Hello", "{nominee} {reference} {link} {", "stands alone", "body"),
        ("Hello", "{{7*7}} {nominee} {reference} {link}", "7*7", "body"),
        ("Hello", "", "Write something", "body"),
    ],
)
def test_words_that_could_not_be_filled_are_refused_naming_the_place(
    app: Flask, world: World, subject: str, body: str, reason: str, field: str
) -> None:
    author = world.administrator()
    with app.app_context():
        with pytest.raises(Refused) as refused:
            word_letters(
                author.organisation_id,
                "nomination.receipt",
                words=Words(subject, body),
                edition=0,
                actor_id=author.id,
            )
        assert reason in refused.value.reason
        assert refused.value.field == field
        assert db.session.scalars(select(LetterWording)).all() == []


def test_an_organisations_english_words_do_not_take_welsh_from_who_reads_it(
    app: Flask, world: World
) -> None:
    author = world.administrator()
    host, code = author.organisation_id, "people.sign_in"
    with app.app_context():
        with in_language(WELSH):
            ours = worded(code, host)
        word_letters(host, code, words=Words("Hi", "{link}"), edition=0, actor_id=author.id)
        assert worded(code, host) == ("Hi", "{link}\n")
        with in_language(WELSH):
            assert worded(code, host) == ours
    assert ours[0] == "Eich dolen i fewngofnodi"


def test_going_back_to_our_words_twice_is_once(app: Flask, world: World) -> None:
    author = world.administrator()
    host, code = author.organisation_id, "people.sign_in"
    with app.app_context():
        word_letters(host, code, words=Words("Hi", "{link}"), edition=0, actor_id=author.id)
        assert worded(code, host) == ("Hi", "{link}\n")
        for _time in range(2):
            use_our_words(host, code, edition=1, actor_id=author.id)
        assert "Here is your link to sign in" in worded(code, host)[1]
