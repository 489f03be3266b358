"""What may be sent, by whom and until when."""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from recognition.errors import Conflict, Refused
from recognition.nominations.words import count_words
from recognition.words import _, ngettext

# No letter or digit that looks like another (0 O, 1 I L, 5 S, 2 Z, 8 B, U V) and no vowel but A.
ALPHABET = "34679ACDFGHJKMNPQRTWXY"
MOST_CHARACTERS = 10_000
DESCRIBED = "described"
MYSELF, RELATIVE = "myself", "relative"
RELATIONSHIPS = ("colleague", "manager", "cared_for", RELATIVE, MYSELF, "other")
WEB, PAPER = "web", "paper"
CHANNELS = (WEB, PAPER)
# Where a nomination stands with the people who check it.
WAITING, ASKED, ACCEPTED, DECLINED = "waiting", "asked", "accepted", "declined"
STANDINGS = (WAITING, ASKED, ACCEPTED, DECLINED)
UNDECIDED = (WAITING, ASKED)
STEPS = (
    "accepted", "declined", "redacted", "linked", "merged", "parted", "moved", "asked", "namesakes",
)  # fmt: skip
CONFIRM_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class Asked:
    """One question of the form, as far as its answer is concerned."""

    position: int
    word_limit: int | None


def reference() -> str:
    """Return a new reference such as “K7M-4QX”: 22⁶, about 113 million, drawn at random."""
    drawn = "".join(secrets.choice(ALPHABET) for _place in range(6))
    return f"{drawn[:3]}-{drawn[3:]}"


def resume_code() -> str:
    """Return a new code to go on with a draft elsewhere: “K7M4-QX3A”, one of 22⁸ (5 × 10¹⁰)."""
    drawn = "".join(secrets.choice(ALPHABET) for _place in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


def code_as_given(typed: str) -> str:
    """Return a code as `resume_code` makes it, from what somebody typed: “k7m4 qx3a” and alike."""
    plain = "".join(c for c in typed.upper() if c in ALPHABET)
    return f"{plain[:4]}-{plain[4:]}" if len(plain) == 8 else ""


def counts_from(*, sent_at: datetime, confirmed_at: datetime | None) -> datetime:
    """Return when a nomination counts from, UTC.

    It counts from when it was sent if its sender was confirmed within `CONFIRM_WITHIN`, or is not
    yet; from the confirmation where that came later.
    """
    if confirmed_at is None or confirmed_at - sent_at <= CONFIRM_WITHIN:
        return sent_at
    return confirmed_at


def body_digest(
    *,
    round_id: int,
    version_id: int,
    category_id: int | None,
    nominee: Sequence[object],
    answers: Mapping[str, str],
    relationship: str,
    may_name: bool,
    author: Sequence[str] = (),
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
        *author,
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


def check_not_oneself(*, author_id: int | None, person_id: int | None) -> None:
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


def shown_nominator(*, name: str, kind: str, may_name: bool) -> str:
    """Return how a nominator is called wherever the nominee or the panel may read it.

    Args:
        name: the nominator's; empty when they gave none.
        kind: staff, patients, carers or public.
        may_name: whether they agreed to be named to the nominee.
    """
    if may_name and name.strip():
        return name
    return {
        "patients": _("Someone they cared for"),
        "carers": _("A family member or carer"),
        "public": _("A member of the public"),
    }.get(kind, _("A colleague"))


def check_sent_by_another(
    *, nominator_id: int | None, nominee_id: int | None, reference: str
) -> None:
    """Refuse to accept what its own nominee sent. People are compared, not addresses.

    Raises:
        Refused: nominator and nominee are the same person.
    """
    if nominator_id is not None and nominator_id == nominee_id:
        raise Refused(
            _(
                "The person nominated in %(reference)s sent it. Link it to somebody else, or "
                "decline it kindly.",
                reference=reference,
            )
        )


def check_described(*, name: str, place: str, place_needed: bool) -> None:
    """Refuse a description by which nobody could be found; a first name and a place are enough.

    Raises:
        Refused: names the field `described_name` or `described_place`.
    """
    if not name:
        raise Refused(
            _("Tell us what they are called, as far as you know."), field="described_name"
        )
    if place_needed and not place:
        raise Refused(
            _("Tell us where they work or where you saw them. A ward or a clinic is enough."),
            field="described_place",
        )


def check_about_somebody_else(relationship: str) -> None:
    """Refuse a nomination of which its author says that it is about themselves.

    Raises:
        Refused: names the field.
    """
    if relationship == MYSELF:
        raise Refused(
            _(
                "Thank you for saying so. A nomination has to be about somebody else, so this one "
                "cannot go on. Your words are kept: you can change whom it is about."
            ),
            field="relationship",
        )


def check_author(
    *, name: str, email: str, kind: str, kinds: Sequence[str], email_needed: bool
) -> None:
    """Refuse an author without an account who leaves out what the scheme needs.

    Args:
        name: what they are called; only staff have to say.
        email: where a letter reaches them.
        kind: who they are.
        kinds: who may nominate in the scheme.
        email_needed: whether the scheme confirms addresses.

    Raises:
        Refused: names the field `author_kind`, `author_name` or `author_email`.
    """
    if kind not in kinds:
        raise Refused(_("Choose who you are."), field="author_kind")
    if kind == "staff" and not name:
        raise Refused(_("Tell us your name."), field="author_name")
    if email_needed and not email:
        raise Refused(
            _(
                "Enter your e-mail address. We send one letter to make sure that the nomination "
                "is yours."
            ),
            field="author_email",
        )


def check_undecided(standing: str) -> None:
    """Refuse a change to what was read and decided about.

    Raises:
        Refused: it was accepted or declined.
    """
    if standing == ACCEPTED:
        raise Refused(
            _(
                "Your nomination has been read and accepted, and its words are on their way to "
                "the nominee. So it can no longer be changed here."
            )
        )
    if standing == DECLINED:
        raise Refused(_("Your nomination has been read, so it can no longer be changed here."))
