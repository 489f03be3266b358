"""The letter to whoever leads the panel when a panellist hands a nominee on."""

from collections.abc import Sequence

from recognition.mail import actions as mail
from recognition.mail.rules import inert
from recognition.panel.actions.letters import address, hello, round_name
from recognition.people.queries import PersonCard
from recognition.schemes.queries import RoundCard
from recognition.words import _


def handed_on(
    leader: PersonCard, who: str, colleague: str, nominees: Sequence[str], card: RoundCard
) -> None:
    """Tell a chair or deputy that somebody else reads these nominees now."""
    if leader.email is None:
        return
    body = (
        hello(leader),
        _(
            "%(who)s has asked %(colleague)s to read %(nominees)s in %(round)s, and they have it "
            "now.",
            who=inert(who),
            colleague=inert(colleague),
            nominees=inert(", ".join(nominees)),
            round=round_name(card),
        ),
        _(
            "There is nothing you have to do. If you want to change it: %(address)s",
            address=address(f"/panel/{card.id}/assign"),
        ),
    )
    mail.write(
        kind="panel.handed_on",
        to_address=leader.email,
        subject=_("A panellist has handed on some reading in %(round)s", round=round_name(card)),
        body="\n\n".join(body),
    )
