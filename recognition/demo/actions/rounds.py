"""Starting the two schemes of the demonstration, and their rounds."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import update

from recognition.database import db
from recognition.demo.actions.directory import Company
from recognition.demo.dates import Calendar, DemoRound
from recognition.demo.places import HOSPICE, TRUST
from recognition.demo.staff import PERSONAS
from recognition.demo.stories import CATEGORIES
from recognition.demo.stories.shape import COMPASSION, TEAM
from recognition.people.queries import Viewer
from recognition.schemes import actions, queries
from recognition.schemes.models import FormVersion, Round
from recognition.schemes.queries import RoundCard
from recognition.schemes.rules import CategoryText

AWARD, ALWAYS_OPEN = "going-the-extra-mile", "leading-with-compassion"


@dataclass(frozen=True)
class Rounds:
    """The four rounds, and the numbers of the categories by the keys that stories use."""

    announced: RoundCard
    judged: RoundCard
    open: RoundCard
    always_open: RoundCard
    categories: Mapping[str, int]


def start_rounds(company: Company, calendar: Calendar) -> Rounds:
    """Start both schemes with their rounds, in an open transaction."""
    actor = company.acting(PERSONAS["administrator"])
    award = _start(AWARD, company, actor)
    categories = _categories(award, actor)
    always = _start(ALWAYS_OPEN, company, actor)
    scheme = queries.scheme(always)
    (always_open,) = queries.rounds_of(scheme.id)
    db.session.execute(
        update(Round).where(Round.id == always_open.id).values(opens_at=calendar.always_since)
    )
    db.session.execute(update(FormVersion).values(made_at=calendar.always_since))
    return Rounds(
        announced=add_round(award, calendar.announced, actor),
        judged=add_round(award, calendar.judged, actor),
        open=add_round(award, calendar.open, actor),
        always_open=queries.round_card(always_open.id),
        categories={**categories, COMPASSION: queries.categories(scheme.id)[0].id},
    )


def add_round(scheme_slug: str, planned: DemoRound, actor: Viewer) -> RoundCard:
    """Add a round to a scheme, in an open transaction."""
    slug = actions.add_round(scheme_slug, name=planned.name, dates=planned.dates, actor=actor)
    return queries.round_by_slug(scheme_slug, slug)


def _start(template: str, company: Company, actor: Viewer) -> str:
    return actions.start_scheme(
        template,
        organisation_id=company.organisations[TRUST],
        organisation_ids=[company.organisations[HOSPICE]],
        actor=actor,
    )


def _categories(scheme_slug: str, actor: Viewer) -> dict[str, int]:
    """Give the scheme the categories that the stories are told in, over those it came with."""
    scheme = queries.scheme(scheme_slug)
    there: list[int | None] = [card.id for card in queries.categories(scheme.id)]
    there += [None] * (len(CATEGORIES) - len(there))
    actions.edit_categories(
        scheme_slug,
        [
            CategoryText(category.name, category.line, for_teams=category.key == TEAM, id=number)
            for category, number in zip(CATEGORIES, there, strict=True)
        ],
        actor=actor,
    )
    found = {card.name: card.id for card in queries.categories(scheme.id)}
    return {category.key: found[category.name] for category in CATEGORIES}
