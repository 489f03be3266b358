"""A closed round as it was, without names and words: the numbers stay what they were."""

from collections.abc import Mapping
from typing import Any

from recognition.words import _


def without_names(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """Return a snapshot in which nominees are numbered, and nobody is named or quoted.

    Scores, places, cuts and decisions stay, so the report of the round can still be made.
    """
    return {
        **snapshot,
        "candidacies": [
            _numbered(place, one)
            for place, one in enumerate(snapshot.get("candidacies", ()), start=1)
        ],
        "people": dict.fromkeys(snapshot.get("people", {}), "[…]"),
    }


def _numbered(place: int, one: Mapping[str, Any]) -> dict[str, Any]:
    decided = one.get("decision")
    return {
        **one,
        "nominee": _("Nominee %(number)s", number=place),
        "decision": {**decided, "reason": "[…]"} if decided else decided,
        "versions": [{**version, "reason": "[…]"} for version in one.get("versions", ())],
        "notes": [],
    }
