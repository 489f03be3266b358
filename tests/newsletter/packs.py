"""Packs to write files from."""

from datetime import UTC, datetime

from recognition.newsletter.formats import Pack, PackWinner

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
