"""Nominating at a browser, page by page; and finding afterwards what became of it."""

import itertools
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.resilience.house import House
from tests.resilience.visitor import Answer, Visitor
from tests.resilience.visitor import field as field_on

_REFERENCE = re.compile(r"[A-Z0-9]{3}-[A-Z0-9]{3}")
_numbers = itertools.count(1)


@dataclass
class Story:
    """One nomination on its way; `words` are found nowhere else."""

    scheme: str
    nominee: tuple[str, str]
    key: str = field(default_factory=lambda: secrets.token_hex(16))
    words: str = field(
        default_factory=lambda: f"She stayed with him, story {next(_numbers)} of us."
    )

    @property
    def place(self) -> str:
        """The address of its draft."""
        return f"/nominate/{self.scheme}/{self.key}"


def written(house: House, visitor: Visitor, number: int = 0) -> Story:
    """Write a draft through its first three pages."""
    story = Story(house.seed.scheme, house.seed.nominees[number % len(house.seed.nominees)])
    value, name = story.nominee
    who = {"key": story.key, "picked": value, "nominee": name}
    _went_on(visitor.post(f"/nominate/{story.scheme}", who))
    _went_on(
        visitor.post(f"{story.place}/story", {"answer_1": story.words, "answer_2": "It helped."})
    )
    _went_on(visitor.post(f"{story.place}/you", {"may_name": "yes", "relationship": "colleague"}))
    return story


def digest(visitor: Visitor, story: Story) -> str:
    """Open the last page; return what stands for what it shows."""
    return field_on(visitor.get(f"{story.place}/check").text, "digest")


def send(visitor: Visitor, story: Story, shown: str) -> Answer:
    """Press the last button."""
    return visitor.post(f"{story.place}/check", {"digest": shown}, form=f"{story.place}/check")


def reference(answer: Answer) -> str:
    """Return the reference that an answer acknowledges."""
    _went_on(answer)
    found = _REFERENCE.search(answer.location)
    assert found, answer.location
    return found[0]


def _went_on(answer: Answer) -> None:
    assert answer.status == 303, (
        answer.status,
        re.sub(r"<[^>]+>", " ", answer.text)[:2000].split(),
    )


def check_each_once(house: House, acknowledged: Iterable[str]) -> int:
    """Refuse what is lost or there twice: nominations, entries of the trail, receipts.

    Returns:
        How many nominations of the open round are stored.
    """
    stored = "FROM nomination n JOIN scheme s ON s.id = n.scheme_id WHERE s.slug = :slug"
    slug = {"slug": house.seed.scheme}
    references = [text for (text,) in house.rows(f"SELECT n.reference {stored}", **slug)]
    lost = set(acknowledged) - set(references)
    assert not lost, f"acknowledged and lost: {lost}"
    assert len(references) == len(set(references))
    stories = house.rows(
        "SELECT a.text, count(*) FROM answer a JOIN nomination n ON n.id = a.nomination_id "
        "JOIN scheme s ON s.id = n.scheme_id WHERE s.slug = :slug AND a.text LIKE 'She stayed%' "
        "GROUP BY a.text HAVING count(*) > 1",
        **slug,
    )
    assert not stories, f"there twice: {stories}"
    told = house.rows(
        "SELECT e.subject_id, count(*) FROM audit_entry e JOIN nomination n ON n.id = e.subject_id "
        "JOIN scheme s ON s.id = n.scheme_id WHERE s.slug = :slug AND e.action = 'nomination.sent' "
        "AND e.subject_kind = 'nomination' GROUP BY e.subject_id",
        **slug,
    )
    assert sorted(count for _id, count in told) == [1] * len(references)
    for text in references:
        receipts = house.number(
            "SELECT count(*) FROM letter WHERE kind = 'nomination.receipt' AND body LIKE :said",
            said=f"%{text}%",
        )
        assert receipts == 1, f"{receipts} receipts for {text}"
    return len(references)
