"""The kinds of letters this room writes, in words, for whoever looks after them."""

from recognition.mail.kinds import Kind
from recognition.newsletter.withdrawing import KIND
from recognition.words import later

KINDS = (
    Kind(
        KIND,
        name=later("Please stop telling a story"),
        to=later("The communications team of the scheme’s host"),
        when=later("At once, when somebody takes their yes back"),
    ),
)
