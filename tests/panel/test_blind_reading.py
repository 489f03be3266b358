"""A panel that does not see who it reads about."""

import re
from dataclasses import asdict, fields
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from recognition.database import db, transaction
from recognition.mail.models import Letter
from recognition.nominations.models import Candidacy
from recognition.nominations.queries import Nominee
from recognition.panel import actions, queries
from recognition.panel.models import Interest
from recognition.panel.queries import NamedScoreSheet, ScoreSheet
from recognition.panel.rules import CHAIR, DEPUTY, reads_blind
from recognition.people.queries import PersonCard
from tests.conftest import QueryCounter
from tests.page_client import PageClient, without_tokens
from tests.panel.conftest import Judging

STORY = (
    "Priya Raman sat with him all night. Miss Raman, a ward clerk of Juniper Ward, stayed.",
    "Thank you, Priya. Nia Novak",
)
SECRETS = ("Priya", "Raman", "Juniper", "Nia", "Novak", "Ward clerk", "ward clerk")


@pytest.fixture
def nominee(blind_judging: Judging) -> PersonCard:
    return blind_judging.world.person("Priya Raman", team="Juniper Ward", job_title="Ward clerk")


def nominated(judging: Judging, nominee: PersonCard, answers: tuple[str, str] = STORY) -> int:
    """Have somebody nominated in these words; return the number of the candidacy."""
    judging.world.nomination(
        judging.round, nominee=nominee, nominator=judging.nominator, answers=answers
    )
    judging.nominees.append(nominee)
    return judging.candidacy(nominee)


def sheet_of(judging: Judging, reader: PersonCard, number: int) -> ScoreSheet:
    """What somebody reads."""
    viewer = judging.world.viewer(reader)
    with judging.app.app_context():
        return queries.score_sheet(viewer, number)


def pages_of(judging: Judging, number: int) -> tuple[str, ...]:
    """The pages of a panellist on which a nominee appears."""
    return (
        "/panel",
        f"/panel/{judging.round.id}",
        f"/panel/read/{number}",
        f"/panel/read/{number}/interest",
    )


def test_no_page_of_a_panellist_names_nominee_nominator_title_or_team(
    client: PageClient, blind_judging: Judging, nominee: PersonCard
) -> None:
    number = nominated(blind_judging, nominee)
    blind_judging.assigned(number, blind_judging.asha)
    client.sign_in(blind_judging.asha)
    for _turn in range(2):  # before sending, and after it while judging lasts
        for path in pages_of(blind_judging, number):
            answer = client.get(path)
            assert answer.status_code == 200
            text = without_tokens(answer.text)
            assert [secret for secret in SECRETS if secret in text] == [], path
        assert "Nominee 1" in client.get(f"/panel/read/{number}").text
        blind_judging.world.reviewed(number, blind_judging.asha)
    assert "the nominee" in client.get(f"/panel/read/{number}").text


def test_a_blind_sheet_has_no_field_for_names(blind_judging: Judging, nominee: PersonCard) -> None:
    number = nominated(blind_judging, nominee)
    blind_judging.assigned(number, blind_judging.asha)
    sheet = sheet_of(blind_judging, blind_judging.asha, number)
    assert type(sheet) is ScoreSheet
    assert not {"detail", "nominators", "candidacy"} & {each.name for each in fields(sheet)}
    assert not [secret for secret in SECRETS if secret in str(asdict(sheet))]


def test_a_nominator_who_is_not_named_is_hidden_in_the_words_as_well(
    client: PageClient, blind_judging: Judging, nominee: PersonCard
) -> None:
    blind_judging.world.nomination(
        blind_judging.round,
        nominee=nominee,
        nominator=blind_judging.nominator,
        answers=("She stayed with me, Nia Novak.", "I was not alone."),
        may_name=False,
    )
    number = blind_judging.candidacy(nominee)
    blind_judging.assigned(number, blind_judging.asha)
    client.sign_in(blind_judging.asha)
    page = client.get(f"/panel/read/{number}")
    assert page.status_code == 200
    assert "Novak" not in page.text


