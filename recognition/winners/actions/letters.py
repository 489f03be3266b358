"""The letter of this room: a closed round was opened again."""

from recognition.mail import actions as mail
from recognition.mail.rules import inert
from recognition.panel.actions.letters import address, hello, round_name
from recognition.people.queries import PersonCard
from recognition.schemes.queries import RoundCard
from recognition.words import _


def reopened(person: PersonCard, card: RoundCard, *, who: str) -> None:
    """Tell somebody who leads a panel that its round was opened again.

    Not why: the reason may speak of a nominee whom they know.
    """
    if person.email is None:
        return
    parts = (
        hello(person),
        _(
            "%(who)s has opened the judging of %(round)s again, so scores and outcomes can change.",
            who=inert(who),
            round=round_name(card),
        ),
        _(
            "What was closed stays on record. Close it again when all is settled: %(address)s",
            address=address(f"/winners/closing/{card.id}"),
        ),
    )
    mail.write(
        kind="winners.reopened",
        to_address=person.email,
        subject=_("%(round)s is open again", round=round_name(card)),
        body="\n\n".join(parts),
    )
