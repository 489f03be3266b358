"""Adding to the trail, noting its head elsewhere, and taking details out of it."""

from recognition.audit.actions.disposing import DISPOSALS
from recognition.audit.actions.erasing import erase
from recognition.audit.actions.noting import note_head
from recognition.audit.actions.recording import record

__all__ = ["DISPOSALS", "erase", "note_head", "record"]
