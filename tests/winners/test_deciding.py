"""The chair decides; nobody else, not too early, and never over somebody else's decision."""

from datetime import timedelta

import pytest
from flask import Flask

from recognition.winners import queries
from tests.page_client import PageClient
from tests.winners.conftest import Ceremony
from tests.world import World

REASON = "Both readers saw the same kindness."


def test_the_chair_records_an_outcome_with_a_reason(
    app: Flask, client: PageClient, ceremony: Ceremony
) -> None:
    client.sign_in(ceremony.chair)
    path = f"/winners/decide/{ceremony.tendai_candidacy}"
    answer = client.send(path, {"outcome": "winner", "reason": REASON}, follow_redirects=True)
    assert answer.status_code == 200
    assert "The outcome for Tendai Moyo is recorded." in answer.text
    with app.app_context():
        decided = queries.decision(ceremony.tendai_candidacy)
    assert (decided.outcome, decided.reason, decided.edition) == ("winner", REASON, 1)


def test_a_reason_is_optional_where_the_scores_say_nothing_else(
    app: Flask, client: PageClient, ceremony: Ceremony
) -> None:
    client.sign_in(ceremony.chair)
    path = f"/winners/decide/{ceremony.tendai_candidacy}"
    assert client.send(path, {"outcome": "shortlisted"}).status_code == 302
    with app.app_context():
        assert queries.decision(ceremony.tendai_candidacy).reason == ""


def test_panellists_and_communications_cannot_decide(
    client: PageClient, world: World, ceremony: Ceremony
) -> None:
    panellist = world.person()
    world.appoint(ceremony.round, panellist)
    for somebody in (panellist, ceremony.officer, ceremony.tendai):
        client.sign_in(somebody)
        assert client.get(f"/winners/decide/{ceremony.tendai_candidacy}").status_code == 404


def test_deciding_and_announcing_are_different_rights(
    client: PageClient, ceremony: Ceremony
) -> None:
    client.sign_in(ceremony.chair)
    assert client.get(f"/winners/prepare/{ceremony.round.id}").status_code == 404
    client.sign_in(ceremony.officer)
    assert client.get(f"/winners/prepare/{ceremony.round.id}").status_code == 200


def test_two_people_deciding_at_once_give_one_outcome(
    app: Flask, client: PageClient, ceremony: Ceremony
) -> None:
    client.sign_in(ceremony.chair)
    path = f"/winners/decide/{ceremony.tendai_candidacy}"
    token = client.token(path)
    first = {"csrf_token": token, "edition": "0", "outcome": "winner", "reason": REASON}
    second = {**first, "outcome": "recognised", "reason": "Another view."}
    assert client.post(path, data=first).status_code == 302
    answer = client.post(path, data=second)
    assert answer.status_code == 422
    assert "Somebody recorded another outcome meanwhile" in answer.text
    assert "Another view." in answer.text
    with app.app_context():
        assert queries.decision(ceremony.tendai_candidacy).outcome == "winner"


def test_nothing_is_decided_while_nominations_are_open(client: PageClient, world: World) -> None:
    chair, nominee = world.person(), world.person()
    round_ = world.round(closes_in=timedelta(days=1))
    world.appoint(round_, chair, role="chair")
    world.nomination(round_, nominee=nominee)
    client.sign_in(chair)
    path = f"/winners/decide/{world.candidacy(round_, nominee)}"
    answer = client.send(path, {"outcome": "winner", "reason": REASON})
    assert answer.status_code == 422
    assert "Nominations are still open" in answer.text


def test_posting_status_or_score_into_the_form_changes_nothing(
    app: Flask, client: PageClient, ceremony: Ceremony
) -> None:
    client.sign_in(ceremony.chair)
    client.send(
        f"/winners/decide/{ceremony.tendai_candidacy}",
        {
            "outcome": "shortlisted",
            "reason": REASON,
            "decided_by_id": "1",
            "candidacy_id": str(ceremony.siobhan_candidacy),
            "score": "5",
        },
    )
    with app.app_context():
        assert queries.outcomes([ceremony.tendai_candidacy, ceremony.siobhan_candidacy]) == {
            ceremony.tendai_candidacy: "shortlisted",
            ceremony.siobhan_candidacy: "",
        }


@pytest.mark.parametrize("outcome", ["rejected", "Winner", ""])
def test_an_outcome_is_one_of_the_four_kind_words(
    client: PageClient, ceremony: Ceremony, outcome: str
) -> None:
    client.sign_in(ceremony.chair)
    path = f"/winners/decide/{ceremony.tendai_candidacy}"
    assert client.send(path, {"outcome": outcome, "reason": REASON}).status_code == 422
