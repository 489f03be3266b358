"""The desk: channel, order, words, and what will land."""

import io
import json
import re
import zipfile
from datetime import timedelta

import html5lib
import pytest
import time_machine

from recognition import clock
from recognition.audit import queries as audit
from recognition.database import transaction
from recognition.nominations import queries as nominations
from recognition.nominations.words import count_words
from recognition.thanks import actions as thanking
from recognition.thanks import queries as thanks
from recognition.thanks.models import Consent
from recognition.thanks.rules import INTRANET, PHOTO, PRESS, SOCIAL_MEDIA
from recognition.winners import actions as winning
from recognition.winners.models import Photo
from tests.newsletter.conftest import STORY, Desk
from tests.thanks.conftest import team_of


def winners_of(data: bytes) -> list[dict[str, str]]:
    return list(json.loads(data)["winners"])


def chosen_names(page: str) -> list[str]:
    return re.findall(r'data-name="([^"]+)"', page)


def landing(page: str) -> list[str]:
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return ["".join(h.itertext()) for h in tree.iter("h3") if h.get("class") == "landing__name"]


def test_only_who_agreed_to_the_channel_can_be_chosen_for_it(desk: Desk) -> None:
    page = desk.client.get(f"{desk.path}?channel={SOCIAL_MEDIA}").text
    assert chosen_names(page) == ["Tendai Moyo"]
    assert re.search(r"Rourke</strong> \([^)]+\): would rather not be named there", page)
    answer = desk.client.send(desk.path, desk.form(*desk.both, channel=SOCIAL_MEDIA, kind="json"))
    assert answer.status_code == 422
    assert "did not agree to be named there" in answer.text
    for channel in (INTRANET, PRESS):
        file = desk.file("json", *desk.both, channel=channel)
        assert [row["consent"] for row in winners_of(file)] == [channel, channel]


def test_the_channel_is_kept_to_in_every_kind_of_file(desk: Desk) -> None:
    data = desk.file("zip", desk.both[0], channel=SOCIAL_MEDIA)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            assert "Rourke" not in name + file.read(name).decode("utf-8", "ignore")


@pytest.mark.parametrize("what", ["waiting", "not_asked", "ended", "words"])
def test_each_reason_for_being_left_out_is_said(desk: Desk, what: str) -> None:
    """A channel that nobody was asked about, a yes that ended, words that wait for the winner."""
    ended = {"waiting": None, "ended": clock.now() - timedelta(days=1)}
    with desk.app.app_context(), transaction() as session:
        consents = session.query(Consent).filter_by(channel=PRESS).all()
        for consent in consents:
            if what == "waiting":
                session.delete(consent)
            elif what == "ended":
                consent.until = ended["ended"]
    if what in {"waiting", "ended"}:
        page = desk.client.get(f"{desk.path}?channel={PRESS}").text
        wanted = "has not answered yet" if what == "waiting" else "agreed, but that has ended"
        assert page.count(wanted) == 2
        return
    late = desk.world.person("Late Winner")
    with time_machine.travel(clock.now() - timedelta(hours=2)):
        desk.world.nomination(desk.ceremony.round, nominee=late)
    number = desk.world.candidacy(desk.ceremony.round, late)
    actor = desk.world.viewer(desk.ceremony.chair)
    assert desk.ceremony.round.closes_at is not None
    closed = desk.ceremony.round.closes_at + timedelta(minutes=1)
    with time_machine.travel(closed), desk.app.app_context():
        how = {"edition": 0, "actor": actor, "now": clock.now()}
        winning.decide(number, outcome="winner", reason="Yes.", **how)
        if what == "words":
            winning.write_citation(number, text="Words.", quote="", actor=actor)
            winning.send_citation(number, edition=1, actor=actor)
    if what == "words":
        desk.world.consented(number)
    page = desk.client.get(desk.path).text
    wanted = {"not_asked": "has not been asked yet",
              "words": "waits for the chair to approve the words"}[what]  # fmt: skip
    assert f"Late Winner</strong> (Compassion): {wanted}" in page


