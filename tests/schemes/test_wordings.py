"""A scheme's own texts in Welsh: gaps are seen, readers get them, and old ones are found."""

from dataclasses import replace

import pytest
from flask import Flask

from recognition.audit import queries as audit
from recognition.errors import Conflict, Refused
from recognition.schemes import actions, queries
from recognition.schemes.asking import FormText, QuestionText
from recognition.schemes.queries import LanguageSheet, SchemeCard
from recognition.words import WELSH, in_language
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.world import World

READS_WELSH = {"Accept-Language": "cy"}


def sheet(app: Flask, scheme: SchemeCard) -> LanguageSheet:
    with app.app_context():
        return queries.language_sheet(scheme.id, WELSH)


def write(
    world: World, scheme: SchemeCard, texts: dict[str, str], *, reviewed: bool = False
) -> int:
    """Write some texts in Welsh, by their places."""
    english = {text.key: text.english for text in sheet(world.app, scheme).texts}
    actor = world.viewer(world.administrator())
    with world.app.app_context():
        return actions.write_wordings(
            scheme.slug,
            WELSH,
            {k: (actions.digest_of(english[k]), text, reviewed) for k, text in texts.items()},
            actor=actor,
        )


def test_every_text_of_a_scheme_is_a_gap_until_it_is_written(world: World) -> None:
    round_ = world.round()
    before = sheet(world.app, round_.scheme)
    keys = [text.key for text in before.texts]
    assert keys[0] == "scheme-0-name"
    assert f"round-{round_.id}-name" in keys
    assert "question-2-prompt" in keys
    assert all(text.english for text in before.texts)
    assert before.missing == len(keys)
    assert write(world, round_.scheme, {"scheme-0-name": "Gwobrau caredigrwydd"}) == 1
    after = sheet(world.app, round_.scheme)
    assert (after.missing, after.unreviewed) == (len(keys) - 1, 1)


def test_an_administrator_writes_welsh_beside_the_english(client: PageClient, world: World) -> None:
    scheme = world.round().scheme
    client.sign_in(world.administrator())
    page = f"/manage/schemes/{scheme.slug}/languages"
    texts = sheet(world.app, scheme).texts
    shown = client.get(page).text
    assert f"{len(texts)} of {len(texts)} still to be written in Welsh." in shown
    form = {}
    for place, text in enumerate(texts):
        form[f"texts-{place}-key"] = text.key
        form[f"texts-{place}-seen"] = actions.digest_of(text.english)
        form[f"texts-{place}-text"] = "Gwobrau" if text.key == "scheme-0-name" else ""
    sent = client.send(page, {**form, "texts-0-reviewed": "y"})
    assert sent.status_code == 303
    shown = client.get(page).text
    assert "Saved: 1 text." in shown
    assert f"{len(texts) - 1} of {len(texts)} still to be written in Welsh." in shown
    found = sheet(world.app, scheme).texts[0]
    assert (found.text, found.is_reviewed) == ("Gwobrau", True)
    with world.app.app_context():
        assert audit.entries()[0][0].action == "scheme.worded"


def test_readers_get_the_welsh_and_english_where_there_is_none_says_so(
    client: PageClient, world: World
) -> None:
    round_ = world.round()
    world.round(world.scheme(name="Star awards"))
    write(world, round_.scheme, {"scheme-0-name": "Gwobrau caredigrwydd"})
    page = client.get("/nominate", headers=READS_WELSH).text
    assert "Gwobrau caredigrwydd" in page
    assert "Kindness awards" not in page
    assert '<span lang="en">Star awards</span>' in page
    english = client.get("/nominate").text
    assert "Kindness awards" in english
    assert '<span lang="en">' not in english


def test_a_text_whose_english_changed_is_english_again_and_the_old_welsh_is_offered(
    client: PageClient, world: World
) -> None:
    scheme = world.round().scheme
    write(world, scheme, {"question-1-prompt": "Beth ddigwyddodd?"}, reviewed=True)
    with world.app.app_context():
        form = queries.form_sheet(queries.newest_version(scheme.id))
        questions = [QuestionText(q.prompt, q.hint, q.word_limit) for q in form.questions]
        questions[0] = replace(questions[0], prompt="What happened then?")
        actions.edit_form(
            scheme.slug,
            FormText(
                questions=questions,
                criteria=_criteria(form),
                words_together=form.words_together,
            ),
            actor=None,
        )
    found = {text.key: text for text in sheet(world.app, scheme).texts}["question-1-prompt"]
    assert (found.text, found.earlier) == ("", "Beth ddigwyddodd?")
    client.sign_in(world.administrator())
    page = client.get(f"/manage/schemes/{scheme.slug}/languages").text
    assert "The English changed after this was written" in page
    assert "Beth ddigwyddodd?" in page


def _criteria(form: queries.FormSheet) -> list[object]:
    from recognition.schemes.asking import CriterionText

    return [CriterionText(c.name, c.description, c.weight, c.descriptors) for c in form.criteria]


def test_welsh_is_written_for_the_english_that_the_writer_saw(world: World) -> None:
    scheme = world.scheme()
    actor = world.viewer(world.administrator())
    with world.app.app_context():
        seen = {"scheme-0-name": (actions.digest_of("Something else"), "Gwobrau", False)}
        with pytest.raises(Conflict, match="Somebody changed the English"):
            actions.write_wordings(scheme.slug, WELSH, seen, actor=actor)
    assert sheet(world.app, scheme).texts[0].text == ""
    with pytest.raises(Refused, match="Shorten this"):
        write(world, scheme, {"scheme-0-name": "x" * 4001})


def test_emptying_a_text_takes_the_welsh_away(world: World) -> None:
    scheme = world.scheme()
    write(world, scheme, {"scheme-0-name": "Gwobrau"})
    assert write(world, scheme, {"scheme-0-name": "Gwobrau"}) == 0
    assert write(world, scheme, {"scheme-0-name": ""}) == 1
    assert sheet(world.app, scheme).texts[0].text == ""


def test_only_those_who_may_change_a_scheme_write_its_welsh(
    client: PageClient, world: World
) -> None:
    page = f"/manage/schemes/{world.scheme().slug}/languages"
    assert client.get(page).status_code == 302
    client.sign_in(world.person())
    assert client.get(page).status_code == 404
    client.sign_in(world.administrator(organisation="Another Trust"))
    assert client.get(page).status_code == 404


def test_welsh_costs_a_page_the_same_few_statements_however_many_schemes_there_are(
    client: PageClient, world: World, count_queries: QueryCounter
) -> None:
    def asked() -> int:
        with count_queries() as counted:
            client.get("/nominate", headers=READS_WELSH)
        return len(counted)

    for name in ("Kindness awards", "Winter awards"):
        world.round(world.scheme(name=name))
    two = asked()
    for name in ("Star awards", "Team awards"):
        write(world, world.round(world.scheme(name=name)).scheme, {"scheme-0-name": name[::-1]})
    assert asked() == two


def test_the_english_is_what_is_kept(world: World) -> None:
    scheme = world.round().scheme
    write(world, scheme, {"scheme-0-name": "Gwobrau"})
    with world.app.app_context(), in_language(WELSH):
        card = queries.scheme(scheme.slug)
        assert card.name == "Kindness awards"
        assert str(card.name) == "Gwobrau"
