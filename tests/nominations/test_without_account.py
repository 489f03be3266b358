"""Nominating without an account: a first name and a place are enough, and nobody sees a list."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from recognition import clock
from recognition.audit import queries as audit
from recognition.database import db
from recognition.nominations.models import Candidacy
from recognition.people.rules import token_digest
from tests.conftest import QueryCounter
from tests.nominations.conftest import ABOUT, WORDS, Visiting, Writing, changed, hidden
from tests.page_client import PageClient
from tests.world import World

ODD = ["<script>alert(1)</script>", "{{7*7}}", "</textarea><b>", "\u202eTxt\u202c"]


def test_a_first_name_and_a_place_are_enough(visiting: Visiting) -> None:
    receipt = visiting.sent()
    page = visiting.client.get(receipt).text
    sent = visiting.nomination()
    assert receipt.endswith("/sent")
    assert "We have your nomination of Sue" in page
    assert sent.reference in page
    assert (sent.nominator_id, sent.nominator_name) == (None, "Joan Field")
    assert (sent.nominator_email, sent.nominator_kind) == ("joan@example.org", "staff")
    assert (sent.standing, sent.confirmed_at, sent.counts_from) == ("waiting", None, sent.sent_at)
    with visiting.world.app.app_context():
        held = db.session.scalars(select(Candidacy)).one()
        assert (held.described_name, held.described_place) == ("Sue", "Ward 7")


@pytest.mark.parametrize("left_out", ["described_name", "described_place"])
def test_a_description_by_which_nobody_could_be_found_is_asked_for_once_more(
    visiting: Visiting, left_out: str
) -> None:
    fields = {"described_name": "Sue", "described_place": "Ward 7", left_out: ""}
    asked = visiting.client.send(visiting.start, fields)
    assert asked.status_code == 422
    assert "Tell us w" in asked.text
    assert ("Sue" if left_out == "described_place" else "Ward 7") in asked.text


def test_the_place_on_a_poster_is_filled_in(visiting: Visiting) -> None:
    page = visiting.client.get(f"{visiting.start}?place=Hazel+Ward").text
    assert 'value="Hazel Ward"' in page


def test_a_visitor_never_sees_the_directory(visiting: Visiting) -> None:
    asha = visiting.world.person("Asha Patel")
    page = visiting.client.get(visiting.start).text
    assert "suggest" not in page
    assert "Sign in to choose from the staff directory" in page
    asked = visiting.client.get(f"{visiting.start}/suggest?q=asha")
    assert asked.status_code == 302
    assert "/sign-in" in asked.location
    picked = {"picked": f"person:{asha.id}", "choice": f"person:{asha.id}", "nominee": "Asha Patel"}
    draft = visiting.draft(visiting.begun(**picked))
    assert (draft.person_id, draft.described_name) == (None, "Sue")


def test_the_rounds_open_without_an_account_are_listed_for_visitors(
    visiting: Visiting, world: World
) -> None:
    assert visiting.client.get("/nominate").location == visiting.start
    world.scheme(lane="recognise", name="Thank you")
    staff_only = world.scheme(lane="recognise", name="Behind the scenes")
    changed(world, staff_only.slug, without_account=False)
    page = visiting.client.get("/nominate").text
    assert "Thank you" in page
    assert "Behind the scenes" not in page
    assert "Sign in to choose from the staff directory" in page
    for slug in ("thank-you", visiting.round.scheme.slug):
        changed(world, slug, without_account=False)
    assert "Please sign in first" in visiting.client.get("/nominate").text


def test_a_name_may_be_left_out_by_patients_and_not_by_staff(visiting: Visiting) -> None:
    kinds = ["staff", "patients"]
    changed(visiting.world, visiting.round.scheme.slug, who_may_nominate=kinds)
    draft = visiting.begun()
    visiting.told(draft)
    nameless = {**ABOUT, "author_name": ""}
    for kind, reason in (("", "Choose who you are"), ("staff", "Tell us your name")):
        refused = visiting.client.send(f"{draft}/you", {**nameless, "author_kind": kind})
        assert refused.status_code == 422
        assert reason in refused.text
        assert "joan@example.org" in refused.text
    kept = visiting.client.send(f"{draft}/you", {**nameless, "author_kind": "patients"})
    assert kept.status_code == 303
    assert visiting.send(draft).status_code == 303
    assert visiting.nomination().nominator_kind == "patients"


def test_who_writes_is_one_of_those_the_scheme_is_for(visiting: Visiting) -> None:
    changed(visiting.world, visiting.round.scheme.slug, who_may_nominate=["patients", "carers"])
    draft = visiting.begun()
    visiting.told(draft)
    page = visiting.client.get(f"{draft}/you").text
    assert "I am, or was, a patient" in page
    assert "I work here" not in page
    for kind in ("staff", "chief"):
        refused = visiting.client.send(f"{draft}/you", {**ABOUT, "author_kind": kind})
        assert refused.status_code == 422


def test_an_address_is_needed_only_where_the_scheme_confirms_it(visiting: Visiting) -> None:
    draft = visiting.begun()
    visiting.told(draft)
    without = {**ABOUT, "author_email": ""}
    refused = visiting.client.send(f"{draft}/you", without)
    assert refused.status_code == 422
    assert "Enter your e-mail address" in refused.text
    wrong = visiting.client.send(f"{draft}/you", {**ABOUT, "author_email": "joan"})
    assert "like name@example.org" in wrong.text
    assert 'value="joan"' in wrong.text
    changed(visiting.world, visiting.round.scheme.slug, confirms_addresses=False)
    assert visiting.client.send(f"{draft}/you", without).status_code == 303
    page = visiting.client.get(visiting.send(draft).location).text
    sent = visiting.nomination()
    assert sent.confirmed_at == sent.sent_at
    assert "Keep the reference" in page
    assert visiting.letters() == []


def test_saying_that_it_is_about_oneself_is_refused_kindly_and_everything_is_kept(
    visiting: Visiting,
) -> None:
    draft = visiting.begun()
    visiting.told(draft)
    refused = visiting.client.send(f"{draft}/you", {**ABOUT, "relationship": "myself"})
    assert refused.status_code == 422
    assert "has to be about somebody else" in refused.text
    assert "Joan Field" in refused.text
    assert visiting.draft(draft).answers["1"] == WORDS["answer_1"]
    assert visiting.client.get(f"{draft}/check").location == f"{draft}/you"


def test_a_relative_may_nominate_and_the_checker_is_told(visiting: Visiting) -> None:
    visiting.sent(about={"relationship": "relative"})
    assert visiting.nomination().relationship == "relative"


def test_nobody_else_finds_a_visitors_draft_or_receipt(
    visiting: Visiting, writing: Writing
) -> None:
    client = PageClient(visiting.world.app)
    visiting.client = client
    draft = visiting.begun()
    visiting.told(draft)
    stranger = PageClient(visiting.world.app)
    signed_in = PageClient(visiting.world.app).sign_in(visiting.world.administrator())
    for somebody in (stranger, signed_in):
        for page in ("", "/story", "/you", "/check", "/later"):
            assert somebody.get(draft + page).status_code == 404, page
    visiting.client.send(f"{draft}/you", ABOUT)
    receipt = visiting.send(draft).location
    for somebody in (stranger, signed_in):
        for page in (receipt, f"{receipt}/correct", f"{draft}/story"):
            assert somebody.get(page).status_code == 404


def test_sending_again_gives_the_same_reference_and_one_letter(visiting: Visiting) -> None:
    draft = visiting.written()
    fields = hidden(visiting.client, f"{draft}/check")
    places = {visiting.client.post(f"{draft}/check", data=fields).location for _time in range(3)}
    assert places == {f"{draft}/sent"}
    assert visiting.nomination()
    assert len(visiting.letters()) == 1
    late = visiting.client.post(f"{draft}/check", data={**fields, "digest": "other"})
    assert late.location == f"{draft}/sent"
    assert "sent before, with other words" in visiting.client.get(late.location).text


def test_words_typed_into_a_tab_left_open_are_offered_as_a_correction(visiting: Visiting) -> None:
    draft = visiting.written()
    token = hidden(visiting.client, f"{draft}/story")
    visiting.send(draft)
    typed = {**token, **WORDS, "answer_1": "Better words."}
    late = visiting.client.post(f"{draft}/story", data=typed)
    assert late.status_code == 422
    assert "Better words." in late.text
    assert f'action="{draft}/sent/correct"' in late.text
    saved = visiting.client.post(
        f"{draft}/sent/correct", data={**typed, "revision": "1"}, follow_redirects=True
    )
    assert "Better words." in saved.text
    assert visiting.nomination().revision == 2


@pytest.mark.parametrize("text", ODD)
def test_what_is_typed_comes_back_as_typed_and_never_as_markup(
    visiting: Visiting, text: str
) -> None:
    visiting.client.typed.add(text)
    draft = visiting.begun(described_name=text, described_place=text)
    visiting.told(draft, answer_1=text)
    visiting.client.send(f"{draft}/you", {**ABOUT, "author_name": text})
    pages = [visiting.client.get(draft + page).text for page in ("", "/story", "/you", "/check")]
    pages.append(visiting.client.get(visiting.send(draft).location).text)
    pages.append(visiting.client.get(visiting.link()).text)
    for page in pages:
        assert "<script>alert" not in page
        assert "</textarea><b>" not in page
        assert not re.search(r">\s*49\s*<", page), "a template ran what was typed"
        assert text.replace("<", "&lt;").replace(">", "&gt;") in page


def test_a_typed_name_makes_no_link_in_the_letter(visiting: Visiting) -> None:
    draft = visiting.begun(described_name="http://bad.example {link}")
    visiting.client.typed.add("{link}")
    visiting.told(draft)
    visiting.client.send(f"{draft}/you", {**ABOUT, "author_name": "www.bad.example"})
    visiting.send(draft)
    [letter] = visiting.letters()
    for part in (letter.subject, letter.body):
        assert "bad.example" not in part
    assert letter.body.count("{link}") == 1
    assert WORDS["answer_1"] not in letter.body


def test_fields_that_were_not_asked_for_change_nothing(visiting: Visiting) -> None:
    other = visiting.world.person()
    extra = {
        "person_id": str(other.id),
        "author_id": str(other.id),
        "nominator_id": str(other.id),
        "confirmed_at": "2020-01-01",
        "standing": "accepted",
        "code": "AAAA-AAAA",
        "browser": "x",
    }
    draft = visiting.begun(**extra)
    visiting.told(draft, **extra)
    visiting.client.send(f"{draft}/you", {**ABOUT, **extra})
    page = f"{draft}/check"
    visiting.client.post(page, data={**hidden(visiting.client, page), **extra})
    sent = visiting.nomination()
    assert (sent.nominator_id, sent.confirmed_at, sent.standing) == (None, None, "waiting")


def test_a_scheme_that_asks_for_an_account_meanwhile_says_so_at_sending(
    visiting: Visiting,
) -> None:
    draft = visiting.written()
    fields = hidden(visiting.client, f"{draft}/check")
    changed(visiting.world, visiting.round.scheme.slug, without_account=False)
    refused = visiting.client.post(f"{draft}/check", data=fields)
    assert refused.status_code == 422
    assert "no longer takes nominations" in refused.text
    assert WORDS["answer_1"] in refused.text


def test_sending_leaves_one_audit_entry_without_story_name_or_address(visiting: Visiting) -> None:
    visiting.sent()
    with visiting.world.app.app_context():
        [entry], _total = audit.entries(action="nomination.")
    assert (entry.action, entry.actor_id) == ("nomination.sent", None)
    for secret in ("after her shift", "joan@example.org"):
        assert secret not in str(entry.details)


def test_sending_takes_few_statements(visiting: Visiting, count_queries: QueryCounter) -> None:
    visiting.sent()
    draft = visiting.written()
    fields = hidden(visiting.client, f"{draft}/check")
    with count_queries() as statements:
        assert visiting.client.post(f"{draft}/check", data=fields).status_code == 303
    assert len(statements) <= 13, "\n".join(statements)


def test_each_of_the_four_pages_is_under_60_kilobytes(visiting: Visiting) -> None:
    visiting.world.library()
    draft = visiting.written(answer_1="word " * 200)
    for page in (visiting.start, *(draft + end for end in ("", "/story", "/you", "/check"))):
        assert len(visiting.client.get(page).data) < 60_000, page


def test_a_browser_holds_a_secret_and_the_database_only_its_digest(visiting: Visiting) -> None:
    draft = visiting.begun()
    with visiting.client.session_transaction() as cookie:
        secret = cookie["nomination.secret"]
    assert visiting.draft(draft).browser == token_digest(secret)


def test_after_the_close_no_page_saves_and_the_words_stay_on_it(visiting: Visiting) -> None:
    closes = visiting.round.closes_at
    assert closes is not None
    with time_machine.travel(closes - timedelta(minutes=5), tick=False):
        draft = visiting.written()
        fields = hidden(visiting.client, f"{draft}/story")
    with time_machine.travel(closes + timedelta(seconds=1), tick=False):
        late = visiting.client.post(
            f"{draft}/story", data={**fields, **WORDS, "answer_1": "New words."}
        )
        assert late.status_code == 422
        assert f"closed on {clock.spoken(closes)}" in late.text
        assert "New words." in late.text


def test_nobody_fills_a_strangers_letter_box_from_here(visiting: Visiting) -> None:
    draft = visiting.begun()
    visiting.told(draft)
    fields = {**hidden(visiting.client, f"{draft}/you"), **ABOUT}
    with time_machine.travel(clock.now() + timedelta(hours=2), tick=False):
        answers = [
            visiting.client.post(f"{draft}/you", data=fields).status_code for _try in range(21)
        ]
        assert answers[-1] == 429
        assert set(answers[:-1]) == {303}
        other = {**fields, "author_email": "somebody.else@example.org"}
        assert visiting.client.post(f"{draft}/you", data=other).status_code == 303
