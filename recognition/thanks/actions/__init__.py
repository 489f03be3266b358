"""Thanking everybody, asking where a story may be told, and looking after what is still owed."""

from recognition.thanks.actions.asking import ask_consent, chase_consents, count_as_asked
from recognition.thanks.actions.carding import give_cards
from recognition.thanks.actions.carrying import count_as_thanked
from recognition.thanks.actions.consenting import say
from recognition.thanks.actions.delivering import LINK, LINK_KIND, tell, thanks_link
from recognition.thanks.actions.printing import (
    BATCH_DEEDS,
    IS_PRINTED,
    Sheets,
    download,
    make_batch,
    mark_cards,
)
from recognition.thanks.actions.quietening import be_quiet, hear_again, owner_of
from recognition.thanks.actions.recording import record_on_paper
from recognition.thanks.actions.tending import tend
from recognition.thanks.actions.thanking import thank_accepted

__all__ = [
    "BATCH_DEEDS",
    "IS_PRINTED",
    "LINK",
    "LINK_KIND",
    "Sheets",
    "ask_consent",
    "be_quiet",
    "chase_consents",
    "count_as_asked",
    "count_as_thanked",
    "download",
    "give_cards",
    "hear_again",
    "make_batch",
    "mark_cards",
    "owner_of",
    "record_on_paper",
    "say",
    "tell",
    "tend",
    "thank_accepted",
    "thanks_link",
]
