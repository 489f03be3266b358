"""A nomination whose words are its own; and finding afterwards what became of it."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from tests.nominating import write
from tests.resilience.house import House
from tests.visitor import Visitor

_numbers = itertools.count(1)


@dataclass
class Story:
    """One nomination on its way: where its draft is, and words that are found nowhere else."""

    place: str
    words: str


def written(house: House, visitor: Visitor, number: int = 0) -> Story:
    """Write a draft through its first three pages."""
    value, name = house.seed.nominees[number % len(house.seed.nominees)]
    words = f"She stayed with him, story {next(_numbers)} of us."
    who = {"picked": value, "nominee": name}
    return Story(write(visitor, house.seed.scheme, who, words), words)


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
