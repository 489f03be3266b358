"""The pages on which administrators look after people are open to everybody."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from recognition import clock
from recognition.database import transaction
from recognition.people import actions
from recognition.people.models import Grant
from recognition.people.queries import PersonCard
from recognition.people.rules import COMMUNICATIONS
from tests.browser import Site
from tests.journeys.inspector import Inspector

FILE = (
    "email,name,job_title,team,site\n"
    "asha@example.org,Asha Patel,Sister,Ward 8,North\n"
    "new@example.org,Nia New,Porter,Ward 8,North\n"
    "odd,Odd One,,,\n"
)

pytestmark = pytest.mark.browser


def _old_role(site: Site) -> int:
    """Let somebody hold a role that nobody confirmed for a year; return its number."""
    holder = site.world.granted(COMMUNICATIONS)
    with site.app.app_context(), transaction() as session:
        row = session.scalars(select(Grant).where(Grant.person_id == holder.id)).one()
        row.granted_at = clock.now() - timedelta(days=400)
        return row.id


def _two_records(site: Site, admin: PersonCard) -> tuple[PersonCard, PersonCard, int]:
    """Give somebody three records, two of which are one; return both and the merge."""
    world = site.world
    kept = world.person("Asha Patel", email="asha@example.org", team="Ward 7", site="North")
    third = world.person("Asha Patel", email="asha.third@example.org")
    actor = world.viewer(admin)
    with site.app.app_context():
        merge = actions.make_one(kept.id, third.id, reason="Two posts", actor=actor)
    return kept, world.person("Asha Patel", email="asha.bank@example.org", team="Bank"), merge


def test_the_pages_about_people_are_open_to_everybody(inspector: Inspector) -> None:
    site = inspector.site
    admin = site.world.administrator()
    inspector.walk(
        [
            (
                admin,
                (
                    "/manage/people?q=zz", "/manage/people/new", "/manage/people/import",
                    "/manage/teams", "/manage/teams/new", "/manage/teams?q=zz", "/manage/roles",
                ),
            )
        ]
    )  # fmt: skip
    kept, other, merge = _two_records(site, admin)
    role, person = _old_role(site), f"/manage/people/{kept.id}"
    actor = site.world.viewer(admin)
    with site.app.app_context():
        actions.keep_upload(
            FILE.encode(), organisation_id=kept.organisation_id, skips=False, leavers=True,
            actor=actor,
        )  # fmt: skip
    inspector.walk(
        [
            (
                admin,
                (
                    person, f"{person}/edit", f"{person}/leave", f"{person}/same-person",
                    f"{person}/same-person/{other.id}", f"/manage/people/parting/{merge}",
                    f"{person}/give/communications", "/manage/people/import/preview",
                    "/manage/roles", f"/manage/roles/{role}/until", f"/manage/roles/{role}/end",
                    "/manage/teams", "/manage/teams/1", "/manage/teams/1/rename",
                    "/manage/teams/1/same-team", "/manage/teams/1/same-team/2",
                    "/manage/teams/1/end", "/manage/organisation",
                ),
            )
        ]
    )  # fmt: skip
    inspector.send_empty(admin, f"{person}/edit", "Save")
    inspector.send_empty(admin, f"{person}/same-person/{other.id}", "Make them one")
    inspector.send_empty(admin, "/manage/teams/1/rename", "Save")
    inspector.send_empty(admin, "/manage/organisation", "Show on a sample")
