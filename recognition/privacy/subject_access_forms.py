"""What is asked before somebody's data is prepared, and before it is released."""

from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)

from recognition.forms import Form
from recognition.nominations.redacting import phrases_of
from recognition.privacy.actions.subject_access import Asked, Choice
from recognition.words import later


class FindForm(Form):
    """Whose data it is about."""

    email = EmailField(later("E-mail address of the person who asks"))


class AskedForm(Form):
    """What was said before anything is shown. `email` only for somebody without a record."""

    email = HiddenField()

    def asked(self) -> Asked:
        """Return why, as it was typed."""
        return Asked(
            reason=self["reason"].data or "",
            with_panel=bool(self["with_panel"].data),
            panel_reason=self["panel_reason"].data or "",
        )


class StartForm(AskedForm):
    """Why, and whether with what panels wrote."""

    reason = StringField(later("Why you are looking"))
    with_panel = BooleanField(later("Show what panels wrote about them as well"))
    panel_reason = StringField(later("Why with what panels wrote"))


class ReleaseForm(AskedForm):
    """What stays out of what is given, beside the answers that were given before."""

    reason = HiddenField()
    with_panel = HiddenField()
    panel_reason = HiddenField()
    leave_out = SelectMultipleField(choices=[], validate_choice=False)
    names = SelectMultipleField(choices=[], validate_choice=False)
    passages = TextAreaField(later("More words to black out, one entry on each line"))
    seal = HiddenField()

    def choice(self) -> Choice:
        """Return what a human decided."""
        return Choice(
            leave_out=frozenset(self.leave_out.data or ()),
            names=tuple(self.names.data or ()),
            passages=tuple(phrases_of(self.passages.data or "")),
            seal=self.seal.data or "",
        )
