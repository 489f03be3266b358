"""What this room keeps of people."""

from recognition.people.actions import Held, Holdings
from recognition.thanks.models import Batch, Card, Consent, Quiet
from recognition.words import later

THANKED = later("Thanks they looked after")

PEOPLE = Holdings(
    (
        Held(
            Card.person_id,
            later("Thank-you cards, with what they agreed to"),
            alone=(Card.candidacy_id,),
        ),
        Held(Quiet.person_id, later("Wish for no letters"), alone=()),
        Held(Batch.made_by_id, THANKED),
        Held(Consent.recorded_by_id, THANKED),
    )
)
