"""Finding our words in another language right, and making them better."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from recognition import clock
from recognition.audit.actions import record
from recognition.database import transaction
from recognition.errors import Conflict
from recognition.languages import queries
from recognition.languages.models import Translation
from recognition.languages.queries import Line
from recognition.languages.rules import check_wording, digest_of
from recognition.people.actions import Held, Holdings
from recognition.people.queries import Viewer
from recognition.words import LANGUAGES, _, later

PEOPLE = Holdings((Held(Translation.changed_by_id, later("Words they looked at")),))


def mark_reviewed(language: str, seen: Mapping[str, str], *, actor: Viewer) -> int:
    """Note that somebody who speaks a language found texts right.

    Args:
        language: one of `words.LANGUAGES` but English.
        seen: the wording that was looked at (`Line.seen`), by the key of the text.
        actor: who looked.

    Returns:
        How many texts no longer await review.

    Raises:
        Conflict: one of them changed meanwhile.
    """
    with transaction():
        lines = queries.lines_by_key(language)
        if any(key not in lines or lines[key].seen != wording for key, wording in seen.items()):
            raise Conflict(_("Somebody changed some of these words. Look at them again."))
        waiting = [lines[key] for key in seen if not lines[key].is_reviewed]
        for line in waiting:
            _keep(language, line, line.said if line.is_better else (), line.said, actor)
        if waiting:
            _told("language.reviewed", language, actor, {"texts": len(waiting)})
        return len(waiting)


def reword(
    language: str, key: str, said: Sequence[str], *, reviewed: bool, seen: str, actor: Viewer
) -> None:
    """Say one of our texts in other words from now on.

    Args:
        language: one of `words.LANGUAGES` but English.
        key: of the text.
        said: the wording; one for each plural form where the English has two.
        reviewed: whoever writes speaks the language and found it right.
        seen: the wording that stood there when they began (`Line.seen`).
        actor: who writes.

    Raises:
        Refused: it does not fit the English; see `rules.check_wording`.
        Conflict: somebody else changed it meanwhile.
        Missing: there is no such text.
    """
    forms = len(queries.plural_forms(language))
    with transaction():
        line = queries.line(language, key)
        if line.seen != seen:
            raise Conflict(_("Somebody changed some of these words. Look at them again."))
        check_wording(line.english, said, forms=forms)
        changed = tuple(said) != line.said
        better = tuple(said) if changed or line.is_better else ()
        _keep(language, line, better, tuple(said) if reviewed else (), actor)
        _told(
            "language.reworded" if changed else "language.reviewed",
            language,
            actor,
            {"text": line.english[0], "before": line.said[0], "after": said[0]},
        )


def _keep(
    language: str, line: Line, better: Sequence[str], right: Sequence[str], actor: Viewer
) -> None:
    with transaction() as session:
        row = session.scalar(
            select(Translation).where(
                Translation.language == language, Translation.digest == line.key
            )
        ) or Translation(language=language, digest=line.key)
        row.english, row.better = line.english[0], list(better)
        row.reviewed = digest_of(right) if right else ""
        row.changed_at, row.changed_by_id = clock.now(), actor.person_id
        session.add(row)
        session.flush()


def _told(action: str, language: str, actor: Viewer, payload: dict[str, object]) -> None:
    record(
        action,
        subject=("organisation", actor.organisation_id),
        actor_id=actor.person_id,
        payload={"language": LANGUAGES[language], **payload},
    )
