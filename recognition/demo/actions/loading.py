"""Filling an empty database with as much as one asks for, to measure how pages behave."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from recognition import clock
from recognition.database import transaction
from recognition.demo import simulated
from recognition.demo.actions.bulk import add_all, add_numbered
from recognition.demo.actions.directory import Company, write_directory
from recognition.demo.actions.filling import check_empty
from recognition.demo.actions.judging import Seat, write_reviews
from recognition.demo.actions.nominating import Told, write_nominations
from recognition.demo.actions.rounds import AWARD, add_round
from recognition.demo.actions.thanking import write_thanks
from recognition.demo.actions.trail import Trail
from recognition.demo.crowd import CHAIR_EMAIL, OFFICE_EMAIL, crowd, panellist_email
from recognition.demo.dates import DemoRound, calendar
from recognition.demo.places import TRUST
from recognition.demo.stories import ALL, CATEGORIES
from recognition.errors import Refused
from recognition.panel import actions as panel
from recognition.panel.models import Appointment, Assignment
from recognition.panel.rules import CHAIR, PANELLIST, weighted_mean
from recognition.people import actions as people
from recognition.people.rules import ADMINISTRATOR
from recognition.resources import actions as resources
from recognition.schemes import actions as schemes
from recognition.schemes import queries
from recognition.schemes.queries import RoundCard
from recognition.schemes.rules import CategoryText
from recognition.steering import count_anew
from recognition.words import _

SEED = 20_262
FEWEST_STAFF = 200
MOST = 1_000_000
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Loaded:
    """Who can look at what was loaded: addresses to sign in with, and the round's number."""

    round_id: int
    administrator: str
    chair: str
    panellist: str


@dataclass(frozen=True)
class _Load:
    """What was asked for, and what it is written with."""

    company: Company
    card: RoundCard
    panellists: Sequence[int]
    staff: Sequence[int]
    meets: datetime
    rng: random.Random
    trail: Trail


