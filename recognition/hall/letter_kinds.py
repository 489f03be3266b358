"""The kind of letter this room writes, in words, for whoever looks after letters."""

from recognition.mail.actions import TEST_KIND
from recognition.mail.kinds import Kind
from recognition.words import later

KINDS = (
    Kind(
        TEST_KIND,
        name=later("A test of own words"),
        to=later("The administrator who asks for it"),
        when=later("At once, when they ask"),
    ),
)
