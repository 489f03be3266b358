"""An organisation's own words for letters: listed, written, looked at, tested, given back."""

import re

import pytest
from flask import Flask
from sqlalchemy import update

from recognition.app import LETTER_KINDS
from recognition.audit import queries as audit
from recognition.database import transaction
from recognition.mail import actions, queries
from recognition.mail.kinds import kind, usual_words
from recognition.mail.models import LetterWording
from recognition.mail.post import by_smtp
from recognition.mail.queries import LetterCard
from recognition.people.queries import PersonCard
from tests.conftest import QueryCounter
from tests.mail.mail_server import mail_server
from tests.page_client import PageClient
from tests.world import World

LETTERS = "/manage/letters"


@pytest.fixture
def administrator(client: PageClient, world: World) -> PersonCard:
    """Somebody who runs the installation, signed in."""
    person = world.administrator()
    client.sign_in(person)
    return person


def page_of(person: PersonCard, code: str) -> str:
    return f"{LETTERS}/{person.organisation_id}/{code}"


def outbox(app: Flask) -> list[LetterCard]:
    with app.app_context():
        return queries.letters()


def deeds(app: Flask) -> list[tuple[str, dict[str, object]]]:
    with app.app_context():
        entries, _total = audit.entries(action="mail.")
        return [(one.action, dict(one.details)) for one in entries]


def test_only_administrators_word_the_letters_of_their_own_organisation(
    app: Flask, client: PageClient, world: World
) -> None:
    host = world.administrator()
    other = world.administrator(organisation="Another Trust")
    theirs = page_of(host, "nomination.receipt")
    assert client.get(LETTERS).status_code == 302
    client.sign_in(world.person())
    assert client.get(LETTERS).status_code == 404
    client.sign_in(other)
    assert client.get(LETTERS).status_code == 200
    assert client.get(page_of(other, "nomination.receipt")).status_code == 200
    token = client.token("/account")
    for path in (theirs, f"{theirs}/preview"):
        assert client.get(path).status_code == 404
    for path in (theirs, f"{theirs}/preview", f"{theirs}/ours"):
        words = {"csrf_token": token, "subject": "x", "body": "{nominee} {reference} {link}"}
        assert client.post(path, data=words).status_code == 404
    client.sign_in(host)
    for code in ("nomination.declined", "winners.outcome", "no.such", "mail.test"):
        assert client.get(page_of(host, code)).status_code == 404
    assert deeds(app) == []


def test_every_kind_of_letter_is_listed_with_who_gets_it_and_whose_words_it_has(
    client: PageClient, administrator: PersonCard
) -> None:
    page = client.get(LETTERS).text
    for one in LETTER_KINDS:
        for said in (one.name, one.to, one.when):
            assert str(said) in page
        if one.usual is not None:
            assert client.get(page_of(administrator, one.code)).status_code == 200
    assert 'href="/winners/words"' in page
    assert "Your own" not in page


def test_the_words_of_signing_in_are_the_hosts_to_write(
    client: PageClient, world: World, administrator: PersonCard
) -> None:
    assert "The link to sign in" in client.get(LETTERS).text
    other = world.administrator(organisation="Another Trust")
    client.sign_in(other)
    assert "The link to sign in" not in client.get(LETTERS).text
    assert client.get(page_of(other, "people.sign_in")).status_code == 404


