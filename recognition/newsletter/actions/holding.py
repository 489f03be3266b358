"""What this room keeps of people."""

from recognition.newsletter.models import SavedPack, WordTemplate
from recognition.people.actions import Held, Holdings
from recognition.words import later

MADE = later("Packs and templates they made")

PEOPLE = Holdings((Held(SavedPack.made_by_id, MADE), Held(WordTemplate.uploaded_by_id, MADE)))
