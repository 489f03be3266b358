"""Letters about seats and reading: appointed, and given something to read."""

from recognition import config
from recognition.clock import spoken
from recognition.database import transaction
from recognition.mail import actions as mail
from recognition.mail.queries import worded
from recognition.mail.rules import inert
from recognition.panel.letter_kinds import APPOINTED, APPOINTED_CHAIR, APPOINTED_DEPUTY, ASSIGNED
from recognition.panel.letter_texts import much_to_read
from recognition.panel.rules import CHAIR, DEPUTY
from recognition.people.queries import PersonCard
from recognition.schemes.queries import RoundCard
from recognition.words import _, ngettext


def address(path: str) -> str:
    """Return the full address of one of our pages."""
    return config.current().base_url.rstrip("/") + path


def round_name(card: RoundCard) -> str:
    """Return what a letter calls a round."""
    return inert(_full_name(card))


def hello(person: PersonCard) -> str:
    """Return how a letter begins."""
    return _("Dear %(name)s,", name=inert(person.name))


def appointed(person: PersonCard, card: RoundCard, role: str) -> None:
    """Tell somebody that they have a seat."""
    code = {CHAIR: APPOINTED_CHAIR, DEPUTY: APPOINTED_DEPUTY}.get(role, APPOINTED)
    write_worded(person, card, APPOINTED, code, link=address("/panel"))


def given(person: PersonCard, card: RoundCard, number: int) -> None:
    """Tell a panellist that there is something to read: one letter for the whole sharing."""
    until = card.judging_ends_at
    write_worded(
        person,
        card,
        ASSIGNED,
        much=much_to_read(number, of_round=_full_name(card)),
        until=spoken(until) if until is not None else "",
        link=address(f"/panel/{card.id}"),
    )


def write_worded(
    person: PersonCard, card: RoundCard, kind: str, code: str = "", **values: str
) -> None:
    """Write a letter about a round, in the words of the organisation that hosts its scheme.

    Args:
        person: who gets it, if we have an address.
        card: the round.
        kind: of the letter.
        code: of its words, where one kind has several.
        values: what stands in its places, but for `name` and `round`.
    """
    if person.email is None:
        return
    with transaction():
        subject, body = worded(
            code or kind,
            card.scheme.organisation_id,
            name=person.name,
            round=_full_name(card),
            **values,
        )
        mail.write(kind=kind, to_address=person.email, subject=subject, body=body)


def _full_name(card: RoundCard) -> str:
    return f"{card.scheme.name}, {card.name}"


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