def test_own_words_are_used_from_the_next_letter_on_and_given_back(
    app: Flask, client: PageClient, world: World, administrator: PersonCard
) -> None:
    path, visitor = page_of(administrator, "people.sign_in"), PageClient(app)
    person = world.person()
    body = "Good day\n\n{link}\n\nThe Kindness Team, www.trust.example"
    assert "Whoever reads Welsh gets our words, in Welsh." in client.get(path).text
    answer = client.send(path, {"subject": "Your way in", "body": body})
    assert answer.status_code == 302
    assert f"Your own, by {administrator.name}" in client.get(answer.location).text
    visitor.send("/sign-in", {"email": person.email})
    with mail_server() as server, app.app_context():
        assert actions.deliver_due(by_smtp(server.url)) == 1
    [letter] = server.letters
    assert letter["Subject"] == "Your way in"
    text = letter.get_content()
    assert re.search(r"Good day\s+http://localhost/sign-in/\S+\s+The Kindness Team", text)
    client.send(f"{path}/ours", {"edition": "1"}, form=path)
    visitor.send("/sign-in", {"email": person.email})
    assert outbox(app)[0].subject == "Your link to sign in"
    assert deeds(app) == [
        (
            "mail.words_usual",
            {
                "kind": "people.sign_in",
                "subject": {"before": "Your way in", "after": "Your link to sign in"},
                "letter": deeds(app)[0][1]["letter"],
            },
        ),
        (
            "mail.words_written",
            {
                "kind": "people.sign_in",
                "subject": {"before": "Your link to sign in", "after": "Your way in"},
                "letter": deeds(app)[1][1]["letter"],
            },
        ),
    ]
    changed = deeds(app)[1][1]["letter"]
    assert isinstance(changed, dict)
    assert changed["after"] == "Good day / The Kindness Team, www.trust.example"
    assert changed["before"].startswith("Hello / Here is your link")


def test_words_whose_places_have_changed_since_are_not_sent_and_are_marked(
    app: Flask, client: PageClient, administrator: PersonCard
) -> None:
    path = page_of(administrator, "people.sign_in")
    client.send(path, {"subject": "Your way in", "body": "{link}"})
    with app.app_context(), transaction() as session:
        session.execute(update(LetterWording).values(body="{colour} {link}"))
    PageClient(app).send("/sign-in", {"email": administrator.email})
    assert outbox(app)[0].subject == "Your link to sign in"
    assert "To mend" in client.get(LETTERS).text
    assert "These words no longer fit" in client.get(path).text
    mended = client.send(path, {"subject": "Your way in", "body": "{link}", "edition": "1"})
    assert mended.status_code == 302
    assert "To mend" not in client.get(LETTERS).text


def test_the_organisation_that_hosts_the_scheme_decides_the_words(
    app: Flask, client: PageClient, world: World, administrator: PersonCard
) -> None:
    words = {"subject": "From us, {name}", "body": "{round} {link}"}
    client.send(page_of(administrator, "panel.appointed"), words)
    ours = world.round(world.scheme(name="Ours"))
    theirs = world.round(world.scheme(name="Theirs", organisation="Another Trust"))
    world.appoint(theirs, world.person(name="Ben", organisation="Another Trust"))
    world.appoint(ours, world.person(name="Asha Rao"))
    told = [one for one in outbox(app) if one.kind == "panel.appointed"]
    assert [one.subject for one in told] == [
        "From us, Asha Rao",
        f"You are on the panel of Theirs, {theirs.name}",
    ]
    assert told[0].body == f"Ours, {ours.name} http://localhost/panel\n"


@pytest.mark.parametrize(
    ("subject", "body", "said"),
    [
        ("Hello {nme}", "{nominee} {reference} {link}", "There is no {nme} in these letters."),
        ("Hello", "{nominee} {reference}", "Put {link} somewhere in the letter: it is needed."),
        ("", "{nominee} {reference} {link}", "Write the subject of the letter"),
        ("Hello", "", "Write the letter"),
        ("x" * 201, "{nominee} {reference} {link}", "Shorten the subject"),
        ("Hello", "x" * 4001, "Shorten the letter"),
    ],
)
def test_words_with_a_mistake_come_back_as_typed_with_what_to_do(
    app: Flask, client: PageClient, administrator: PersonCard, subject: str, body: str, said: str
) -> None:
    path = page_of(administrator, "nomination.receipt")
    answer = client.send(path, {"subject": subject, "body": body})
    assert answer.status_code == 422
    assert said in answer.text
    assert body in answer.text
    assert client.get(path).text.count("Ours") == 1
    assert deeds(app) == []


