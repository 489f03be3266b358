"""Somebody gets everything that is held about them, and nothing that others may not want told."""

import io
import json
import re
import zipfile
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import html5lib
import pytest
from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from recognition import clock
from recognition.audit import queries as audit
from recognition.database import Model, db, transaction
from recognition.mail import actions as mail
from recognition.nominations.models import Draft
from recognition.people import actions as people
from recognition.people.models import Account, SecondStep
from recognition.people.queries import PersonCard
from recognition.people.vouched import Vouched
from recognition.privacy.models import Release
from recognition.winners.models import CitationEdition
from tests.kept import Once
from tests.page_client import PageClient
from tests.people.test_cover import act, named
from tests.privacy.aged import WORD, Aged, aged
from tests.world import World

HIDDEN = "Zebedee Quorn"


@dataclass
class Office:
    """An administrator who prepares Asha’s data; two nominated her, one of whom is not named."""

    app: Flask
    world: World
    client: PageClient
    story: Aged
    administrator: PersonCard

    def page(self, person: PersonCard | None = None) -> str:
        return f"/manage/privacy/people/{(person or self.story.nominee).id}"

    def look(self, person: PersonCard | None = None, **answers: str) -> TestResponse:
        """Give a reason, and look at everything."""
        page = self.page(person)
        given = {"reason": "Request of 12 March", **answers}
        return self.client.send(f"{page}/look", given, form=page)

    def release(
        self, person: PersonCard | None = None, *, asked: dict[str, str] | None = None, **more: Any
    ) -> TestResponse:
        """Look, then release with these choices."""
        seen = self.look(person, **(asked or {}))
        assert seen.status_code == 200, seen.text
        return self.client.post(f"{self.page(person)}/release", data={**hidden(seen.text), **more})


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


def opened(answer: TestResponse) -> tuple[str, dict[str, Any], zipfile.ZipFile]:
    """Return the page, the data and the file that was given out; both are read as they should."""
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/zip"
    bundle = zipfile.ZipFile(io.BytesIO(answer.data))
    assert bundle.testzip() is None
    page = bundle.read("data.html").decode()
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert "src=" not in page
    assert re.findall(r'href="(?!pictures/)', page) == []
    return page, json.loads(bundle.read("data.json")), bundle


