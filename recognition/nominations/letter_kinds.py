"""The kinds of letters this room writes, in words, for whoever looks after them."""

from recognition.mail.kinds import LINK, Kind
from recognition.nominations import checking_letters, letters
from recognition.words import later

RECEIPT, RECEIPT_TO_CONFIRM = "nomination.receipt", "nomination.receipt-to-confirm"
GO_ON, UNSENT = "nomination.draft", "nomination.unsent"
CORRECTED, WITHDRAWN = "nomination.corrected", "nomination.withdrawn"
REDACTED, MOVED, ASKED = "nomination.redacted", "nomination.moved", "nomination.asked"

NOMINATOR = later("Whoever nominated")
_ABOUT = {
    "name": later("the name of whoever gets the letter"),
    "nominee": later("who was nominated: a person or a team"),
    "reference": later("the reference of the nomination"),
}
_PAGE = {LINK: later("the link to their nomination")}
_EXAMPLES = {
    "name": later("Sam Taylor"),
    "nominee": later("Asha Rao"),
    "reference": "K7M-4QX",
    "promise": later("Asha Rao will be thanked, whatever the panel decides."),
    "until": later("You can correct or withdraw it until Friday 18 December at 5pm:"),
    "closes": later("Friday 18 December at 5pm"),
    "category": later("Everyday kindness"),
}


KINDS = (
    Kind(
        RECEIPT,
        name=later("Thank you for a nomination"),
        to=NOMINATOR,
        when=later("At once, when a nomination is sent or a card is typed in"),
        usual=letters.receipt,
        places={
            **_ABOUT,
            "promise": later("that the nominee will be thanked"),
            "until": later("how long it can be changed, in a sentence that leads to the link"),
            **_PAGE,
        },
        examples=_EXAMPLES,
        needed=("nominee", "reference", LINK),
    ),
    Kind(
        RECEIPT_TO_CONFIRM,
        name=later("Thank you, and please confirm"),
        to=later("Whoever nominated without signing in"),
        when=later("At once, where the scheme has addresses confirmed"),
        usual=letters.receipt_to_confirm,
        places={**_ABOUT, "promise": later("that the nominee will be thanked"), **_PAGE},
        examples=_EXAMPLES,
        needed=("nominee", "reference", LINK),
    ),
    Kind(
        GO_ON,
        name=later("The way back to a draft"),
        to=later("Whoever is writing a nomination"),
        when=later("When they ask for it"),
        usual=letters.go_on,
        places={LINK: later("the link to their draft")},
        needed=(LINK,),
    ),
    Kind(
        UNSENT,
        name=later("A reminder that words are ready and not sent"),
        to=later("Whoever wrote a draft and did not send it"),
        when=later("Once, a day before the round closes"),
        usual=letters.unsent,
        places={
            "name": _ABOUT["name"],
            "nominee": _ABOUT["nominee"],
            "closes": later("when the round closes"),
            LINK: later("the link to their draft"),
        },
        examples=_EXAMPLES,
        needed=("nominee", "closes", LINK),
    ),
    Kind(
        CORRECTED,
        name=later("We have your new words"),
        to=NOMINATOR,
        when=later("At once, when they correct their nomination"),
        usual=letters.corrected,
        places={
            **_ABOUT,
            "until": later("how long it can be changed, in a sentence that leads to the link"),
            **_PAGE,
        },
        examples=_EXAMPLES,
        needed=("nominee", LINK),
    ),
    Kind(
        WITHDRAWN,
        name=later("You withdrew your nomination"),
        to=NOMINATOR,
        when=later("At once, when they withdraw it"),
        usual=letters.withdrawn,
        places=_ABOUT,
        examples=_EXAMPLES,
        needed=("nominee",),
    ),
    Kind(
        ASKED,
        name=later("A question about a nomination"),
        to=NOMINATOR,
        when=later("A quarter of an hour after a checker asks"),
        usual=checking_letters.asked,
        places={**_ABOUT, **_PAGE},
        examples=_EXAMPLES,
        needed=("nominee", LINK),
    ),
    Kind(
        REDACTED,
        name=later("We took some words out"),
        to=NOMINATOR,
        when=later("A quarter of an hour after a checker takes words out"),
        usual=checking_letters.redacted,
        places={**_ABOUT, **_PAGE},
        examples=_EXAMPLES,
        needed=("nominee", LINK),
    ),
    Kind(
        MOVED,
        name=later("Your nomination is in another category"),
        to=NOMINATOR,
        when=later("A quarter of an hour after a checker moves it"),
        usual=checking_letters.moved,
        places={**_ABOUT, "category": later("the category it is in now"), **_PAGE},
        examples=_EXAMPLES,
        needed=("nominee", "category", LINK),
    ),
    Kind(
        "nomination.declined",
        name=later("A nomination that does not go further"),
        to=NOMINATOR,
        when=later("A quarter of an hour after a checker writes it, in the checker’s own words"),
    ),
    Kind(
        "nomination.set_aside",
        name=later("Please set our last letter aside"),
        to=NOMINATOR,
        when=later("When a checker undoes what a letter has told"),
    ),
)
