"""What this room keeps of people."""

from recognition.people.actions import Held, Holdings
from recognition.resources.models import Resource
from recognition.words import later

PEOPLE = Holdings((Held(Resource.owner_id, later("Good practice they look after")),))
