"""What is typed of a team, and who moves where."""

from collections.abc import Sequence

from flask import request
from wtforms import SelectField, StringField

from recognition.forms import Form
from recognition.people.queries import OrganisationCard
from recognition.words import _, later


class TeamForm(Form):
    """Name and site of a team."""

    name = StringField(later("Name"))
    site = StringField(later("Site"))


class NewTeamForm(TeamForm):
    """The same of a new team, and whose it is."""

    organisation_id = SelectField(later("Organisation"), coerce=int)

    def offer(self, organisations: Sequence[OrganisationCard]) -> None:
        """Offer these organisations."""
        self.organisation_id.choices = [(card.id, card.name) for card in organisations]


class ToTeamForm(Form):
    """Another team; and, on the page of a team, who goes there."""

    to_team_id = SelectField(later("Team"), validate_choice=False)

    def offer(self, teams: Sequence[tuple[int, str]], *, but: int) -> None:
        """Offer these teams, but the one itself."""
        others = [(str(number), name) for number, name in teams if number != but]
        self.to_team_id.choices = [("", _("Choose a team")), *others]

    def team(self) -> int:
        """Return the number that was chosen; 0 for nothing or something odd."""
        return _number(self.to_team_id.data or "")

    def people(self) -> set[int]:
        """Return the numbers of the people who were ticked."""
        return {_number(text) for text in request.form.getlist("people")}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
