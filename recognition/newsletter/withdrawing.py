"""Telling communications that somebody took a consent back, and where the story went before."""

from recognition import clock
from recognition.audit import queries as audit
from recognition.mail import actions as mail
from recognition.newsletter.queries import PACK_MADE
from recognition.newsletter.withdrawn_letter import withdrawn
from recognition.people import queries as people
from recognition.people.rules import COMMUNICATIONS
from recognition.schemes import queries as schemes
from recognition.thanks import queries as thanks
from recognition.thanks.later import ConsentChange
from recognition.thanks.rules import CHANNELS, short_channel_name
from recognition.winners import queries as winners
from recognition.words import ENGLISH, _, in_language

KIND = "newsletter.withdrawn"


@in_language(ENGLISH)  # of communications, whoever is reading now
def tell_communications(change: ConsentChange) -> None:
    """Write one letter to each communications officer of the host, in the transaction it joins.

    Nobody is told of a story that was never public and never in a pack.
    """
    decided = winners.decision_or_none(change.candidacy_id)
    if decided is None:
        return
    round_id = decided.candidacy.round_id
    uses = _past_uses(round_id, change.candidacy_id)
    announced = winners.announced_at(round_id)
    is_public = decided.is_published and announced is not None and announced <= change.at
    if not uses and not is_public:
        return
    card = schemes.round_card(round_id)
    story = decided.candidacy.nominee.name
    sheet = thanks.consent_sheet([change.candidacy_id])[change.candidacy_id]
    who = next((one.name for one in sheet.respondents if one.card_id == change.card_id), story)
    channels = [short_channel_name(one) for one in CHANNELS if one in change.channels]
    for officer in people.holders(card.scheme.organisation_id, COMMUNICATIONS):
        if officer.email:
            subject, body = withdrawn(
                name=officer.name,
                who=who,
                story=story,
                round_name=f"{card.scheme.name}, {card.name}",
                channels=", ".join(channels),
                uses=uses,
            )
            mail.write(kind=KIND, to_address=officer.email, subject=subject, body=body)


def _past_uses(round_id: int, candidacy_id: int) -> list[str]:
    """Say which packs of a round held a story, when, and who took them; oldest first."""
    packs = [
        entry
        for entry in audit.entries_about(PACK_MADE, ("round", round_id))
        if candidacy_id in _held(entry.details.get("candidacies"))
    ]
    makers = people.people_by_id(entry.actor_id for entry in packs if entry.actor_id)
    return [
        _(
            "a pack (%(kind)s) on %(when)s, by %(who)s",
            kind=str(entry.details.get("kind", "")),
            when=clock.spoken(entry.at),
            who=makers[entry.actor_id].name
            if entry.actor_id in makers
            else _("somebody who has left"),
        )
        for entry in packs
    ]


def _held(candidacies: object) -> list[int]:
    return candidacies if isinstance(candidacies, list) else []
