"""What the facts about a person are called on pages; plain Python."""

from recognition.words import later

FIELDS = {
    "name": later("Name"),
    "email": later("E-mail address"),
    "job_title": later("Job title"),
    "staff_group": later("Staff group"),
    "band": later("Band"),
    "team": later("Team"),
    "site": later("Site"),
    "shift": later("Shift"),
    "manager_email": later("Manager’s address"),
    "left": later("Works here"),
}


def field_name(field: str) -> str:
    """Say what a fact is called: “Job title”."""
    return str(FIELDS[field])
