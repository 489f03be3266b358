"""The letters of this room: appointed, given something to read, somebody stepped back."""

from recognition import config
from recognition.clock import spoken
from recognition.mail import actions as mail
from recognition.mail.rules import inert
from recognition.panel.rules import CHAIR, minutes_left
from recognition.people.queries import PersonCard
from recognition.schemes.queries import RoundCard
from recognition.words import _, ngettext


def _address(path: str) -> str:
    return config.current().base_url.rstrip("/") + path


def _round(card: RoundCard) -> str:
    return inert(f"{card.scheme.name}, {card.name}")


def _hello(person: PersonCard) -> str:
    return _("Dear %(name)s,", name=inert(person.name))


def appointed(person: PersonCard, card: RoundCard, role: str) -> None:
    """Tell somebody that they have a seat."""
    if person.email is None:
        return
    what = (
        _("Thank you for chairing the panel of %(round)s.", round=_round(card))
        if role == CHAIR
        else _("Thank you for joining the panel of %(round)s.", round=_round(card))
    )
    where = _("Your panel: %(address)s", address=_address("/panel"))
    mail.write(
        kind="panel.appointed",
        to_address=person.email,
        subject=_("You are on the panel of %(round)s", round=_round(card)),
        body="\n\n".join((_hello(person), what, _what_next(role), where)),
    )


def _what_next(role: str) -> str:
    if role == CHAIR:
        return _(
            "You choose the panellists, give each of them nominees to read, and see what their "
            "scores add up to."
        )
    return _(
        "You will read what colleagues wrote about each other, and say how far each story shows "
        "what the scheme looks for. We will write again when there is something to read."
    )


def given(person: PersonCard, card: RoundCard, number: int) -> None:
    """Tell a panellist that there is something to read: one letter for the whole sharing."""
    if person.email is None:
        return
    much = ngettext(
        "There is %(num)s nominee for you to read in %(round)s, about %(minutes)s minutes.",
        "There are %(num)s nominees for you to read in %(round)s, about %(minutes)s minutes.",
        number,
        round=_round(card),
        minutes=minutes_left(number),
    )
    parts = [_hello(person), much]
    if card.judging_ends_at is not None:
        parts.append(_("Please send your scores by %(when)s.", when=spoken(card.judging_ends_at)))
    parts.append(_("If you know somebody well, say so on their page and we will ask another."))
    parts.append(_("Start here: %(address)s", address=_address(f"/panel/{card.id}")))
    mail.write(
        kind="panel.assigned",
        to_address=person.email,
        subject=_("Stories to read for %(round)s", round=_round(card)),
        body="\n\n".join(parts),
    )


def stepped_back(
    chair: PersonCard, who: str, nominee: str, card: RoundCard, *, had_sent: bool
) -> None:
    """Tell the chair that a panellist knows a nominee."""
    if chair.email is None:
        return
    parts = [
        _hello(chair),
        _(
            "%(who)s knows %(nominee)s and has stepped back from reading them in %(round)s.",
            who=inert(who),
            nominee=inert(nominee),
            round=_round(card),
        ),
    ]
    if had_sent:
        parts.append(_("The scores they had sent no longer count."))
    parts.append(
        _(
            "Give them another reader here: %(address)s",
            address=_address(f"/panel/{card.id}/assign"),
        )
    )
    mail.write(
        kind="panel.interest",
        to_address=chair.email,
        subject=_("A panellist has stepped back in %(round)s", round=_round(card)),
        body="\n\n".join(parts),
    )
