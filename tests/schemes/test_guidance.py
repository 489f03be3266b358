"""Good practice beside questions and criteria, and what stood there before."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from recognition import clock
from recognition.audit import queries as audit
from recognition.errors import Missing
from recognition.resources import actions as library
from recognition.resources import queries as resources
from recognition.resources.rules import Care, Entry
from recognition.schemes import actions, queries
from recognition.schemes.asking import Beside, CriterionText, FormText, QuestionText
from recognition.schemes.queries import GuidanceSheet, RoundCard, SchemeCard
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.world import World


def add(app: Flask, title: str) -> int:
    with app.app_context():
        slug = library.add(Entry(title, "guide", "A summary.", f"{title}, shortly."), actor=None)
        return resources.resource(slug).id


def choose(
    app: Flask,
    scheme: SchemeCard,
    questions: dict[int, int | None],
    criteria: dict[int, int | None] | None = None,
    number: int = 1,
) -> int:
    with app.app_context():
        return actions.set_guidance(
            scheme.slug, number, Beside(questions, criteria or {}), actor=None
        )


def sheet(app: Flask, scheme: SchemeCard, number: int | None = None) -> GuidanceSheet:
    with app.app_context():
        return queries.guidance_sheet(scheme.id, number)


def form_now(app: Flask, scheme: SchemeCard) -> FormText:
    """The form of a scheme as it stands, to be changed."""
    with app.app_context():
        found = queries.form_sheet(queries.newest_version(scheme.id))
    return FormText(
        questions=[
            QuestionText(q.prompt, q.hint, q.word_limit, q.guidance.id if q.guidance else None)
            for q in found.questions
        ],
        criteria=[
            CriterionText(
                c.name,
                c.description,
                c.weight,
                c.descriptors,
                c.guidance.id if c.guidance else None,
            )
            for c in found.criteria
        ],
        words_together=found.words_together,
    )


@pytest.fixture
def used(app: Flask, world: World) -> RoundCard:
    """An open round whose questions a nomination has used."""
    round_ = world.round()
    world.nomination(round_)
    return round_


def test_what_stood_beside_a_used_question_is_kept_from_when_until_when(
    app: Flask, used: RoundCard
) -> None:
    one, two = add(app, "First"), add(app, "Second")
    start = clock.now()
    with time_machine.travel(start + timedelta(days=1), tick=False):
        assert choose(app, used.scheme, {1: one}, {2: one}) == 2
    with time_machine.travel(start + timedelta(days=3), tick=False):
        assert choose(app, used.scheme, {1: two}) == 1
    with time_machine.travel(start + timedelta(days=7), tick=False):
        assert choose(app, used.scheme, {1: None}) == 1
    found = sheet(app, used.scheme)
    assert found.number == 1
    question, criterion = found.questions[0], found.criteria[1]
    assert question.resource is None
    assert [(stood.title, stood.taken_at - stood.placed_at) for stood in question.past] == [
        ("Second", timedelta(days=4)),
        ("First", timedelta(days=2)),
    ]
    assert criterion.resource is not None
    assert criterion.resource.title == "First"
    assert criterion.past == ()
    assert found.questions[1].past == ()


def test_what_stood_there_from_the_start_is_kept_since_its_version_was_made(
    app: Flask, world: World
) -> None:
    world.library()
    with app.app_context():
        slug = actions.start_scheme(
            "going-the-extra-mile", organisation_id=world.organisation(), actor=None
        )
        scheme = queries.scheme(slug)
        made = queries.guidance_sheet(scheme.id).questions[0].since
        actions.mark_used(queries.newest_version(scheme.id), clock.now())
        before = queries.guidance_sheet(scheme.id).questions[0].resource
    assert before is not None
    choose(app, scheme, {1: add(app, "Other")})
    (stood,) = sheet(app, scheme).questions[0].past
    assert (stood.title, stood.placed_at) == (before.title, made)


def test_before_anybody_used_a_form_nothing_is_kept(app: Flask, world: World) -> None:
    scheme = world.scheme()
    choose(app, scheme, {1: add(app, "First")})
    choose(app, scheme, {1: add(app, "Second")})
    place = sheet(app, scheme).questions[0]
    assert place.resource is not None
    assert (place.resource.title, place.past) == ("Second", ())


def test_choosing_what_stands_there_already_changes_nothing(app: Flask, used: RoundCard) -> None:
    one = add(app, "First")
    choose(app, used.scheme, {1: one})
    assert choose(app, used.scheme, {1: one, 2: None}, {1: None}) == 0
    assert sheet(app, used.scheme).questions[0].past == ()
    with app.app_context():
        entries, _total = audit.entries(action="scheme.guidance_changed")
        assert len(entries) == 1


def test_the_trail_says_what_stood_there_and_what_does(app: Flask, used: RoundCard) -> None:
    one, two = add(app, "First"), add(app, "Second")
    choose(app, used.scheme, {1: one})
    choose(app, used.scheme, {1: two})
    with app.app_context():
        entries, _total = audit.entries(action="scheme.guidance_changed")
        prompt = queries.form_sheet(used.version_id).questions[0].prompt
    assert entries[0].details["changed"] == [{"what": prompt, "before": "First", "after": "Second"}]


def test_changing_only_guidance_on_the_form_makes_no_new_version(
    app: Flask, used: RoundCard
) -> None:
    form = form_now(app, used.scheme)
    one = add(app, "First")
    guided = replace(form, questions=[replace(q, resource_id=one) for q in form.questions])
    with app.app_context():
        assert actions.edit_form(used.scheme.slug, guided, actor=None) == 1
        assert actions.edit_form(used.scheme.slug, guided, actor=None) == 1
        assert queries.newest_version(used.scheme.id) == used.version_id
    unguided = replace(form, questions=[replace(q, resource_id=None) for q in form.questions])
    with app.app_context():
        assert actions.edit_form(used.scheme.slug, unguided, actor=None) == 1
    assert [len(place.past) for place in sheet(app, used.scheme).questions] == [1, 1]


@pytest.mark.parametrize("change", ["prompt", "weight", "words_together", "descriptors", "order"])
def test_changing_anything_else_still_makes_a_new_version(
    app: Flask, used: RoundCard, change: str
) -> None:
    form = form_now(app, used.scheme)
    questions, criteria = list(form.questions), list(form.criteria)
    if change == "prompt":
        questions[0] = replace(questions[0], prompt="Another question?")
    elif change == "weight":
        criteria[0] = replace(criteria[0], weight=2.0)
    elif change == "descriptors":
        criteria[0] = replace(criteria[0], descriptors={1: "Little"})
    elif change == "order":
        questions.reverse()
    together = 77 if change == "words_together" else form.words_together
    with app.app_context():
        number = actions.edit_form(
            used.scheme.slug, FormText(questions, criteria, together), actor=None
        )
    assert number == 2


def test_a_change_reaches_nominators_and_panel_of_a_round_that_is_open(
    app: Flask, used: RoundCard
) -> None:
    with app.app_context():
        form = FormText([QuestionText("New?")], [CriterionText("Courage")])
        actions.edit_form(used.scheme.slug, form, actor=None)
    one = add(app, "First")
    choose(app, used.scheme, {1: one}, {1: one}, number=1)
    with app.app_context():
        shown = queries.form_sheet(used.version_id)
        assert shown.questions[0].guidance is not None
        assert shown.questions[0].guidance.title == "First"
        assert shown.criteria[0].guidance is not None
        newest = queries.form_sheet(queries.newest_version(used.scheme.id))
        assert newest.questions[0].guidance is None
        assert [card.number for card in queries.versions_shown(used.scheme.id)] == [2, 1]


def test_what_was_replaced_gives_way_to_what_took_its_place_without_being_chosen_anew(
    app: Flask, used: RoundCard
) -> None:
    old, new = add(app, "Old"), add(app, "New")
    choose(app, used.scheme, {1: old})
    with app.app_context():
        entry = Entry("Old", "guide", "A summary.", "Old, shortly.")
        library.edit("old", entry, actor=None, care=Care(replaced_by_id=new))
        shown = queries.form_sheet(used.version_id).questions[0].guidance
        assert shown is not None
        assert shown.title == "New"
    assert choose(app, used.scheme, {1: new}) == 0
    assert sheet(app, used.scheme).questions[0].past == ()


def test_what_is_not_in_the_library_or_not_a_version_is_not_there(
    app: Flask, used: RoundCard
) -> None:
    with pytest.raises(Missing):
        choose(app, used.scheme, {1: 999})
    with pytest.raises(Missing):
        choose(app, used.scheme, {1: None}, number=9)
    with pytest.raises(Missing):
        sheet(app, used.scheme, 9)


def test_an_administrator_chooses_on_the_schemes_pages(
    app: Flask, client: PageClient, world: World, used: RoundCard
) -> None:
    one, two = add(app, "First"), add(app, "Second")
    client.sign_in(world.administrator())
    scheme = f"/manage/schemes/{used.scheme.slug}"
    page = f"{scheme}/guidance"
    assert f'href="{page}"' in client.get(scheme).text
    start = client.get(page).text
    assert "This is version 1, used by: This month." in start
    rows = ("questions-0", "questions-1", "criteria-0", "criteria-1")
    nothing = {f"{row}-resource_id": "" for row in rows}
    chosen = {**nothing, "questions-0-resource_id": str(one), "criteria-0-resource_id": str(two)}
    answer = client.send(page, chosen)
    assert answer.status_code == 303
    assert "Saved: 2 changes." in client.get(page).text
    client.send(page, {**chosen, "questions-0-resource_id": str(two)})
    text = client.get(page).text
    today = clock.spoken_date(clock.now())
    assert f"From {today} to {today}: First" in text
    assert f"Since {today}: Second" in text
    assert "Beside it: Second" in client.get(scheme).text
    with app.app_context():
        shown = queries.form_sheet(used.version_id)
        assert [q.guidance.title if q.guidance else "" for q in shown.questions] == ["Second", ""]


def test_a_form_with_fewer_questions_than_there_are_changes_nothing(
    app: Flask, client: PageClient, world: World, used: RoundCard
) -> None:
    one = add(app, "First")
    client.sign_in(world.administrator())
    page = f"/manage/schemes/{used.scheme.slug}/guidance"
    answer = client.send(page, {"questions-1-resource_id": str(one)})
    assert answer.status_code == 422
    assert "Somebody changed the questions" in answer.text
    assert all(place.resource is None for place in sheet(app, used.scheme).questions)


def test_an_older_version_that_a_round_uses_has_its_own_page(
    app: Flask, client: PageClient, world: World, used: RoundCard
) -> None:
    with app.app_context():
        form = FormText([QuestionText("New?")], [CriterionText("Courage")])
        actions.edit_form(used.scheme.slug, form, actor=None)
    one = add(app, "First")
    client.sign_in(world.administrator())
    page = f"/manage/schemes/{used.scheme.slug}/guidance"
    assert "No round uses it yet" in client.get(page).text
    assert f'href="{page}/1"' in client.get(page).text
    rows = ("questions-0", "questions-1", "criteria-0", "criteria-1")
    chosen = {f"{row}-resource_id": "" for row in rows}
    client.send(f"{page}/1", {**chosen, "questions-1-resource_id": str(one)})
    second = sheet(app, used.scheme, 1).questions[1].resource
    assert second is not None
    assert second.title == "First"
    assert client.get(f"{page}/7").status_code == 404


def test_only_administrators_of_the_host_choose(
    client: PageClient, world: World, used: RoundCard
) -> None:
    page = f"/manage/schemes/{used.scheme.slug}/guidance"
    assert client.get(page).status_code == 302
    for person in (world.person(), world.administrator(organisation="Another Trust")):
        client.sign_in(person)
        assert client.get(page).status_code == 404
        assert client.get(f"{page}/1").status_code == 404


def test_the_page_asks_the_database_equally_often_for_one_and_three(
    app: Flask, client: PageClient, world: World, used: RoundCard, count_queries: QueryCounter
) -> None:
    client.sign_in(world.administrator())
    page = f"/manage/schemes/{used.scheme.slug}/guidance"
    numbers = [add(app, f"Number {n}") for n in range(5)]
    choose(app, used.scheme, {1: numbers[0]})
    choose(app, used.scheme, {1: numbers[1]})
    client.get(page)
    with count_queries() as one:
        client.get(page)
    choose(app, used.scheme, {1: numbers[2], 2: numbers[3]}, {1: numbers[4]})
    choose(app, used.scheme, {1: numbers[3], 2: numbers[2]}, {1: numbers[0]})
    with count_queries() as three:
        client.get(page)
    assert len(one) == len(three)
