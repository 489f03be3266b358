"""The kinds of letters this room writes, in words, for whoever looks after them."""

from recognition.mail.kinds import LINK, Kind
from recognition.thanks import asking_letters, letters
from recognition.thanks.rules import ASK_LETTER, REMIND_LETTER
from recognition.words import later

CARD, CARD_OF_TEAM = "thanks.card", "thanks.card-team"
ASK, ASK_TEAM = ASK_LETTER, f"{ASK_LETTER}-team"
REMIND, REMIND_TEAM = REMIND_LETTER, f"{REMIND_LETTER}-team"
REACHED, PASSED_ON = "thanks.reached", "thanks.reached-passed-on"
LEFT_IN_PEACE, FOR_MANAGER = "thanks.left_in_peace", "thanks.manager"

NOMINEE, MEMBER = later("The nominee"), later("Every member of a nominated team")
NOMINATOR = later("Whoever nominated")
_NAME = {"name": later("the name of whoever gets the letter")}
_SCHEME = {"scheme": later("the scheme")}
_TEAM = {"team": later("the team that was nominated")}
_CARD = {LINK: later("the link to their private page")}
_NOMINEE = {"nominee": later("who was nominated: a person or a team")}
_REFERENCE = {"reference": later("the reference of the nomination")}
_EXAMPLES = {
    "name": later("Sam Taylor"),
    "nominee": later("Asha Rao"),
    "reference": "K7M-4QX",
    "scheme": later("Compassion Awards"),
    "team": later("Ward 7"),
    "when": later("Tuesday 1 December 2026"),
}
_ASKED = later("When somebody asks where their story may be told")
_REMINDED = later("Once, a week later, if they have not answered")


KINDS = (
    Kind(
        CARD,
        name=later("Somebody wrote something kind: the thank-you card"),
        to=NOMINEE,
        when=later("A quarter of an hour after their nomination is accepted"),
        usual=letters.card,
        places={**_NAME, **_SCHEME, **_CARD},
        examples=_EXAMPLES,
        needed=(LINK,),
    ),
    Kind(
        CARD_OF_TEAM,
        name=later("Somebody wrote something kind: the card of a team"),
        to=MEMBER,
        when=later("A quarter of an hour after its nomination is accepted"),
        usual=letters.card_of_team,
        places={**_NAME, **_TEAM, **_SCHEME, **_CARD},
        examples=_EXAMPLES,
        needed=("team", LINK),
    ),
    Kind(
        REACHED,
        name=later("Your words have arrived"),
        to=NOMINATOR,
        when=later("When everybody they nominated is thanked"),
        usual=letters.reached,
        places={**_NAME, **_NOMINEE, **_REFERENCE},
        examples=_EXAMPLES,
        needed=("nominee",),
    ),
    Kind(
        PASSED_ON,
        name=later("Your words were passed on"),
        to=NOMINATOR,
        when=later("When the card went to the family or the team instead"),
        usual=letters.passed_on,
        places={**_NAME, **_NOMINEE, **_REFERENCE},
        examples=_EXAMPLES,
        needed=("nominee",),
    ),
    Kind(
        LEFT_IN_PEACE,
        name=later("The nominee wishes no letters"),
        to=NOMINATOR,
        when=later("When the nominee has asked not to be written to"),
        usual=letters.left_in_peace,
        places={**_NAME, **_NOMINEE, **_REFERENCE},
        examples=_EXAMPLES,
        needed=("nominee",),
    ),
    Kind(
        FOR_MANAGER,
        name=later("For a line manager"),
        to=later("The nominee’s line manager, where the scheme says so"),
        when=later("When the nominee is thanked"),
        usual=letters.for_manager,
        places={
            **_NAME,
            **_NOMINEE,
            **_SCHEME,
            "when": later("the day on which somebody nominated them"),
        },
        examples=_EXAMPLES,
        needed=("nominee",),
    ),
    Kind(
        ASK,
        name=later("May we tell your story?"),
        to=NOMINEE,
        when=_ASKED,
        usual=asking_letters.ask,
        places={**_NAME, **_SCHEME, **_CARD},
        examples=_EXAMPLES,
        needed=(LINK,),
    ),
    Kind(
        ASK_TEAM,
        name=later("May we tell your story? To a team"),
        to=MEMBER,
        when=_ASKED,
        usual=asking_letters.ask,
        places={**_NAME, **_TEAM, **_SCHEME, **_CARD},
        examples=_EXAMPLES,
        needed=("team", LINK),
    ),
    Kind(
        REMIND,
        name=later("May we tell your story? A reminder"),
        to=NOMINEE,
        when=_REMINDED,
        usual=asking_letters.remind,
        places={**_NAME, **_SCHEME, **_CARD},
        examples=_EXAMPLES,
        needed=(LINK,),
    ),
    Kind(
        REMIND_TEAM,
        name=later("May we tell your story? A reminder to a team"),
        to=MEMBER,
        when=_REMINDED,
        usual=asking_letters.remind,
        places={**_NAME, **_TEAM, **_SCHEME, **_CARD},
        examples=_EXAMPLES,
        needed=("team", LINK),
    ),
)
