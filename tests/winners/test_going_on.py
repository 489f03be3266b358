"""Winners of the month become candidates of the year, with their words, thanks and consents."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from recognition import clock
from recognition.database import db, transaction
from recognition.hall import checks
from recognition.mail import actions as mail
from recognition.nominations import queries as nominations
from recognition.nominations.models import Nomination
from recognition.people.queries import PersonCard
from recognition.people.rules import ADMINISTRATOR
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.thanks import actions as thanking
from recognition.thanks import later
from recognition.thanks import queries as thanks
from recognition.thanks.models import Card, Thank
from recognition.thanks.rules import NEWSLETTER, PHOTO
from recognition.winners.models import Decision
from tests.conftest import QueryCounter
from tests.nominations.checkers import seen
from tests.page_client import PageClient
from tests.winners.conftest import Ceremony
from tests.world import World


@pytest.fixture
def month(ceremony: Ceremony, world: World, app: Flask) -> Ceremony:
    """Tendai won and was thanked; Siobhán was highly commended."""
    with app.app_context():
        thanking.thank_accepted()
        mail.deliver_due(lambda _letter: None)
    world.decided(ceremony.tendai_candidacy, ceremony.chair)
    world.decided(ceremony.siobhan_candidacy, ceremony.chair, outcome="highly_commended")
    world.consented(ceremony.tendai_candidacy)
    world.announced(ceremony.round)
    return ceremony


@pytest.fixture
def year(world: World, month: Ceremony) -> RoundCard:
    """The annual awards, a scheme of its own that is still open."""
    return world.round(world.scheme(), name="The year")


@pytest.fixture
def administrator(world: World) -> PersonCard:
    """Somebody who administers the host."""
    return world.granted(ADMINISTRATOR)


def send(client: PageClient, month: Ceremony, year: RoundCard, *numbers: int) -> str:
    """Choose winners and enter them; return what the page says."""
    with client.application.app_context():
        category = schemes.categories(year.scheme.id)[0].id
    data = {}
    for place, number in enumerate(numbers):
        row = {"candidacy": str(number), "chosen": "y", "category": str(category)}
        data |= {f"rows-{place}-{name}": value for name, value in row.items()}
    path = f"/winners/carry/{month.round.id}?into={year.id}"
    return client.send(path, data, follow_redirects=True).text


def entered(app: Flask, year: RoundCard) -> list[int]:
    with app.app_context():
        return [card.id for card in nominations.candidacies(year.id)]


def made() -> tuple[int, int]:
    """Count cards and the thanks they carry."""
    tables = (Card, Thank)
    cards, letters = (len(db.session.scalars(select(table.id)).all()) for table in tables)
    return cards, letters


def test_winners_go_on_with_their_stories_and_are_not_thanked_again(
    app: Flask, client: PageClient, month: Ceremony, year: RoundCard, administrator: PersonCard
) -> None:
    client.sign_in(administrator)
    assert "1 winner was entered." in send(client, month, year, month.tendai_candidacy)
    [number] = entered(app, year)
    with app.app_context():
        [new], [old] = (nominations.stories([n])[n] for n in (number, month.tendai_candidacy))
        assert (new.answers, new.nominator_name) == (old.answers, old.nominator_name)
        assert new.reference != old.reference
        cards, letters = (
            db.session.scalar(select(func.count()).select_from(m)) for m in (Card, Thank)
        )
        thanking.thank_accepted()
        assert made() == (cards, letters)
        assert checks.problems() == []


def test_what_winners_agreed_to_goes_with_them_and_can_still_be_taken_back(
    app: Flask, client: PageClient, month: Ceremony, year: RoundCard, administrator: PersonCard
) -> None:
    client.sign_in(administrator)
    send(client, month, year, month.tendai_candidacy)
    [number] = entered(app, year)
    with app.app_context():
        assert thanks.consents([number], NEWSLETTER) == {number: "given"}
        thanking.say(thanks.codes_of(month.tendai_candidacy)[0], {PHOTO: False})
        assert thanks.consents([number], PHOTO) == {number: "refused"}
        assert thanks.consents([number], NEWSLETTER) == {number: "given"}


def test_approving_new_words_asks_nobody_again_who_agreed_on_their_earlier_card(
    app: Flask, client: PageClient, month: Ceremony, year: RoundCard, administrator: PersonCard
) -> None:
    client.sign_in(administrator)
    send(client, month, year, month.tendai_candidacy)
    [number] = entered(app, year)
    with app.app_context():
        assert thanking.give_cards(number) == 1
        assert thanks.consents([number], NEWSLETTER) == {number: "given"}
        sheet = thanks.consent_sheet([number])[number]
        assert sheet.channels[NEWSLETTER].state == "given"


def test_what_somebody_said_last_counts_on_whichever_card_they_said_it(
    app: Flask, client: PageClient, month: Ceremony, year: RoundCard, administrator: PersonCard
) -> None:
    client.sign_in(administrator)
    send(client, month, year, month.tendai_candidacy)
    [number] = entered(app, year)
    with app.app_context():
        thanking.give_cards(number)
        [old], [new] = thanks.codes_of(month.tendai_candidacy), thanks.codes_of(number)
        for code, given in ((old, False), (new, True), (new, False), (old, True)):
            thanking.say(code, {PHOTO: given})
            state = "given" if given else "refused"
            assert thanks.consents([number], PHOTO) == {number: state}
            assert thanks.consent_sheet([number])[number].channels[PHOTO].state == state


def test_taking_a_yes_back_is_told_of_every_round_the_story_went_on_to(
    app: Flask, client: PageClient, month: Ceremony, year: RoundCard, administrator: PersonCard
) -> None:
    client.sign_in(administrator)
    send(client, month, year, month.tendai_candidacy)
    [number] = entered(app, year)
    heard: list[int] = []
    later.register_listener(listener := lambda change: heard.append(change.candidacy_id))
    try:
        with app.app_context():
            thanking.say(thanks.codes_of(month.tendai_candidacy)[0], {NEWSLETTER: False})
    finally:
        later.forget_listener(listener)
    assert heard == [month.tendai_candidacy, number]


def test_words_taken_out_of_a_story_are_taken_out_where_it_went_on_to(
    app: Flask, client: PageClient, month: Ceremony, year: RoundCard, administrator: PersonCard
) -> None:
    client.sign_in(administrator)
    send(client, month, year, month.tendai_candidacy)
    [number] = entered(app, year)
    with app.app_context():
        [story] = nominations.stories([month.tendai_candidacy])[month.tendai_candidacy]
    sheet = f"/manage/checking/{story.reference}"
    shown = seen(client.get(sheet).text)
    client.send(f"{sheet}/redact", {"seen": shown, "words": "stayed"}, form=sheet)
    with app.app_context():
        [copy] = nominations.stories([number])[number]
        assert "stayed" not in repr(copy.answers)
        assert "[…]" in repr(copy.answers)


def test_nobody_goes_on_who_was_not_thanked_first(
    app: Flask,
    client: PageClient,
    world: World,
    month: Ceremony,
    year: RoundCard,
    administrator: PersonCard,
) -> None:
    with time_machine.travel(clock.now() - timedelta(hours=2)):
        late = world.person("Late Lee")
        world.nomination(month.round, nominee=late)
    number = world.candidacy(month.round, late)
    with app.app_context(), transaction() as session:
        session.add(
            Decision(
                candidacy_id=number,
                outcome="winner",
                reason="",
                decided_by_id=month.chair.id,
                decided_at=clock.now(),
            )
        )
    client.sign_in(administrator)
    text = send(client, month, year, number, month.tendai_candidacy)
    assert "Late Lee has not been thanked yet." in text
    assert entered(app, year) == []


def test_entering_twice_enters_once(
    app: Flask, client: PageClient, month: Ceremony, year: RoundCard, administrator: PersonCard
) -> None:
    client.sign_in(administrator)
    send(client, month, year, month.tendai_candidacy)
    assert "0 winners were entered." in send(client, month, year, month.tendai_candidacy)
    assert len(entered(app, year)) == 1
    with app.app_context():
        copies = select(func.count()).where(Nomination.carried_from_id.is_not(None))
        assert db.session.scalar(copies) == 1
    path = f"/winners/carry/{month.round.id}?into={year.id}"
    assert "Entered already" in client.get(path).text


def test_who_was_nominated_there_already_becomes_one_candidacy(
    app: Flask,
    client: PageClient,
    world: World,
    month: Ceremony,
    year: RoundCard,
    administrator: PersonCard,
) -> None:
    world.nomination(year, nominee=month.tendai)
    client.sign_in(administrator)
    send(client, month, year, month.tendai_candidacy)
    [number] = entered(app, year)
    with app.app_context():
        assert len(nominations.stories([number])[number]) == 2


def test_only_winners_of_an_announced_round_go_on(
    app: Flask, client: PageClient, month: Ceremony, year: RoundCard, administrator: PersonCard
) -> None:
    client.sign_in(administrator)
    assert "no winner of this round" in send(client, month, year, month.siobhan_candidacy)
    assert "Choose at least one winner." in send(client, month, year)
    assert entered(app, year) == []
    with time_machine.travel(clock.now() - timedelta(hours=1)):
        path = f"/winners/carry/{month.round.id}"
        assert PageClient(app).sign_in(administrator).get(path).status_code == 404


def test_a_round_that_is_judged_takes_nobody_any_more(
    app: Flask,
    client: PageClient,
    world: World,
    month: Ceremony,
    year: RoundCard,
    administrator: PersonCard,
) -> None:
    client.sign_in(administrator)
    path = f"/winners/carry/{month.round.id}"
    assert f'value="{year.id}"' in client.get(path).text
    world.announced(year, after=timedelta(days=8))
    with time_machine.travel(clock.now() + timedelta(days=30)):
        text = PageClient(app).sign_in(administrator).get(path).text
        assert f'value="{year.id}"' not in text
    assert entered(app, year) == []


def test_only_administrators_of_the_host_let_winners_go_on(
    client: PageClient, world: World, month: Ceremony
) -> None:
    for person in (month.officer, month.chair, month.tendai, world.person()):
        client.sign_in(person)
        assert client.get(f"/winners/carry/{month.round.id}").status_code == 404


def test_the_page_takes_as_many_statements_for_one_winner_as_for_two(
    client: PageClient,
    world: World,
    ceremony: Ceremony,
    administrator: PersonCard,
    count_queries: QueryCounter,
) -> None:
    world.decided(ceremony.tendai_candidacy, ceremony.chair)
    world.announced(ceremony.round, after=timedelta(hours=1))
    year = world.round(world.scheme(), name="The year")
    path = f"/winners/carry/{ceremony.round.id}?into={year.id}"
    later = clock.now() + timedelta(hours=2)
    with time_machine.travel(later):
        client.sign_in(administrator).get(path)
        with count_queries() as one:
            assert client.get(path).text.count("Category of") == 1
    world.decided(ceremony.siobhan_candidacy, ceremony.chair)
    with time_machine.travel(later + timedelta(minutes=1)), count_queries() as two:
        assert client.get(path).text.count("Category of") == 2
    assert len(one) == len(two)
