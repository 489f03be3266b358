from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from recognition import clock
from recognition.audit import queries as audit
from recognition.database import db
from recognition.errors import Missing
from recognition.schemes import actions, queries
from recognition.schemes.asking import CriterionText, FormText, QuestionText
from recognition.schemes.models import Category
from recognition.schemes.queries import FormSheet, SchemeCard
from recognition.schemes.rules import CategoryText
from recognition.schemes.templates import TEMPLATES
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.world import World

LATER = timedelta(days=30)


def sheet_of(app: Flask, version_id: int) -> FormSheet:
    with app.app_context():
        return queries.form_sheet(version_id)


def changed_form() -> FormText:
    return FormText(
        questions=[QuestionText("What happened?")],
        criteria=[CriterionText("Courage", weight=2.0, descriptors={1: "Some", 5: "Much"})],
        words_together=300,
    )


def edit_form(app: Flask, scheme: SchemeCard, form: FormText) -> int:
    with app.app_context():
        return actions.edit_form(scheme.slug, form, actor=None)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
def test_a_scheme_starts_from_a_template_with_all_it_brings(
    app: Flask, world: World, template: object
) -> None:
    world.library()
    place = world.organisation()
    chosen = next(each for each in TEMPLATES if each is template)
    with app.app_context():
        slug = actions.start_scheme(chosen.key, organisation_id=place, actor=None)
        card = queries.scheme(slug)
        sheet = queries.form_sheet(queries.newest_version(card.id))
        assert card.who_may_nominate == set(chosen.who_may_nominate)
        assert (card.without_account, card.confirms_addresses, card.thanks_days) == (True, True, 7)
        assert [q.prompt for q in sheet.questions] == [q.prompt for q in chosen.questions]
        assert all(question.guidance for question in sheet.questions)
        assert all(criterion.guidance for criterion in sheet.criteria)
        assert all(set(c.descriptors) == {1, 2, 3, 4, 5} for c in sheet.criteria)
        assert len(queries.categories(card.id)) == len(chosen.categories)
        assert len(queries.rounds_of(card.id)) == (0 if card.is_judged else 1)


def test_a_scheme_without_judging_is_open_at_once_and_always(app: Flask, world: World) -> None:
    scheme = world.scheme(lane="recognise")
    with app.app_context():
        card = queries.open_round(scheme.slug, clock.now())
        assert card is not None
        assert card.closes_at is None
        assert card.is_open(clock.now() + timedelta(days=9999))


def test_ending_a_scheme_ends_its_rounds(app: Flask, world: World) -> None:
    card = world.round()
    with app.app_context():
        assert queries.open_rounds(clock.now())
        actions.end_scheme(card.scheme.slug, actor=None)
        assert not queries.open_rounds(clock.now())
        assert not queries.round_card(card.id).is_open(clock.now())


def test_open_rounds_are_those_of_the_organisations_that_take_part(
    app: Flask, world: World
) -> None:
    card = world.round()
    elsewhere = world.organisation("Elsewhere Hospice")
    with app.app_context():
        assert queries.open_rounds(clock.now(), card.scheme.organisation_id) == [card]
        assert queries.open_rounds(clock.now(), elsewhere) == []
        actions.edit_scheme(
            card.scheme.slug,
            name="Both",
            purpose="",
            nominees_get="",
            who_may_nominate=["staff"],
            organisation_ids=[elsewhere],
            actor=None,
        )
        (found,) = queries.open_rounds(clock.now(), elsewhere)
        assert found.scheme.organisation_ids == (card.scheme.organisation_id, elsewhere)


def test_changing_questions_before_first_use_changes_them_in_place(
    app: Flask, world: World
) -> None:
    card = world.round()
    first = sheet_of(app, card.version_id)
    assert edit_form(app, card.scheme, changed_form()) == 1
    sheet = sheet_of(app, card.version_id)
    assert [q.prompt for q in sheet.questions] == ["What happened?"]
    assert sheet.questions[0].id == first.questions[0].id, "drafts know a question by its number"
    assert sheet.criteria[0].descriptors == {1: "Some", 5: "Much"}


