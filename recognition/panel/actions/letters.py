"""Letters about seats and reading: appointed, and given something to read."""

from recognition import config
from recognition.clock import spoken
from recognition.mail import actions as mail
from recognition.mail.rules import inert
from recognition.panel.rules import CHAIR, DEPUTY, minutes_left
from recognition.panel.workload_words import spoken_minutes
from recognition.people.queries import PersonCard
from recognition.schemes.queries import RoundCard
from recognition.words import _, ngettext


def address(path: str) -> str:
    """Return the full address of one of our pages."""
    return config.current().base_url.rstrip("/") + path


def round_name(card: RoundCard) -> str:
    """Return what a letter calls a round."""
    return inert(f"{card.scheme.name}, {card.name}")


def hello(person: PersonCard) -> str:
    """Return how a letter begins."""
    return _("Dear %(name)s,", name=inert(person.name))


def appointed(person: PersonCard, card: RoundCard, role: str) -> None:
    """Tell somebody that they have a seat."""
    if person.email is None:
        return
    if role == CHAIR:
        what = _("Thank you for chairing the panel of %(round)s.", round=round_name(card))
    elif role == DEPUTY:
        what = _("Thank you for being deputy chair of %(round)s.", round=round_name(card))
    else:
        what = _("Thank you for joining the panel of %(round)s.", round=round_name(card))
    where = _("Your panel: %(address)s", address=address("/panel"))
    mail.write(
        kind="panel.appointed",
        to_address=person.email,
        subject=_("You are on the panel of %(round)s", round=round_name(card)),
        body="\n\n".join((hello(person), what, _what_next(role), where)),
    )


def _what_next(role: str) -> str:
    if role == CHAIR:
        return _(
            "You choose the panellists, give each of them nominees to read, and see what their "
            "scores add up to."
        )
    if role == DEPUTY:
        return _(
            "Where the chair knows a nominee, you lead the panel instead: you choose who reads "
            "that nominee, and see what their scores add up to."
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
        "There is %(num)s nominee for you to read in %(round)s, about %(time)s.",
        "There are %(num)s nominees for you to read in %(round)s, about %(time)s.",
        number,
        round=round_name(card),
        time=spoken_minutes(minutes_left(number)),
    )
    parts = [hello(person), much]
    if card.judging_ends_at is not None:
        parts.append(_("Please send your scores by %(when)s.", when=spoken(card.judging_ends_at)))
    parts.append(_("If you know somebody well, say so on their page and we will ask another."))
    parts.append(_("Start here: %(address)s", address=address(f"/panel/{card.id}")))
    mail.write(
        kind="panel.assigned",
        to_address=person.email,
        subject=_("Stories to read for %(round)s", round=round_name(card)),
        body="\n\n".join(parts),
    )


def readers_missing(leader: PersonCard, card: RoundCard, number: int) -> None:
    """Tell somebody how many nominees whom they lead the panel on have too few readers."""
    if leader.email is None:
        return
    lacking = ngettext(
        "The reading of %(round)s was shared out. %(num)s nominee whom you lead the panel on has "
        "fewer readers than were asked for.",
        "The reading of %(round)s was shared out. %(num)s nominees whom you lead the panel on have "
        "fewer readers than were asked for.",
        number,
        round=round_name(card),
    )
    where = _("Give them readers here: %(address)s", address=address(f"/panel/{card.id}/assign"))
    mail.write(
        kind="panel.readers_missing",
        to_address=leader.email,
        subject=_("Readers are missing in %(round)s", round=round_name(card)),
        body="\n\n".join((hello(leader), lacking, where)),
    )
