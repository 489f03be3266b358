"""What a person meets when nothing can be saved: a page that says so, with their words on it."""

import time

import html5lib

from tests.resilience.house import House
from tests.resilience.nominating import Story
from tests.visitor import Answer, Visitor


def try_to_save(visitor: Visitor, story: Story) -> Answer:
    """Send the page with the story, which is new to the server each time."""
    first, _mark, number = story.words.partition(" Try ")
    story.words = f"{first} Try {int(number or 0) + 1}"
    answers = {"answer_1": story.words, "answer_2": "It helped & he smiled.\n\n“Thanks”"}
    return visitor.post(f"{story.place}/story", answers)


def check_kept(answer: Answer, story: Story) -> None:
    """Refuse an answer that is not a 503 with everything that was typed on it."""
    answer.must_be(503)
    place, fields = form_on(answer)
    assert place == f"{story.place}/story"
    assert fields["answer_1"] == story.words
    assert fields["answer_2"] == "It helped & he smiled.\n\n“Thanks”"


def again(visitor: Visitor, answer: Answer) -> Answer:
    """Press “Send it again” on the page that came back."""
    place, fields = form_on(answer)
    return visitor.post(place, fields)


def form_on(answer: Answer) -> tuple[str, dict[str, str]]:
    """Return where the form on a page leads, and what it carries, as a browser reads it."""
    page = html5lib.parse(answer.text, namespaceHTMLElements=False)
    form = page.find(".//main//form")
    assert form is not None, "nothing that was typed is on the page"
    fields = {one.get("name"): one.get("value", "") for one in form.iter("input")}
    fields |= {one.get("name"): one.text or "" for one in form.iter("textarea")}
    return str(form.get("action")), {str(name): text for name, text in fields.items()}


def reading_goes_on(house: House, *, pages: int = 3) -> float:
    """Read some pages as a visitor; return the longest wait in seconds."""
    reader = house.visitor()
    slowest = 0.0
    for path in ("/", "/resources", "/help")[:pages]:
        slowest = max(slowest, reader.get(path).must_be(200).seconds)
    reader.close()
    return slowest


def until_saved(visitor: Visitor, answer: Answer, *, seconds: float = 60.0) -> float:
    """Press “Send it again” until it is taken; return after how many seconds it was."""
    began = time.monotonic()
    while answer.status == 503:
        assert time.monotonic() < began + seconds, "it did not recover"
        answer = again(visitor, answer)
        if answer.status == 503:
            time.sleep(0.2)
    answer.must_be(303)
    return time.monotonic() - began
