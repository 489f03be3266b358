"""An erasure goes as far as somebody's own words do, and leaves those of others alone."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from recognition import clock
from recognition.audit import actions as audit
from recognition.audit.models import Entry
from recognition.database import db, transaction
from recognition.nominations import actions as nominating
from recognition.nominations import queries as nominations
from recognition.nominations.models import Answer, Candidacy, LatePermission, Nomination
from recognition.nominations.queries import Nominee
from recognition.people.queries import PersonCard
from recognition.privacy.actions import erasing
from recognition.privacy.queries.erasing_subjects import nomination_subject, person_subject
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from tests.page_client import PageClient
from tests.world import World


def erase(world: World, who: PersonCard, admin: PersonCard) -> None:
    actor = world.viewer(admin)
    with world.app.app_context():
        erasing.erase(
            lambda: person_subject(who.id),
            typed=who.name,
            basis="asked",
            nothing_holds=True,
            actor=actor,
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


def carried(world: World, reference: str, into: RoundCard, admin: PersonCard) -> str:
    """Carry a nomination into another round; return the reference of its copy."""
    actor = world.viewer(admin)
    with world.app.app_context():
        row = db.session.scalars(select(Nomination).where(Nomination.reference == reference)).one()
        category = schemes.categories(into.scheme.id)[0].id
        made = nominating.carry(
            row.candidacy_id, round_id=into.id, category_id=category, actor=actor
        )
        return db.session.get_one(Nomination, made[row.id]).reference


@pytest.mark.parametrize("found_by", [0, 1, 2])
def test_who_is_described_is_erased_in_every_round_their_story_went_to(
    world: World, found_by: int
) -> None:
    admin, scheme = world.administrator(), world.scheme()
    month, year, ever = (world.round(scheme, name=name) for name in ("Month", "Year", "Ever"))
    described = Nominee("described", "Zeb Quillfeather", "Ward 7")
    first = world.nomination(month, nominee=described, answers=("Zeb zqword.", "All zqword."))
    second = carried(world, first, year, admin)
    third = carried(world, second, ever, admin)
    other = world.nomination(ever, answers=("She stayed.", "All night."))
    actor = world.viewer(admin)
    with world.app.app_context():
        reference = (first, second, third)[found_by]
        erasing.erase(
            lambda: nomination_subject("nominee", reference, admin.organisation_id),
            typed="Zeb Quillfeather",
            basis="asked",
            nothing_holds=True,
            actor=actor,
        )
        said = db.session.execute(
            select(Nomination.reference, Answer.text).join(
                Answer, Answer.nomination_id == Nomination.id
            )
        ).all()
        names = set(db.session.scalars(select(Candidacy.described_name))) - {None}
    assert {text for key, text in said if key != other} == {"[words removed]"}
    assert {text for key, text in said if key == other} == {"She stayed.", "All night."}
    assert {key for key, _text in said} == {first, second, third, other}
    assert names == {"A former colleague"}


def test_erasing_somebody_outside_leaves_what_nobody_in_particular_did(world: World) -> None:
    admin, late, round_ = world.administrator(), world.person(), world.round()
    described = Nominee("described", "Zeb Quillfeather", "Ward 7")
    reference = world.nomination(round_, nominee=described)
    actor, now = world.viewer(admin), clock.now()
    with world.app.app_context():
        with transaction() as session:
            session.add(
                LatePermission(
                    round_id=round_.id,
                    person_id=late.id,
                    until=now + timedelta(days=1),
                    reason="They were ill.",
                    granted_at=now,
                )
            )
        erasing.erase(
            lambda: nomination_subject("nominee", reference, admin.organisation_id),
            typed="Zeb Quillfeather",
            basis="asked",
            nothing_holds=True,
            actor=actor,
        )
        assert list(db.session.scalars(select(LatePermission.reason))) == ["They were ill."]


def test_a_description_stays_where_others_wrote_it_unless_it_is_written_down(
    client: PageClient, world: World
) -> None:
    admin, round_ = world.administrator(), world.round()
    described = Nominee("described", "Day Porter", "Ward 7")
    reference = world.nomination(round_, nominee=described, answers=("He came.", "He stayed."))
    other = world.nomination(round_, answers=("Our day porter helped.", "All night."))
    client.sign_in(admin)
    page = f"/manage/privacy/erasures/nominee/{reference}"
    assert "“Day Porter” does not look like a name." in client.get(page).text
    sure = {"basis": "asked", "nothing_holds": "y", "name": "Day Porter", "do": "erase"}
    assert client.send(page, sure).status_code == 302
    with world.app.app_context():
        said = db.session.execute(
            select(Nomination.reference, Answer.text).join(
                Answer, Answer.nomination_id == Nomination.id
            )
        ).all()
    told = {key: {text for at, text in said if at == key} for key in (reference, other)}
    assert told[reference] == {"[words removed]"}
    assert told[other] == {"Our day porter helped.", "All night."}
