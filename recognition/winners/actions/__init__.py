"""What this room changes: outcomes, the reserve list, the closing, citations, announcements."""

from recognition.winners.actions.agreeing import agree, ask_for_change
from recognition.winners.actions.announcing import (
    announce,
    check_may_announce,
    take_back_announcement,
)
from recognition.winners.actions.carrying import carry_winners
from recognition.winners.actions.citing import (
    approve_citation,
    record_agreement,
    send_back,
    send_citation,
)
from recognition.winners.actions.citing_letters import WORDS_LINK, words_link
from recognition.winners.actions.closing import close, open_report, reopen
from recognition.winners.actions.correcting import set_right
from recognition.winners.actions.deciding import decide, undo
from recognition.winners.actions.embedding import allow_embedding, stop_embedding
from recognition.winners.actions.lending import lend_to_library, retire_stories, take_story_back
from recognition.winners.actions.picturing import (
    PhotoWords,
    Sender,
    keep_photo,
    take_photo_away,
)
from recognition.winners.actions.praising import praise
from recognition.winners.actions.preparing import ask_consent
from recognition.winners.actions.quoting import QUOTE_LINK, say_quote
from recognition.winners.actions.reserving import move, put_on_reserve, take_off_reserve
from recognition.winners.actions.telling import tell_outcomes
from recognition.winners.actions.unsaying import take_words_back
from recognition.winners.actions.wording import use_usual_words, word_letters
from recognition.winners.actions.writing import draft_citation, drop_quotes, write_citation

__all__ = [
    "QUOTE_LINK",
    "WORDS_LINK",
    "PhotoWords",
    "Sender",
    "agree",
    "allow_embedding",
    "announce",
    "approve_citation",
    "ask_consent",
    "ask_for_change",
    "carry_winners",
    "check_may_announce",
    "close",
    "decide",
    "draft_citation",
    "drop_quotes",
    "keep_photo",
    "lend_to_library",
    "move",
    "open_report",
    "praise",
    "put_on_reserve",
    "record_agreement",
    "reopen",
    "retire_stories",
    "say_quote",
    "send_back",
    "send_citation",
    "set_right",
    "stop_embedding",
    "take_back_announcement",
    "take_off_reserve",
    "take_photo_away",
    "take_story_back",
    "take_words_back",
    "tell_outcomes",
    "undo",
    "use_usual_words",
    "word_letters",
    "words_link",
    "write_citation",
]
