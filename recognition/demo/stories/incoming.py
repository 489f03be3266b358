"""Nominations of this week that still wait to be checked; each shows one thing a checker sees.

The NHS number is one that is never given to anybody (those beginning 999 are kept for tests), and
the telephone number is one that Ofcom keeps for drama.
"""

from dataclasses import dataclass

from recognition.demo.stories.shape import handle, paragraphs
from recognition.schemes.rules import CARERS, PATIENTS, PUBLIC


@dataclass(frozen=True)
class Visitor:
    """Somebody who nominated without an account; a card from a box has no address."""

    name: str
    kind: str
    email: str = ""
    confirmed: bool = True


@dataclass(frozen=True)
class Incoming:
    """One nomination in the queue.

    Attributes:
        nominee: an address of the directory, or what somebody is called when `where` is not empty.
        nominator: an address of the directory, or a visitor.
        hours_ago: how long before now it was sent.
        relationship: as the form asks it.
        batch: what the card lay in, for one that was typed in.
        handed_in_by: who brought the cards.
    """

    nominee: str
    nominator: str | Visitor
    action: str
    impact: str
    hours_ago: float
    where: str = ""
    relationship: str = "colleague"
    named: bool = True
    batch: str = ""
    handed_in_by: str = ""


def incoming(
    nominee: str, by: str | Visitor, action: str, impact: str, *, ago: float, **more: object
) -> Incoming:
    """Return a nomination from text wrapped to the width of a file."""
    facts: dict[str, object] = {
        "nominee": nominee if more.get("where") else handle(nominee),
        "nominator": by if isinstance(by, Visitor) else handle(by),
        "action": paragraphs(action),
        "impact": paragraphs(impact),
        "hours_ago": ago,
        **more,
    }
    return Incoming(**facts)  # type: ignore[arg-type]  # the names are those of the class


WAITING: tuple[Incoming, ...] = (
    incoming(
        "Sue",
        Visitor("Ken Ollerton", PATIENTS, "ken.ollerton@home.example"),
        """I only know she was called Sue. I could not sleep for worry about my operation and she
        sat with me at four in the morning and told me what each of the machines was for.""",
        """I stopped being frightened of the noises. I slept.""",
        ago=131,
        where="Larch Ward",
        relationship="cared_for",
    ),
    incoming(
        "Sue, one of the night nurses",
        Visitor("Maureen Ollerton", CARERS, "mollerton@home.example"),
        """She rang me before she went off shift to say he had slept. She did not have to. She said,
        I thought you would be lying awake as well.""",
        """I had been. I put the phone down and I slept too, for the first time that week.""",
        ago=118,
        where="Larch ward",
        relationship="cared_for",
    ),
    incoming(
        "hassan.bukhari",
        "bridie.gallagher",
        """Mr Pemberton in bed 4 with dementia was shouting for his wife, and Hassan went and found
        out where she was. NHS number 999 012 3454 if you need to look him up, or his daughter is on
        0113 496 0999. She was in our own waiting room. He took them both tea.""",
        """The whole bay went quiet, and so did I.""",
        ago=74,
    ),
    incoming(
        "kasia.lewandowska",
        "yasmin.hoque",
        """Kasia noticed that I had not had a break for nine hours. She did not tell me to take one.
        She took my bleep out of my hand and put a sandwich in it.""",
        """I finished the shift in one piece, and so did my patients.""",
        ago=53,
    ),
    incoming(
        "The porter with the red glasses",
        Visitor("Priti Shah", PUBLIC, "priti.shah@home.example", confirmed=False),
        """He saw me going round the corridors for the third time and walked me all the way to the
        ward. He talked about the paintings so that I need not talk.""",
        """I got there in time to say goodbye to my aunt.""",
        ago=46,
        where="Main corridor, Rowan Vale General",
        relationship="other",
    ),
    incoming(
        "The lady with the tea trolley",
        Visitor("Stan", PATIENTS),
        """Always asks, always listens. Remembered I take it with lemon.""",
        """Some days she was the only one I spoke to.""",
        ago=30,
        where="Sorrel Ward",
        relationship="cared_for",
        batch="Withy Lane box, week 47",
        handed_in_by="Reception, Withy Lane",
    ),
    incoming(
        "Zanele",
        Visitor("Dorothy Kirkbride", CARERS, "dkirkbride@home.example"),
        """My father was left waiting for six hours in a corridor and nobody told us anything. I
        want to complain about that. But Zanele came past on her way home, stopped, and stayed until
        he had a bed and a drink.""",
        """She is the only reason that I am not angrier than I am.""",
        ago=21,
        where="Aspen Ward",
        relationship="cared_for",
        named=False,
    ),
    incoming(
        "tendai.moyo",
        "jade.pickup",
        """A lady was going down for her scan and was ashamed of her gown. Tendai went and found her
        own dressing gown, and said no more about it than if it were the weather.""",
        """She went down that corridor with her head up.""",
        ago=6,
    ),
)
"""In the order in which they came."""
