"""The story and the page about you: what is kept, what is refused, what comes back."""

import re
from datetime import timedelta

import pytest
import time_machine

from recognition import clock
from recognition.nominations import queries
from tests.nominations.conftest import WORDS, Writing
from tests.page_client import PageClient
from tests.world import World

ODD = [
    "<script>alert(1)</script></textarea><b>",
    "{{7*7}}",
    "\u202eright to left\u202c \u200f\u05ea\u05d5\u05d3\u05d4",
    "e\u0301 n\u0303 \U0001f469\u200d\u2695\ufe0f \U0001f49b",
    "first\n\nsecond  with  spaces",
]


def test_every_page_has_its_step_its_closing_time_and_one_primary_button(writing: Writing) -> None:
    draft = writing.written()
    closes = clock.spoken(writing.round.closes_at or clock.now())
    for number, page in enumerate(("", "/story", "/you", "/check"), start=1):
        text = writing.client.get(draft + page).text
        assert f"Step {number} of 4" in text
        assert closes in text
        main = text[text.index("<main") : text.index("</main")]
        buttons = re.findall(r'<button[^>]* class="([^"]*)"', main)
        assert [b for b in buttons if "secondary" not in b] == ["nhsuk-button"], page


def test_guidance_stands_beside_the_story(writing: Writing) -> None:
    writing.world.library()
    page = writing.client.get(f"{writing.begun()}/story").text
    assert 'class="beside__words"' in page


@pytest.mark.parametrize("text", ODD)
def test_what_is_typed_comes_back_as_typed_and_never_as_markup(writing: Writing, text: str) -> None:
    writing.client.typed.add(text)
    draft = writing.written(answer_1=text)
    with writing.world.app.app_context():
        held = queries.draft(draft.rsplit("/", 1)[1], writing.author)
    assert held.answers["1"] == text
    story, check = (writing.client.get(draft + page).text for page in ("/story", "/check"))
    receipt = writing.client.get(writing.send(draft).location).text
    for page in (story, check, receipt):
        assert "<script>alert" not in page
        assert "</textarea><b>" not in page
        assert not re.search(r">\s*49\s*<", page), "a template ran what was typed"
    assert text.splitlines()[0].replace("<", "&lt;").replace(">", "&gt;") in story


def test_answers_missing_or_too_long_come_back_with_the_reason_and_the_words(
    writing: Writing,
) -> None:
    draft = writing.begun()
    empty = writing.told(draft, answer_1="", answer_2="He was not alone.")
    assert empty.status_code == 422
    assert "Write a few words here" in empty.text
    assert "He was not alone." in empty.text
    long = writing.told(draft, answer_2="word " * 400)
    assert long.status_code == 422
    assert "405 words together. Shorten them by 5, to 400" in long.text
    assert "word word" in long.text


def test_a_field_that_was_emptied_and_saved_is_empty_after_a_reload(writing: Writing) -> None:
    draft = writing.written()
    saved = writing.told(draft, answer_2="", later="1")
    assert saved.location == "/nominations"
    page = writing.client.get(f"{draft}/story").text
    assert "She stayed after her shift." in page
    assert "He was not alone." not in page
    assert writing.client.get(f"{draft}/check").location == f"{draft}/story"


def test_fields_that_were_not_asked_for_change_nothing(writing: Writing) -> None:
    other = writing.world.person()
    extra = {
        "status": "winner",
        "score": "5",
        "person_id": str(other.id),
        "author_id": str(other.id),
        "role": "chair",
        "answer_9": "x",
        "may_name_me": "",
        "sent_at": "2000-01-01",
    }
    draft = writing.begun(**extra)
    writing.told(draft, **extra)
    writing.client.send(f"{draft}/you", {"may_name": "yes", "relationship": "chief", **extra})
    with writing.world.app.app_context():
        held = queries.draft(draft.rsplit("/", 1)[1], writing.author)
    assert held.nominee.person_id == writing.asha.id
    assert held.answers == {"1": WORDS["answer_1"], "2": WORDS["answer_2"]}
    assert (held.may_name_me, held.relationship) == (True, "")


def test_you_are_shown_as_the_directory_knows_you_and_choose_to_be_named(writing: Writing) -> None:
    draft = writing.begun()
    page = writing.client.get(f"{draft}/you").text
    assert "Nia Novak" in page
    assert "Larch Ward" in page
    assert "May we tell them it was you?" in page
    writing.told(draft)
    writing.client.send(f"{draft}/you", {"may_name": "no", "relationship": ""})
    assert "No, say “a colleague”" in writing.client.get(f"{draft}/check").text


def test_after_the_close_no_page_saves_and_the_words_stay_on_it(writing: Writing) -> None:
    draft, closes = writing.written(), writing.round.closes_at
    assert closes is not None
    pages = {
        writing.start: {"nominee": "Asha Patel"},
        draft: {"nominee": "Asha Patel"},
        f"{draft}/story": {**WORDS, "answer_1": "New words."},
        f"{draft}/you": {"may_name": "no"},
        f"{draft}/check": {},
    }
    opened = {page: {**writing.hidden(page), **fields} for page, fields in pages.items()}
    with time_machine.travel(closes + timedelta(seconds=1), tick=False):
        for page, fields in opened.items():
            late = writing.client.post(page, data=fields)
            assert late.status_code == 422, page
            assert f"closed on {clock.spoken(closes)}" in late.text
            assert "Your words are still on this page" in late.text
            if page.endswith("story"):
                assert "New words." in late.text
        assert "closed on" in writing.client.get(writing.start).text
    with writing.world.app.app_context():
        assert queries.my_nominations(writing.me.id) == []
        assert queries.draft(draft.rsplit("/", 1)[1], writing.author).may_name_me


def test_the_last_second_of_the_round_counts_whole(writing: Writing) -> None:
    draft, closes = writing.written(), writing.round.closes_at
    assert closes is not None
    with time_machine.travel(closes + timedelta(milliseconds=900), tick=False):
        assert writing.send(draft).status_code == 303


def test_before_the_opening_the_page_says_when_to_come_back(
    client: PageClient, world: World
) -> None:
    round_ = world.round(opens_in=timedelta(days=2))
    page = client.sign_in(world.person()).get(f"/nominate/{round_.scheme.slug}")
    assert f"opens on {clock.spoken(round_.opens_at)}" in page.text
