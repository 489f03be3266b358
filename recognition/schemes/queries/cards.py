"""What a scheme, a round and a form look like to everybody else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from recognition.database import db
from recognition.resources.queries import ResourceCard
from recognition.schemes import rules
from recognition.schemes.models import Category, Round, Scheme, SchemeOrganisation


@dataclass(frozen=True)
class SchemeCard:
    """A scheme. `organisation_id` hosts it; `organisation_ids` take part, the host among them.

    `lane` is one of `rules.LANES`, `who_may_nominate` holds some of `rules.AUDIENCES`, and
    `ended_at` is an instant, UTC. `without_account`: people nominate without signing in;
    `confirms_addresses`: theirs are then confirmed by a letter; `tells_managers`: a nominee's line
    manager hears; `thanks_days`: within how many days a nominee is to be thanked; `hides_names` and
    `names_readers` and `two_stages`: as in `rules.Ways`.
    """

    id: int
    slug: str
    name: str
    purpose: str
    lane: str
    who_may_nominate: frozenset[str]
    nominees_get: str
    organisation_id: int
    organisation_ids: tuple[int, ...]
    template_key: str | None = None
    ended_at: datetime | None = None
    without_account: bool = True
    confirms_addresses: bool = True
    tells_managers: bool = False
    thanks_days: int = 7
    hides_names: bool = True
    names_readers: bool = False
    two_stages: bool = False

    @property
    def is_judged(self) -> bool:
        """True when a panel reads and winners are announced."""
        return self.lane == rules.AWARD


@dataclass(frozen=True)
class RoundCard:
    """One cycle of a scheme; its times are instants, UTC. No close means always open."""

    id: int
    slug: str
    name: str
    scheme: SchemeCard
    version_id: int
    opens_at: datetime
    closes_at: datetime | None
    judging_ends_at: datetime | None
    announces_at: datetime | None
    grace_minutes: int = 0

    def is_open(self, at: datetime) -> bool:
        """Tell whether nominations are accepted at this instant."""
        return rules.is_open(
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            ended_at=self.scheme.ended_at,
            at=at,
        )

    def turns(self) -> list[datetime]:
        """Return the instants, UTC, from which nominations are accepted, or no longer are."""
        closed = self.closes_at and self.closes_at.replace(microsecond=0) + timedelta(seconds=1)
        turns = (self.opens_at, closed, self.scheme.ended_at)
        return [instant for instant in turns if instant is not None]

    def has_closed(self, at: datetime) -> bool:
        """Tell whether the close has passed, or the scheme has ended."""
        return at >= self.opens_at and not self.is_open(at)

    def state(self, at: datetime) -> str:
        """Return where the round stands: upcoming, open, ended, judging or announced."""
        if at < self.opens_at:
            return "upcoming"
        if self.is_open(at):
            return "open"
        if self.announces_at and at >= self.announces_at:
            return "announced"
        return "ended" if self.closes_at is None or not self.scheme.is_judged else "judging"


@dataclass(frozen=True)
class QuestionCard:
    """What a nominator is asked, and the good practice that stands beside it."""

    id: int
    position: int
    prompt: str
    hint: str
    word_limit: int | None
    guidance: ResourceCard | None


@dataclass(frozen=True)
class CriterionCard:
    """What panellists score; `descriptors` says what each number of points looks like."""

    id: int
    position: int
    name: str
    description: str
    weight: float
    descriptors: Mapping[int, str]
    guidance: ResourceCard | None


@dataclass(frozen=True)
class FormSheet:
    """The questions and criteria of one version, in order; `used` once a nomination used them."""

    version_id: int
    number: int
    words_together: int | None
    questions: tuple[QuestionCard, ...]
    criteria: tuple[CriterionCard, ...]
    used: bool = False


@dataclass(frozen=True)
class CategoryCard:
    """A kind of winner."""

    id: int
    name: str
    description: str
    for_teams: bool


def scheme_cards(rows: Iterable[Scheme]) -> dict[int, SchemeCard]:
    """Turn rows into cards, by number, with one statement more."""
    rows = list(rows)
    taking_part: dict[int, list[int]] = {}
    for scheme_id, organisation_id in db.session.execute(
        select(SchemeOrganisation.scheme_id, SchemeOrganisation.organisation_id)
        .where(SchemeOrganisation.scheme_id.in_({row.id for row in rows}))
        .order_by(SchemeOrganisation.organisation_id)
    ):
        taking_part.setdefault(scheme_id, []).append(organisation_id)
    return {
        row.id: SchemeCard(
            id=row.id,
            slug=row.slug,
            name=row.name,
            purpose=row.purpose,
            lane=row.lane,
            who_may_nominate=frozenset(row.who_may_nominate),
            nominees_get=row.nominees_get,
            organisation_id=row.organisation_id,
            organisation_ids=tuple(taking_part.get(row.id, ())),
            template_key=row.template_key,
            ended_at=row.ended_at,
            without_account=row.without_account,
            confirms_addresses=row.confirms_addresses,
            tells_managers=row.tells_managers,
            thanks_days=row.thanks_days,
            hides_names=row.hides_names,
            names_readers=row.names_readers,
            two_stages=row.two_stages,
        )
        for row in rows
    }


def round_cards(rows: Iterable[tuple[Round, Scheme]]) -> list[RoundCard]:
    """Turn rows into cards, in the same order, with one statement more."""
    rows = list(rows)
    schemes = scheme_cards({scheme.id: scheme for _round, scheme in rows}.values())
    return [
        RoundCard(
            id=row.id,
            slug=row.slug,
            name=row.name,
            scheme=schemes[scheme.id],
            version_id=row.version_id,
            opens_at=row.opens_at,
            closes_at=row.closes_at,
            judging_ends_at=row.judging_ends_at,
            announces_at=row.announces_at,
            grace_minutes=row.grace_minutes,
        )
        for row, scheme in rows
    ]


def category_card(row: Category) -> CategoryCard:
    """Turn a row into a card."""
    return CategoryCard(row.id, row.name, row.description, row.for_teams)
