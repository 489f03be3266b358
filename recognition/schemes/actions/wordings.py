"""Writing a scheme's own texts in another language, and saying that they are right."""

from collections.abc import Mapping
from hashlib import sha256

from sqlalchemy import select

from recognition import clock
from recognition.database import transaction
from recognition.errors import Conflict, Refused
from recognition.people.queries import Viewer
from recognition.schemes.actions.rows import record, scheme_row
from recognition.schemes.models import Wording
from recognition.schemes.queries.wordings import Text, language_sheet
from recognition.words import LANGUAGES, _

LONGEST = 4000


def digest_of(english: str) -> str:
    """Return what tells one English text from another, to name it in a form."""
    return sha256(english.encode()).hexdigest()


def write_wordings(
    scheme_slug: str,
    language: str,
    written: Mapping[str, tuple[str, str, bool]],
    *,
    actor: Viewer,
) -> int:
    """Write a scheme's texts in another language.

    Args:
        scheme_slug: whose.
        language: one of `words.LANGUAGES` but English.
        written: by the key of each place (`Text.key`): the digest of the English that the writer
            saw, the translation, empty for none, and whether it was reviewed.
        actor: who writes; reviews are theirs.

    Returns:
        How many texts changed.

    Raises:
        Refused: a text is too long.
        Conflict: somebody changed the English meanwhile.
        Missing: there is no such scheme.
    """
    with transaction():
        scheme = scheme_row(scheme_slug)
        sheet = {text.key: text for text in language_sheet(scheme.id, language).texts}
        changed: list[str] = []
        for key, (seen, typed, reviewed) in written.items():
            text = sheet.get(key)
            if text is None or seen != digest_of(text.english):
                raise Conflict(
                    _("Somebody changed the English meanwhile. Look at it again, then write.")
                )
            if _write(scheme.id, language, text, typed.strip(), reviewed=reviewed, actor=actor):
                changed.append(key)
        if changed:
            record(
                "scheme.worded",
                scheme,
                actor,
                {
                    "name": scheme.name,
                    "language": LANGUAGES[language],
                    "texts": ", ".join(changed),
                },
            )
        return len(changed)


def _write(
    scheme_id: int, language: str, text: Text, typed: str, *, reviewed: bool, actor: Viewer
) -> bool:
    """Write one text where it differs from what there is."""
    if len(typed) > LONGEST:
        raise Refused(
            _("Shorten this to %(most)s characters or fewer.", most=LONGEST), field=text.key
        )
    reviewed = reviewed and bool(typed)
    if (typed, reviewed) == (text.text, text.is_reviewed):
        return False
    moment = clock.now()
    with transaction() as session:
        # by the English, not the place: the same words may stand twice in a scheme
        there = session.scalars(
            select(Wording).where(
                Wording.scheme_id == scheme_id,
                Wording.language == language,
                Wording.english == text.english,
            )
        ).all()
        if not typed:
            for row in there:
                session.delete(row)
            return bool(there)
        row = there[-1] if there else Wording(scheme_id=scheme_id, language=language)
        row.what, row.number, row.field = text.what, text.number, text.field
        row.english, row.digest = text.english, digest_of(text.english)
        row.text, row.written_at = typed, moment
        row.reviewed_at = moment if reviewed else None
        row.reviewed_by_id = actor.person_id if reviewed else None
        session.add(row)
        session.flush()
    return True
