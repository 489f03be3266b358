"""What the stories of a nominee said before words of them were taken out."""

from sqlalchemy import select

from recognition.database import db
from recognition.nominations.models import Answer, Candidacy, Nomination
from recognition.nominations.queries.candidacies import nominee_of_candidacy
from recognition.winners.queries.editions import written
from recognition.winners.taken_out import Former


def former_words(candidacy_id: int) -> Former:
    """Return what was ever written about a nominee beside what is read of it today.

    Raises:
        Missing: there is no such candidacy.
    """
    rows = db.session.execute(
        select(Answer.nomination_id, Answer.text)
        .join(Nomination, Nomination.id == Answer.nomination_id)
        .where(Nomination.candidacy_id == candidacy_id, Answer.text != "")
    ).all()
    stories = written(candidacy_id)
    live = {story.nomination_id for story in stories}
    return Former(
        earlier=[text for _number, text in rows],
        changed=[text for number, text in rows if number in live],
        now=[text for story in stories for text in story.answers],
        name=nominee_of_candidacy(candidacy_id).name,
    )


def round_of(candidacy_id: int) -> int:
    """Return the round of a candidacy, whether any of its nominations is read or not."""
    chosen = select(Candidacy.round_id).where(Candidacy.id == candidacy_id)
    return db.session.scalars(chosen).one()
