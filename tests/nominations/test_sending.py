"""Sending: once, with a receipt, whatever happens on the way."""

import secrets
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select, update

from recognition import clock
from recognition.audit import queries as audit
from recognition.database import db, transaction
from recognition.nominations import actions, queries
from recognition.nominations.models import Candidacy, Draft, Nomination
from recognition.people.models import Account, SignInSession
from recognition.people.rules import token_digest
from recognition.schemes import actions as scheming
from recognition.schemes.models import FormVersion
from recognition.schemes.rules import Dates
from tests.conftest import QueryCounter
from tests.nominations.conftest import WORDS, Writing

LONG_ENOUGH = 0.5
"""Seconds in which whoever sends gets as far as they can while the nominee is held."""


def stored(app: Flask) -> tuple[int, int, int]:
    """Return how many nominations, candidacies and drafts there are."""
    with app.app_context():
        counts = (select(func.count()).select_from(m) for m in (Nomination, Candidacy, Draft))
        nominations, candidacies, drafts = (db.session.scalar(count) or 0 for count in counts)
    return nominations, candidacies, drafts


def test_a_sent_nomination_gets_a_reference_and_says_what_happens_next(writing: Writing) -> None:
    receipt = writing.sent()
    reference = receipt.rsplit("/", 1)[1]
    page = writing.client.get(receipt).text
    assert reference in page
    assert "They will be thanked, whatever the panel decides." in page
    assert "Nominate someone else" in page
    assert stored(writing.world.app) == (1, 1, 0)


def test_the_receipt_letter_has_the_reference_and_not_the_story(writing: Writing) -> None:
    reference = writing.sent().rsplit("/", 1)[1]
    [letter] = writing.letters()
    assert letter.kind == "nomination.receipt"
    assert "Asha Patel" in letter.subject
    assert reference in letter.body
    assert clock.spoken(writing.round.closes_at or clock.now()) in letter.body
    assert f"http://localhost/nominations/{reference}" in letter.body
    assert "after her shift" not in letter.body


def test_sending_leaves_one_audit_entry_without_the_story(writing: Writing) -> None:
    reference = writing.sent().rsplit("/", 1)[1]
    with writing.world.app.app_context():
        [entry], _total = audit.entries(action="nomination.")
        assert audit.first_problem() is None
        used = db.session.scalar(
            select(FormVersion.first_used_at).where(FormVersion.id == writing.round.version_id)
        )
    assert (entry.action, entry.actor_id) == ("nomination.sent", writing.me.id)
    assert entry.details["reference"] == reference
    assert "after her shift" not in str(entry.details)
    assert used is not None


def test_sending_again_gives_the_same_reference_and_one_letter(writing: Writing) -> None:
    draft = writing.written()
    fields = writing.hidden(f"{draft}/check")
    places = {writing.client.post(f"{draft}/check", data=fields).location for _time in range(3)}
    assert len(places) == 1
    assert stored(writing.world.app) == (1, 1, 0)
    assert len(writing.letters()) == 1
    for page in ("", "/story", "/you", "/check"):
        assert writing.client.get(draft + page).location in places


def test_the_same_key_with_other_words_is_refused_in_words(writing: Writing) -> None:
    draft = writing.written()
    fields = writing.hidden(f"{draft}/check")
    writing.told(draft, answer_1="Other words.")
    stale = writing.client.post(f"{draft}/check", data=fields)
    assert stale.status_code == 422
    assert "changed after you opened this page" in stale.text
    assert "Other words." in stale.text
    assert stored(writing.world.app)[0] == 0
    receipt = writing.send(draft).location
    late = writing.client.post(f"{draft}/check", data=fields, follow_redirects=True)
    assert late.request.path == receipt
    assert "sent before, with other words" in late.text
    assert stored(writing.world.app)[0] == 1


def test_words_typed_into_a_tab_left_open_are_offered_as_a_correction(writing: Writing) -> None:
    draft = writing.written()
    token = writing.hidden(f"{draft}/story")
    receipt = writing.send(draft).location
    late = writing.client.post(
        f"{draft}/story", data={**token, **WORDS, "answer_1": "Better words."}
    )
    assert late.status_code == 422
    assert "already sent" in late.text
    assert "Better words." in late.text
    assert f'action="{receipt}/correct"' in late.text
    assert 'name="revision" value="1"' in late.text


def test_two_sends_at_the_same_moment_give_one_nomination(writing: Writing) -> None:
    key = writing.written().rsplit("/", 1)[1]
    app, me = writing.world.app, writing.author
    with app.app_context():
        shown = queries.digest(queries.draft(key, me), writing.round.version_id)
    references = at_once(
        app, *(lambda: actions.submit(key=key, digest=shown, actor=me, received=clock.now()),) * 4
    )
    assert len(set(references)) == 1
    assert stored(app) == (1, 1, 0)
    assert len(writing.letters()) == 1


