"""What this room keeps of people."""

from recognition.people.actions import Held, Holdings
from recognition.privacy.models import DisposalLine, Erasure, Hold, Release, RetentionPeriod
from recognition.words import later

DID = later("What they did to look after data")

PEOPLE = Holdings(
    (
        Held(Release.person_id, later("Data given to them")),
        Held(Hold.person_id, later("Holds on them")),
        Held(Erasure.person_id, later("Erasures")),
        Held(Release.released_by_id, DID),
        Held(Hold.placed_by_id, DID),
        Held(Hold.ended_by_id, DID),
        Held(Erasure.done_by_id, DID),
        Held(DisposalLine.by_id, DID),
        Held(RetentionPeriod.set_by_id, DID),
    )
)
