"""What lanes and audiences are called on pages."""

from recognition.schemes.rules import AUDIENCES
from recognition.words import _


def audience_name(who: str) -> str:
    """Return what those who may nominate are called."""
    names = (_("Staff"), _("Patients"), _("Families and carers"), _("The public"))
    return dict(zip(AUDIENCES, names, strict=True)).get(who, who)
