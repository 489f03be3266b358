"""What may be sent, by whom and until when."""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recognition.errors import Conflict, Refused
from recognition.nominations.words import count_words
from recognition.words import _, ngettext

# No letter or digit that looks like another (0 O, 1 I L, 5 S, 2 Z, 8 B, U V) and no vowel but A.
ALPHABET = "34679ACDFGHJKMNPQRTWXY"
MOST_CHARACTERS = 10_000
DESCRIBED = "described"
RELATIONSHIPS = ("colleague", "manager", "other")


@dataclass(frozen=True)
class Asked:
    """One question of the form, as far as its answer is concerned."""

    position: int
    word_limit: int | None


def reference() -> str:
    """Return a new reference such as “K7M-4QX”: 22⁶, about 113 million, drawn at random."""
    drawn = "".join(secrets.choice(ALPHABET) for _place in range(6))
    return f"{drawn[:3]}-{drawn[3:]}"


def body_digest(
    *,
    round_id: int,
    version_id: int,
    category_id: int | None,
    nominee: Sequence[object],
    answers: Mapping[str, str],
    relationship: str,
    may_name: bool,
) -> str:
    """Return a digest of everything the check page shows: SHA-256, 64 hexadecimal digits."""
    facts = [
        round_id,
        version_id,
        category_id,
        list(nominee),
        sorted(answers.items()),
        relationship,
        may_name,
    ]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=True).encode()).hexdigest()


def check_open(*, is_open: bool, round_name: str, opens: str, closes: str) -> None:
    """Refuse what arrives before a round opens or after it closed.

    Args:
        is_open: whether the round was open at the instant the request came.
        round_name: what the round is called.
        opens: its opening time as people say it, if that is still to come; else empty.
        closes: its closing time as people say it, if that has passed; else empty.

    Raises:
        Refused: the round is not open.
    """
    if is_open:
        return
    if opens:
        raise Refused(_("%(round)s opens on %(time)s.", round=round_name, time=opens))
    kept = _("Your words are still on this page, so that you can copy them.")
    if not closes:
        raise Refused(_("This scheme has ended.") + " " + kept)
    closed = _(
        "%(round)s closed on %(time)s, so this can no longer be changed or sent.",
        round=round_name,
        time=closes,
    )
    raise Refused(f"{closed} {kept}")


def check_not_oneself(*, author_id: int, person_id: int | None) -> None:
    """Refuse a nomination of oneself. People are compared, not addresses; one's team is fine.

    Raises:
        Refused: author and nominee are the same person.
    """
    if person_id is not None and author_id == person_id:
        raise Refused(
            _("You cannot nominate yourself. Choose a colleague who showed you compassion."),
            field="nominee",
        )


def check_category(*, for_teams: bool, person_id: int | None) -> None:
    """Refuse a single person in a category for teams.

    Raises:
        Refused: the category is for teams and the nominee is one person of the directory.
    """
    if for_teams and person_id is not None:
        raise Refused(
            _("This category is for teams. Choose a team, or choose another category."),
            field="category",
        )


def check_words(
    questions: Sequence[Asked], answers: Mapping[str, str], *, together: int | None
) -> None:
    """Refuse answers that are missing or too long. A sentence is enough: there is no minimum.

    Args:
        questions: the questions of the form, in order.
        answers: words by the position of the question, as text.
        together: most words that all answers may have together, or None.

    Raises:
        Refused: names the question by its field, `answer_<position>`.
    """
    total = 0
    for question in questions:
        text = answers.get(str(question.position), "")
        words = count_words(text)
        total += words
        field = f"answer_{question.position}"
        if not words:
            raise Refused(_("Write a few words here. One sentence is enough."), field=field)
        _check_length(words, len(text), question.word_limit, field)
    if together is not None and total > together:
        raise Refused(
            _(
                "Your answers have %(total)s words together. Shorten them by %(over)s, to %(most)s "
                "words or fewer.",
                total=total,
                over=total - together,
                most=together,
            ),
            field=f"answer_{questions[-1].position}",
        )


def _check_length(words: int, characters: int, limit: int | None, field: str) -> None:
    if limit is not None and words > limit:
        reason = ngettext(
            "Shorten this answer by %(num)s word, to %(limit)s words or fewer.",
            "Shorten this answer by %(num)s words, to %(limit)s words or fewer.",
            words - limit,
            limit=limit,
        )
        raise Refused(reason, field=field)
    check_characters(characters, field)


def check_characters(characters: int, field: str) -> None:
    """Refuse an answer that no page could show.

    Raises:
        Refused: the answer is longer than `MOST_CHARACTERS`.
    """
    if characters > MOST_CHARACTERS:
        raise Refused(
            _("Shorten this answer to %(most)s characters or fewer.", most=f"{MOST_CHARACTERS:,}"),
            field=field,
        )


def same_again(*, reference: str, sent_digest: str, digest: str) -> str:
    """Return the reference of a nomination that is sent a second time, word for word.

    Raises:
        Conflict: the words are not those that were sent.
    """
    if sent_digest != digest:
        raise Conflict(
            _(
                "This nomination was sent before, with other words. Its reference is "
                "%(reference)s. Open it from your nominations to correct it.",
                reference=reference,
            )
        )
    return reference


def check_as_shown(*, now: str, shown: str) -> None:
    """Refuse to send what the nominator has not read: the digests of draft and page differ.

    Raises:
        Conflict: the draft was changed after the page was shown.
    """
    if now != shown:
        raise Conflict(
            _(
                "This nomination was changed after you opened this page, perhaps in another tab. "
                "Read it once more, then send it."
            )
        )
