"""What the directory says of one person, as somebody types it; plain Python."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from recognition.errors import Refused
from recognition.people.directory_csv import LONGEST_TEXT
from recognition.people.rules import address, checked_name, folded
from recognition.words import _

Change = dict[str, str]


@dataclass(frozen=True)
class PersonFacts:
    """Name, address and work of one person; what is not known is empty."""

    name: str
    email: str = ""
    job_title: str = ""
    team: str = ""
    site: str = ""
    staff_group: str = ""
    band: str = ""
    shift: str = ""
    manager_email: str = ""

    def written(self) -> Mapping[str, str]:
        """Return every fact by its name."""
        return asdict(self)


def checked(typed: PersonFacts) -> PersonFacts:
    """Return the facts with single spaces and tidy addresses.

    Raises:
        Refused: the name is missing, a text is too long, or an address does not look like one.
    """
    tidy = {name: " ".join(text.split()) for name, text in typed.written().items()}
    tidy["name"] = checked_name(tidy["name"])
    for name, text in tidy.items():
        longest = max(len(text), len(folded(text)))
        if name != "name" and not name.endswith("email") and longest > LONGEST_TEXT:
            raise Refused(
                _("Shorten this to %(most)s characters or fewer.", most=LONGEST_TEXT), field=name
            )
    if len(folded(tidy["name"])) > 200:
        raise Refused(_("Enter a name of up to 200 characters."), field="name")
    facts = replace(typed, **tidy)
    facts = replace(facts, email=address(facts.email) if facts.email else "")
    if facts.manager_email:
        facts = replace(facts, manager_email=_manager(facts))
    return facts


def changes(before: PersonFacts, after: PersonFacts) -> dict[str, Change]:
    """Return what differs, by name: `{"site": {"before": "North", "after": "South"}}`."""
    old, new = before.written(), after.written()
    return {
        name: {"before": old[name], "after": new[name]} for name in old if old[name] != new[name]
    }


def _manager(facts: PersonFacts) -> str:
    try:
        manager = address(facts.manager_email)
    except Refused as refused:
        raise Refused(refused.reason, field="manager_email") from refused
    if manager == facts.email:
        raise Refused(_("Nobody is their own manager."), field="manager_email")
    return manager
