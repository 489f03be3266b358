"""The kinds of letters this room writes, in words, for whoever looks after them."""

from recognition.mail.kinds import LINK, Kind
from recognition.people.sign_in_letter import sign_in_letter
from recognition.words import later

SIGN_IN = "people.sign_in"
MADE_ONE, ADDRESS_CHANGED = "people.made_one", "people.address_changed"
ROLES_DUE, SECOND_STEP = "people.roles_due", "people.second_step"

KINDS = (
    Kind(
        SIGN_IN,
        name=later("The link to sign in"),
        to=later("Whoever asks for it and may sign in"),
        when=later("At once, when they ask"),
        usual=sign_in_letter,
        places={LINK: later("the link that signs in, made when the letter leaves")},
        needed=(LINK,),
        of_host=True,
    ),
    Kind(
        MADE_ONE,
        name=later("Two records are one"),
        to=later("Whoever has both addresses"),
        when=later("At once, when an administrator makes two records one"),
    ),
    Kind(
        ADDRESS_CHANGED,
        name=later("Another address opens an account"),
        to=later("The old address and the new one"),
        when=later("At once, when an administrator changes somebody’s address"),
    ),
    Kind(
        ROLES_DUE,
        name=later("Are these roles still needed?"),
        to=later("Administrators"),
        when=later("When nobody has confirmed a role for a year"),
    ),
    Kind(
        SECOND_STEP,
        name=later("Something about a second step"),
        to=later("Whoever signs in with it"),
        when=later("At once, when it is set up, changed, cleared or mistyped"),
    ),
)
