"""The three schemes that are ready to start."""

import pytest

from recognition.resources.seed import LIBRARY
from recognition.schemes.asking import POINTS, CriterionText, FormText, QuestionText, check_form
from recognition.schemes.rules import (
    AUDIENCES,
    AWARD,
    CARERS,
    PATIENTS,
    PUBLIC,
    RECOGNISE,
    STAFF,
    CategoryText,
    check_categories,
    check_scheme,
    check_ways,
)
from recognition.schemes.templates import TEMPLATES, SchemeTemplate

BY_KEY = {template.key: template for template in TEMPLATES}
each = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)


def test_the_three_templates_are_those_the_library_tells_of() -> None:
    told_of = [seed.template_key for seed in LIBRARY if seed.template_key]
    assert [template.key for template in TEMPLATES] == told_of
    assert len(BY_KEY) == 3


@each
def test_an_administrator_could_have_entered_it(template: SchemeTemplate) -> None:
    check_scheme(name=template.name, lane=template.lane, who_may_nominate=template.who_may_nominate)
    check_categories(
        [CategoryText(c.name, c.description, c.for_teams) for c in template.categories]
    )
    form = FormText(
        questions=[QuestionText(q.prompt, q.hint, q.word_limit) for q in template.questions],
        criteria=[
            CriterionText(c.name, c.description, c.weight, dict(c.descriptors))
            for c in template.criteria
        ],
        words_together=template.words_together,
    )
    check_form(form, lane=template.lane)
    assert set(template.who_may_nominate) <= set(AUDIENCES)


@each
def test_it_asks_two_questions_with_guidance_beside_each(template: SchemeTemplate) -> None:
    slugs = {seed.slug for seed in LIBRARY}
    assert len(template.questions) == 2
    assert {question.resource_slug for question in template.questions} <= slugs
    assert {criterion.resource_slug for criterion in template.criteria} <= slugs


@each
def test_all_five_points_of_every_criterion_say_what_they_mean(template: SchemeTemplate) -> None:
    for criterion in template.criteria:
        assert tuple(points for points, _text in criterion.descriptors) == POINTS
        texts = [text for _points, text in criterion.descriptors]
        assert len(set(texts)) == len(POINTS)
        assert all(texts)


@each
def test_it_says_when_it_runs_and_what_nominees_get(template: SchemeTemplate) -> None:
    assert template.purpose
    assert template.cycle
    assert template.nominees_get


@each
def test_nobody_needs_an_account_and_an_address_is_confirmed_by_a_letter(
    template: SchemeTemplate,
) -> None:
    assert template.ways.without_account
    assert template.ways.confirms_addresses
    assert template.ways.thanks_days == 7
    check_ways(template.ways)


def test_going_the_extra_mile_is_judged_each_month_on_act_and_impact() -> None:
    template = BY_KEY["going-the-extra-mile"]
    assert template.lane == AWARD
    assert set(template.who_may_nominate) == {STAFF}
    assert template.words_together == 400
    assert [criterion.name for criterion in template.criteria] == ["The act", "The impact"]
    assert "Monthly" in template.cycle
    assert "not how well the story is written" in template.criteria[0].description


def test_leading_with_compassion_is_open_to_all_and_nobody_is_judged() -> None:
    template = BY_KEY["leading-with-compassion"]
    assert template.lane == RECOGNISE
    assert set(template.who_may_nominate) == {STAFF, PATIENTS, CARERS, PUBLIC}
    assert template.criteria == ()
    assert [question.prompt for question in template.questions] == [
        "How did they lead with compassion?",
        "What was the impact on you or others?",
    ]
    assert "card" in template.nominees_get
    assert "badge" in template.nominees_get


def test_the_christmas_awards_say_their_dates_and_are_open_to_families() -> None:
    template = BY_KEY["christmas-compassion-awards"]
    assert template.lane == AWARD
    assert set(template.who_may_nominate) == {STAFF, PATIENTS, CARERS}
    assert [criterion.name for criterion in template.criteria] == ["Compassion", "The impact"]
    for date in ("1 November", "1 December", "24 December"):
        assert date in template.cycle
    assert "ceremony" in template.nominees_get
