"""An erasure goes as far as somebody's own words do, and leaves those of others alone."""

from sqlalchemy import select

from recognition.audit import actions as audit
from recognition.audit.models import Entry
from recognition.database import db, transaction
from recognition.nominations import actions as nominating
from recognition.nominations import queries as nominations
from recognition.nominations.queries import Nominee
from recognition.people.queries import PersonCard
from recognition.privacy.actions import erasing
from recognition.privacy.queries.erasing_subjects import person_subject
from tests.world import World


def erase(world: World, who: PersonCard, admin: PersonCard) -> None:
    with world.app.app_context():
        erasing.erase(
            lambda: person_subject(who.id),
            typed=who.name,
            basis="asked",
            nothing_holds=True,
            actor=world.viewer(admin),
        )


def called(world: World, words: str, who: PersonCard, admin: PersonCard) -> str:
    """Nominate somebody under a name of the nominator's, and link it; return the reference."""
    reference = world.nomination(
        world.round(), nominee=Nominee("described", words, "Ward 7"), accepted=False
    )
    actor = world.viewer(admin)
    with world.app.app_context():
        seen = nominations.sheet(actor, reference).edition
        nominating.link(reference, seen=seen, value=f"person:{who.id}", actor=actor)
    return reference


def test_what_a_nominator_called_them_empties_no_entry_about_others(world: World) -> None:
    admin, who = world.administrator(), world.person("Zeb Quillfeather")
    reference = called(world, "Night team", who, admin)
    with world.app.app_context(), transaction():
        for payload in ({"name": "Night team"}, {"name": "Night team", "about": reference}):
            audit.record("team.named", subject=("team", 9), actor_id=admin.id, payload=payload)
    erase(world, who, admin)
    with world.app.app_context():
        kept = db.session.scalars(
            select(Entry.payload).where(Entry.action == "team.named").order_by(Entry.number)
        ).all()
    assert len(kept) == 2
    assert "Night team" in (kept[0] or "")
    assert kept[1] is None