def test_the_chair_sees_names(
    client: PageClient, blind_judging: Judging, nominee: PersonCard
) -> None:
    number = nominated(blind_judging, nominee)
    client.sign_in(blind_judging.chair)
    for path in (f"/panel/nominee/{number}", f"/panel/read/{number}/interest"):
        assert "Priya Raman" in client.get(path).text, path
    assert "they read “Nominee 1”" in client.get(f"/panel/nominee/{number}").text


def test_a_scheme_that_shows_names_shows_them(client: PageClient, judging: Judging) -> None:
    number = judging.nominate()
    judging.assigned(number, judging.asha)
    assert isinstance(sheet_of(judging, judging.asha, number), NamedScoreSheet)
    client.sign_in(judging.asha)
    page = client.get(f"/panel/read/{number}").text
    assert judging.nominees[0].name in page
    assert "What Nia Novak wrote" in page


def test_a_nominee_has_the_same_number_for_every_reader_whoever_steps_back(
    client: PageClient, blind_judging: Judging
) -> None:
    first, second = blind_judging.nominate(), blind_judging.nominate()
    blind_judging.assigned(first, blind_judging.asha)
    blind_judging.assigned(second, blind_judging.asha, blind_judging.ben)
    before = sheet_of(blind_judging, blind_judging.asha, second).called
    client.sign_in(blind_judging.asha)
    client.send(f"/panel/read/{first}/interest")
    assert sheet_of(blind_judging, blind_judging.asha, second).called == before
    assert sheet_of(blind_judging, blind_judging.ben, second).called == before == "Nominee 2"


def test_saying_that_one_knows_who_it_is_needs_no_reason_and_works_blind(
    client: PageClient, blind_judging: Judging, nominee: PersonCard
) -> None:
    number = nominated(blind_judging, nominee)
    blind_judging.assigned(number, blind_judging.asha)
    client.sign_in(blind_judging.asha)
    assert "I know who this is" in client.get(f"/panel/read/{number}").text
    assert client.send(f"/panel/read/{number}/interest").status_code == 302
    assert client.get(f"/panel/read/{number}").status_code == 404


def test_letters_to_panellists_name_nobody(blind_judging: Judging, nominee: PersonCard) -> None:
    number = nominated(blind_judging, nominee)
    blind_judging.assigned(number, blind_judging.asha)
    with blind_judging.app.app_context():
        letters = db.session.scalars(
            select(Letter).where(Letter.to_address == blind_judging.asha.email)
        ).all()
        assert letters
        told = " ".join(letter.subject + letter.body for letter in letters)
    assert "Priya" not in told
    assert "Raman" not in told


def test_nominations_of_a_candidacy_come_together_without_a_number(
    client: PageClient, blind_judging: Judging, nominee: PersonCard
) -> None:
    number = nominated(blind_judging, nominee)
    other = blind_judging.world.person("Olu Adeyemi")
    blind_judging.world.nomination(blind_judging.round, nominee=nominee, nominator=other)
    blind_judging.assigned(number, blind_judging.asha)
    client.sign_in(blind_judging.asha)
    page = client.get(f"/panel/read/{number}").text
    assert "What one nominator wrote" in page
    assert "What another nominator wrote" in page
    assert "2 nominations" not in page
    assert "Story 1 of 2" not in page


def test_a_page_does_not_tell_by_its_size_how_long_a_name_is(
    client: PageClient, blind_judging: Judging
) -> None:
    sizes = []
    for name in ("Al Bo", "Bartholomew Featherstonehaugh"):
        nominee = blind_judging.world.person(name, team="T" * len(name))
        number = nominated(blind_judging, nominee, (f"{name} stayed.", "He was not alone."))
        reader = blind_judging.world.person()
        blind_judging.world.appoint(blind_judging.round, reader)
        blind_judging.assigned(number, reader)
        client.sign_in(reader)
        answer = client.get(f"/panel/read/{number}")
        assert answer.status_code == 200
        sizes.append(len(without_tokens(answer.text).replace(reader.name, "")))
    assert abs(sizes[0] - sizes[1]) <= 8  # digits of numbers, and no name


