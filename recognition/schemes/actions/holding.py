"""What this room keeps of people."""

from recognition.people.actions import Held, Holdings
from recognition.schemes.models import Wording
from recognition.words import later

PEOPLE = Holdings((Held(Wording.reviewed_by_id, later("Words they looked at")),))
