"""Nominating at a browser, page by page: each is opened, filled in and sent."""

import re
from collections.abc import Mapping

from tests.visitor import Answer, Visitor, hidden

WORDS = "She stayed after her shift, and he was not alone."
ANSWERS = re.compile(r'<textarea[^>]*name="(answer_\d+)"')
CATEGORY = re.compile(r'name="category"[^>]*value="(\d+)"')
REFERENCE = re.compile(r"[A-Z0-9]{3}-[A-Z0-9]{3}")


def write(visitor: Visitor, scheme: str, who: Mapping[str, str], words: str = WORDS) -> str:
    """Write a draft through its first three pages; return its address.

    Args:
        visitor: somebody who has signed in.
        scheme: the scheme's slug.
        who: the fields that say who is nominated.
        words: the answer to the first question.
    """
    start = f"/nominate/{scheme}"
    page = visitor.get(start).must_be(200).text
    first = CATEGORY.search(page)
    category = {"category": first[1]} if first else {}
    began = visitor.post(start, {**hidden(page), **category, **who}).must_be(303)
    draft = began.location.removesuffix("/story")
    page = visitor.get(f"{draft}/story").must_be(200).text
    answers = {**dict.fromkeys(ANSWERS.findall(page), "It helped."), "answer_1": words}
    visitor.post(f"{draft}/story", {**hidden(page), **answers}).must_be(303)
    you = {"may_name": "yes", "relationship": "colleague"}
    visitor.send(f"{draft}/you", you).must_be(303)
    return draft


def read(visitor: Visitor, draft: str) -> dict[str, str]:
    """Open the last page; return its hidden fields, which stand for what it shows."""
    return hidden(visitor.get(f"{draft}/check").must_be(200).text)


def press(visitor: Visitor, draft: str, shown: Mapping[str, str]) -> Answer:
    """Press the last button."""
    return visitor.post(f"{draft}/check", shown)


def reference(answer: Answer) -> str:
    """Return the reference that an answer acknowledges."""
    found = REFERENCE.search(answer.must_be(303).location)
    assert found, answer.location
    return found[0]


def send(visitor: Visitor, draft: str) -> str:
    """Open the last page and press its button; return the reference."""
    return reference(press(visitor, draft, read(visitor, draft)))