def test_a_photograph_needs_consent_of_its_own_in_every_channel(desk: Desk) -> None:
    def names() -> list[str]:
        with zipfile.ZipFile(io.BytesIO(desk.file("zip", *desk.both))) as file:
            return [name for name in file.namelist() if name.endswith(".jpg")]

    assert len(names()) == 3
    assert winners_of(desk.file("json", *desk.both))[0]["alt_text"] == "Tendai smiles"
    desk.world.consented(desk.both[0], PHOTO, given=False)
    assert names() == []
    row = winners_of(desk.file("json", *desk.both))[0]
    assert (row["photo"], row["alt_text"]) == ("", "")
    assert "Tendai smiles" not in desk.client.get(desk.path).text


def test_one_member_of_a_team_keeps_a_photograph_of_it_out(desk: Desk) -> None:
    world, round_ = desk.world, desk.ceremony.round
    with time_machine.travel(clock.now() - timedelta(hours=2)):
        members = [world.person(f"Member Number{n}", team="Night Team") for n in (1, 2)]
        world.nomination(round_, nominee=team_of(world, *members))
    with desk.app.app_context():
        cards = nominations.candidacies(round_.id)
        number = next(card.id for card in cards if card.nominee.name == "Night Team")
    assert round_.closes_at is not None
    with time_machine.travel(round_.closes_at + timedelta(minutes=1)):
        world.decided(number, desk.ceremony.chair)
    world.consented(number)
    desk.pictured(number, "The night team")
    (row,) = winners_of(desk.file("json", number))
    assert row["alt_text"] == "The night team"
    with desk.app.app_context():
        thanking.say(thanks.codes_of(number)[1], {PHOTO: False})
    (row,) = winners_of(desk.file("json", number))
    assert (row["name"], row["photo"], row["alt_text"]) == ("Night Team", "", "")
    with zipfile.ZipFile(io.BytesIO(desk.file("zip", number))) as file:
        assert [name for name in file.namelist() if "photos" in name] == []


@pytest.mark.parametrize("length", [50, 100, 200])
def test_each_piece_is_cut_to_the_length_at_the_end_of_a_sentence(desk: Desk, length: int) -> None:
    row = winners_of(desk.file("json", desk.both[0], length=str(length)))[0]
    assert int(row["words"]) == count_words(row["citation"]) <= length
    assert row["citation"].endswith("all night.")


def test_our_own_words_take_the_place_of_a_citation_and_are_kept_on_the_page(desk: Desk) -> None:
    ours = "Ours, for once."
    form = desk.form(*desk.both, rows__0__text=ours)
    assert ours in desk.client.send(desk.path, {**form, "do": "look"}).text
    rows = winners_of(desk.client.send(desk.path, {**form, "kind": "json"}).data)
    assert rows[0]["citation"] == ours
    assert rows[1]["citation"].startswith(STORY[:40])


def test_our_own_words_are_looked_through_for_what_tells_who_a_patient_is(desk: Desk) -> None:
    form = desk.form(*desk.both, rows__0__text="Ring her son on 07700 900123.")
    assert "Check these words." in desk.client.send(desk.path, {**form, "do": "look"}).text
    assert "Check these words." not in desk.client.get(desk.path).text


@pytest.mark.parametrize("kind", ["docx", "zip", "csv"])
def test_own_words_that_could_name_a_patient_need_a_look_before_a_download(
    desk: Desk, kind: str
) -> None:
    own = desk.form(*desk.both, rows__0__text="Her number is 020 7946 0018.", kind=kind)
    refused = desk.client.send(desk.path, own)
    assert refused.status_code == 422
    assert "Check these words." in refused.text
    assert 'name="looked"' in refused.text
    answer = desk.client.send(desk.path, {**own, "looked": "y"})
    assert "attachment" in answer.headers["Content-Disposition"]
    left_out = {name: text for name, text in own.items() if name != "rows-0-chosen"}
    assert desk.client.send(desk.path, left_out).status_code == 200


@pytest.mark.parametrize(
    ("tone", "words"), [("warm", "Thank you"), ("plain", "Who was"), ("proud", "Proud of")]
)
def test_the_heading_sounds_as_it_was_chosen(desk: Desk, tone: str, words: str) -> None:
    text = desk.file("md", *desk.both, tone=tone).decode()
    assert text.startswith(f"# {words}")