def test_names_return_when_one_has_sent_and_judging_is_over(
    client: PageClient, blind_judging: Judging, nominee: PersonCard
) -> None:
    number = nominated(blind_judging, nominee)
    blind_judging.assigned(number, blind_judging.asha, blind_judging.ben)
    blind_judging.world.reviewed(number, blind_judging.asha)
    ends = blind_judging.round.judging_ends_at
    assert ends is not None
    with time_machine.travel(ends + timedelta(seconds=1), tick=False):
        assert "Priya Raman" in client.sign_in(blind_judging.asha).get(f"/panel/read/{number}").text
        unsent = client.sign_in(blind_judging.ben).get(f"/panel/read/{number}").text
        assert "Priya" not in unsent


def crawl(client: PageClient, judging: Judging) -> dict[str, str]:
    """Return every page that a reader comes to from their panels, without tokens."""
    room, found, waiting = f"/panel/{judging.round.id}", dict[str, str](), ["/panel"]
    while waiting:
        path = waiting.pop()
        if path not in found:
            page = client.get(path)
            assert page.status_code == 200, path
            found[path] = without_tokens(page.text)
            links = re.findall(r'href="([^"#]+)', found[path])
            waiting += [link for link in links if link.startswith((room, "/panel/read/"))]
    return found


def test_a_blind_reader_finds_the_same_pages_whether_they_know_the_nominee_or_not(
    client: PageClient, blind_judging: Judging
) -> None:
    world, round_ = blind_judging.world, blind_judging.round
    boss = world.person("Bea Boss", team="Estates")
    reader = world.person("Ruth Reader", team="Maple Ward", manager=boss)
    mate = world.person("Priya Raman", team="Maple Ward")
    strangers = [world.person(f"Stranger {letter}") for letter in "AB"]
    world.appoint(round_, reader)
    numbers = [nominated(blind_judging, one, ("Kind.", "Kinder.")) for one in strangers]
    blind_judging.assigned(numbers[0], reader)
    blind_judging.assigned(numbers[1], reader)
    client.sign_in(reader)
    before = crawl(client, blind_judging)
    assert len(before) > 6
    with blind_judging.app.app_context(), transaction() as session:
        for number, person in zip(numbers, (boss, mate), strict=True):
            session.execute(
                update(Candidacy).where(Candidacy.id == number).values(person_id=person.id)
            )
    after = crawl(client, blind_judging)
    assert after == before
    asked = after[f"/panel/{round_.id}/interests"]
    assert "Priya Raman" in asked
    assert "Bea Boss" in asked
    assert "Stranger" not in "".join(after.values())
    named = "".join(text for path, text in after.items() if not path.endswith("/interests"))
    assert "Priya" not in named
    assert "Bea" not in named
    assert "your line manager" not in "".join(after.values())
    assert "same team" not in "".join(after.values())


def test_stepping_back_by_name_takes_a_story_away_without_saying_which(
    client: PageClient, blind_judging: Judging
) -> None:
    world, round_ = blind_judging.world, blind_judging.round
    reader = world.person("Ruth Reader", team="Maple Ward")
    mate, other = (world.person(name, team="Maple Ward") for name in ("Priya Raman", "Olu Ade"))
    world.appoint(round_, reader)
    number = nominated(blind_judging, mate)
    blind_judging.assigned(number, reader)
    page = f"/panel/{round_.id}/interests"
    client.sign_in(reader)
    before = without_tokens(client.get(page).text)
    refused = client.send(page)
    assert refused.status_code == 422
    assert "Tick at least one name." in refused.text
    assert client.send(page, {"people": str(blind_judging.ben.id)}).status_code == 404
    for ticked, reads in ((other, 200), (mate, 404), (mate, 404)):
        answer = client.send(page, {"people": str(ticked.id)})
        assert (answer.status_code, answer.location) == (302, page)
        said = without_tokens(client.get(page).text)
        assert "Thank you. If they are nominated, somebody else will read about them." in said
        assert without_tokens(client.get(page).text) == before
        assert client.get(f"/panel/read/{number}").status_code == reads
    with blind_judging.app.app_context():
        told = db.session.scalars(select(Letter.body).where(Letter.kind == "panel.interest")).all()
        kept = db.session.scalars(select(Interest.about_id).order_by(Interest.id)).all()
    assert kept == [other.id, mate.id]
    assert len(told) == 1
    assert "Ruth Reader knows Priya Raman" in told[0]


