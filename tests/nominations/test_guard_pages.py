"""The guard and the signpost on the nominator's pages: they point, and never stop anybody."""

from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from recognition.nominations import noticing, signposts
from tests.nominations.conftest import WORDS, Visiting, Writing, hidden
from tests.page_client import PageClient
from tests.world import World

NUMBER = "943 476 5919"
TOLD = {**WORDS, "answer_1": f"She sat with him, NHS number {NUMBER}, all night."}
UNHAPPY = "I want to make a complaint: the staff ignored my dad and he was left without care."


@pytest.fixture(params=["signed in", "visitor"])
def telling(request: pytest.FixtureRequest, client: PageClient, world: World) -> Writing | Visiting:
    """Somebody with an account, and somebody without."""
    round_ = world.round(closes_in=timedelta(days=2))
    if request.param == "visitor":
        return Visiting(client, world, round_)
    me, asha = world.person("Nia Novak"), world.person("Asha Patel")
    return Writing(client.sign_in(me), world, round_, me, asha)


def kept(telling: Writing | Visiting, draft: str, **words: str) -> TestResponse:
    """Send what is typed as the page does by itself."""
    token = hidden(telling.client, f"{draft}/story")
    return telling.client.post(f"{draft}/keep", data={**token, **TOLD, **words})


def test_what_is_typed_is_saved_and_the_time_is_said(telling: Writing | Visiting) -> None:
    draft = telling.begun()
    answer = kept(telling, draft, answer_2="")
    assert answer.json is not None
    assert answer.json["saved"].startswith("Saved at ")
    assert answer.json["saved"].endswith(("am", "pm", "midday", "midnight"))
    page = telling.client.get(f"{draft}/story").text
    assert NUMBER in page
    assert kept(telling, draft, answer_1="").status_code == 200
    assert NUMBER not in telling.client.get(f"{draft}/story").text


def test_findings_come_with_their_words_and_why(telling: Writing | Visiting) -> None:
    answer = kept(telling, telling.begun()).json
    [notice] = answer["notices"]["answer_1"]
    assert notice["words"] == NUMBER
    assert notice["why"]
    assert set(answer["notices"]) == {"answer_1"}


def test_one_tap_takes_it_out(telling: Writing | Visiting) -> None:
    draft = telling.begun()
    [notice] = kept(telling, draft).json["notices"]["answer_1"]
    answer = kept(telling, draft, take_out=notice["out"]).json
    assert answer["notices"] == {}
    assert NUMBER not in answer["texts"]["answer_1"]
    assert answer["texts"]["answer_1"].startswith("She sat with him")
    assert NUMBER not in telling.client.get(f"{draft}/story").text


def test_one_tap_says_that_it_is_not_about_a_patient_and_goes_along(
    telling: Writing | Visiting,
) -> None:
    draft = telling.begun()
    kept(telling, draft)
    assert kept(telling, draft, clear=NUMBER).json["notices"] == {}
    assert kept(telling, draft).json["notices"] == {}
    finish(telling, draft)
    assert "Could this point to a patient?" not in telling.client.get(f"{draft}/check").text
    telling.send(draft)
    assert stored(telling).cleared == [NUMBER]


def test_without_javascript_the_check_page_shows_the_same_with_two_buttons(
    telling: Writing | Visiting,
) -> None:
    draft = telling.begun()
    telling.told(draft, **TOLD)
    finish(telling, draft)
    page = telling.client.get(f"{draft}/check").text
    assert f"<mark>{NUMBER}</mark>" in page
    assert "Take it out" in page
    assert "It is not about a patient" in page
    tapped = telling.client.send(f"{draft}/check", {"take_out": f"1:{NUMBER}"})
    assert tapped.location == f"{draft}/check"
    after = telling.client.get(f"{draft}/check").text
    assert NUMBER not in after
    assert "She sat with him" in after


def test_without_javascript_words_can_be_cleared(telling: Writing | Visiting) -> None:
    draft = telling.begun()
    telling.told(draft, **TOLD)
    finish(telling, draft)
    telling.client.send(f"{draft}/check", {"clear": NUMBER})
    page = telling.client.get(f"{draft}/check").text
    assert "<mark>" not in page
    assert NUMBER in page