def load_data(
    *,
    nominations: int,
    panellists: int,
    reviews: int,
    staff: int | None = None,
    categories: int = 4,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> Loaded:
    """Fill an empty database with one judged round.

    Args:
        nominations: how many; each is a candidacy of its own while there are colleagues enough.
        panellists: how many people judge.
        reviews: sent reviews of each candidacy, each by another panellist.
        staff: colleagues beside panel, chair and administrator; None for as many as nominations.
        categories: 1 or 4.
        now: instant from which dates are counted, UTC; None for this one.
        progress: told parts done and parts in all.

    Raises:
        Refused: the database is not empty, or the numbers do not go together.
    """
    _check(nominations, panellists, reviews, staff, categories)
    tell = progress or (lambda _done, _total: None)
    rng, trail = random.Random(SEED), Trail()  # nosec B311 # no secret is drawn
    planned = calendar(now or clock.now()).judged
    with transaction() as session:
        check_empty()
        resources.fill_library()
        members = crowd(rng, staff or max(FEWEST_STAFF, nominations), panellists)
        company = write_directory(members)
        tell(1, 4)
        card = _start(company, planned, categories)
        load = _Load(
            company,
            card,
            [company.people[panellist_email(number)] for number in range(panellists)],
            list(company.people.values())[panellists + 2 :],
            planned.panel_meets_at,
            rng,
            trail,
        )
        merits = _nominations(load, nominations)
        write_thanks(now=now or clock.now(), rng=rng)
        tell(2, 4)
        _reviews(load, merits, reviews)
        tell(3, 4)
        trail.write()
        count_anew(session)
        panel.calculate(card.id)
    tell(4, 4)
    return Loaded(card.id, OFFICE_EMAIL, CHAIR_EMAIL, panellist_email(0))


def _check(
    nominations: int, panellists: int, reviews: int, staff: int | None, categories: int
) -> None:
    numbers = (nominations, panellists, 2 if staff is None else staff)
    if not all(1 <= number <= MOST for number in numbers) or reviews < 0:
        raise Refused(_("Ask for whole numbers from 1 to %(most)s.", most=f"{MOST:,}"))
    if staff == 1:
        raise Refused(_("Ask for at least 2 staff, because nobody nominates themselves."))
    if reviews > panellists:
        raise Refused(_("Ask for at least as many panellists as reviews of each nomination."))
    if categories not in {1, len(CATEGORIES)}:
        raise Refused(_("Ask for 1 category or for %(most)s.", most=len(CATEGORIES)))


def _start(company: Company, planned: DemoRound, categories: int) -> RoundCard:
    """Start the scheme with its categories and the round, in an open transaction."""
    trust = company.organisations[TRUST]
    actor = company.acting(OFFICE_EMAIL)
    people.grant(person_id=actor.person_id, organisation_id=trust, role=ADMINISTRATOR)
    schemes.start_scheme(AWARD, organisation_id=trust, actor=actor)
    chosen = [CategoryText(found.name, found.line) for found in CATEGORIES[:categories]]
    schemes.edit_categories(AWARD, chosen, actor=actor)
    return add_round(AWARD, planned, actor)


def _nominations(load: _Load, number: int) -> dict[int, float]:
    """Write the nominations; candidacies are spread evenly over colleagues and categories."""
    card, staff = load.card, load.staff
    categories = queries.categories(card.scheme.id)
    names = list(load.company.members.values())[-len(staff) :]
    seconds = int(((card.closes_at or load.meets) - card.opens_at).total_seconds())
    told = []
    for place in range(number):
        story, lap = ALL[place % len(ALL)], place // len(staff)
        category = categories[(place % len(staff) + lap) % len(categories)]
        told.append(
            Told(
                category_id=category.id,
                category=category.name,
                person_id=staff[place % len(staff)],
                team_id=None,
                described=None,
                nominee=names[place % len(staff)].name,
                nominator_id=staff[(place + 1 + lap % (len(staff) - 1)) % len(staff)],
                answers=(story.action, story.impact),
                named=story.named,
                merit=story.merit,
                sent_at=card.opens_at + timedelta(seconds=load.rng.randrange(seconds)),
            )
        )
    return write_nominations(card, told, load.rng, load.trail)


def _reviews(load: _Load, merits: dict[int, float], reviews: int) -> None:
    """Seat the panel and write what it sent; nobody on it works with a nominee."""
    chair = load.company.people[CHAIR_EMAIL]
    seats = [(chair, CHAIR), *((person, PANELLIST) for person in load.panellists)]
    add_all(
        Appointment,
        [
            {
                "round_id": load.card.id,
                "person_id": person,
                "role": role,
                "appointed_at": load.meets,
            }
            for person, role in seats
        ],
    )
    pairs = [
        (candidacy, load.panellists[(place * reviews + turn) % len(load.panellists)])
        for place, candidacy in enumerate(merits)
        for turn in range(reviews)
    ]
    numbers = add_numbered(
        Assignment,
        [
            {"candidacy_id": candidacy, "person_id": person, "assigned_at": load.meets}
            for candidacy, person in pairs
        ],
    )
    weights = {c.id: c.weight for c in queries.form_sheet(load.card.version_id).criteria}
    strict = {person: simulated.strictness(load.rng) for person in load.panellists}
    given, rows = [], []
    for number, (candidacy, person) in zip(numbers, pairs, strict=True):
        points = simulated.points(
            load.rng, merit=merits[candidacy], severity=strict[person], criteria=weights
        )
        mean = weighted_mean(points, weights) or 0.0
        at = load.meets + timedelta(minutes=load.rng.randrange(60, 5 * 1_440))
        given.append(points)
        rows.append(
            {
                "assignment_id": number,
                "comment": simulated.comment(load.rng, mean),
                "mean": mean,
                "saved_at": at,
                "sent_at": at,
            }
        )
    written = [Seat(number, *pair) for number, pair in zip(numbers, pairs, strict=True)]
    write_reviews(written, rows, given, load.trail)
