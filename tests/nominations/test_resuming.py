"""A call bell loses nothing: codes, letters, words typed too late, and never to the next user."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from recognition import clock
from recognition.nominations import queries
from recognition.people import actions as people
from tests.nominations.conftest import ABOUT, WORDS, Visiting, Writing, hidden
from tests.page_client import PageClient

AWAY = timedelta(minutes=31)
LATE_WORDS = {**WORDS, "answer_1": "Typed after the bell."}


def test_a_code_stands_on_the_story_page_from_the_start(visiting: Visiting) -> None:
    draft = visiting.begun()
    assert visiting.code(draft) == visiting.draft(draft).code


@pytest.mark.parametrize("write", [str, str.lower, lambda code: f" {code.replace('-', ' ')} "])
def test_the_code_goes_on_elsewhere_and_takes_the_draft_from_the_other_browser(
    visiting: Visiting, write: Any
) -> None:
    draft = visiting.begun()
    visiting.told(draft)
    phone = PageClient(visiting.world.app)
    went_on = phone.send("/nominate/resume", {"code": write(visiting.code(draft))})
    assert went_on.location == f"{draft}/story"
    assert WORDS["answer_1"] in phone.get(f"{draft}/story").text
    for page in ("", "/story", "/you", "/check"):
        assert visiting.client.get(draft + page).status_code == 404
    phone.send(f"{draft}/you", ABOUT)
    phone.post(f"{draft}/check", data=hidden(phone, f"{draft}/check"))
    assert visiting.nomination().nominator_name == "Joan Field"


def test_an_unknown_code_says_what_to_do_and_keeps_what_was_typed(visiting: Visiting) -> None:
    refused = visiting.client.send("/nominate/resume", {"code": "AAAA-AAAA"})
    assert refused.status_code == 422
    assert "Check each letter" in refused.text
    assert 'value="AAAA-AAAA"' in refused.text
    draft = visiting.written()
    code = visiting.code(draft)
    visiting.send(draft)
    assert visiting.client.send("/nominate/resume", {"code": code}).status_code == 422


def test_codes_are_not_guessed(visiting: Visiting) -> None:
    page = "/nominate/resume"
    token = visiting.client.token(page)
    with time_machine.travel(clock.now(), tick=False):
        answers = [
            visiting.client.post(page, data={"csrf_token": token, "code": code}).status_code
            for code in ["aaaa aaaa", "AAAA-AAAA"] * 5 + ["AAAAAAAA", "CCCC-CCCC"]
        ]
    assert answers == [422] * 10 + [429, 422]


def test_in_all_so_many_codes_are_tried_in_a_minute_and_then_no_more(visiting: Visiting) -> None:
    page, letters = "/nominate/resume", "ACDFGHJK"
    token = visiting.client.token(page)
    codes = [f"AAAA-A{one}{two}{three}" for one in letters for two in letters for three in "AC"]
    with time_machine.travel(clock.now() + timedelta(minutes=5), tick=False):
        answers = [
            visiting.client.post(page, data={"csrf_token": token, "code": code}).status_code
            for code in codes[:121]
        ]
    assert answers == [422] * 120 + [429]


def test_finish_later_shows_the_code_and_mails_a_link_that_a_mail_scanner_cannot_use(
    visiting: Visiting,
) -> None:
    draft = visiting.begun()
    saved = visiting.told(draft, answer_2="", later="1")
    assert saved.location == f"{draft}/later"
    code = visiting.code(draft)
    assert code in visiting.client.get(saved.location).text
    visiting.client.send(saved.location, {"email": "joan@example.org"})
    [letter] = visiting.letters()
    assert (letter.kind, letter.link_kind) == ("nomination.draft", "draft")
    assert code not in letter.body
    assert "Sue" not in letter.body + letter.subject
    with visiting.world.app.app_context():
        address = queries.draft_link(letter.link_target or "")
    assert address == f"http://localhost/nominate/resume/{code}"
    phone, link = PageClient(visiting.world.app), address.removeprefix("http://localhost")
    assert "Go on here" in phone.get(link).text
    phone.head(link)
    assert visiting.client.get(f"{draft}/story").status_code == 200
    assert phone.send(link).location == f"{draft}/story"
    assert WORDS["answer_1"] in phone.get(f"{draft}/story").text


def test_a_wrong_address_for_the_link_comes_back_with_the_reason(visiting: Visiting) -> None:
    draft = visiting.begun()
    refused = visiting.client.send(f"{draft}/later", {"email": "joan"})
    assert refused.status_code == 422
    assert 'value="joan"' in refused.text
    assert visiting.letters() == []


def test_nobody_fills_the_letter_box_of_another(visiting: Visiting) -> None:
    answers = [
        visiting.client.send(f"{visiting.begun()}/later", {"email": "joan@example.org"}).status_code
        for _each in range(6)
    ]
    assert answers == [303] * 5 + [429]
    assert len(visiting.letters()) == 5


def test_a_link_to_what_was_sent_meanwhile_is_not_delivered(visiting: Visiting) -> None:
    draft = visiting.written()
    key = draft.rsplit("/", 1)[1]
    visiting.send(draft)
    with visiting.world.app.app_context():
        assert queries.draft_link(key) is None


def test_somebody_who_signed_in_goes_on_from_their_list(writing: Writing) -> None:
    draft = writing.begun()
    with writing.world.app.app_context():
        address = queries.draft_link(draft.rsplit("/", 1)[1])
    assert address == "http://localhost/nominations"


def test_somebody_who_signs_in_takes_their_draft_along_by_its_code(visiting: Visiting) -> None:
    draft = visiting.begun()
    visiting.told(draft)
    code = visiting.code(draft)
    nia = visiting.world.person("Nia Novak")
    phone = PageClient(visiting.world.app).sign_in(nia)
    assert phone.send("/nominate/resume", {"code": code}).location == f"{draft}/story"
    held = visiting.draft(draft)
    assert (held.author_id, held.browser, held.code) == (nia.id, "", None)
    stranger = PageClient(visiting.world.app)
    stranger.sign_in(visiting.world.person(organisation="Somewhere Else"))
    other = visiting.begun()
    refused = stranger.send("/nominate/resume", {"code": visiting.code(other)})
    assert refused.status_code == 422
    assert "Sign out first" in refused.text


def test_after_half_an_hour_the_browser_has_let_go_and_the_next_user_sees_nothing(
    visiting: Visiting,
) -> None:
    draft = visiting.begun()
    visiting.told(draft)
    with time_machine.travel(clock.now() + AWAY, tick=False):
        for page in ("", "/story", "/you", "/check", "/later"):
            asked = visiting.client.get(draft + page)
            assert asked.location == "/nominate/resume", page
            assert WORDS["answer_1"] not in asked.text
        asked = visiting.client.get(f"{draft}/story", follow_redirects=True).text
        assert "Enter your code to go on" in asked
        other = visiting.begun(described_name="Ben")
        assert visiting.client.get(f"{other}/story").status_code == 200
        assert visiting.client.get(f"{draft}/story").status_code == 404


def test_working_on_it_keeps_it(visiting: Visiting) -> None:
    draft = visiting.begun()
    now = clock.now()
    for minutes in (20, 40, 60):
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            assert visiting.client.get(f"{draft}/story").status_code == 200


def test_what_was_typed_after_the_browser_let_go_comes_back_to_its_author_only(
    visiting: Visiting,
) -> None:
    draft = visiting.begun()
    visiting.told(draft)
    code = visiting.code(draft)
    fields = hidden(visiting.client, f"{draft}/story")
    with time_machine.travel(clock.now() + AWAY, tick=False):
        late = visiting.client.post(f"{draft}/story", data={**fields, **LATE_WORDS})
        assert late.location == "/nominate/resume"
        asked = visiting.client.get(late.location).text
        assert "What you typed is kept" in asked
        assert "Typed after" not in asked
        assert visiting.client.get(f"{draft}/story").status_code == 303
        back = visiting.client.send("/nominate/resume", {"code": code})
        page = visiting.client.get(back.location).text
        assert "Typed after the bell." in page
        assert "after your session had ended" in page
        assert visiting.draft(draft).answers["1"] == WORDS["answer_1"]
        visiting.client.send(f"{draft}/story", LATE_WORDS)
        assert "after your session had ended" not in visiting.client.get(f"{draft}/story").text
    assert visiting.draft(draft).answers["1"] == "Typed after the bell."
    assert visiting.draft(draft).parked == {}


def test_what_was_typed_after_a_session_ended_comes_back_to_its_author_only(
    writing: Writing,
) -> None:
    draft = writing.written()
    fields = writing.hidden(f"{draft}/story")
    with writing.world.app.app_context():
        people.end_sessions([writing.me.id])
    late = writing.client.post(f"{draft}/story", data={**fields, **LATE_WORDS})
    assert late.location.startswith("/sign-in?next=")
    assert draft.rsplit("/", 1)[1] in late.location
    asked = writing.client.get(late.location).text
    assert "What you typed is kept" in asked
    assert "Typed after" not in asked
    somebody = PageClient(writing.world.app).sign_in(writing.asha)
    assert somebody.get(f"{draft}/story").status_code == 404
    writing.client.sign_in(writing.asha)  # the next user of that browser
    assert writing.client.get(f"{draft}/story").status_code == 404
    assert "Typed after" not in writing.client.get("/nominations").text
    writing.client.sign_in(writing.me)
    page = writing.client.get(f"{draft}/story").text
    assert "Typed after the bell." in page
    assert "after your session had ended" in page


def test_the_page_about_you_gives_back_what_was_typed_too_late(visiting: Visiting) -> None:
    draft = visiting.begun()
    visiting.told(draft)
    code = visiting.code(draft)
    fields = {**hidden(visiting.client, f"{draft}/you"), **ABOUT, "author_name": "Joan Late"}
    with time_machine.travel(clock.now() + AWAY, tick=False):
        visiting.client.post(f"{draft}/you", data=fields)
        visiting.client.send("/nominate/resume", {"code": code})
        assert 'value="Joan Late"' in visiting.client.get(f"{draft}/you").text


def test_a_stranger_parks_nothing(visiting: Visiting, writing: Writing) -> None:
    theirs = visiting.world.round(visiting.round.scheme)
    visiting.client, visiting.round = PageClient(visiting.world.app), theirs
    drafts = [visiting.begun(), writing.begun()]
    stranger = PageClient(visiting.world.app)
    token = stranger.token("/nominate/resume")
    for draft in drafts:
        stranger.post(f"{draft}/story", data={"csrf_token": token, **LATE_WORDS})
        assert visiting.draft(draft).parked == {}
    ended = PageClient(visiting.world.app).sign_in(writing.asha)
    token = ended.token("/nominate/resume")
    with visiting.world.app.app_context():
        people.end_sessions([writing.asha.id])
    for draft in drafts:
        ended.post(f"{draft}/story", data={"csrf_token": token, **LATE_WORDS})
        assert visiting.draft(draft).parked == {}
