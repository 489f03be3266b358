"""The letter to the chair when a panellist hands a nominee on."""

from collections.abc import Sequence

from recognition import config
from recognition.mail import actions as mail
from recognition.mail.rules import inert
from recognition.people.queries import PersonCard
from recognition.schemes.queries import RoundCard
from recognition.words import _


def handed_on(
    chair: PersonCard, who: str, colleague: str, nominees: Sequence[str], card: RoundCard
) -> None:
    """Tell the chair that somebody else reads these nominees now."""
    if chair.email is None:
        return
    round_name = inert(f"{card.scheme.name}, {card.name}")
    address = f"{config.current().base_url.rstrip('/')}/panel/{card.id}/assign"
    body = (
        _("Dear %(name)s,", name=inert(chair.name)),
        _(
            "%(who)s has asked %(colleague)s to read %(nominees)s in %(round)s, and they have it "
            "now.",
            who=inert(who),
            colleague=inert(colleague),
            nominees=inert(", ".join(nominees)),
            round=round_name,
        ),
        _(
            "There is nothing you have to do. If you want to change it: %(address)s",
            address=address,
        ),
    )
    mail.write(
        kind="panel.handed_on",
        to_address=chair.email,
        subject=_("A panellist has handed on some reading in %(round)s", round=round_name),
        body="\n\n".join(body),
    )
