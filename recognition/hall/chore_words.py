"""What each chore of the worker does, in words, in the order in which they are shown."""

from recognition.words import _, later, ngettext

CHORES = {
    "mail.deliver_due": later("Deliver letters"),
    "nominations.remind_unsent": later("Remind people of nominations they have not sent"),
    "thanks.thank_accepted": later("Thank everybody whose nomination was accepted"),
    "thanks.chase_consents": later("Remind nominees who have not said what may be shared"),
    "panel.remind_panellists": later("Remind panellists who are behind"),
    "panel.calculate_results": later("Bring results up to date"),
    "panel.calculate_asked": later("Work out results that somebody waits for"),
    "winners.tell_outcomes": later("Write the letters about outcomes"),
    "winners.retire_stories": later("Take stories out of the library when consent ends"),
    "resources.remind_owners": later("Ask owners to review good practice"),
    "resources.check_links": later("Look whether links of the library work"),
    "people.end_expired_roles": later("End roles whose last day is over"),
    "people.ask_about_roles": later("Ask whether roles are still needed"),
    "people.forget_old_uploads": later("Forget staff files that nobody took in"),
    "privacy.purge_daily": later("Let go of what was kept long enough"),
    "privacy.clean": later("Leave no trace of what was erased in the database’s own files"),
    "audit.note_head": later("Note the newest entry of the trail outside the database"),
}
"""By the name that `mail.diary.name_of` gives."""


def chore_words(name: str) -> str:
    """Say what a chore does; one that has no words here is said by its name."""
    return str(CHORES.get(name, name))


def duration_words(milliseconds: int) -> str:
    """Say how long something took that took a second or more."""
    seconds = milliseconds / 1000
    if seconds < 100:
        return _("%(num)s seconds", num=f"{seconds:.1f}")
    return ngettext("%(num)s minute", "%(num)s minutes", round(seconds / 60))