def test_somebody_goes_up_and_down_without_scripts_and_the_focus_stays(desk: Desk) -> None:
    first, second = desk.both
    form = desk.form(first, second)
    page = desk.client.send(desk.path, {**form, "move": f"down-{first}"}).text
    assert chosen_names(page) == ["Siobhán O’Rourke", "Tendai Moyo"]
    assert landing(page) == ["Siobhán O’Rourke", "Tendai Moyo"]
    focused = re.findall(r"<button[^>]* autofocus>", page)
    assert len(focused) == 1
    assert f'value="down-{first}"' in focused[0]
    page = desk.client.send(desk.path, {**form, "move": f"up-{first}"}).text
    assert chosen_names(page) == ["Tendai Moyo", "Siobhán O’Rourke"]
    for odd in ("up-", "down-999999", "sideways", "up-" + "9" * 5000):
        assert desk.client.send(desk.path, {**form, "move": odd}).status_code == 200


def test_what_is_seen_is_what_lands(desk: Desk) -> None:
    form = desk.form(*reversed(desk.both), length="50", tone="proud")
    page = desk.client.send(desk.path, {**form, "do": "look"}).text
    rows = winners_of(desk.client.send(desk.path, {**form, "kind": "json"}).data)
    assert landing(page) == [row["name"] for row in rows]
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    seen = ["".join(p.itertext()) for p in tree.iter("p") if p.get("class") == "landing__words"]
    assert [text for text in seen if text != "Thank you."] == [row["citation"] for row in rows]


def test_scripts_are_given_the_same_preview_and_the_words_of_the_boxes(desk: Desk) -> None:
    form = desk.form(*desk.both, length="50")
    answer = desk.client.send(f"{desk.path}/preview", form)
    assert landing(answer.json["preview"]) == ["Tendai Moyo", "Siobhán O’Rourke"]
    assert count_words(answer.json["words"]["rows-0-text"]) <= 50
    assert audit_entries(desk) == []


def test_categories_narrow_the_pack_and_lose_nothing_that_was_typed(desk: Desk) -> None:
    form = desk.form(*desk.both, categories="Nothing like it", rows__0__text="Ours.")
    page = desk.client.send(desk.path, {**form, "do": "look"}).text
    assert landing(page) == ["Tendai Moyo", "Siobhán O’Rourke"]
    assert "Ours." in page


def audit_entries(desk: Desk) -> list[dict[str, object]]:
    with desk.app.app_context():
        return [dict(entry.details) for entry in audit.entries(action="newsletter.pack_made")[0]]


def test_every_export_says_who_what_for_where_and_how_many(desk: Desk) -> None:
    desk.file("pdf", *desk.both, channel=INTRANET, length="50")
    assert audit_entries(desk) == [
        {
            "kind": "pdf", "channel": "intranet", "length": 50, "rows": 2,
            "zone": "Europe/London", "candidacies": list(desk.both),
        }
    ]  # fmt: skip


def test_a_file_that_cannot_be_made_is_absent_and_leaves_no_trace(desk: Desk) -> None:
    with desk.app.app_context(), transaction() as session:
        for photo in session.query(Photo):
            photo.data = photo.data[:100]
    for kind in ("zip", "docx", "pdf", "eml"):
        answer = desk.client.send(desk.path, desk.form(*desk.both, kind=kind))
        assert answer.status_code == 500
        assert "Content-Disposition" not in answer.headers
    assert audit_entries(desk) == []


def test_everybody_comes_whole_with_a_length_that_shows_a_break(desk: Desk) -> None:
    answer = desk.client.send(f"{desk.path}/everyone.csv", {"channel": SOCIAL_MEDIA})
    assert answer.content_length == len(answer.data)
    assert "everyone" in answer.headers["Content-Disposition"]
    lines = answer.data.decode("utf-8-sig").split("\r\n")
    assert len(lines) == 3
    assert "Tendai Moyo" in lines[1]
    (entry,) = audit_entries(desk)
    assert (entry["rows"], entry["candidacies"]) == (1, [desk.both[0]])


def test_files_are_only_given_to_a_post_with_a_token(desk: Desk) -> None:
    assert desk.client.get(f"{desk.path}/everyone.csv").status_code == 404
    assert desk.client.get(f"{desk.path}/preview").status_code == 404
    assert desk.client.post(desk.path, data=desk.form(*desk.both, kind="csv")).status_code == 400
    for somebody in (desk.ceremony.chair, desk.ceremony.tendai):
        desk.client.sign_in(somebody)
        for path in (desk.path, f"{desk.path}/preview", f"{desk.path}/everyone.csv"):
            assert desk.client.send(path, desk.form(*desk.both, kind="csv")).status_code == 404
