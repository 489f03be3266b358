"""How long each kind of data is kept: what is usual, how short and how long it may be, and why.

Lengths are whole days or whole months. The Records Management Code of Practice (NHS England, 2023)
names no figure for nominations, so the usual lengths are chosen by us; an organisation sets its
own. `docs/operations/retention.md` holds the same table, and a test keeps the two in step.

The order is that of a run. What one kind takes away is never what another counts by: questions come
before the nominations they are about, and photographs go before the answers that allowed them.
"""

from dataclasses import dataclass
from typing import Any

from recognition.words import later

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
    why_least: Any
    why_most: Any


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
        why_least=later("Their author may be on leave."),
        why_most=later("Nobody comes back for them later than that."),
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
        why_least=later("Writing over several night shifts takes weeks."),
        why_most=later("Words nobody sent should not lie about for years."),
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
        why_least=later("Somebody may ask why a nomination came late."),
        why_most=later("The reason may be private, such as an illness."),
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
        why_least=later("A checker needs them while the round runs."),
        why_most=later("They are working notes."),
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
        why_least=later("It can be undone, or asked about, for a while."),
        why_most=later("Words that nobody wants told have no use."),
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
        why_least=later("Nominees come back to the words on their card."),
        why_most=later("A story about somebody’s work is not for ever."),
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
        why_least=later("A round may be opened again."),
        why_most=later("They were written for one reader and one meeting."),
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
        why_least=later("A decision may be questioned until the next round."),
        why_most=later("Opinions of colleagues should not outlive their use."),
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
        why_least=later("It must be possible to show that it was fair."),
        why_most=later("Nobody asks about a decision ten years old."),
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
        why_least=later("A photograph taken away by mistake is gone at once as it is."),
        why_most=later("A face is not kept without a yes."),
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
        why_least=later("It must be possible to show that a story was told with a yes."),
        why_most=later("After that nobody asks any more."),
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
        why_least=later("Somebody may ask where the card went."),
        why_most=later("It may be the name of a family in grief."),
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
        why_least=later("A yearly issue looks back at the last one."),
        why_most=later("Stories are told from what people agree to today."),
    ),
    Kind(
        "letters",
        later("Letters that were sent or given up"),
        later(
            "Address, subject and words go; that a letter was sent, and when, stays. Nothing goes"
            " while a round is on hold."
        ),
        later("the day it left"),
        MONTHS,
        usual=12,
        least=1,
        most=36,
        why_least=later("Somebody may say that a letter never came."),
        why_most=later("Letters repeat what is kept elsewhere."),
    ),
    Kind(
        "sign_ins",
        later("Sign-in links and ended sessions"),
        later("Deleted."),
        later("the moment they ended"),
        DAYS,
        usual=30,
        least=7,
        most=180,
        why_least=later("Words typed after signing in ran out find their author by them."),
        why_most=later("When people were at work is their own business."),
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
        why_least=later("Staff come back, and a file of staff may be wrong."),
        why_most=later("Six years is how long a claim can take."),
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
        why_least=later("Misuse is often found a year later."),
        why_most=later("Six years is how long a claim can take, with time to spare."),
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
        why_least=later("Somebody may ask why something was left out."),
        why_most=later("The trail says that it happened."),
    ),
)
KINDS = {kind.key: kind for kind in SCHEDULE}