def sections(data: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    return {section["key"]: section["items"] for section in data["sections"]}


@pytest.fixture
def office(app: Flask, world: World, client: PageClient, once: Once) -> Office:
    story = once(aged, world)
    administrator = world.administrator()
    client.sign_in(administrator)
    return Office(app, world, client, story, administrator)


@pytest.fixture
def secret(office: Office) -> Office:
    """Somebody who asked not to be named wrote about Asha as well, and said who they are."""
    world, story = office.world, office.story
    round_ = world.round(story.round.scheme, name="Next month")
    world.nomination(
        round_,
        nominee=story.nominee,
        nominator=world.person(HIDDEN),
        answers=(f"I am {HIDDEN} and I saw it.", "Nia Novak saw it too. Zebedee"),
        may_name=False,
    )
    return office


def test_everything_is_in_the_file_to_read_and_for_machines(secret: Office) -> None:
    page, data, bundle = opened(secret.release())
    found = sections(data)
    assert {
        "record", "about", "cards", "consents", "outcomes", "citations", "photos",
        "packs", "letters", "trail",
    } <= set(found)  # fmt: skip
    assert len(found["about"]) == 2
    assert all(item["written_by_others"] for item in found["about"])
    assert f"{WORD} stayed." in page
    assert found["about"][0]["facts"]["Written by"] == "Nia Novak"
    picture = found["photos"][0]["file"]
    assert bundle.read(picture)[:4] == b"RIFF"
    for item in (item for items in found.values() for item in items):
        for text in item["texts"]:
            words = text["words"].splitlines()
            assert all(not line.strip() or _shown(line) in page for line in words)


def _shown(line: str) -> str:
    return (
        line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        .replace('"', "&#34;").replace("'", "&#39;")
    )  # fmt: skip


def test_who_asked_not_to_be_named_is_in_no_letter_or_citation_either(secret: Office) -> None:
    story, words = secret.story, f"As {HIDDEN} told us, she came back."
    with secret.app.app_context(), transaction() as session:
        mail.write(
            kind="mail.test",
            to_address=story.nominee.email or "",
            subject=f"From {HIDDEN}",
            body=words,
        )
        session.execute(update(CitationEdition).values(text=words))
    friend = f"{HIDDEN} is a friend of mine."
    later = secret.world.round(story.round.scheme, name="Later")
    secret.world.nomination(later, nominator=story.nominee, answers=(friend, "So kind."))
    _page, data, _bundle = opened(secret.release())
    found = sections(data)
    others = json.dumps({key: items for key, items in found.items() if key != "wrote"})
    assert others.count("told us, she came back.") >= 2
    assert "Quorn" not in others
    assert friend in json.dumps(found["wrote"])


def test_who_asked_not_to_be_named_is_nowhere_in_it(secret: Office) -> None:
    looked = secret.look()
    page, _data, bundle = opened(secret.release())
    for text in (looked.text, page, bundle.read("data.json").decode()):
        assert "saw it" in text
        assert "Zebedee" not in text
        assert "Quorn" not in text


def test_panel_comments_and_scores_stay_out_unless_asked_for_with_a_reason(
    office: Office,
) -> None:
    looked = office.look()
    assert "moved me" not in looked.text
    assert "What panels wrote about them is left out" in looked.text
    page, data, _bundle = opened(office.release())
    assert "moved me" not in page
    assert "panel" not in sections(data)
    refused = office.look(with_panel="y")
    assert refused.status_code == 422
    assert "Say why" in refused.text
    asked = {"with_panel": "y", "panel_reason": "Our policy of May"}
    shown = office.look(**asked)
    assert "moved me" in shown.text
    assert "policy decides" in shown.text
    page, data, _bundle = opened(office.release(asked=asked))
    assert [item["texts"][0]["words"] for item in sections(data)["panel"]] == [f"{WORD} moved me."]
    assert "Ben Carter" not in page
    assert "points" not in json.dumps(data)


def test_nothing_of_an_outcome_is_told_before_its_announcement(
    app: Flask, world: World, client: PageClient
) -> None:
    story = aged(world)
    office = Office(app, world, client, story, world.administrator())
    client.sign_in(office.administrator)
    from recognition.winners.models import Announcement

    with app.app_context(), transaction() as session:
        session.get_one(Announcement, story.round.id).at = clock.now() + timedelta(days=1)
    asked = {"with_panel": "y", "panel_reason": "Our policy"}
    _page, data, _bundle = opened(office.release(asked=asked))
    assert not {"outcomes", "citations", "panel"} & set(sections(data))


@pytest.mark.parametrize("who", ["sits", "knows", "self", "acts"])
def test_whoever_sits_on_a_panel_or_knows_them_learns_nothing_of_panels(
    office: Office, who: str
) -> None:
    story, world = office.story, office.world
    administrator = office.administrator
    if who == "sits":
        world.appoint(world.round(name="Another"), administrator)
    if who == "knows":
        administrator = world.granted("administrator", story.nominator)
    if who == "self":
        administrator = world.granted("administrator", story.nominee)
    office.client.sign_in(administrator)
    if who == "acts":
        absent = world.administrator()
        world.appoint(world.round(name="Another"), absent)
        assert act(office.client, named(world, absent, administrator, "administrator")) == 302
    start = office.client.get(office.page())
    assert "left out for you" in start.text
    assert 'name="with_panel"' not in start.text
    asked = {"with_panel": "y", "panel_reason": "I would like to know"}
    looked = office.look(**asked)
    assert "left out for you" in looked.text
    assert "moved me" not in looked.text
    page, data, _bundle = opened(office.release(asked=asked))
    assert "moved me" not in page
    assert "panel" not in sections(data)


def test_what_a_panellist_did_is_given_to_them_but_not_by_somebody_who_sits(
    office: Office,
) -> None:
    _page, data, _bundle = opened(office.release(office.story.panellist))
    found = sections(data)
    assert [text["words"] for text in found["reviews"][0]["texts"]] == [
        f"{WORD} moved me.", f"My {WORD}.",
    ]  # fmt: skip
    assert found["seats"]
    office.world.appoint(office.world.round(name="Another"), office.administrator)
    page, data, _bundle = opened(office.release(office.story.panellist))
    assert not {"reviews", "seats", "interests"} & set(sections(data))
    assert "moved me" not in page
    assert "You are on the panel" not in page


def test_names_of_others_are_marked_and_blacked_out_when_a_human_says_so(
    secret: Office,
) -> None:
    looked = secret.look()
    assert "<mark>Nia Novak</mark>" in looked.text
    assert 'name="names" value="Nia Novak"' in looked.text
    assert "<mark>Asha" not in looked.text
    before, _data, _bundle = opened(secret.release())
    assert "Nia Novak" in before
    page, data, _bundle = opened(
        secret.release(names=["Nia Novak"], passages=f"{WORD} slept\nnot there at all")
    )
    assert "Nia" not in page
    assert "Novak" not in page
    assert f"{WORD} slept" not in page
    assert f"{WORD} stayed" in page
    assert "[…] saw it too" in json.dumps(data, ensure_ascii=False)


def test_what_was_ticked_off_stays_out_and_only_counts_are_written_down(office: Office) -> None:
    seen = office.look()
    keys = re.findall(r'name="leave_out" value="([^"]+)"', seen.text)
    about = [key for key in keys if key.startswith("about-")]
    page, data, _bundle = opened(
        office.release(leave_out=about, names=["Nia Novak"], passages=WORD)
    )
    assert "about" not in sections(data)
    assert f"{WORD} slept" not in page
    with office.app.app_context():
        row = db.session.scalars(select(Release)).one()
        given = sum(len(items) for items in sections(data).values())
        assert (row.person_id, row.items, row.left_out) == (office.story.nominee.id, given, 1)
        assert row.passages > 0
        assert row.reason == "Request of 12 March"
        entries, _total = audit.entries(action="privacy.")
        assert {entry.action for entry in entries} == {"privacy.opened", "privacy.released"}
        told = json.dumps([dict(entry.details) for entry in entries])
        assert WORD not in told
        assert "Nia" not in told


def test_what_changed_since_the_look_is_looked_at_again(office: Office) -> None:
    seen = office.look()
    with office.app.app_context(), transaction() as session:
        session.add(
            Draft(
                key="z" * 32, author_id=office.story.nominee.id, round_id=office.story.round.id,
                answers={"1": "Something new about Nia Novak"}, updated_at=clock.now(),
            )
        )  # fmt: skip
    answer = office.client.post(
        f"{office.page()}/release",
        data={**hidden(seen.text), "names": ["Nia Novak"], "passages": "kept words"},
    )
    assert answer.status_code == 422
    assert "changed since you looked" in answer.text
    assert "Something new about" in answer.text
    assert "kept words" in answer.text
    assert 'value="Nia Novak" checked' in answer.text
    with office.app.app_context():
        assert db.session.scalars(select(Release)).all() == []
    again = {**hidden(answer.text), "names": ["Nia Novak"]}
    page, _data, _bundle = opened(office.client.post(f"{office.page()}/release", data=again))
    assert "Something new about […]" in page


def test_looking_costs_the_same_for_one_nomination_and_for_three(
    office: Office, count_queries: Any
) -> None:
    def cost() -> int:
        with count_queries() as statements:
            assert office.look().status_code == 200
        return len(statements)

    office.look()  # what is known of the person grows by the look itself
    one = cost()
    for name in ("Next month", "The month after"):
        round_ = office.world.round(office.story.round.scheme, name=name)
        office.world.nomination(round_, nominee=office.story.nominee)
    assert cost() == one


def test_a_reason_is_asked_for_and_nothing_is_shown_without(office: Office) -> None:
    answer = office.look(reason=" ")
    assert answer.status_code == 422
    assert "Say why" in answer.text
    assert WORD not in answer.text
    with office.app.app_context():
        assert audit.entries(action="privacy.")[1] == 0
    assert office.client.get(f"{office.page()}/look").status_code in {404, 405}


def test_what_was_typed_is_text_in_the_file(office: Office) -> None:
    evil = "<script>alert(1)</script> {{7*7}} </textarea> \u202egnp.exe"
    office.client.typed |= {"{{7*7}}", "{{", "}}"}
    with office.app.app_context(), transaction() as session:
        session.add(
            Draft(
                key="y" * 32, author_id=office.story.nominee.id, round_id=office.story.round.id,
                answers={"1": evil}, updated_at=clock.now(),
            )
        )  # fmt: skip
    page, data, _bundle = opened(office.release())
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "{{7*7}}" in page
    assert "<bdi>" in page
    assert sections(data)["drafts"][0]["texts"][0]["words"] == evil


def test_what_a_panellist_wrote_of_a_friend_of_the_administrator_is_left_out(
    office: Office,
) -> None:
    friend = office.world.granted("administrator", office.story.nominator)
    office.client.sign_in(friend)
    looked = office.look(office.story.panellist)
    assert "left out for you" in looked.text
    assert "moved me" not in looked.text
    page, data, _bundle = opened(office.release(office.story.panellist))
    assert f"My {WORD}" not in page
    assert "reviews" not in sections(data)
    assert sections(data)["seats"]


@pytest.fixture
def stranger(office: Office, app: Flask) -> str:
    """Somebody without an account, who began a nomination."""
    with app.app_context(), transaction() as session:
        session.add(
            Draft(
                key="x" * 32, author_name="Joan Field", author_email="joan@example.net",
                round_id=office.story.round.id, answers={"1": "Sue was kind."},
                updated_at=clock.now(),
            )
        )  # fmt: skip
    return "joan@example.net"


def test_somebody_without_an_account_is_found_by_their_address(
    office: Office, stranger: str
) -> None:
    found = office.client.send("/manage/privacy/data", {"email": stranger.upper()})
    assert found.status_code == 200
    assert stranger in found.text
    asked = {**hidden(found.text), "reason": "A letter of May"}
    seen = office.client.post("/manage/privacy/data/look", data=asked)
    assert "Sue was kind." in seen.text
    page, _data, _bundle = opened(
        office.client.post("/manage/privacy/data/release", data=hidden(seen.text))
    )
    assert "Sue was kind." in page
    asha = office.client.send("/manage/privacy/data", {"email": office.story.nominee.email})
    assert asha.location.endswith(office.page())
    nobody = {**asked, "email": office.story.nominee.email}
    assert office.client.post("/manage/privacy/data/look", data=nobody).status_code == 404


def test_an_administrator_elsewhere_finds_nobody_here(office: Office, stranger: str) -> None:
    elsewhere = office.world.administrator(organisation="Another Trust")
    office.client.sign_in(elsewhere)
    for page in (office.page(), f"{office.page()}/look"):
        assert office.client.get(page).status_code in {404, 405}
    answers = [
        office.client.send("/manage/privacy/data", {"email": email})
        for email in (stranger, office.story.nominee.email, "nobody@example.net")
    ]
    assert {answer.status_code for answer in answers} == {422}
    assert all("Nobody in your organisation" in answer.text for answer in answers)
    token = office.client.token("/manage/privacy/data")
    asked = {"csrf_token": token, "email": stranger, "reason": "x"}
    assert office.client.post("/manage/privacy/data/look", data=asked).status_code == 404
    asked = {"csrf_token": token, "reason": "x"}
    assert office.client.post(f"{office.page()}/look", data=asked).status_code == 404
    assert office.client.post(f"{office.page()}/release", data=asked).status_code == 404


def test_everybody_takes_what_they_said_and_wrote_themselves(secret: Office) -> None:
    secret.client.sign_in(secret.story.nominator)
    page = secret.client.get("/account/data")
    assert page.status_code == 200
    assert f"{WORD} stayed." in page.text
    taken, data, _bundle = opened(secret.client.send("/account/data"))
    assert f"{WORD} stayed." in taken
    assert {"record", "accounts", "sign_ins", "wrote", "drafts"} <= set(sections(data))
    with secret.app.app_context():
        assert audit.entries(action="privacy.own_data")[1] == 1


def test_what_somebody_takes_speaks_their_language_and_says_so(secret: Office) -> None:
    secret.client.sign_in(secret.story.nominator)
    taken, _data, _bundle = opened(secret.client.send("/account/data"))
    assert '<html lang="en">' in taken
    secret.client.get("/account/data?lang=cy")
    assert "<h1" in secret.client.get("/account/data").text
    taken, _data, _bundle = opened(secret.client.send("/account/data"))
    assert '<html lang="cy">' in taken
    assert "Yn y cyfeiriadur staff" in taken
    assert "In the staff directory" not in taken


def test_what_somebody_takes_themselves_holds_nothing_of_others_and_of_panels(
    secret: Office,
) -> None:
    for person in (secret.story.nominee, secret.story.panellist):
        secret.client.sign_in(person)
        page = secret.client.get("/account/data").text
        taken, _data, bundle = opened(secret.client.send("/account/data"))
        for text in (page, taken, bundle.read("data.json").decode()):
            assert "Zebedee" not in text
            assert "moved me" not in text
            assert "saw it" not in text
            assert f"My {WORD}" not in text
    secret.client.get("/account").text.index("See and download your data")


WITHOUT = {
    "announcement": "who settled when a round was announced stands in the trail",
    "batch": "who printed cards stands in the trail",
    "closing": "who closed a round stands in the trail; what it says of people is panel matter",
    "decision_version": "earlier outcomes are panel matter; the trail says who decided",
    "disposal": "who pressed the button stands in the trail",
    "erasure": "of whoever was erased nothing is kept; who did it stands in the trail",
    "embed_origin": "who let a site show winners stands in the trail",
    "letter_wording": "who wrote the words of letters stands in the trail",
    "letter_words": "who wrote the words of letters stands in the trail",
    "missed_code": "that a code did not work stands in the trail; this only counts them",
    "namesakes": "who said that two are two people stands in the trail",
    "person_part": "their name and address taken apart; both are in it as they are",
    "notice_words": "who wrote a notice stands in the trail",
    "retention_period": "who set it stands in the trail",
    "shortlisted": "who made a shortlist stands in the trail",
    "staff_upload": "a file that somebody looks at; forgotten after an hour",
    "step": "what checkers did stands in the trail",
    "translation": "who looked at our words stands in the trail",
    "wording": "who looked at a scheme’s words stands in the trail",
}


def test_every_table_about_a_person_is_in_it_or_has_a_reason_not_to_be() -> None:
    from recognition.audit import queries as trail
    from recognition.mail import queries as mail
    from recognition.newsletter.queries import subject_access as newsletter
    from recognition.nominations.queries import subject_access as nominations
    from recognition.panel.queries import subject_access as panel
    from recognition.people.queries import subject_access as people
    from recognition.privacy.queries import subject_access as privacy
    from recognition.resources.queries import subject_access as resources
    from recognition.thanks.queries import subject_access as thanks
    from recognition.winners.queries import subject_access as winners

    rooms = (people, nominations, thanks, panel, winners, newsletter, resources, privacy)
    covered = {name for room in rooms for name in room.TABLES}
    covered |= mail.SUBJECT_ACCESS_TABLES | trail.SUBJECT_ACCESS_TABLES
    personal = {table.name for table in Model.metadata.tables.values() if _is_personal(table)}
    assert personal - covered - set(WITHOUT) == set()
    assert set(WITHOUT) - personal == set()
    assert covered & set(WITHOUT) == set()
    assert covered <= set(Model.metadata.tables)


def _is_personal(table: Any) -> bool:
    persons = {"person.id", "account.id", "card.id"}
    return any(
        column.name in {"actor_id", "to_address", "email"}
        or column.name.endswith("_email")
        or any(key.target_fullname in persons for key in column.foreign_keys)
        for column in table.columns
    )


def test_ways_in_and_further_records_are_in_it_without_any_secret(office: Office) -> None:
    asha, now = office.story.nominee, clock.now()
    other = office.world.person("Asha Patel", email="asha.bank@example.org")
    actor = office.world.viewer(office.administrator)
    with office.app.app_context():
        people.make_one(asha.id, other.id, reason="Bank and ward", actor=actor)
        people.sign_in_vouched(
            Vouched("https://login.example", "number-7", asha.email, roles=None, is_proved=False)
        )
        with transaction() as session:
            session.add(
                SecondStep(person_id=asha.id, key="sealed-key", last_counter=0, set_up_at=now)
            )
            for account in session.scalars(select(Account).where(Account.person_id == asha.id)):
                account.language = "cy"
    page, data, bundle = opened(office.release())
    ways = {item["what"]: item["facts"] for item in sections(data)["accounts"]}
    assert ways["Account"]["Language"] == "Cymraeg"
    link = ways["Link with the organisation’s own sign-in"]
    assert {"number-7", "https://login.example"} <= set(link.values())
    assert ways["Second step"] == {}
    merged = sections(data)["record"][1]
    assert merged["facts"]["E-mail address"] == "asha.bank@example.org"
    assert merged["texts"][0]["words"] == "Bank and ward"
    assert "sealed-key" not in page + bundle.read("data.json").decode()
