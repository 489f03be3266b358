"""What is typed of one person of the directory, and which people are listed."""

from collections.abc import Sequence

from wtforms import EmailField, SelectField, StringField

from recognition.forms import Form
from recognition.people.person_facts import PersonFacts
from recognition.people.queries import OrganisationCard
from recognition.words import later


class PersonForm(Form):
    """Name, address and work of one person."""

    name = StringField(later("Name"))
    email = EmailField(later("Work e-mail address"))
    job_title = StringField(later("Job title"))
    team = StringField(later("Team"))
    site = StringField(later("Site"))
    staff_group = StringField(later("Staff group"))
    band = StringField(later("Band"))
    shift = StringField(later("Shift"))
    manager_email = EmailField(later("Manager’s e-mail address"))

    def facts(self) -> PersonFacts:
        """Return what was typed."""
        names = PersonFacts.__dataclass_fields__
        return PersonFacts(**{name: self[name].data or "" for name in names})


class NewPersonForm(PersonForm):
    """The same of somebody new, and where they work."""

    organisation_id = SelectField(later("Organisation"), coerce=int)

    def offer(self, organisations: Sequence[OrganisationCard]) -> None:
        """Offer these organisations."""
        self.organisation_id.choices = [(card.id, card.name) for card in organisations]
