"""Lists of phrases, one a line, made into one pattern.

A line is a regular expression that begins at a word; one that starts with “|” goes on from the line
above. A name in angle brackets stands for one of the parts below.
"""

import re

_PARTS = {
    "me": r"(me|us|my|our)\b",
    "our": r"(my|our) (\w+ ){1,2}",
    "nobody": "(nobody|no one|no-one|not (one|a single) person|none of (them|the staff))",
    "people": (
        r"(patients?|residents?|clients?|people|somebody|someone|anyone|service users?|children"
        r"|child|(old|elderly|young|vulnerable|a|the) (lady|man|woman|person|gentleman|boy|girl))\b"
    ),
    "worried": "(worr(y|ied)|concern(ed|s)?|fear|afraid|frightened|scared|terrified)",
    "not": "(did not|didn't|does not|doesn't|do not|don't|would not|wouldn't|never|not once)",
}


_OPENS_GROUP = re.compile(r"(?<!\\)\((?!\?)")


def any_of(phrases: str, **parts: str) -> re.Pattern[str]:
    """Return a pattern that finds any of the phrases in a text in lower case.

    Lower case, because a long choice of phrases is searched several times faster when case matters.
    """
    lines = phrases.strip("\n").replace("\n|", "|").splitlines()
    pattern = rf"\b({'|'.join(lines)})"
    for name, part in {**parts, **_PARTS}.items():
        pattern = pattern.replace(f"<{name}>", part)
    return re.compile(_OPENS_GROUP.sub("(?:", pattern))  # nobody asks for the groups