def test_changing_questions_after_first_use_makes_a_new_version_and_keeps_the_old(
    app: Flask, world: World
) -> None:
    used = world.round()
    later = world.round(used.scheme, name="Later", opens_in=LATER, closes_in=2 * LATER)
    with app.app_context():
        actions.mark_used(used.version_id, clock.now())
    before = sheet_of(app, used.version_id)
    assert edit_form(app, used.scheme, changed_form()) == 2
    assert sheet_of(app, used.version_id) == before
    with app.app_context():
        rounds = {card.name: card for card in queries.rounds_of(used.scheme.id)}
        assert rounds[used.name].version_id == used.version_id
        moved = queries.form_sheet(rounds[later.name].version_id)
    assert (moved.number, moved.words_together) == (2, 300)


def test_an_always_open_round_asks_the_new_questions_from_now_on(app: Flask, world: World) -> None:
    scheme = world.scheme(lane="recognise")
    with app.app_context():
        (card,) = queries.rounds_of(scheme.id)
        actions.mark_used(card.version_id, clock.now())
    edit_form(app, scheme, changed_form())
    with app.app_context():
        assert queries.form_sheet(queries.round_card(card.id).version_id).number == 2


def test_only_the_first_use_of_a_version_is_kept(app: Flask, world: World) -> None:
    card = world.round()
    with app.app_context():
        actions.mark_used(card.version_id, datetime(2026, 1, 1, tzinfo=UTC))
        actions.mark_used(card.version_id, datetime(2026, 2, 1, tzinfo=UTC))
        assert queries.form_sheet(card.version_id).used


def test_a_category_that_is_left_out_takes_no_more_but_stays_readable(
    app: Flask, world: World
) -> None:
    scheme = world.scheme()
    with app.app_context():
        (old,) = queries.categories(scheme.id)
        actions.edit_categories(scheme.slug, [CategoryText("Teams", "", True)], actor=None)
        assert [card.name for card in queries.categories(scheme.id)] == ["Teams"]
        kept = db.session.get(Category, old.id)
        assert kept is not None
        assert kept.name == old.name


def test_a_category_of_another_scheme_cannot_be_changed_from_here(app: Flask, world: World) -> None:
    mine, other = world.scheme(), world.scheme(name="Other")
    with app.app_context():
        (theirs,) = queries.categories(other.id)
        with pytest.raises(Missing):
            actions.edit_categories(mine.slug, [CategoryText("Taken", id=theirs.id)], actor=None)
        assert queries.categories(other.id) == [theirs]


def test_every_change_of_a_setting_has_its_entry_in_the_trail(app: Flask, world: World) -> None:
    card = world.round()
    viewer = world.viewer(world.administrator())
    edit_form(app, card.scheme, changed_form())
    with app.app_context():
        actions.edit_round(
            card.scheme.slug,
            card.slug,
            name="Renamed",
            dates=actions.rounds.Dates(card.opens_at, card.closes_at),
            actor=viewer,
        )
        actions.end_scheme(card.scheme.slug, actor=viewer)
        entries, _total = audit.entries()
        edited = next(entry for entry in entries if entry.action == "round.edited")
        names = {entry.action for entry in entries}
    assert {"scheme.started", "round.added", "scheme.form_edited", "scheme.ended"} <= names
    assert edited.actor_id == viewer.person_id
    assert edited.details["name"] == {"before": "This month", "after": "Renamed"}


def test_the_list_of_schemes_asks_the_database_equally_often_for_one_and_three(
    client: PageClient, world: World, count_queries: QueryCounter
) -> None:
    client.sign_in(world.administrator())
    world.round()
    client.get("/manage/schemes")
    with count_queries() as one:
        client.get("/manage/schemes")
    world.round(world.scheme(name="Two"))
    world.round(world.scheme(name="Three"))
    with count_queries() as three:
        assert "3" in client.get("/manage/schemes").text
    assert len(one) == len(three)
