"""Who may be erased, by whom, and when not yet."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine

from recognition import clock
from recognition.database import db, scrub, transaction
from recognition.nominations import actions as nominating
from recognition.nominations.actions.typing import PaperCard
from recognition.nominations.models import Answer, Candidacy, Draft, Nomination
from recognition.nominations.queries import Author, Nominee
from recognition.panel.queries.material import material
from recognition.people import actions as people
from recognition.people.models import Grant, Person
from recognition.people.queries import PersonCard
from recognition.people.rules import ADMINISTRATOR, COMMUNICATIONS
from recognition.privacy.actions.erasing import clean
from recognition.privacy.actions.retention_setting import end_hold, place_hold
from recognition.privacy.models import Erasure
from recognition.privacy.queries.erasing import lone_administrator_of
from recognition.schemes.queries import RoundCard
from recognition.thanks import actions as thanking
from recognition.thanks.models import Thank
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.world import World

LIST = "/manage/privacy/erasures"
SURE = {"basis": "asked", "nothing_holds": "y", "do": "erase"}


@pytest.fixture
def admin(client: PageClient, world: World) -> PersonCard:
    found = world.administrator()
    client.sign_in(found)
    return found


@pytest.fixture
def round_(world: World) -> RoundCard:
    return world.round()


def page(person: PersonCard) -> str:
    return f"{LIST}/person/{person.id}"


def erase(client: PageClient, person: PersonCard, **changes: str) -> str:
    fields = {**SURE, "name": person.name, **changes}
    done = client.send(page(person), fields, follow_redirects=True)
    assert "It is done." in done.text, done.text
    return done.text


def stories(world: World) -> dict[str, list[str]]:
    """Return every wording, by reference."""
    found: dict[str, list[str]] = {}
    with world.app.app_context():
        rows = db.session.execute(
            sa.select(Nomination.reference, Answer.text)
            .join(Answer, Answer.nomination_id == Nomination.id)
            .order_by(Answer.nomination_id, Answer.question_id)
        )
        for reference, text in rows:
            found.setdefault(reference, []).append(text)
    return found


def test_nobody_but_an_administrator_of_their_organisation_can(
    client: PageClient, world: World, admin: PersonCard
) -> None:
    person = world.person()
    elsewhere = world.administrator(organisation="Elsewhere Trust")
    assert client.get(page(person)).status_code == 200
    for who in (elsewhere, world.granted(COMMUNICATIONS), person):
        client.sign_in(who)
        assert client.get(page(person)).status_code == 404
        sent = client.send(page(person), {**SURE, "name": person.name}, form="/account")
        assert sent.status_code == 404
    with world.app.app_context():
        assert db.session.get_one(Person, person.id).name == person.name


def test_nobody_erases_themselves(client: PageClient, world: World, admin: PersonCard) -> None:
    world.administrator()
    shown = client.get(page(admin)).text
    assert "You cannot erase yourself. Ask another administrator to do it." in shown
    assert "Erase them for good" not in shown
    sent = client.send(page(admin), {**SURE, "name": admin.name}, form="/account")
    assert sent.status_code == 422
    with world.app.app_context():
        assert db.session.get_one(Person, admin.id).name == admin.name


def test_an_organisation_keeps_an_administrator(
    client: PageClient, world: World, admin: PersonCard
) -> None:
    """Somebody may administer another organisation than their own, and be the only one there."""
    other = world.person()
    place = world.organisation("Elsewhere Trust")
    with world.app.app_context():
        people.grant(person_id=other.id, organisation_id=place, role="administrator")
    sent = client.send(page(other), {**SURE, "name": other.name}, form="/account")
    assert sent.status_code == 422
    assert "They are the only administrator of Elsewhere Trust." in sent.text


def test_somebody_erased_is_not_there_any_more(
    client: PageClient, world: World, admin: PersonCard
) -> None:
    person = world.person()
    text = erase(client, person)
    assert person.name not in text
    assert client.get(page(person)).status_code == 404
    assert person.name not in client.get(LIST).text
    found = client.send(LIST, {"who": person.name})
    assert "Nobody was found." in found.text


def test_the_trail_says_who_did_it_and_never_to_whom(
    client: PageClient, world: World, admin: PersonCard
) -> None:
    person = world.person("Zebedee Quillfeather")
    erase(client, person)
    trail = client.get("/manage/audit?verify=1").text
    assert "Erased somebody" in trail
    assert "Quillfeather" not in trail
    assert "The trail is whole" in trail
    with world.app.app_context():
        row = db.session.scalars(sa.select(Erasure)).one()
        assert (row.done_by_id, row.basis, row.kind) == (admin.id, "asked", "person")


def test_a_name_that_somebody_else_has_too_stays_in_others_words(
    client: PageClient, world: World, admin: PersonCard, round_: RoundCard
) -> None:
    person = world.person("Sam Jones")
    world.person("Sam Jones")
    told = world.nomination(round_, answers=("Sam Jones helped.", "Twice."))
    mine = world.nomination(round_, nominee=person, answers=("Sam Jones stayed.", "All night."))
    shown = client.get(page(person)).text
    assert "Somebody else here has the same name." in shown
    erase(client, person)
    assert stories(world)[told] == ["Sam Jones helped.", "Twice."]
    assert stories(world)[mine] == ["[words removed]", "[words removed]"]


def test_other_names_are_taken_out_when_they_are_asked_for(
    client: PageClient, world: World, admin: PersonCard, round_: RoundCard
) -> None:
    person = world.person("Zebedee Quillfeather")
    told = world.nomination(round_, answers=("Zeb came, and Zebra too.", "Sister Quillfeather."))
    shown = client.get(page(person)).text
    assert "Sister Quillfeather." in shown
    assert told in shown
    fields = {**SURE, "do": "look", "also": "Zeb\nSister Quillfeather"}
    looked = client.send(page(person), fields)
    assert "Their whole name in 2 places" in looked.text
    assert stories(world)[told][0] == "Zeb came, and Zebra too."
    erase(client, person, also=fields["also"])
    assert stories(world)[told] == ["[name removed] came, and Zebra too.", "[name removed]."]


def outside(world: World, round_: RoundCard, admin: PersonCard, email: str, words: str) -> str:
    """Type in what somebody without an account wrote on paper."""
    nominee = world.person()
    with world.app.app_context():
        card = PaperCard(
            key=f"{abs(hash(words)):032x}"[:32],
            nominee=Nominee("person", nominee.name, "", person_id=nominee.id),
            answers={"1": words, "2": words},
            nominator_kind="patient",
            nominator_name="Joan Field",
            nominator_email=email,
        )
        return nominating.type_card(
            card,
            scheme_slug=round_.scheme.slug,
            round_slug=round_.slug,
            actor=world.viewer(admin),
            received=clock.now(),
        )


def test_whoever_nominated_without_an_account_is_erased_by_address(
    client: PageClient, world: World, admin: PersonCard, round_: RoundCard
) -> None:
    hers = [outside(world, round_, admin, "joan@example.org", text) for text in ("One.", "Two.")]
    other = outside(world, round_, admin, "june@example.org", "Three.")
    found = client.send(LIST, {"who": "Joan@Example.org"}).text
    assert "Joan Field" in found
    address = f"{LIST}/nominator/{hers[0]}"
    assert found.count(f'href="{LIST}/nominator/') == 1
    done = client.send(address, {**SURE, "name": "Joan Field"}, follow_redirects=True)
    assert "It is done." in done.text
    told = stories(world)
    assert [told[one] for one in hers] == [["[words removed]"] * 2] * 2
    assert told[other] == ["Three."] * 2
    with world.app.app_context():
        rows = db.session.scalars(sa.select(Nomination).order_by(Nomination.id)).all()
        assert [row.nominator_email for row in rows] == ["", "", "june@example.org"]
        assert [row.nominator_name for row in rows] == ["", "", "Joan Field"]
    assert client.get(f"/manage/checking/{hers[0]}").status_code == 200


def test_a_nominee_who_is_in_no_directory_is_erased_by_reference(
    client: PageClient, world: World, admin: PersonCard, round_: RoundCard
) -> None:
    porter = Nominee("described", "Zeb Quillfeather", "Porters")
    sent = world.nomination(round_, nominee=porter)
    assert "Zeb Quillfeather" in client.send(LIST, {"who": sent.lower()}).text
    shown = client.send(
        f"{LIST}/nominee/{sent}", {**SURE, "name": "Zeb Quillfeather"}, follow_redirects=True
    )
    assert "It is done." in shown.text
    with world.app.app_context():
        row = db.session.scalars(sa.select(Candidacy)).one()
        assert (row.described_name, row.described_place) == ("A former colleague", "")
    assert "Quillfeather" not in client.get(f"/manage/checking/{sent}").text
    assert client.get(f"{LIST}/nominator/{sent}").status_code == 404


def test_what_waits_for_somebody_erased_is_owed_no_more(
    client: PageClient, world: World, admin: PersonCard, round_: RoundCard
) -> None:
    person = world.person()
    with time_machine.travel(clock.now() - timedelta(hours=1)):
        world.nomination(round_, nominee=person)
    with world.app.app_context():
        thanking.thank_accepted()
    erase(client, person)
    with world.app.app_context():
        thank = db.session.scalars(sa.select(Thank)).one()
        assert (thank.state, thank.thanked_at) == ("ended", None)
        assert thanking.thank_accepted() == 0
    assert client.get("/manage/thanks").status_code == 200


def test_what_is_begun_about_them_is_gone_and_nobody_elses(
    client: PageClient, world: World, admin: PersonCard, round_: RoundCard
) -> None:
    person, other = world.person(), world.person()
    for key, nominee in (("a" * 32, person), ("b" * 32, other)):
        with world.app.app_context():
            nominating.start_draft(
                key=key,
                round_card=round_,
                nominee=Nominee("person", nominee.name, "", person_id=nominee.id),
                category_id=None,
                actor=Author.of(world.viewer(world.person())),
                received=clock.now(),
            )
    erase(client, person)
    with world.app.app_context():
        assert list(db.session.scalars(sa.select(Draft.key))) == ["b" * 32]


def test_a_file_in_use_is_cleaned_later(
    client: PageClient, world: World, admin: PersonCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    with world.app.app_context():
        if db.engine.dialect.name != "sqlite":
            assert scrub()  # there is no file of ours to clean
            return
        path = Path(db.engine.url.database or "")
        db.engine.dispose()
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("PRAGMA busy_timeout = 1")
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM person").fetchall()
    with world.app.app_context():
        db.session.execute(sa.text("PRAGMA busy_timeout = 1"))
        assert scrub() is False
    reader.close()
    with world.app.app_context(), transaction() as session:
        now, where = clock.now(), admin.organisation_id
        facts = {"organisation_id": where, "kind": "person", "basis": "asked", "counts": {}}
        session.add(Erasure(**facts, done_by_id=admin.id, done_at=now))
    assert "Being cleaned." in client.get(f"{LIST}/1").text
    with world.app.app_context():
        assert clean() == 1
        assert clean() == 0
    assert "Clean since" in client.get(f"{LIST}/1").text


def test_the_list_asks_as_often_for_many_as_for_one(
    client: PageClient, world: World, admin: PersonCard, count_queries: QueryCounter
) -> None:
    def asked(search: Callable[[], object]) -> int:
        with count_queries() as statements:
            search()
        return len(statements)

    erase(client, world.person("Quin Moss"))
    world.person("Quentin Moss")
    client.get(LIST)
    token = client.token(LIST)

    def look() -> object:
        return client.post(LIST, data={"csrf_token": token, "who": "moss"})

    one = asked(lambda: client.get(LIST)), asked(look)
    for name in ("Ann Moss", "Bo Moss"):
        erase(client, world.person(name))
        world.person(f"Other {name}")
    client.get(LIST)
    assert (asked(lambda: client.get(LIST)), asked(look)) == one


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "Zebedee"}, "as it stands on this page"),
        ({"basis": ""}, "Choose why they are to be erased."),
        ({"nothing_holds": ""}, "whether a complaint, a claim or an investigation"),
        ({"also": "Zb"}, "at least three letters"),
        ({"also": "Zeb\n" * 200}, "Shorten this to 500 characters."),
    ],
)
def test_nobody_is_erased_before_it_is_confirmed(
    client: PageClient, world: World, admin: PersonCard, change: dict[str, str], said: str
) -> None:
    person = world.person()
    answer = client.send(page(person), {**SURE, "name": person.name, **change})
    assert answer.status_code == 422
    assert said in answer.text
    with world.app.app_context():
        assert db.session.get_one(Person, person.id).name == person.name
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Erasure)) == 0


def test_whoever_was_erased_is_out_at_the_next_request(
    client: PageClient, world: World, admin: PersonCard
) -> None:
    person = world.person()
    theirs = PageClient(world.app).sign_in(person)
    assert theirs.get("/account").status_code == 200
    erase(client, person)
    assert theirs.get("/account").location.startswith("/sign-in")


def test_scores_that_did_not_count_do_not_count_afterwards_either(
    client: PageClient, world: World, admin: PersonCard
) -> None:
    """A reader became the nominee's manager; nobody's manager is known once they are erased."""
    with time_machine.travel(clock.now() - timedelta(hours=2)):
        round_ = world.round(closes_in=timedelta(hours=1))
        nominee, reader = world.person(), world.person()
        world.appoint(round_, reader)
        world.nomination(round_, nominee=nominee)
    number = world.candidacy(round_, nominee)
    world.assigned(number, reader)
    world.reviewed(number, reader)

    def counted() -> int:
        with world.app.app_context():
            return len(material(round_.id).reviews)

    assert counted() == 1
    with world.app.app_context(), transaction() as session:
        session.get_one(Person, nominee.id).manager_id = reader.id
    assert counted() == 0
    erase(client, nominee)
    assert counted() == 0


@pytest.mark.parametrize("what", ["person", "round"])
def test_nobody_is_erased_while_something_of_theirs_is_on_hold(
    client: PageClient, world: World, admin: PersonCard, round_: RoundCard, what: str
) -> None:
    asha = world.person("Asha Patel")
    world.nomination(round_, nominee=asha)
    held = {"email": asha.email or ""} if what == "person" else {"email": ""}
    until, actor = clock.now() + timedelta(days=9), world.viewer(admin)
    with world.app.app_context():
        number = place_hold(
            **held,
            round_id=None if what == "person" else round_.id,
            reason="A claim.",
            until=until,
            actor=actor,
        )
    assert "is on hold" in client.get(page(asha)).text
    refused = client.send(page(asha), {**SURE, "name": asha.name})
    assert refused.status_code == 422
    assert "is on hold" in refused.text
    with world.app.app_context():
        assert db.session.get_one(Person, asha.id).name == "Asha Patel"
        assert db.session.scalars(sa.select(Erasure.id)).all() == []
        end_hold(number, actor=actor)
    erase(client, asha)


def test_a_role_that_ran_out_keeps_nobody_and_counts_for_nobody(
    client: PageClient, world: World, admin: PersonCard
) -> None:
    past = world.granted(ADMINISTRATOR, world.person("Past Admin"))
    short = world.person("Short Admin")
    with world.app.app_context():
        people.grant(
            person_id=short.id,
            organisation_id=short.organisation_id,
            role=ADMINISTRATOR,
            expires_on=clock.today() + timedelta(days=9),  # not for good
        )
        with transaction() as session:
            for row in session.scalars(sa.select(Grant).where(Grant.person_id == past.id)):
                row.expires_on = clock.today() - timedelta(days=1)
        assert lone_administrator_of(past.id) == []
        assert len(lone_administrator_of(admin.id)) == 1
    assert "People" in client.get(f"/manage/people/{past.id}").text
    assert page(past) in client.get(f"/manage/people/{past.id}").text
    erase(client, past)