def test_two_people_who_nominate_one_colleague_at_the_same_moment_make_one_candidacy(
    writing: Writing,
) -> None:
    app, world = writing.world.app, writing.world
    senders = [world.person() for _each in range(4)]

    def sending(number: int) -> str:
        return world.nomination(writing.round, nominee=writing.asha, nominator=senders[number])

    references = at_once(app, *(lambda n=n: sending(n) for n in range(4)))
    assert len(set(references)) == 4
    assert stored(app) == (4, 1, 0)


def at_once(app: Flask, *calls: object) -> list[str]:
    """Run calls in threads that start together; return what they returned."""
    gate, found, problems = threading.Barrier(len(calls)), [], []

    def run(call: object) -> None:
        with app.app_context():
            gate.wait(timeout=20)
            try:
                found.append(call())
            except BaseException as problem:
                problems.append(problem)

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not problems, problems
    return found


def test_what_is_sent_while_its_candidacy_is_merged_lands_where_that_went(
    writing: Writing,
) -> None:
    app, world = writing.world.app, writing.world
    first = world.nomination(writing.round, nominee=writing.asha)
    second = world.nomination(writing.round)
    me = writing.author
    key = writing.written().rsplit("/", 1)[1]
    with app.app_context():
        shown = queries.digest(queries.draft(key, me), writing.round.version_id)
        source, target = (
            db.session.scalar(select(Nomination.candidacy_id).where(Nomination.reference == ref))
            for ref in (first, second)
        )
        db.session.remove()

    def send() -> str:
        with app.app_context():
            return actions.submit(key=key, digest=shown, actor=me, received=clock.now())

    with ThreadPoolExecutor(1) as pool:
        with app.app_context(), transaction() as session:
            row = session.scalars(
                select(Candidacy).where(Candidacy.id == source).with_for_update()
            ).one()
            sending = pool.submit(send)
            time.sleep(LONG_ENOUGH)
            row.merged_into_id = target
        reference = sending.result(timeout=60)
    with app.app_context():
        landed = select(Nomination.candidacy_id).where(Nomination.reference == reference)
        assert db.session.scalar(landed) == target


def test_the_instant_of_arrival_decides_and_not_when_the_server_got_round_to_it(
    writing: Writing,
) -> None:
    key, me = writing.written().rsplit("/", 1)[1], writing.author
    moment = clock.now()
    with writing.world.app.app_context():
        shown = queries.digest(queries.draft(key, me), writing.round.version_id)
        over = Dates(moment - timedelta(days=2), moment - timedelta(seconds=5))
        card = writing.round
        scheming.edit_round(card.scheme.slug, card.slug, name="Now", dates=over, actor=None)
        arrived = moment - timedelta(seconds=10)
        assert actions.submit(key=key, digest=shown, actor=me, received=arrived)


def test_eligibility_is_checked_again_at_sending(writing: Writing) -> None:
    draft = writing.written()
    fields = writing.hidden(f"{draft}/check")
    with writing.world.app.app_context():
        scheming.end_scheme(writing.round.scheme.slug, actor=None)
    refused = writing.client.post(f"{draft}/check", data=fields)
    assert refused.status_code == 422
    assert "This scheme has ended" in refused.text
    assert "after her shift" in refused.text


def test_a_second_address_does_not_let_anybody_nominate_themselves(writing: Writing) -> None:
    app, token = writing.world.app, secrets.token_urlsafe()
    with app.app_context(), transaction() as session:
        alias = Account(person_id=writing.me.id, email="n.n@example.org", created_at=clock.now())
        session.add(alias)
        session.flush()
        now, soon = clock.now(), clock.now() + timedelta(hours=1)
        session.add(
            SignInSession(
                digest=token_digest(token), account_id=alias.id, started_at=now, expires_at=soon
            )
        )
    with writing.client.session_transaction() as cookie:
        cookie["_user_id"] = token
    assert "n.n@example.org" in writing.client.get("/account").text
    refused = writing.who(nominee="Nia Novak")
    assert refused.status_code == 422
    assert "You cannot nominate yourself" in refused.text
    key = writing.begun().rsplit("/", 1)[1]
    with app.app_context(), transaction() as session:
        session.execute(update(Draft).where(Draft.key == key).values(person_id=writing.me.id))
    writing.told(f"{writing.start}/{key}")
    assert "You cannot nominate yourself" in writing.send(f"{writing.start}/{key}").text
    assert stored(app)[0] == 0


def test_sending_takes_few_statements(writing: Writing, count_queries: QueryCounter) -> None:
    writing.world.nomination(writing.round, nominee=writing.asha)
    draft = writing.written()
    fields = writing.hidden(f"{draft}/check")
    with count_queries() as statements:
        assert writing.client.post(f"{draft}/check", data=fields).status_code == 303
    assert len(statements) <= 12, "\n".join(statements)
