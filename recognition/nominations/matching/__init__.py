"""When two descriptions are certainly one person, and when they may be. Plain Python.

Nominators write a name, a team and perhaps an address as they know them. Merging two people by
mistake is worse than asking somebody to look, so whatever is in doubt is `possible` only.
"""

from recognition.nominations.matching.blocking import keys
from recognition.nominations.matching.described import Described
from recognition.nominations.matching.evidence import Likeness, likeness
from recognition.nominations.matching.grouping import group, possible

__all__ = ["Described", "Likeness", "group", "keys", "likeness", "possible"]
