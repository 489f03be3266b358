"""The page counts words as the server does."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from recognition.config import ROOT
from recognition.nominations.words import count_words
from tests.browser import Site, arrived

pytestmark = pytest.mark.browser

EXAMPLES = json.loads((ROOT / "tests" / "nominations" / "word_counts.json").read_text("utf-8"))
TEXTS = [str(example["text"]) for example in EXAMPLES]


def test_the_page_counts_the_words_of_every_example_as_the_server_does(
    quick_site: Site, visit: Callable[..., Page]
) -> None:
    page = visit(quick_site)
    page.goto("/")
    counted = page.evaluate(
        """async (texts) => {
            const { countWords } = await import("/static/js/words.js");
            return texts.map(countWords);
        }""",
        TEXTS,
    )
    assert counted == [count_words(text) for text in TEXTS]


def test_the_words_left_change_with_every_key(quick_site: Site, visit: Callable[..., Page]) -> None:
    me = quick_site.world.person()
    quick_site.world.person("Asha Patel")
    round_ = quick_site.world.round()
    page = visit(quick_site)
    quick_site.admit(page.context, me)
    page.goto(f"/nominate/{round_.scheme.slug}")
    page.get_by_label("Name of a colleague or a team").fill("Asha Patel")
    page.get_by_role("button", name="Continue").click()
    arrived(page, "Tell us about Asha Patel")
    first, second = page.locator("textarea").all()
    second.fill("one two")
    shown = page.locator(".words")
    limit = int(shown.get_attribute("data-limit") or 0)
    for text in TEXTS:
        first.fill(text)
        left = limit - 2 - count_words(text)
        sentence = f"You have {left:,} words left" if left >= 0 else "too many"
        assert sentence in shown.inner_text(), text