def test_findings_never_stop_anybody_from_sending(telling: Writing | Visiting) -> None:
    draft = telling.begun()
    telling.told(draft, **TOLD)
    finish(telling, draft)
    assert telling.send(draft).status_code == 303
    assert stored(telling).cleared == []


def test_only_what_the_guard_points_at_is_taken_out_or_cleared(
    telling: Writing | Visiting,
) -> None:
    draft = telling.begun()
    telling.told(draft, **TOLD)
    finish(telling, draft)
    for button in ({"take_out": "1:She"}, {"take_out": "x"}, {"clear": "She"}, {"clear": ""}):
        telling.client.send(f"{draft}/check", button)
    page = telling.client.get(f"{draft}/check").text
    assert "She sat with him" in page
    assert f"<mark>{NUMBER}</mark>" in page
    assert Visiting(telling.client, telling.world, telling.round).draft(draft).cleared == []


def test_a_quiet_signpost_stands_beside_what_sounds_like_a_concern_and_stops_nobody(
    telling: Writing | Visiting,
) -> None:
    concern = signposts.concern(UNHAPPY)
    assert concern is not None
    draft = telling.begun()
    answer = kept(telling, draft, answer_1=UNHAPPY).json
    assert answer["concern"] == {"words": concern.words, "place": concern.place}
    finish(telling, draft)
    page = telling.client.get(f"{draft}/check").text
    assert 'class="signpost"' in page
    assert "nhsuk-error" not in page
    assert telling.send(draft).status_code == 303


def test_nobody_else_saves_into_a_draft(telling: Writing | Visiting) -> None:
    draft = telling.begun()
    stranger = PageClient(telling.world.app)
    token = stranger.token("/nominate/resume")
    answer = stranger.post(f"{draft}/keep", data={"csrf_token": token, **TOLD})
    assert answer.status_code == 404
    assert NUMBER not in telling.client.get(f"{draft}/story").text


def test_saving_without_a_token_changes_nothing(telling: Writing | Visiting) -> None:
    draft = telling.begun()
    assert telling.client.post(f"{draft}/keep", data=TOLD).status_code == 400
    assert NUMBER not in telling.client.get(f"{draft}/story").text


def test_a_text_that_no_page_could_show_is_said_so_and_not_saved(
    telling: Writing | Visiting,
) -> None:
    draft = telling.begun()
    answer = kept(telling, draft, answer_1="x" * 10_001)
    assert answer.status_code == 422
    assert "Shorten this answer" in answer.json["problem"]
    token = hidden(telling.client, f"{draft}/story")
    huge = telling.client.post(f"{draft}/keep", data={**token, "answer_1": "x" * 10_000_000})
    assert huge.status_code == 413


def test_emoji_and_odd_letters_come_back_as_typed(telling: Writing | Visiting) -> None:
    odd = "e\u0301 \u202eright\u202c \U0001f469\u200d\u2695\ufe0f"
    draft = telling.begun()
    kept(telling, draft, answer_1=odd)
    assert odd in telling.client.get(f"{draft}/story").text


def test_the_same_words_are_pointed_at_once_and_all_go() -> None:
    text = f"{NUMBER} and again {NUMBER}."
    [notice] = noticing.notices({"1": text}, ())["1"]
    assert notice.words == NUMBER
    assert NUMBER not in (noticing.taken_out(text, NUMBER) or NUMBER)
    assert noticing.taken_out(text, "other") is None


def finish(telling: Writing | Visiting, draft: str) -> None:
    """Fill in the page about you."""
    about: dict[str, Any] = {
        "may_name": "yes",
        "relationship": "",
        "author_name": "Joan Field",
        "author_email": "joan@example.org",
    }
    assert telling.client.send(f"{draft}/you", about).status_code == 303


def stored(telling: Writing | Visiting) -> Any:
    return Visiting(telling.client, telling.world, telling.round).nomination()
