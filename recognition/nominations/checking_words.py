"""How the pages of a checker say what things are called."""

from datetime import datetime

from recognition.words import _, ngettext


def age(since: datetime, at: datetime) -> str:
    """Return how long ago something was, in whole days."""
    days = (at - since).days
    return ngettext("%(num)s day", "%(num)s days", days) if days > 0 else _("today")


def kind_name(kind: str) -> str:
    """Return what a kind of nominator is called."""
    return {
        "staff": _("A colleague"),
        "patients": _("A patient"),
        "carers": _("A family member or carer"),
        "public": _("A member of the public"),
    }.get(kind, _("Somebody"))


def state_name(state: str) -> str:
    """Return what the states of the queue are called."""
    return {
        "waiting": _("Waiting to be checked"),
        "asked": _("Waiting for an answer"),
        "accepted": _("Accepted"),
        "declined": _("Declined kindly"),
        "withdrawn": _("Withdrawn"),
        "all": _("All of them"),
    }[state]


def needs_name(needs: str) -> str:
    """Return what the filters of the queue are called."""
    return {
        "": _("Anything"),
        "unlinked": _("Nominee not linked"),
        "twins": _("Perhaps one nominee twice"),
        "details": _("Numbers or addresses in the words"),
        "sender": _("Sender not confirmed or not known"),
        "related": _("Related, or about themselves"),
        "answered": _("Question answered"),
        "corrected": _("Corrected since"),
        "late": _("Late"),
    }[needs]


def step_name(kind: str) -> str:
    """Return what a checker did, as it stands in a list."""
    return {
        "accepted": _("Accepted"),
        "declined": _("Declined kindly"),
        "redacted": _("Words taken out"),
        "linked": _("Nominee linked"),
        "merged": _("Merged with another nominee"),
        "parted": _("Parted"),
        "moved": _("Moved to another category"),
        "asked": _("Question asked"),
        "namesakes": _("Said to be two people"),
    }[kind]


def done_words(kind: str, nominee: str, reference: str) -> str:
    """Return what happened, as the next page says it."""
    return {
        "accepted": _("Accepted: %(name)s, %(reference)s.", name=nominee, reference=reference),
        "declined": _(
            "Declined kindly: %(name)s, %(reference)s. The letter leaves in 15 minutes.",
            name=nominee,
            reference=reference,
        ),
        "redacted": _("The words are taken out. The nominator gets a letter in 15 minutes."),
        "linked": _("%(name)s is linked. The description is kept.", name=nominee),
        "merged": _("The two are one nominee now. Everybody's words are kept apart."),
        "parted": _("They are two nominees now."),
        "moved": _("Moved. The nominator gets a letter in 15 minutes."),
        "asked": _(
            "Asked about %(name)s, %(reference)s. The letter leaves in 15 minutes.",
            name=nominee,
            reference=reference,
        ),
        "namesakes": _("Noted: they are two people."),
    }[kind]
