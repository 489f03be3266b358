"""The card desk: paper cards are typed in, and become nominations like any other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from recognition import clock
from recognition.audit import queries as audit
from recognition.database import db
from recognition.mail import queries as mail
from recognition.nominations.models import Answer, Candidacy, Nomination, NomineeKey
from recognition.people.queries import PersonCard
from recognition.schemes import actions as scheming
from recognition.schemes.asking import CriterionText, FormText, QuestionText
from recognition.schemes.queries import RoundCard
from recognition.schemes.rules import CategoryText
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.world import World

CARD = {
    "nominee": "Sue",
    "place": "Larch Ward",
    "answer_1": "She held his hand.",
    "answer_2": "He was not alone.",
    "nominator_name": "Mr Hill",
}


@dataclass
class Desk:
    """An administrator who has the page for cards of one round in front of them."""

    client: PageClient
    world: World
    round: RoundCard
    me: PersonCard

    @property
    def page(self) -> str:
        return f"/manage/cards/type/{self.round.scheme.slug}/{self.round.slug}"

    def hidden(self, page: str = "") -> dict[str, str]:
        text = self.client.get(page or self.page).text
        return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))

    def type(self, **changes: str) -> TestResponse:
        """Type a card and save it."""
        return self.client.post(self.page, data={**self.hidden(), **CARD, **changes})

    def saved(self, **changes: str) -> str:
        """Type a card, save it, and return its reference."""
        answer = self.type(**changes)
        assert answer.status_code == 303, answer.text
        return str(answer.location.rsplit("after=", 1)[1])

    def row(self, reference: str) -> Nomination:
        """Return the row of a nomination; open an application context first."""
        found = db.session.scalar(select(Nomination).where(Nomination.reference == reference))
        assert found is not None
        return found


@pytest.fixture
def desk(client: PageClient, world: World) -> Desk:
    me = world.administrator()
    client.sign_in(me)
    return Desk(client, world, world.round(closes_in=timedelta(days=7)), me)


@pytest.fixture
def closed(desk: Desk) -> Iterator[Desk]:
    """The same, two days after the round closed."""
    with time_machine.travel(clock.now() + timedelta(days=9)):
        desk.client.sign_in(desk.me)
        yield desk


def day(moment: Any) -> dict[str, str]:
    """Return a day as the form asks for it."""
    local = clock.in_london(moment)
    return {
        "handed_in-day": str(local.day),
        "handed_in-month": str(local.month),
        "handed_in-year": str(local.year),
    }


def how_many(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(Nomination.id))) or 0


def test_a_typed_card_waits_to_be_checked_with_all_that_stood_on_it(app: Flask, desk: Desk) -> None:
    reference = desk.saved(batch="Box 3", handed_in_by="Ward clerk", not_named="y")
    with app.app_context():
        kept = desk.row(reference)
        assert (kept.channel, kept.standing, kept.batch) == ("paper", "waiting", "Box 3")
        assert (kept.handed_in_by, kept.typed_by_id) == ("Ward clerk", desk.me.id)
        assert (kept.nominator_name, kept.nominator_kind) == ("Mr Hill", "staff")
        assert not kept.may_name_nominator
        assert kept.confirmed_at == kept.sent_at == kept.counts_from
        candidacy = db.session.get(Candidacy, kept.candidacy_id)
        assert candidacy is not None
        assert (candidacy.described_name, candidacy.described_place) == ("Sue", "Larch Ward")
        assert db.session.scalar(select(func.count()).select_from(NomineeKey))
        words = db.session.scalars(select(Answer.text).where(Answer.nomination_id == kept.id))
        assert sorted(words) == ["He was not alone.", "She held his hand."]


def test_the_page_comes_back_empty_and_names_the_card_that_was_saved(desk: Desk) -> None:
    answer = desk.type(batch="Box 3", handed_in_by="Ward clerk")
    page = desk.client.get(answer.location).text
    reference = answer.location.rsplit("after=", 1)[1]
    assert re.search(rf'Saved as <a [^>]*href="/manage/checking/{reference}">{reference}', page)
    assert "held his hand" not in page
    assert "Mr Hill" not in page
    assert 'value="Box 3"' in page
    assert 'value="Ward clerk"' in page


def test_an_odd_name_of_a_last_card_shows_nothing(desk: Desk) -> None:
    other = desk.world.round(desk.world.scheme(name="Other"))
    elsewhere = Desk(desk.client, desk.world, other, desk.me).saved()
    for odd in (elsewhere, "AAA-AAA", "%00<script>"):
        assert "Saved as" not in desk.client.get(f"{desk.page}?after={odd}").text


def test_a_double_click_saves_one_card(app: Flask, desk: Desk) -> None:
    fields = {**desk.hidden(), **CARD}
    first, second = (desk.client.post(desk.page, data=fields) for _time in range(2))
    assert first.location == second.location
    assert how_many(app) == 1


def test_the_same_key_with_other_words_is_refused_and_nothing_typed_is_lost(
    app: Flask, desk: Desk
) -> None:
    fields = {**desk.hidden(), **CARD}
    reference = desk.client.post(desk.page, data=fields).location.rsplit("=", 1)[1]
    other = desk.client.post(desk.page, data={**fields, "answer_1": "Other words."})
    assert other.status_code == 422
    assert f"saved before, with other words. Its reference is {reference}" in other.text
    assert "Other words." in other.text
    assert how_many(app) == 1


def test_two_cards_about_one_person_become_one_candidacy(app: Flask, desk: Desk) -> None:
    desk.world.person("Asha Patel", team="Hazel Ward")
    first = desk.saved(nominee="Asha Patel", place="")
    second = desk.saved(nominee="asha patel", place="hazel ward")
    with app.app_context():
        assert desk.row(first).candidacy_id == desk.row(second).candidacy_id


def test_a_name_is_only_taken_for_a_person_when_that_is_certain(app: Flask, desk: Desk) -> None:
    asha = desk.world.person("Asha Patel", team="Hazel Ward")
    desk.world.person("Sam Lee", team="Hazel Ward")
    desk.world.person("Sam Lee", team="Oak Ward")
    cases = {
        ("Asha Patel", ""): asha.id,
        ("Asha Patel", "Hazel"): asha.id,
        ("Asha Patel", "Oak Ward"): None,
        ("Asha", ""): None,
        ("Sam Lee", ""): None,
    }
    for (name, place), expected in cases.items():
        reference = desk.saved(nominee=name, place=place)
        with app.app_context():
            candidacy = db.session.get(Candidacy, desk.row(reference).candidacy_id)
            assert candidacy is not None
            assert candidacy.person_id == expected, (name, place)


def test_a_suggestion_counts_only_while_its_name_stands(app: Flask, desk: Desk) -> None:
    asha = desk.world.person("Asha Patel", team="Hazel Ward")
    picked = {"picked": f"person:{asha.id}"}
    label = f"Asha Patel, {asha.detail}"
    kept = desk.saved(nominee=label, **picked)
    overtyped = desk.saved(nominee="Ravi Shah", **picked)
    with app.app_context():
        found = [
            db.session.get_one(Candidacy, desk.row(reference).candidacy_id)
            for reference in (kept, overtyped)
        ]
    assert [one.person_id for one in found] == [asha.id, None]
    assert found[1].described_name == "Ravi Shah"


def test_somebody_of_an_organisation_that_takes_no_part_cannot_be_picked(desk: Desk) -> None:
    stranger = desk.world.person("Una Stranger", organisation="Elsewhere Hospice")
    answer = desk.type(nominee="Una Stranger", picked=f"person:{stranger.id}")
    assert answer.status_code == 422
    assert "Una Stranger" in answer.text


def test_a_card_is_kept_as_it_is_with_too_many_words_and_an_empty_answer(
    app: Flask, desk: Desk
) -> None:
    long = "word " * 405
    reference = desk.saved(answer_1=long, answer_2="")
    page = desk.client.get(f"{desk.page}?after={reference}").text
    assert "It has 5 words more than the form asks for. Every word is kept." in page
    with app.app_context():
        kept = desk.row(reference).id
        words = db.session.scalars(select(Answer.text).where(Answer.nomination_id == kept)).all()
    assert words == [long.strip()]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"nominee": ""}, "Type the name on the card"),
        ({"answer_1": " ", "answer_2": "—"}, "Type what it says on the card"),
        ({"answer_1": "x" * 10_001}, "10,000 characters or fewer"),
        ({"nominator_email": "not an address"}, "or leave it empty"),
        ({"batch": "b" * 41}, "Shorten this to 40 characters"),
        ({"nominee": "n" * 201}, "Shorten this to 200 characters"),
        ({"handed_in-day": "31", "handed_in-month": "2", "handed_in-year": "2026"}, "no such day"),
        ({"handed_in-day": "1", "handed_in-month": "1", "handed_in-year": "2020"}, "Enter a day"),
        ({"handed_in-day": "1", "handed_in-month": "1", "handed_in-year": "2099"}, "Enter a day"),
    ],
)
def test_a_card_that_cannot_be_comes_back_with_the_reason_and_what_was_typed(
    app: Flask, desk: Desk, change: dict[str, str], words: str
) -> None:
    answer = desk.type(**change, handed_in_by="Ward clerk")
    assert answer.status_code == 422
    assert words in answer.text
    assert "Mr Hill" in answer.text
    assert "Ward clerk" in answer.text
    assert how_many(app) == 0


def test_only_a_card_with_an_address_is_answered_by_a_letter_without_the_story(
    app: Flask, desk: Desk
) -> None:
    desk.saved()
    reference = desk.saved(nominator_email="Hill@Example.org", nominee="Sue.evil.example")
    with app.app_context():
        [letter] = [line for line in mail.letters() if line.kind == "nomination.receipt"]
    assert letter.to_address == "hill@example.org"
    assert reference in letter.body
    assert (letter.link_kind, letter.link_target) == ("nomination", reference)
    assert "held his hand" not in letter.body
    assert "Sue. evil. example" in letter.body


def test_a_nominator_whose_address_is_in_the_directory_is_that_person(
    app: Flask, desk: Desk
) -> None:
    nia = desk.world.person("Nia Novak", email="nia@example.org")
    known = desk.saved(nominator_email="NIA@example.org")
    unknown = desk.saved(nominator_email="somebody@example.org")
    with app.app_context():
        assert desk.row(known).nominator_id == nia.id
        assert desk.row(unknown).nominator_id is None


def test_typing_a_card_leaves_one_audit_entry_without_the_story(app: Flask, desk: Desk) -> None:
    reference = desk.saved(batch="Box 3")
    with app.app_context():
        [entry], _total = audit.entries(action="nomination.typed")
        assert audit.first_problem() is None
    assert entry.actor_id == desk.me.id
    assert (entry.details["reference"], entry.details["batch"]) == (reference, "Box 3")
    assert "held his hand" not in str(entry.details)


def test_fields_that_the_card_does_not_have_change_nothing(app: Flask, desk: Desk) -> None:
    other = desk.world.person()
    reference = desk.saved(
        standing="accepted",
        status="accepted",
        person_id=str(other.id),
        typed_by_id=str(other.id),
        nominator_id=str(other.id),
        reference="AAA-AAA",
        channel="web",
        category="999",
    )
    with app.app_context():
        kept = desk.row(reference)
        assert (kept.standing, kept.channel, kept.typed_by_id) == ("waiting", "paper", desk.me.id)
        assert kept.nominator_id is None


def test_who_wrote_is_asked_only_where_several_kinds_of_people_may(app: Flask, desk: Desk) -> None:
    assert "nominator_kind" not in desk.client.get(desk.page).text
    scheme = desk.round.scheme
    with app.app_context():
        scheming.edit_scheme(
            scheme.slug,
            name=scheme.name,
            purpose="",
            nominees_get="",
            who_may_nominate=["staff", "patients"],
            organisation_ids=[],
            actor=None,
        )
    for odd in ("", "public", "robots"):
        answer = desk.type(nominator_kind=odd)
        assert answer.status_code == 422
        assert "Choose who wrote the card" in answer.text
    reference = desk.saved(nominator_kind="patients")
    with app.app_context():
        assert desk.row(reference).nominator_kind == "patients"


def test_the_category_is_asked_only_where_there_are_several(app: Flask, desk: Desk) -> None:
    assert 'name="category"' not in desk.client.get(desk.page).text
    with app.app_context():
        scheming.edit_categories(
            desk.round.scheme.slug,
            [CategoryText("One"), CategoryText("Teams", for_teams=True)],
            actor=None,
        )
    page = desk.client.get(desk.page).text
    numbers = re.findall(r'<option value="(\d+)"', page)
    assert "Choose a category" in desk.type().text
    asha = desk.world.person("Asha Patel")
    refused = desk.type(nominee="Asha Patel", place="", category=numbers[1])
    assert "This category is for teams" in refused.text
    reference = desk.saved(nominee="Asha Patel", place="", category=numbers[0])
    with app.app_context():
        candidacy = db.session.get_one(Candidacy, desk.row(reference).candidacy_id)
        assert (candidacy.person_id, candidacy.category_id) == (asha.id, int(numbers[0]))


def test_a_card_handed_in_earlier_counts_from_midday_of_that_day(app: Flask, desk: Desk) -> None:
    earlier = clock.now() - timedelta(days=3)
    reference = desk.saved(**day(earlier))
    with app.app_context():
        sent = clock.in_london(desk.row(reference).sent_at)
    assert sent.date() == clock.in_london(earlier).date()
    assert (sent.hour, sent.minute) == (12, 0)
    assert f'value="{sent.year}"' in desk.client.get(f"{desk.page}?after={reference}").text


def test_after_the_close_only_cards_handed_in_before_are_taken(app: Flask, closed: Desk) -> None:
    closes = closed.round.closes_at
    assert closes is not None
    asked = closed.type()
    assert asked.status_code == 422
    assert "Enter the day on which this card was handed in" in asked.text
    # the day after, also where this one has 25 hours
    assert closed.type(**day(closes + timedelta(days=1, hours=2))).status_code == 422
    reference = closed.saved(**day(closes))
    with app.app_context():
        assert closed.row(reference).sent_at <= closes


def test_a_round_takes_no_more_cards_once_winners_are_announced(app: Flask, desk: Desk) -> None:
    closes = desk.round.closes_at
    assert closes is not None
    with time_machine.travel((desk.round.announces_at or closes) + timedelta(seconds=1)):
        desk.client.sign_in(desk.me)
        assert desk.round.slug not in desk.client.get("/manage/cards").text
        answer = desk.type(**day(closes))
        assert answer.status_code == 422
        assert "takes no more cards" in answer.text
    assert how_many(app) == 0


def test_the_desk_offers_what_is_open_and_what_closed_last(desk: Desk) -> None:
    scheme = desk.round.scheme
    for name, closes in (("Just closed", -1), ("Closed before", -6), ("Not yet", 90)):
        opens = timedelta(days=60) if closes > 0 else None
        desk.world.round(scheme, name=name, opens_in=opens, closes_in=timedelta(days=closes))
    page = desk.client.get("/manage/cards").text
    assert "This month" in page
    assert "Just closed" in page
    assert "Closed before" not in page
    assert "Not yet" not in page


def test_the_desk_is_for_administrators_of_the_host_alone(desk: Desk) -> None:
    desk.saved(batch="Box 3")
    paths = (desk.page, f"{desk.page}/suggest?q=as")
    desk.client.sign_in(desk.world.administrator(organisation="Elsewhere Hospice"))
    listed = desk.client.get("/manage/cards")
    assert listed.status_code == 200
    assert "Box 3" not in listed.text
    assert "This month" not in listed.text
    for stranger in (None, desk.world.person()):
        if stranger:
            desk.client.sign_in(stranger)
            assert desk.client.get("/manage/cards").status_code == 404
        assert [desk.client.get(path).status_code for path in paths] == [404, 404]
        assert desk.client.post(desk.page, data=CARD).status_code in {400, 404}


def test_a_round_that_is_not_there_is_not_found(desk: Desk) -> None:
    assert desk.client.get(f"{desk.page}-never").status_code == 404


def test_the_type_ahead_shows_the_directory_without_addresses(desk: Desk) -> None:
    asha = desk.world.person("Asha Patel", team="Hazel Ward", email="asha@example.org")
    answer = desk.client.get(f"{desk.page}/suggest?q=asha")
    assert answer.json == [{"id": f"person:{asha.id}", "name": "Asha Patel", "detail": asha.detail}]
    assert "asha@example.org" not in answer.text


def test_batches_are_counted_and_found_by_name_scheme_and_who_handed_them_in(desk: Desk) -> None:
    desk.saved(batch="Box 3", handed_in_by="Ward clerk")
    desk.saved(batch="Box 3", handed_in_by="Ward clerk")
    desk.saved(batch="Box 4", handed_in_by="Porter")
    desk.saved()
    page = desk.client.get("/manage/cards").text
    assert re.search(r"Box 3.*?numeric.*?>2<", page, re.DOTALL)
    assert "Without a batch" in page
    by_name = desk.client.get("/manage/cards?q=box+3").text
    assert "Box 3" in by_name
    assert "Box 4" not in by_name
    assert "Box 4" in desk.client.get("/manage/cards?q=porter").text
    assert "Box 3" in desk.client.get(f"/manage/cards?scheme={desk.round.scheme.slug}").text
    assert "No batch like that" in desk.client.get("/manage/cards?scheme=other").text
    assert "No batch like that" in desk.client.get("/manage/cards?q=%25").text


def test_a_batch_is_gone_on_with_where_it_was_left(desk: Desk) -> None:
    desk.saved(batch="Box 3", handed_in_by="Ward clerk")
    page = desk.client.get("/manage/cards").text
    found = re.search(r'href="([^"]*after=[^"]*)"', page)
    assert found
    assert 'value="Box 3"' in desk.client.get(found[1].replace("&amp;", "&")).text


def test_the_list_of_batches_asks_the_database_equally_often_for_one_and_three(
    desk: Desk, count_queries: QueryCounter
) -> None:
    counts = []
    for batches in (("One",), ("Two", "Three")):
        for batch in batches:
            desk.saved(batch=batch)
        with count_queries() as statements:
            assert batches[0] in desk.client.get("/manage/cards").text
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_what_looks_like_code_on_a_card_renders_as_text(desk: Desk) -> None:
    odd = "<script>alert(1)</script>{{7*7}}</textarea>\u202e"
    desk.client.typed.add("{{7*7}}")
    reference = desk.saved(nominee=odd, batch="<b>{{7*7}}", answer_1=odd)
    for page in (f"{desk.page}?after={reference}", "/manage/cards"):
        text = desk.client.get(page).text
        assert "<script>alert" not in text
        assert "<b>" not in text
    refused = desk.type(nominee=odd, answer_1=odd, nominator_email="x")
    assert "&lt;/textarea&gt;" in refused.text


def test_limits_of_one_question_are_marked_too(app: Flask, desk: Desk) -> None:
    form = FormText([QuestionText("What happened?", word_limit=3)], [CriterionText("Courage")])
    with app.app_context():
        scheming.edit_form(desk.round.scheme.slug, form, actor=None)
    reference = desk.saved(answer_1="one two three four", answer_2="")
    page = desk.client.get(f"{desk.page}?after={reference}").text
    assert "It has 1 word more than the form asks for" in page
