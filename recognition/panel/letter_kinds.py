"""The kinds of letters this room writes, in words, for whoever looks after them."""

from recognition.mail.kinds import LINK, Kind
from recognition.panel import letter_texts
from recognition.words import later

APPOINTED = "panel.appointed"
APPOINTED_CHAIR, APPOINTED_DEPUTY = f"{APPOINTED}-chair", f"{APPOINTED}-deputy"
ASSIGNED, REMINDER = "panel.assigned", "panel.reminder"
COVER_NAMED, COVER_ENDED = "panel.cover_named", "panel.cover_ended"

PANELLIST, LEADERS = later("A panellist"), later("Those who lead the panel")
AT_ONCE = later("At once, when somebody gives them the seat")
_SEAT = {
    "name": later("the name of whoever gets the letter"),
    "round": later("the scheme and the round"),
}
_READING = {
    **_SEAT,
    "much": later("how many nominees there are to read and how long it takes, as a sentence"),
    "until": later("until when scores can be sent, if there is a time"),
    LINK: later("the address of their list"),
}
_PANEL = {LINK: later("the address of their panel")}
_EXAMPLES = {
    "name": later("Sam Taylor"),
    "round": later("Compassion Awards, Winter"),
    "much": later("There are 12 nominees for you to read, about 24 minutes."),
    "until": later("Friday 18 December at 5pm"),
}

KINDS = (
    Kind(
        APPOINTED,
        name=later("You are on the panel"),
        to=PANELLIST,
        when=AT_ONCE,
        usual=letter_texts.appointed,
        places={**_SEAT, **_PANEL},
        examples=_EXAMPLES,
        needed=("round", LINK),
    ),
    Kind(
        APPOINTED_CHAIR,
        name=later("You are the chair"),
        to=later("The chair of a panel"),
        when=AT_ONCE,
        usual=letter_texts.appointed_chair,
        places={**_SEAT, **_PANEL},
        examples=_EXAMPLES,
        needed=("round", LINK),
    ),
    Kind(
        APPOINTED_DEPUTY,
        name=later("You are the deputy"),
        to=later("The deputy chair of a panel"),
        when=AT_ONCE,
        usual=letter_texts.appointed_deputy,
        places={**_SEAT, **_PANEL},
        examples=_EXAMPLES,
        needed=("round", LINK),
    ),
    Kind(
        ASSIGNED,
        name=later("Stories to read"),
        to=PANELLIST,
        when=later("When they are given nominees to read"),
        usual=letter_texts.given,
        places=_READING,
        examples=_EXAMPLES,
        needed=("much", LINK),
        sometimes=("until",),
    ),
    Kind(
        REMINDER,
        name=later("Stories are waiting"),
        to=later("A panellist who has scores left to send"),
        when=later("At the times the chair has set"),
        usual=letter_texts.behind,
        places=_READING,
        examples=_EXAMPLES,
        needed=("much", LINK),
        sometimes=("until",),
    ),
    Kind(
        "panel.readers_missing",
        name=later("Readers are missing"),
        to=LEADERS,
        when=later("When the reading was shared out and some nominees have too few readers"),
    ),
    Kind(
        "panel.handed_on",
        name=later("A panellist has handed on some reading"),
        to=LEADERS,
        when=later("At once, when a colleague takes it"),
    ),
    Kind(
        "panel.interest",
        name=later("Somebody knows a nominee"),
        to=later("Those who lead the panel, and the panellist"),
        when=later("When a panellist steps back, is asked to, or reads again after all"),
    ),
    Kind(
        "panel.nominee_left",
        name=later("One nominee fewer"),
        to=later("Panellists who read the nominee"),
        when=later("When a nomination is withdrawn while it is judged"),
    ),
    Kind(
        "panel.nominee_back",
        name=later("One nominee more"),
        to=later("Panellists who read the nominee"),
        when=later("When a nominee is judged again"),
    ),
    Kind(
        "panel.staff_left",
        name=later("Somebody on the panel has left"),
        to=LEADERS,
        when=later("At once, when their record says so"),
    ),
    Kind(
        COVER_NAMED,
        name=later("Somebody stands in"),
        to=later("Whoever is away, and their stand-in"),
        when=later("At once, when it is arranged"),
    ),
    Kind(
        COVER_ENDED,
        name=later("Standing in ended early"),
        to=later("Whoever was away, and their stand-in"),
        when=later("At once, when somebody ends it before its last day"),
    ),
)
