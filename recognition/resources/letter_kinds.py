"""The kinds of letters this room writes, in words, for whoever looks after them."""

from recognition.mail.kinds import Kind
from recognition.words import later

KINDS = (
    Kind(
        "resource.review_due",
        name=later("Please look at good practice again"),
        to=later("Whoever looks after it"),
        when=later("On the day it is to be read again"),
    ),
)
