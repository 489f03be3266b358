"""How long each kind of data is kept: what is usual, how short, and how long it may be.

Lengths are whole days or whole months. The Records Management Code of Practice (NHS England, 2023)
names no figure for nominations, so the usual lengths are chosen by us; an organisation sets its
own. `docs/operations/retention.md` holds the same table, and a test keeps the two in step.

The order is that of a run. What one kind takes away is never what another counts by: questions come
before the nominations they are about, and photographs go before the answers that allowed them.
"""

from dataclasses import dataclass
from typing import Any

from recognition.privacy.retention_limits import WHY
from recognition.words import later, ngettext

DAYS, MONTHS = "days", "months"


@dataclass(frozen=True)
class Kind:
    """One kind of data.

    `name` says what it is, `goes` what happens to it, `since` from when its age is counted.
    `usual`, `least` and `most` are in `unit`. Texts are said when they are read.
    """

    key: str
    name: Any
    goes: Any
    since: Any
    unit: str
    usual: int
    least: int
    most: int

    @property
    def why_least(self) -> Any:
        """Why it is kept no shorter."""
        return WHY[self.key][0]

    @property
    def why_most(self) -> Any:
        """Why it is kept no longer."""
        return WHY[self.key][1]


SCHEDULE = (
    Kind(
        "parked",
        later("Words typed after signing in ran out"),
        later("Deleted; the draft itself stays."),
        later("the last change"),
        DAYS,
        usual=30,
        least=7,
        most=180,
    ),
    Kind(
        "drafts",
        later("Nominations that were never sent"),
        later("Deleted."),
        later("the last change"),
        MONTHS,
        usual=6,
        least=1,
        most=24,
    ),
    Kind(
        "late",
        later("Permissions to send late"),
        later("Deleted, with the reason."),
        later("their last day"),
        MONTHS,
        usual=12,
        least=1,
        most=72,
    ),
    Kind(
        "questions",
        later("Questions to nominators, and answers"),
        later("The words go; that there was a question stays."),
        later("the answer, or the question where there is none"),
        MONTHS,
        usual=12,
        least=3,
        most=36,
    ),
    Kind(
        "taken_back",
        later("Nominations withdrawn or not taken forward"),
        later("The words go, and who wrote without an account; the nomination still counts."),
        later("the day of it"),
        MONTHS,
        usual=12,
        least=3,
        most=36,
    ),
    Kind(
        "stories",
        later("Nominations of a round that is over"),
        later(
            "The words go, and who wrote without an account; the nomination still counts. The"
            " words of a winner stay while their yes to telling the story lasts."
        ),
        later("the end of the round"),
        MONTHS,
        usual=36,
        least=12,
        most=120,
    ),
    Kind(
        "private_notes",
        later("Panellists’ private notes"),
        later("Deleted."),
        later("the end of the round"),
        MONTHS,
        usual=3,
        least=1,
        most=12,
    ),
    Kind(
        "panel_comments",
        later("Panel comments, minutes, and reasons for stepping back"),
        later("The words go; points, places and decisions stay."),
        later("the end of the round"),
        MONTHS,
        usual=12,
        least=6,
        most=72,
    ),
    Kind(
        "outcomes",
        later("Reasons for decisions, citations, and reports of closed rounds"),
        later(
            "The words and names go; who won and the numbers stay. Nothing of a winner goes while"
            " their yes to telling the story lasts."
        ),
        later("the end of the round"),
        MONTHS,
        usual=72,
        least=12,
        most=120,
    ),
    Kind(
        "photos",
        later("Photographs taken away, or no longer agreed to"),
        later("The picture and the words about it are deleted."),
        later("the day it was taken away or the yes ended, or was sent in, if nobody agreed"),
        DAYS,
        usual=90,
        least=1,
        most=180,
    ),
    Kind(
        "consents",
        later("Answers about telling a story that count no more"),
        later("Deleted; the answer that counts stays."),
        later("the day a yes ended, or another answer replaced it"),
        MONTHS,
        usual=24,
        least=6,
        most=72,
    ),
    Kind(
        "passed_on",
        later("Names of those who got a card for somebody else"),
        later("The name goes; that the card was passed on stays."),
        later("the day the card was made"),
        MONTHS,
        usual=24,
        least=3,
        most=36,
    ),
    Kind(
        "packs",
        later("Kept newsletter packs"),
        later("Deleted."),
        later("the last change"),
        MONTHS,
        usual=24,
        least=3,
        most=60,
    ),
    Kind(
        "letters",
        later("Letters that were sent or given up"),
        later(
            "Address, subject and words go; that a letter was sent, and when, stays. Nothing goes"
            " while anything is on hold."
        ),
        later("the day it left"),
        MONTHS,
        usual=12,
        least=1,
        most=36,
    ),
    Kind(
        "sign_ins",
        later("Sign-in links and codes, and ended sessions"),
        later("Deleted."),
        later("the moment they ended"),
        DAYS,
        usual=30,
        least=7,
        most=180,
    ),
    Kind(
        "leavers",
        later("People who have left"),
        later(
            "Name, address and workplace go, and they can never sign in. What they did still"
            " counts. Nobody goes while something of theirs is unfinished or told with their yes."
        ),
        later("the day they left"),
        MONTHS,
        usual=12,
        least=1,
        most=72,
    ),
    Kind(
        "trail",
        later("Details in the trail of what happened"),
        later(
            "Names and values go; who did what when stays, and the chain still holds. Nothing goes"
            " while anything at all is on hold."
        ),
        later("the day of the entry"),
        MONTHS,
        usual=72,
        least=24,
        most=120,
    ),
    Kind(
        "requests",
        later("Notes of what was released to people about themselves, and of holds that ended"),
        later("Deleted."),
        later("the release, or the end of the hold"),
        MONTHS,
        usual=36,
        least=12,
        most=72,
    ),
)
KINDS = {kind.key: kind for kind in SCHEDULE}


def spoken_length(kind: Kind, length: int) -> str:
    """Say a length: “30 days”, “1 month”, “3 years”."""
    if kind.unit == DAYS:
        return ngettext("%(num)s day", "%(num)s days", length)
    if length % 12 == 0:
        return ngettext("%(num)s year", "%(num)s years", length // 12)
    return ngettext("%(num)s month", "%(num)s months", length)
