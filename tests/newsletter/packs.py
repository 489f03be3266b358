"""Packs to write files from."""

from dataclasses import replace
from datetime import UTC, datetime

from recognition.newsletter.formats import Pack, PackWinner
from recognition.newsletter.pack import Beside, Photograph
from recognition.newsletter.pictures import Shot, all_crops
from recognition.winners.photos import made_anew
from tests.winners.pictures import photograph

MADE = datetime(2026, 7, 1, 16, 5, 9, tzinfo=UTC)
HOSTILE = (
    "<script>alert(1)</script>",
    "{{7*7}}{% raw %}",
    "</textarea>",
    "a\u202eb",
    "]]> & &amp; \"quoted\" 'so'",
    "emoji 💙 שלום e\u0301",
    "_x0041_",
)


def winner(**changes: object) -> PackWinner:
    values: dict[str, object] = {
        "round": "Autumn 2026",
        "category": "Kindness",
        "outcome": "Winner",
        "name": "Asha O’Dowd",
        "team": "Ward 7",
        "job_title": "Porter",
        "organisation": "Rowan Vale",
        "citation": "She stayed.\n\nShe listened, “all night”.",
        "quote": "I was not alone.",
        "words": 7,
        "consent": "newsletter",
        "announced_at": datetime(2026, 12, 1, 17, 0, tzinfo=UTC),
        "photo": "asha.webp",
        "alt_text": "Asha, smiling",
        "reference": "ABC-123",
    }
    return PackWinner(**{**values, **changes})


def pack(*winners: PackWinner) -> Pack:
    return Pack("Autumn 2026", "Going the Extra Mile", "Rowan Vale", MADE, winners)


def hostile(text: str) -> PackWinner:
    """Return a winner with the text in every field."""
    return winner(
        **{n: text for n in PackWinner.__dataclass_fields__ if n not in {"announced_at", "words"}}
    )


def illustrated(*winners: PackWinner, quote_by: str = "Nia Novak") -> Pack:
    """Return a pack with a heading, in which each winner has a photograph and a named quote."""
    crops = all_crops([Shot(made_anew(photograph(900, 700)).data, (0.5, 0.5))])[0]
    beside = {
        who.reference: Beside(
            quote_by,
            Photograph(f"autumn-2026-{n}", f"{who.name}, smiling", "Pat Picture", crops),
        )
        for n, who in enumerate(winners)
    }
    how = {"heading": "Thank you: Autumn 2026", "opening": "They were kind."}
    return replace(pack(*winners), **how, channel="newsletter", beside=beside)
