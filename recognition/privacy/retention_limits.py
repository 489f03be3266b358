"""Why each kind of data is kept no shorter and no longer than its limits.

Only administrators read this, so it stays English; everybody may read `retention_schedule`.
"""

from recognition.words import later

# By kind: why no shorter, and why no longer.
WHY = {
    "parked": (
        later("Their author may be on leave."),
        later("Nobody comes back for them later than that."),
    ),
    "drafts": (
        later("Writing over several night shifts takes weeks."),
        later("Words nobody sent should not lie about for years."),
    ),
    "late": (
        later("Somebody may ask why a nomination came late."),
        later("The reason may be private, such as an illness."),
    ),
    "questions": (
        later("A checker needs them while the round runs."),
        later("They are working notes."),
    ),
    "taken_back": (
        later("It can be undone, or asked about, for a while."),
        later("Words that nobody wants told have no use."),
    ),
    "stories": (
        later("Nominees come back to the words on their card."),
        later("A story about somebody’s work is not for ever."),
    ),
    "private_notes": (
        later("A round may be opened again."),
        later("They were written for one reader and one meeting."),
    ),
    "panel_comments": (
        later("A decision may be questioned until the next round."),
        later("Opinions of colleagues should not outlive their use."),
    ),
    "outcomes": (
        later("It must be possible to show that it was fair."),
        later("Nobody asks about a decision ten years old."),
    ),
    "photos": (
        later("A photograph taken away by mistake is gone at once as it is."),
        later("A face is not kept without a yes."),
    ),
    "consents": (
        later("It must be possible to show that a story was told with a yes."),
        later("After that nobody asks any more."),
    ),
    "passed_on": (
        later("Somebody may ask where the card went."),
        later("It may be the name of a family in grief."),
    ),
    "packs": (
        later("A yearly issue looks back at the last one."),
        later("Stories are told from what people agree to today."),
    ),
    "letters": (
        later("Somebody may say that a letter never came."),
        later("Letters repeat what is kept elsewhere."),
    ),
    "sign_ins": (
        later("Words typed after signing in ran out find their author by them."),
        later("When people were at work is their own business."),
    ),
    "leavers": (
        later("Staff come back, and a file of staff may be wrong."),
        later("Six years is how long a claim can take."),
    ),
    "trail": (
        later("Misuse is often found a year later."),
        later("Six years is how long a claim can take, with time to spare."),
    ),
    "requests": (
        later("Somebody may ask why something was left out."),
        later("The trail says that it happened."),
    ),
}