def test_words_that_somebody_else_changed_meanwhile_are_not_overwritten(
    app: Flask, client: PageClient, administrator: PersonCard
) -> None:
    path = page_of(administrator, "people.sign_in")
    for said in ("First {link}", "Second {link}"):
        answer = client.send(path, {"subject": "Hi", "body": said, "edition": "0"})
    assert answer.status_code == 422
    assert "Somebody changed these words meanwhile" in answer.text
    assert "Second {link}" in answer.text
    assert "First {link}" in client.get(path).text
    client.send(f"{path}/ours", {"edition": "7"}, form=path)
    assert "First {link}" in client.get(path).text, "an old page takes nothing back"


def test_saving_what_is_there_changes_nothing(
    app: Flask, client: PageClient, administrator: PersonCard
) -> None:
    with app.app_context():
        words = usual_words(kind("nomination.receipt"))
    path = page_of(administrator, "nomination.receipt")
    client.send(path, {"subject": words.subject, "body": words.body.replace("\n", "\r\n")})
    assert deeds(app) == []
    assert "Your own" not in client.get(LETTERS).text


def test_a_preview_stands_apart_with_the_words_as_typed_and_sends_nothing(
    app: Flask, client: PageClient, world: World, administrator: PersonCard
) -> None:
    world.scheme(name="Kindness <b>Week</b>")
    path = page_of(administrator, "thanks.card")
    typed = "Dear {name},\n\n<script>alert(1)</script> {scheme}\n\n{link}"
    shown = client.send(f"{path}/preview", {"subject": "For {name}", "body": typed}, form=path)
    assert shown.status_code == 200
    policy = shown.headers["Content-Security-Policy"].split("; ")
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert f"For {administrator.name}" in shown.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Kindness &lt;b&gt;Week" in shown.text
    assert "the link is put in here when the letter leaves" in shown.text
    assert "{link}" not in shown.text
    wrong = client.send(f"{path}/preview", {"subject": "Hi", "body": "{nobody}"}, form=path)
    assert wrong.status_code == 422
    assert "sandbox" in wrong.headers["Content-Security-Policy"]
    assert "There is no {nobody} in these letters." in wrong.text
    assert "Somebody wrote something kind" in client.get(f"{path}/preview").text
    assert outbox(app) == []
    assert deeds(app) == []


def test_a_test_goes_to_whoever_asks_and_nowhere_else(
    app: Flask, client: PageClient, administrator: PersonCard
) -> None:
    path = page_of(administrator, "panel.assigned")
    words = {"subject": "Read, {name}", "body": "{much} {link}", "test": "1"}
    page = client.send(path, words)
    assert f"A test is on its way to {administrator.email}" in page.text
    assert "{much} {link}" in page.text, "what was typed stays"
    [letter] = outbox(app)
    assert (letter.kind, letter.to_address) == ("mail.test", administrator.email)
    assert letter.subject == f"Test: Read, {administrator.name}"
    assert "There are 12 nominees for you to read" in letter.body
    assert letter.link_kind is None
    assert "{link}" not in letter.body
    assert deeds(app) == [("mail.test_sent", {"kind": "panel.assigned"})]
    assert "Ours" in client.get(path).text
    assert client.send(path, {**words, "body": "{much}"}).status_code == 422
    assert len(outbox(app)) == 1


def test_the_list_asks_the_database_equally_often_for_one_and_three(
    client: PageClient, administrator: PersonCard, count_queries: QueryCounter
) -> None:
    counts = []
    for codes in (("people.sign_in",), ("nomination.draft", "thanks.card")):
        for code in codes:
            client.send(page_of(administrator, code), {"subject": "Hi", "body": "{link}"})
        with count_queries() as statements:
            assert "Your own" in client.get(LETTERS).text
        counts.append(len(statements))
    assert counts[0] == counts[1]
