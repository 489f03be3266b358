"""What monitors are told of letters, workers and chores, in numbers."""

from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from recognition.mail import queries as mail
from recognition.mail.diary import Work
from recognition.metrics import Figure

NO_LABEL = ""


def figures(now: datetime) -> list[Figure]:
    """Return what waits at an instant, UTC, and what chores came to, in two statements.

    Where the database does not answer, only that is told.
    """
    try:
        letters, works = mail.figures(now), mail.works()
    except SQLAlchemyError:
        return no_figures()
    return [_of_database(answers=True), *_of_letters(letters, now), *_of_chores(works)]


def no_figures() -> list[Figure]:
    """Return what is told where the database does not answer."""
    return [_of_database(answers=False)]


def _of_database(*, answers: bool) -> Figure:
    return Figure(
        "database_up", "1 while the database answers, else 0.", {NO_LABEL: float(answers)}
    )


def _of_letters(letters: mail.Figures, now: datetime) -> list[Figure]:
    oldest, seen = letters.oldest_due_at, letters.worker_seen_at
    waited = (now - oldest).total_seconds() if oldest else 0
    return [
        Figure("letters_sent", "Letters sent.", {NO_LABEL: letters.delivered}, grows=True),
        Figure("letters_given_up", "Letters given up.", {NO_LABEL: letters.given_up}),
        Figure("letters_waiting", "Letters that are due.", {NO_LABEL: letters.due}),
        Figure(
            "letters_with_problem",
            "Letters that are due and were tried in vain.",
            {NO_LABEL: letters.with_problem},
        ),
        Figure(
            "letters_oldest_waiting_seconds",
            "For how long the oldest letter that is due has waited.",
            {NO_LABEL: waited},
        ),
        Figure(
            "worker_seen_timestamp_seconds",
            "When a worker was last seen.",
            {NO_LABEL: seen.timestamp()} if seen else {},
        ),
    ]


def _of_chores(works: list[Work]) -> list[Figure]:
    def each(name: str, words: str, values: dict[str, float], *, grows: bool = False) -> Figure:
        return Figure(f"chore_{name}", words, values, label="chore", grows=grows)

    return [
        each("runs", "Runs of a chore.", {one.name: one.runs for one in works}, grows=True),
        each(
            "errors",
            "Runs of a chore that ended in an error.",
            {one.name: one.failures for one in works},
            grows=True,
        ),
        each(
            "ended_timestamp_seconds",
            "When a chore was last done.",
            {one.name: one.ended_at.timestamp() for one in works},
        ),
        each(
            "seconds",
            "How long the last run of a chore took.",
            {one.name: one.milliseconds / 1000 for one in works},
        ),
        each(
            "went_wrong",
            "1 while the last run of a chore ended in an error, else 0.",
            {one.name: float(one.went_wrong) for one in works},
        ),
    ]
