"""Leaving a shared computer forgets everything on it, and loses nothing that was saved."""

from recognition.nominations import queries
from tests.nominations.conftest import WORDS, Visiting, Writing
from tests.page_client import PageClient


def test_every_page_offers_to_leave(visiting: Visiting, writing: Writing) -> None:
    visiting.client = PageClient(visiting.world.app)
    for one in (writing, visiting):
        draft = one.written()
        receipt = one.send(one.written()).location
        for page in (one.start, draft, f"{draft}/story", f"{draft}/you", f"{draft}/check", receipt):
            text = one.client.get(page).text
            main = text[text.index("<main") :]
            assert "Leave this computer" in main, page


def test_leaving_the_story_saves_what_was_typed_and_forgets_the_rest(visiting: Visiting) -> None:
    draft = visiting.begun()
    code = visiting.code(draft)
    left = visiting.told(draft, answer_2="", leave="1")
    assert left.status_code == 303
    assert left.headers["Clear-Site-Data"] == '"cache", "storage"'
    with visiting.client.session_transaction() as cookie:
        assert not [name for name in cookie if name.startswith("nomination.")]
    page = visiting.client.get(left.location).text
    assert "You have left this computer" in page
    assert "Go on with your code" in page
    for secret in (code, "Sue", WORDS["answer_1"]):
        assert secret not in page
    assert visiting.client.get(f"{draft}/story").status_code == 404
    assert visiting.draft(draft).answers["1"] == WORDS["answer_1"]
    phone = PageClient(visiting.world.app)
    assert phone.send("/nominate/resume", {"code": code}).location == f"{draft}/story"


def test_an_old_cookie_holds_nothing_after_leaving(visiting: Visiting) -> None:
    draft = visiting.begun()
    with visiting.client.session_transaction() as cookie:
        before = dict(cookie)
    visiting.client.send("/nominate/leave", form=visiting.start)
    with visiting.client.session_transaction() as cookie:
        cookie.update(before)
    assert visiting.client.get(f"{draft}/story").status_code == 404


def test_leaving_a_receipt_forgets_it(visiting: Visiting) -> None:
    receipt = visiting.sent()
    visiting.client.send("/nominate/leave", form=receipt)
    assert visiting.client.get(receipt).status_code == 404
    assert visiting.nomination().browser == ""


def test_leaving_signs_out_and_what_was_saved_is_in_ones_nominations(writing: Writing) -> None:
    draft = writing.begun()
    left = writing.told(draft, answer_2="", leave="1")
    assert left.headers["Clear-Site-Data"]
    page = writing.client.get(left.location).text
    assert "in your nominations wherever you sign in" in page
    assert writing.client.get(f"{draft}/story").location.startswith("/sign-in")
    assert writing.client.get("/nominations").status_code == 302
    with writing.world.app.app_context():
        assert queries.my_drafts(writing.me.id, writing.round.opens_at)
