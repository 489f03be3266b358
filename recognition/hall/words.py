"""What the trail of changes says in words; what has no words here is said by its code."""

from recognition.words import _, later

DEEDS = {
    "newsletter.pack_made": later("Downloaded a newsletter pack"),
    "nomination.corrected": later("Corrected a nomination"),
    "nomination.sent": later("Sent a nomination"),
    "nomination.withdrawn": later("Withdrew a nomination"),
    "panel.appointed": later("Appointed somebody to a panel"),
    "panel.assigned": later("Gave a reader somebody to read"),
    "panel.ended": later("Ended somebody’s seat on a panel"),
    "panel.interest_declared": later("Stepped back from somebody they know"),
    "panel.shared": later("Shared out the reading"),
    "panel.unassigned": later("Took somebody back from a reader"),
    "people.disabled": later("Stopped somebody from signing in"),
    "people.enabled": later("Let somebody sign in again"),
    "people.imported": later("Loaded a staff directory"),
    "people.organisation_added": later("Added an organisation"),
    "people.organisation_edited": later("Changed an organisation"),
    "people.person_added": later("Added a person"),
    "people.role_ended": later("Took a role away"),
    "people.role_given": later("Gave a role"),
    "people.sessions_ended": later("Signed out everywhere else"),
    "people.signed_in": later("Signed in"),
    "people.signed_out": later("Signed out"),
    "resource.added": later("Added good practice"),
    "resource.edited": later("Changed good practice"),
    "resource.hidden": later("Hid good practice"),
    "resource.shown": later("Showed good practice again"),
    "review.reopened": later("Opened sent scores again"),
    "review.saved": later("Saved scores"),
    "review.sent": later("Sent scores"),
    "round.added": later("Added a round"),
    "round.edited": later("Changed a round"),
    "scheme.categories_edited": later("Changed the categories of a scheme"),
    "scheme.edited": later("Changed a scheme"),
    "scheme.ended": later("Ended a scheme"),
    "scheme.form_edited": later("Changed the questions of a scheme"),
    "scheme.started": later("Started a scheme"),
    "thanks.asked": later("Asked where a story may be told"),
    "thanks.said": later("Said where their story may be told"),
    "winners.announcement_set": later("Set the time of an announcement"),
    "winners.citation_written": later("Wrote why somebody won"),
    "winners.decided": later("Decided an outcome"),
}
SUBJECTS = {
    "account": later("account"),
    "candidacy": later("nominee"),
    "card": later("thank-you card"),
    "nomination": later("nomination"),
    "organisation": later("organisation"),
    "person": later("person"),
    "resource": later("good practice"),
    "round": later("round"),
    "scheme": later("scheme"),
}
DETAILS = {
    "added": later("added"),
    "after": later("after"),
    "announces": later("announces"),
    "at": later("at"),
    "before": later("before"),
    "candidacies": later("nominees"),
    "category": later("category"),
    "changed": later("changed"),
    "channel": later("place"),
    "closes": later("closes"),
    "copy_of": later("copy of"),
    "criteria": later("criteria"),
    "edition": later("time saved"),
    "how": later("how"),
    "intranet": later("intranet"),
    "judging_ends": later("judging ends"),
    "kind": later("kind"),
    "left": later("people who left"),
    "name": later("name"),
    "newsletter": later("newsletter"),
    "nominee": later("nominee"),
    "opens": later("opens"),
    "organisation": later("organisation"),
    "organisations": later("organisations"),
    "pairs": later("who reads whom"),
    "people": later("people"),
    "person": later("person"),
    "photo": later("photo"),
    "public_site": later("public website"),
    "questions": later("questions"),
    "reader": later("reader"),
    "reads": later("readers for each nominee"),
    "reason": later("reason"),
    "reference": later("reference"),
    "refused": later("lines not read"),
    "revision": later("time corrected"),
    "role": later("role"),
    "round": later("round"),
    "rows": later("winners"),
    "scheme": later("scheme"),
    "social_media": later("social media"),
    "template": later("started from"),
    "title": later("title"),
    "unchanged": later("unchanged"),
    "updated": later("updated"),
    "version": later("version"),
    "who_may_nominate": later("who may nominate"),
    "zone": later("time zone"),
}


def deed(action: str) -> str:
    """Say what happened, “Started a scheme”; the code where there are no words for it."""
    return str(DEEDS.get(action, action))


def subject(kind: str, number: int) -> str:
    """Say what it happened to: “scheme 3”."""
    return _("%(kind)s %(number)s", kind=SUBJECTS.get(kind, kind), number=number)


def detail_name(name: str) -> str:
    """Say what a detail is called; its own name, with spaces, where there are no words for it."""
    return str(DETAILS.get(name, name.replace("_", " ")))
