"""The kinds of letters this room writes, in words, for whoever looks after them."""

from recognition.mail.kinds import Kind
from recognition.winners.actions import QUOTE_LINK, WORDS_LINK
from recognition.winners.actions.telling import LETTER_KIND
from recognition.words import later

LEADERS = later("Those who lead the panel")
COMMUNICATIONS = later("The communications team")

KINDS = (
    Kind(
        LETTER_KIND,
        name=later("The outcome"),
        to=later("Nominees, nominators and, where the scheme says so, line managers"),
        when=later("When a round is announced"),
        elsewhere="words.kinds",
    ),
    Kind(
        WORDS_LINK,
        name=later("Are these words about you right?"),
        to=later("The nominee the words are about"),
        when=later("When the chair approves words that are to be published"),
    ),
    Kind(
        QUOTE_LINK,
        name=later("May we name you beside your words?"),
        to=later("A nominator who is quoted"),
        when=later("Once, when their words stand in a citation"),
    ),
    Kind(
        "winners.words_wait",
        name=later("Words wait for your approval"),
        to=LEADERS,
        when=later("When communications send words on"),
    ),
    Kind(
        "winners.words_back",
        name=later("Please change something in the words"),
        to=COMMUNICATIONS,
        when=later("When somebody asks for a change"),
    ),
    Kind(
        "winners.words_taken_out",
        name=later("Please write the words again"),
        to=COMMUNICATIONS,
        when=later("When words they repeat are taken out of a nomination"),
    ),
    Kind(
        "winners.reopened",
        name=later("A closed round is open again"),
        to=LEADERS,
        when=later("When its judging is opened again"),
    ),
)
