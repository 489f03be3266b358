"""Every nomination of a round as rows, for an organisation's own records.

Which rows there are is fixed first. Then they are read some hundreds at a time, each time in a
short transaction of its own, so that whoever is slow to take them keeps nobody from writing.
"""

import json
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Engine,
    ScalarSelect,
    Select,
    String,
    bindparam,
    func,
    select,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased

from recognition.database import db
from recognition.nominations.models import Answer, Candidacy, Nomination
from recognition.nominations.queries.nominees import COLUMNS as NOMINEE
from recognition.nominations.queries.nominees import NomineePerson, NomineeTeam, PersonTeam
from recognition.patience import within_bounds
from recognition.people.models import Person
from recognition.schemes.models import Category, Question, Round

AT_ONCE = 250
Nominator = aliased(Person, name="nominator")
Columns = Sequence[tuple[str, tuple[int, ...]]]


@dataclass(frozen=True)
class Everything:
    """The nominations of a round at one instant.

    Attributes:
        numbers: of the nominations, in the order in which they were sent.
        asked: each prompt of the forms they were written on, once and in the forms' order, with
            the numbers of the questions that ask it.
        categories: what the scheme's categories are called, by number.
    """

    numbers: "array[int]"
    asked: Columns
    categories: dict[int, str]

    @property
    def highest(self) -> int:
        """The highest number among them; 0 when there are none."""
        return max(self.numbers, default=0)


def everything(round_id: int) -> Everything:
    """Fix which nominations of a round there are, withdrawn and declined ones included.

    Three statements, however many there are; only their numbers are kept in memory.
    """
    numbers, versions = array("q"), set[int]()
    found = db.session.connection().execute(
        select(Nomination.id, Nomination.version_id)
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .where(Candidacy.round_id == round_id)
        .order_by(Nomination.sent_at, Nomination.id)
        .execution_options(yield_per=AT_ONCE)
    )
    for part in found.partitions():
        some, of_forms = zip(*part, strict=True)
        numbers.extend(some)
        versions.update(of_forms)
    return Everything(numbers, _asked(versions), _categories(round_id))


def _asked(versions: Collection[int]) -> Columns:
    asked: dict[str, list[int]] = defaultdict(list)
    for prompt, number in db.session.execute(
        select(Question.prompt, Question.id)
        .where(Question.version_id.in_(versions))
        .order_by(Question.version_id, Question.position)
    ):
        asked[prompt].append(number)
    return tuple((prompt, tuple(numbers)) for prompt, numbers in asked.items())


def _categories(round_id: int) -> dict[int, str]:
    scheme = select(Round.scheme_id).where(Round.id == round_id).scalar_subquery()
    chosen = select(Category.id, Category.name).where(Category.scheme_id == scheme)
    return {number: str(name) for number, name in db.session.execute(chosen)}


def in_pages(engine: Engine, whole: Everything) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the nominations in their order, some at a time, as they read now.

    A row has the columns of `_rows` and then one for each prompt, None where nothing was answered.
    Instants are as the database gives them: see `exporting.london`. Nothing of Flask is needed.

    Args:
        engine: of the database.
        whole: which nominations.

    Raises:
        LookupError: one of them is no longer there.
        OperationalError: PostgreSQL says nothing for as long as a page would wait.
    """
    statement = _rows(engine.dialect.name, whole.asked)
    for start in range(0, len(whole.numbers), AT_ONCE):
        some = whole.numbers[start : start + AT_ONCE].tolist()
        given = some if engine.dialect.name == "postgresql" else json.dumps(some)
        with within_bounds(), engine.connect() as connection:
            # as the driver gives them: making rows of them would take a quarter of all the time
            cursor = connection.execute(statement, {"numbers": given}).cursor
            found = {row[0]: row for row in cursor.fetchall()} if cursor else {}
        yield [found[number] for number in some]


def _rows(dialect: str, asked: Columns) -> Select[*tuple[Any, ...]]:
    """Choose the nominations of one page, one row for each, in any order."""
    return (
        select(
            Nomination.id,
            Nomination.reference,
            Candidacy.category_id,
            Nomination.standing,
            Nominator.name,
            Nomination.nominator_name,
            Nomination.nominator_kind,
            Nomination.may_name_nominator,
            Nomination.channel,
            *(
                type_coerce(instant, String)
                for instant in (
                    Nomination.sent_at,
                    Nomination.counts_from,
                    Nomination.withdrawn_at,
                )
            ),
            *NOMINEE,
            Candidacy.described_name,
            Candidacy.described_place,
            *(_answer(questions) for _prompt, questions in asked),
        )
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .outerjoin(Nominator, Nominator.id == Nomination.nominator_id)
        .outerjoin(NomineePerson, NomineePerson.id == Candidacy.person_id)
        .outerjoin(PersonTeam, PersonTeam.id == NomineePerson.team_id)
        .outerjoin(NomineeTeam, NomineeTeam.id == Candidacy.team_id)
        .where(Nomination.id.in_(_given(dialect)))
    )


def _given(dialect: str) -> Select[int]:
    """Choose the numbers of a page, which are one value, so that every page is one statement."""
    if dialect == "postgresql":
        listed = bindparam("numbers", type_=ARRAY(BigInteger))
        return select(func.unnest(listed).column_valued("number"))
    return select(func.json_each(bindparam("numbers")).table_valued("value").c.value)


def _answer(questions: Sequence[int]) -> ScalarSelect[str]:
    """Choose what was answered to whichever of these questions the nomination's form asked."""
    chosen = (
        select(Answer.text)
        .where(Answer.nomination_id == Nomination.id, Answer.revision == Nomination.revision)
        .correlate(Nomination)
    )
    if len(questions) == 1:
        return chosen.where(Answer.question_id == questions[0]).scalar_subquery()
    several = chosen.where(Answer.question_id.in_(questions))
    return several.order_by(Answer.question_id.desc()).limit(1).scalar_subquery()
