"""Letters about interests: to those who lead the panel, and to whoever steps back."""

from recognition.mail import actions as mail
from recognition.mail.rules import inert
from recognition.panel.actions.letters import address, hello, round_name
from recognition.people.queries import PersonCard
from recognition.schemes.queries import RoundCard
from recognition.words import _


def stepped_back(
    leader: PersonCard, who: str, nominee: str, card: RoundCard, *, had_sent: bool
) -> None:
    """Tell somebody who leads the panel on a nominee that a reader knows them.

    Args:
        leader: who is told.
        who: the name of whoever stepped back.
        nominee: the name of the nominee.
        card: the round.
        had_sent: scores were sent, and no longer count.
    """
    parts = [
        _(
            "%(who)s knows %(nominee)s and has stepped back from reading them in %(round)s.",
            who=inert(who),
            nominee=inert(nominee),
            round=round_name(card),
        )
    ]
    if had_sent:
        parts.append(_("The scores they had sent no longer count."))
    there = address(f"/panel/{card.id}/assign")
    parts.append(_("Give them another reader here: %(address)s", address=there))
    subject = _("A panellist has stepped back in %(round)s", round=round_name(card))
    _write(leader, subject, parts)


def asked_to_step_back(
    person: PersonCard, nominee: str, card: RoundCard, *, had_sent: bool
) -> None:
    """Tell a panellist, kindly, that somebody else reads a nominee for them."""
    parts = [
        _("Thank you for reading for %(round)s.", round=round_name(card)),
        _(
            "You may know %(nominee)s, so somebody else will read their story. This is no comment "
            "on you: it keeps the award fair, and lets everybody see that it is.",
            nominee=inert(nominee),
        ),
    ]
    if had_sent:
        parts.append(_("The scores you had sent for them no longer count."))
    parts.append(_("If you do not know them, please tell the chair of the panel."))
    subject = _("Somebody else will read one of your stories in %(round)s", round=round_name(card))
    _write(person, subject, parts)


def asked_to_read_again(person: PersonCard, nominee: str, card: RoundCard) -> None:
    """Tell a panellist that they read a nominee after all."""
    parts = [
        _(
            "The story of %(nominee)s is yours to read again, with everything you had written.",
            nominee=inert(nominee),
        ),
        _("Your stories: %(address)s", address=address(f"/panel/{card.id}")),
    ]
    _write(person, _("A story is yours again in %(round)s", round=round_name(card)), parts)


def _write(person: PersonCard, subject: str, parts: list[str]) -> None:
    if person.email is not None:
        mail.write(
            kind="panel.interest",
            to_address=person.email,
            subject=subject,
            body="\n\n".join([hello(person), *parts]),
        )