def test_a_chair_who_steps_back_by_name_leaves_the_deputy_told(blind_judging: Judging) -> None:
    world, round_ = blind_judging.world, blind_judging.round
    chair, deputy = world.person("Cora Chair", team="Maple Ward"), world.person("Dee Deputy")
    world.appoint(round_, deputy, role=DEPUTY)
    mate, other = (world.person(name, team="Maple Ward") for name in ("Priya Raman", "Olu Ade"))
    nominated(blind_judging, mate)
    viewer = world.viewer(blind_judging.chair)
    with blind_judging.app.app_context():
        actions.end_appointment(
            round_id=round_.id, person_id=viewer.person_id, role=CHAIR, actor=None
        )
    world.appoint(round_, chair, role=CHAIR)
    for _click in range(2):
        with blind_judging.app.app_context():
            actions.declare_by_name(
                round_id=round_.id,
                person_ids=[mate.id, other.id],
                reason="",
                actor=world.viewer(chair),
            )
    with blind_judging.app.app_context():
        told = db.session.execute(
            select(Letter.to_address, Letter.body).where(Letter.kind == "panel.interest")
        ).all()
    assert [row.to_address for row in told] == [deputy.email]
    assert "Cora Chair knows Priya Raman" in told[0].body


def test_a_scheme_that_shows_names_asks_about_nominees_alone(
    client: PageClient, judging: Judging
) -> None:
    reader = judging.world.person("Ruth Reader", team="Maple Ward")
    mate = judging.world.person("Priya Raman", team="Maple Ward")
    judging.world.appoint(judging.round, reader)
    client.sign_in(reader)
    page = f"/panel/{judging.round.id}/interests"
    assert "Priya" not in client.get(page).text
    token = client.token("/panel")
    client.post(page, data={"people": str(mate.id), "csrf_token": token})
    with judging.app.app_context():
        assert db.session.scalars(select(Interest)).all() == []


def test_the_sheet_asks_the_same_of_everybody_who_is_read_blind(
    client: PageClient, blind_judging: Judging
) -> None:
    described = blind_judging.send(Nominee("described", "Sue", "Larch Ward"))
    listed = blind_judging.nominate()
    pages = []
    client.sign_in(blind_judging.asha)
    for number in (described, listed):
        blind_judging.assigned(number, blind_judging.asha)
        pages.append(client.get(f"/panel/read/{number}/interest").text)
    assert all('name="whatever"' in page for page in pages)


def test_the_last_second_of_judging_is_still_blind(blind_judging: Judging) -> None:
    ends = blind_judging.round.judging_ends_at
    assert ends is not None
    about = {"hides_names": True, "sent": True, "ends": ends}
    assert reads_blind(**about, now=ends)
    assert not reads_blind(**about, now=ends + timedelta(seconds=1))
    assert reads_blind(**{**about, "ends": None}, now=ends)


def test_a_blind_queue_is_the_same_work_for_one_and_three(
    client: PageClient, blind_judging: Judging, count_queries: QueryCounter
) -> None:
    blind_judging.assigned(blind_judging.nominate(), blind_judging.asha)
    client.sign_in(blind_judging.asha)
    client.get(f"/panel/{blind_judging.round.id}")
    with count_queries() as one:
        client.get(f"/panel/{blind_judging.round.id}")
    for _more in range(2):
        blind_judging.assigned(blind_judging.nominate(), blind_judging.asha)
    with count_queries() as three:
        client.get(f"/panel/{blind_judging.round.id}")
    assert len(one) == len(three)


def test_an_administrator_decides_whether_names_are_hidden(
    client: PageClient, blind_judging: Judging
) -> None:
    client.sign_in(blind_judging.world.administrator())
    path = f"/manage/schemes/{blind_judging.round.scheme.slug}/details"
    page = client.get(path).text
    assert "Names are hidden in the first reading" in page
    typed = {"name": "Compassion awards", "who_may_nominate": "staff", "thanks_days": "7"}
    assert client.send(path, {**typed, "names_readers": "y"}).status_code == 302
    assert "The panel sees names" in client.get(path.removesuffix("/details")).text
    assert client.send(path, {**typed, "hides_names": "y"}).status_code == 302
    shown = client.get(path.removesuffix("/details")).text
    assert "Names are hidden in the first reading" in shown
