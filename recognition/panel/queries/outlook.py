"""What a share of the reading would mean, before anybody is asked."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    bindparam,
    func,
    select,
    union,
    union_all,
)

from recognition.database import db, read
from recognition.nominations import later
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy, Nomination
from recognition.panel.chains import groups
from recognition.panel.models import Appointment, Assignment, PracticeStory, Shortlisted
from recognition.panel.queries.asking import ROUND
from recognition.panel.queries.held import is_held
from recognition.panel.queries.interests import (
    acquainted,
    candidates,
    in_round,
    interested_in,
    judges,
    on_the_list,
    standing,
)
from recognition.panel.rules import MINUTES_EACH, PANELLIST, why_not
from recognition.panel.workload import Workload, workload
from recognition.people.models import Person
from recognition.people.queries import Viewer
from recognition.remembering import remembered

Conditions = tuple[ColumnElement[bool], ...]


@dataclass(frozen=True)
class Outlook:
    """What `reads` readers each would mean, without candidacies that the viewer must not know of.

    `short` counts nominees for whom fewer people may read; `parts` the groups of nominees, as
    assigned now, between which no reader is shared; `practice` the stories that everybody reads
    first.
    """

    nominees: int
    panellists: int
    reads: int
    most: int
    workload: Workload
    short: int
    parts: int
    won_lately: tuple[str, ...]
    practice: int


def outlook(viewer: Viewer, round_id: int, *, reads: int, most: int) -> Outlook:
    """Return what a share would mean, in as many statements for 3 nominees as for 3,000.

    Args:
        viewer: the chair.
        round_id: the round.
        reads: readers for each nominee, at least 1.
        most: nominees that one panellist can be asked for, at least 1.
    """
    hidden = interested_in(viewer.person_id, round_id)
    on_panel = db.session.scalar(select(func.count()).select_from(_panel(round_id).subquery())) or 0
    mine = _listed_without(hidden)
    nominees = sum(number for _category, number in _listed(round_id)) - _count(
        round_id, Candidacy.id.in_(sorted(hidden))
    )
    return Outlook(
        nominees=nominees,
        panellists=on_panel,
        reads=reads,
        most=most,
        workload=workload(nominees, reads, on_panel, most, MINUTES_EACH),
        short=nominees if on_panel < reads else _short(round_id, on_panel, reads, hidden),
        parts=_parts(round_id, tuple(sorted(hidden))) if hidden else _parts_of_all(round_id),
        won_lately=_won_lately(round_id, mine),
        practice=_count(
            round_id,
            Candidacy.id.in_(
                select(PracticeStory.candidacy_id).where(PracticeStory.round_id == round_id)
            ),
            Candidacy.id.not_in(sorted(hidden)),
        ),
    )


@remembered(Candidacy, Nomination, Shortlisted)
def _listed(round_id: int) -> tuple[tuple[int, int], ...]:
    """Count everybody to be read, by category: the same whoever asks, so nobody is shown it."""
    rows = db.session.execute(
        select(Candidacy.category_id, func.count(Candidacy.id))
        .where(Candidacy.round_id == round_id, standing(), on_the_list())
        .group_by(Candidacy.category_id)
    )
    return tuple((category_id, number) for category_id, number in rows)


def _listed_without(hidden: Collection[int]) -> Conditions:
    """Hold for few candidacies that a statement came to, where they are to be read."""
    return (
        standing(),
        on_the_list(),
        Candidacy.id.not_in(sorted(hidden)),
    )


def _count(round_id: int, *chosen: ColumnElement[bool]) -> int:
    """Count few candidacies, those among them that are to be read."""
    found = db.session.scalar(
        select(func.count(Candidacy.id)).where(
            *chosen, in_round(round_id), standing(), on_the_list()
        )
    )
    return found or 0


def _short(round_id: int, on_panel: int, reads: int, hidden: Collection[int]) -> int:
    """Count the nominees whom too few may read, without looking at those whom few can know.

    A nominee is short where more than `spare` panellists have an interest. Whoever is on a team
    of so many, or is known in other ways to enough of them, is looked at one by one.
    """
    spare, teams = on_panel - reads, _teams(round_id)
    large = [team for team, number in teams.items() if number > spare]
    enough = max(1, spare + 1 - max(teams.values(), default=0))
    asked = {"enough": enough, "teams": large, "hidden": sorted(hidden)}
    numbers = read(_few_may_read(), round=round_id, **asked).scalars().all()
    if not numbers:
        return 0
    facts = candidates(numbers)
    panel = judges(db.session.scalars(_panel(round_id)).all())
    able = (sum(why_not(judge, facts[one]) is None for judge in panel) for one in numbers)
    return sum(number < reads for number in able)


@cache
def _few_may_read() -> Select[int]:
    """Select whom `enough` panellists know, or whose team is one of `teams`, but the `hidden`."""
    known = acquainted(_panel(ROUND), ROUND).subquery()
    chosen = (
        select(known.c.id)
        .group_by(known.c.id)
        .having(func.count(known.c.person_id.distinct()) >= bindparam("enough", type_=Integer))
    )
    teams: BindParameter[int] = bindparam("teams", expanding=True)
    hidden: BindParameter[int] = bindparam("hidden", expanding=True)
    both = union(
        chosen, select(Candidacy.id).where(in_round(ROUND), Candidacy.team_id.in_(teams))
    ).subquery()
    return select(Candidacy.id).where(
        Candidacy.id.in_(select(both.c.id)),
        Candidacy.id.not_in(hidden),
        in_round(ROUND),
        standing(),
        on_the_list(),
    )


def _teams(round_id: int) -> dict[int, int]:
    """Count the panellists of each team, with every post they have there: rather too many."""
    panel = _panel(round_id)
    posts = union_all(
        *(select(Person.team_id).where(by.in_(panel)) for by in (Person.id, Person.merged_into_id))
    ).subquery()
    rows = db.session.execute(
        select(posts.c.team_id, func.count())
        .where(posts.c.team_id.is_not(None))
        .group_by(posts.c.team_id)
    )
    return {team_id: number for team_id, number in rows if team_id is not None}


def _panel(round_id: int | BindParameter[int]) -> Select[int]:
    return select(Appointment.person_id).where(
        Appointment.round_id == round_id, Appointment.role == PANELLIST, is_held()
    )


@remembered(Assignment, Candidacy, Nomination, Shortlisted)
def _parts_of_all(round_id: int) -> int:
    """Count the groups of readers for whoever knows nobody: the same whoever asks."""
    return _parts(round_id, ())


def _parts(round_id: int, hidden: tuple[int, ...]) -> int:
    """Count the groups of readers, told by the first reader of each nominee.

    Args:
        round_id: the round.
        hidden: candidacies by number that connect nobody, as far as whoever asks is concerned.
    """
    first = func.min(Assignment.person_id).over(partition_by=Assignment.candidacy_id)
    rows = db.session.execute(
        select(Assignment.person_id, first)
        .join(Candidacy, Candidacy.id == Assignment.candidacy_id)
        .where(Candidacy.round_id == round_id, Assignment.ended_at.is_(None))
        .where(standing(), on_the_list(), Candidacy.id.not_in(hidden))
        .distinct()
    )
    return groups((who, leader) for who, leader in rows)


def _won_lately(round_id: int, mine: Conditions) -> tuple[str, ...]:
    """Name those who won their category lately, beginning with the winners."""
    categories = [category_id for category_id, _number in _listed(round_id)]
    won = later.recent_winners(categories)
    chosen = db.session.execute(
        select(Candidacy.id, Candidacy.category_id, Candidacy.person_id).where(
            Candidacy.round_id == round_id,
            Candidacy.category_id.in_(categories),
            Candidacy.person_id.in_({person_id for _category, person_id in won}),
            *mine,
        )
    )
    numbers = [row.id for row in chosen if (row.category_id, row.person_id) in won]
    cards = nominations.candidacies_by_id(numbers).values()
    return tuple(sorted(card.nominee.name for card in cards))
