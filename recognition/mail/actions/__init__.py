"""Writing letters, delivering them, and looking after those that are stuck."""

from recognition.mail.actions.delivering import DISPOSALS, Post, deliver_due, take_back, write
from recognition.mail.actions.erasing import erase
from recognition.mail.actions.tending import (
    note_reading,
    stop_letter,
    try_again,
    try_all_again,
)
from recognition.mail.actions.wording import TEST_KIND, send_test, use_our_words, word_letters
from recognition.mail.actions.working import keep_diary, sign_of_life
from recognition.mail.rules import ERASED, TAKEN_BACK

__all__ = [
    "DISPOSALS",
    "ERASED",
    "TAKEN_BACK",
    "TEST_KIND",
    "Post",
    "deliver_due",
    "erase",
    "keep_diary",
    "note_reading",
    "send_test",
    "sign_of_life",
    "stop_letter",
    "take_back",
    "try_again",
    "try_all_again",
    "use_our_words",
    "word_letters",
    "write",
]
