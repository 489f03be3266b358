"""The queue of checkers: what waits, what it needs, and who may see it."""

from collections.abc import Collection
from datetime import timedelta
from importlib import import_module

import pytest
from sqlalchemy import insert, select, update

from recognition import clock, patience
from recognition.database import db, transaction
from recognition.errors import Missing
from recognition.nominations import actions, later, queries
from recognition.nominations.cards import Nominee
from recognition.nominations.models import Answer, Candidacy, Nomination, NomineeKey
from recognition.schemes.models import Category, Question, Scheme
from tests.conftest import QueryCounter
from tests.nominations.checkers import SUE, Desk, desk, seen
from tests.nominations.test_sending import at_once
from tests.page_client import PageClient
from tests.plans import believe_empty, believed
from tests.world import World

NHS = "943 476 5919"


@pytest.fixture
def checking(client: PageClient, world: World) -> Desk:
    return desk(client, world)


def change(checking: Desk, sent: str, **facts: object) -> None:
    with checking.world.app.app_context(), transaction() as session:
        session.execute(update(Nomination).where(Nomination.reference == sent).values(**facts))


def kinds(checking: Desk, sent: str) -> set[str]:
    return {signal.kind for signal in checking.sheet(sent).signals}


def test_the_queue_shows_what_waits_oldest_first_and_how_it_stands(checking: Desk) -> None:
    first = checking.sent(nominee=checking.world.person("Asha Patel"))
    second = checking.sent(nominee=checking.world.person("Ben Carter"))
    change(checking, second, sent_at=clock.now() - timedelta(days=3, hours=1))
    change(checking, second, counts_from=clock.now() - timedelta(days=8))
    page = checking.page()
    assert page.index("Ben Carter") < page.index("Asha Patel")
    assert "3 days" in page
    assert f"/manage/checking/{first}" in page
    assert "2 of 2, oldest first" in page
    assert "needs=late" in page  # one is late against the days in which the scheme thanks


@pytest.mark.parametrize("state", ["withdrawn", "all"])
def test_what_was_withdrawn_stands_as_it_was_sent_and_not_as_it_was_withdrawn(
    checking: Desk, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    queue = import_module("recognition.nominations.queries.queue")
    monkeypatch.setattr(queue, "PER_PAGE", 1)
    now, days = clock.now(), timedelta(days=1)
    names = ["Asha Patel", "Ben Carter", "Cerys Morgan"]
    withdrawn = [now, now - days, now if state == "withdrawn" else None]
    for name, sent_ago, at in zip(names, (9, 8, 7), withdrawn, strict=True):
        sent = checking.sent(nominee=checking.world.person(name))
        change(checking, sent, sent_at=now - sent_ago * days, withdrawn_at=at)
    for number, name in enumerate(names, start=1):
        page = checking.page(state=state, page=str(number))
        assert [one for one in names if one in page] == [name]


def test_an_empty_queue_says_what_will_be_there(checking: Desk) -> None:
    assert "Everything is checked" in checking.page()
    assert "Nothing here with these filters" in checking.page(state="declined")


def test_nobody_but_administrators_of_the_host_sees_a_nomination_in_the_queue(
    checking: Desk, world: World
) -> None:
    sent = checking.sent(nominee=world.person("Asha Patel"))
    stranger = world.administrator(organisation="Elsewhere Trust")
    for person in (stranger, world.person()):
        checking.client.sign_in(person)
        assert checking.client.get(f"/manage/checking/{sent}").status_code == 404
        refused = checking.client.post(f"/manage/checking/{sent}/accept", data={})
        assert refused.status_code in {400, 404}
    checking.client.sign_in(stranger)
    page = checking.page()
    assert "Asha" not in page
    assert "Patel" not in checking.page(q="Asha", state="all")
    viewer = world.viewer(stranger)
    with world.app.app_context():
        assert actions.accept([sent], actor=viewer) == 0
        assert actions.accept_ticked({sent: "x"}, actor=viewer) == 0
        with pytest.raises(Missing):
            queries.sheet(viewer, sent)
    assert checking.sheet(sent).standing == "waiting"


def test_the_plain_cases_are_accepted_together_and_the_others_have_no_box(checking: Desk) -> None:
    plain = [checking.sent() for _each in range(2)]
    odd = checking.sent(answers=(f"His number is {NHS}.", "Kind."))
    page = checking.page()
    assert page.count('name="ticked"') == 2
    ticked = [f"{each} {checking.sheet(each).edition}" for each in (*plain, odd)]
    done = checking.client.send(
        "/manage/checking/accept", {"ticked": ticked[:2]}, form="/manage/checking"
    )
    assert done.status_code == 303
    assert "2 nominations are accepted" in checking.page()
    assert [checking.sheet(each).standing for each in plain] == ["accepted", "accepted"]
    assert checking.sheet(odd).standing == "waiting"


def test_ticking_nothing_is_said_and_changes_nothing(checking: Desk) -> None:
    checking.sent()
    refused = checking.client.send("/manage/checking/accept", {}, form="/manage/checking")
    assert refused.status_code == 422
    assert "Tick the nominations" in refused.text


def test_a_ticked_case_that_changed_meanwhile_is_left_to_be_read(checking: Desk) -> None:
    sent = checking.sent()
    ticked = f"{sent} {checking.sheet(sent).edition}"
    change(checking, sent, revision=2)
    page = checking.client.send(
        "/manage/checking/accept",
        {"ticked": ticked},
        form="/manage/checking",
        follow_redirects=True,
    )
    assert "1 has changed meanwhile" in page.text
    assert checking.sheet(sent).standing == "waiting"


def test_accepting_goes_on_to_the_next_and_offers_to_undo(checking: Desk) -> None:
    first = checking.sent(nominee=checking.world.person("Asha Patel"))
    second = checking.sent(nominee=checking.world.person("Ben Carter"))
    done = checking.act(first, "accept")
    assert f"/manage/checking/{second}" in done.location
    page = checking.client.get(done.location).text
    assert f"Accepted: Asha Patel, {first}." in page
    assert f"/manage/checking/{first}/undo" in page
    last = checking.act(second, "accept")
    assert last.location.startswith("/manage/checking?")
    assert "Accepted: Ben Carter" in checking.client.get(last.location).text


def test_accepting_twice_changes_nothing_the_second_time(checking: Desk) -> None:
    sent = checking.sent()
    edition = checking.sheet(sent).edition
    for _each in range(2):
        assert checking.act(sent, "accept", seen=edition).status_code == 303
    assert [step.kind for step in checking.sheet(sent).steps] == ["accepted"]


def test_two_checkers_at_once_give_one_outcome(checking: Desk, world: World) -> None:
    sent = checking.sent()
    edition = checking.sheet(sent).edition
    viewers = [checking.viewer, world.viewer(world.administrator())]

    def deciding(number: int) -> str:
        viewer = viewers[number % 2]
        try:
            if number % 2:
                actions.decline(sent, seen=edition, words="Thank you.", actor=viewer)
            else:
                actions.accept_read(sent, seen=edition, actor=viewer)
        except Exception as refused:
            return type(refused).__name__
        return "done"

    found = at_once(world.app, *(lambda n=n: deciding(n) for n in range(4)))
    sheet = checking.sheet(sent)
    assert len(sheet.steps) == 1
    assert set(found) <= {"done", "Conflict"}
    assert len(checking.letters("declined")) == (sheet.standing == "declined")


def test_a_stale_page_is_refused_in_words_and_nothing_typed_is_lost(checking: Desk) -> None:
    sent = checking.sent()
    edition = seen(checking.page(sent))
    change(checking, sent, revision=2)
    with checking.world.app.app_context(), transaction() as session:
        question = session.scalars(select(Question.id)).first()
        number = session.scalar(select(Nomination.id).where(Nomination.reference == sent))
        session.add(Answer(nomination_id=number, revision=2, question_id=question, text="Newer."))
    refused = checking.act(sent, "decline", seen=edition, letter="A very kind letter.")
    assert refused.status_code == 422
    assert "Something changed here after you opened this page" in refused.text
    assert "A very kind letter." in refused.text
    assert "Newer." in refused.text
    assert checking.sheet(sent).standing == "waiting"


def test_declining_sends_a_kind_letter_after_a_rest_without_the_story(checking: Desk) -> None:
    nia = checking.world.person("Nia Novak")
    sent = checking.sent(nominee=checking.world.person("Asha Patel"), nominator=nia)
    assert "This scheme is not the right place" in checking.page(sent)
    words = "Thank you.\n\nWrite to her team at evil.example/now."
    assert checking.act(sent, "decline", letter=words).status_code == 303
    [letter] = checking.letters("declined")
    assert letter.to_address == nia.email
    assert letter.body.startswith("Dear Nia Novak,")
    assert "stayed with him" not in letter.body
    assert "evil. example" in letter.body  # what was typed makes no link
    assert "reject" not in letter.subject.lower() + letter.body.lower()
    assert letter.due_at - letter.written_at > timedelta(minutes=14)
    assert checking.sheet(sent).standing == "declined"


def test_a_letter_that_repeats_the_story_is_refused_with_everything_typed(checking: Desk) -> None:
    sent = checking.sent(answers=("She sat with him all night and sang.", "Kind."))
    words = "Thank you. You wrote that she sat with him all night and sang."
    refused = checking.act(sent, "decline", letter=words)
    assert refused.status_code == 422
    assert "This repeats a part of the story" in refused.text
    assert words in refused.text
    assert "There is a problem" in refused.text
    assert checking.letters("declined") == []


def test_nominators_without_an_address_get_no_letter(checking: Desk) -> None:
    sent = checking.sent()
    change(checking, sent, nominator_id=None, nominator_name="Joan", nominator_kind="public")
    assert checking.act(sent, "decline", letter="Thank you.").status_code == 303
    assert checking.letters("declined") == []
    assert checking.sheet(sent).standing == "declined"


def test_the_trail_tells_what_was_done_and_never_the_story(checking: Desk) -> None:
    from recognition.audit import queries as audit

    sent = checking.sent(answers=("She sang all night.", "Kind."))
    checking.act(sent, "accept")
    with checking.world.app.app_context():
        listed, _total = audit.entries(action="nomination.accepted")
    assert listed[0].actor_id == checking.me.id
    assert listed[0].details["reference"] == sent
    assert "sang" not in str(listed[0].details)


def test_findings_are_marked_with_the_reason_beside_and_those_cleared_say_so(
    checking: Desk,
) -> None:
    sent = checking.sent(answers=(f"His number is {NHS}.", "Ring 01942 244000."))
    page = checking.page(sent)
    assert f">{NHS}</mark>" in page
    assert "looks like an NHS number" in page
    assert kinds(checking, sent) == {"guard"}
    change(checking, sent, cleared=[NHS, "01942 244000"])
    assert kinds(checking, sent) == {"cleared"}
    assert "nominator says not about a patient" in checking.page()
    assert "The nominator says it is not about a patient." in checking.page(sent)


def test_a_nominee_who_is_not_linked_needs_a_person(checking: Desk) -> None:
    assert kinds(checking, checking.sent(nominee=SUE)) == {"unlinked"}


def test_a_possible_duplicate_is_shown_until_somebody_says_that_they_are_two(
    checking: Desk,
) -> None:
    first = checking.sent(nominee=SUE)
    second = checking.sent(nominee=Nominee("described", "Sue Barker", "Outpatients"))
    assert "twins" in kinds(checking, first)
    assert "twins" in kinds(checking, second)
    other = checking.sheet(first).twins[0].candidacy_id
    assert "They are two people" in checking.page(first)
    assert checking.act(first, "apart", other=other).status_code == 303
    assert "twins" not in kinds(checking, first) | kinds(checking, second)


def test_relatives_and_those_who_wrote_about_themselves_need_a_person(checking: Desk) -> None:
    asha = checking.world.person("Asha Patel")
    sent = checking.sent(nominee=asha)
    change(checking, sent, relationship="relative")
    assert kinds(checking, sent) == {"related"}
    change(checking, sent, relationship="", nominator_id=asha.id)
    assert kinds(checking, sent) == {"self"}
    refused = checking.act(sent, "accept")
    assert refused.status_code == 422
    assert "The person nominated in" in refused.text


def test_a_recent_winner_is_flagged(checking: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asha = checking.world.person("Asha Patel")
    sent = checking.sent(nominee=asha)

    def won(categories: Collection[int], people: Collection[int]) -> frozenset[tuple[int, int]]:
        return frozenset((each, asha.id) for each in categories if asha.id in people)

    monkeypatch.setattr(later, "recent_winners", won)
    assert kinds(checking, sent) == {"winner"}
    assert "recent winner" in checking.page()


def test_senders_who_are_not_confirmed_or_not_known_as_staff_need_a_person(
    checking: Desk,
) -> None:
    sent = checking.sent()
    change(checking, sent, confirmed_at=None)
    with checking.world.app.app_context(), transaction() as session:
        session.execute(update(Scheme).values(who_may_nominate=["staff"]))
    assert kinds(checking, sent) == {"unconfirmed"}
    change(checking, sent, nominator_id=None, confirmed_at=clock.now() + timedelta(days=8))
    assert kinds(checking, sent) == {"late", "not_staff"}


def test_a_possible_concern_is_shown_with_the_right_place(checking: Desk) -> None:
    words = "I want to make a complaint about the ward. Nobody came and he fell."
    sent = checking.sent(answers=(words, "It was awful."))
    assert "concern" in kinds(checking, sent)
    assert "This may belong somewhere else" in checking.page(sent)


def test_what_hr_said_is_a_yes_or_a_no(checking: Desk) -> None:
    sent = checking.sent()
    assert "not asked" in checking.page(sent)
    checking.act(sent, "hr", other="no")
    assert kinds(checking, sent) == {"hr"}
    checking.act(sent, "hr", other="yes")
    assert kinds(checking, sent) == set()
    assert checking.sheet(sent).checked_with_hr is True


def test_filters_and_search_find_what_they_say(checking: Desk) -> None:
    asha = checking.sent(nominee=checking.world.person("Asha Patel"))
    sue = checking.sent(nominee=SUE)
    numbers = checking.sent(
        nominee=checking.world.person("Ben Carter"), answers=(f"It was {NHS}.", "Kind.")
    )
    change(checking, numbers, relationship="relative")

    def shown(**arguments: str) -> set[str]:
        page = checking.page(**arguments)
        return {each for each in (asha, sue, numbers) if f"/manage/checking/{each}" in page}

    assert shown(needs="unlinked") == {sue}
    assert shown(needs="details") == {numbers}
    assert shown(needs="related") == {numbers}
    assert shown(needs="twins") == shown(needs="corrected") == shown(needs="answered") == set()
    assert shown(q="pat") == {asha}
    assert shown(q="Sue") == {sue}
    assert shown(q=sue.lower().replace("-", " ")) == {sue}
    assert shown(q="stayed") == set()  # stories are not searched
    assert shown(q="%_") == set()
    assert shown(scheme=checking.round.scheme.slug) == {asha, sue, numbers}
    assert shown(scheme="no-such-scheme") == set()
    assert shown(state="accepted") == set()
    assert shown(state="all") == shown(needs="odd", state="odd") == {asha, sue, numbers}


def test_no_typed_word_becomes_markup(checking: Desk) -> None:
    evil = "<script>x</script> {{7*7}} </textarea> \u202e"
    checking.client.typed |= {"{{7*7}}"}
    sent = checking.sent(nominee=Nominee("described", evil, evil), answers=(evil, evil))
    for page in (checking.page(), checking.page(sent)):
        assert "<script>x" not in page
        assert "&lt;script&gt;x&lt;/script&gt; {{7*7}} &lt;/textarea&gt;" in page


def test_posting_a_standing_changes_nothing(checking: Desk) -> None:
    sent = checking.sent()
    checking.act(sent, "hr", other="yes", standing="accepted", person_id="1")
    assert checking.sheet(sent).standing == "waiting"


def bulk(checking: Desk, many: int) -> None:
    """Add nominations of many people, written straight into the tables."""
    with checking.world.app.app_context(), transaction() as session:
        first = session.scalars(select(Nomination).limit(1)).one()
        question = session.scalars(select(Question.id)).first()
        category = session.scalars(select(Category.id)).first()
        start = (session.scalar(select(db.func.max(Candidacy.id))) or 0) + 1
        numbers = range(start, start + many)
        session.execute(
            insert(Candidacy),
            [
                {
                    "id": n,
                    "round_id": checking.round.id,
                    "category_id": category,
                    "described_name": f"Person {n}",
                    "described_place": "Ward",
                }
                for n in numbers
            ],
        )
        session.execute(
            insert(NomineeKey), [{"candidacy_id": n, "key": f"key {n // 2}"} for n in numbers]
        )
        session.execute(
            insert(Nomination),
            [
                {
                    "id": n + 1_000_000,
                    "reference": f"Z{n:06}",
                    "draft_key": f"{n:032x}",
                    "body_digest": "",
                    "candidacy_id": n,
                    "scheme_id": first.scheme_id,
                    "version_id": first.version_id,
                    "nominator_id": first.nominator_id,
                    "cleared": [],
                    "sent_at": clock.now() - timedelta(days=1, seconds=n),
                    "confirmed_at": clock.now(),
                    "counts_from": clock.now(),
                }
                for n in numbers
            ],
        )
        session.execute(
            insert(Answer),
            [
                {
                    "nomination_id": n + 1_000_000,
                    "revision": 1,
                    "question_id": question,
                    "text": "She was kind.",
                }
                for n in numbers
            ],
        )


def test_the_queue_takes_few_statements_and_as_many_at_two_thousand(
    checking: Desk, count_queries: QueryCounter
) -> None:
    checking.sent()
    bulk(checking, 100)
    checking.page()  # what every page remembers is read by the first
    with count_queries() as few:
        checking.page()
    bulk(checking, 1900)
    with count_queries() as many:
        page = checking.page()
    assert "50 of 2,001" in page.replace("2001", "2,001")
    assert len(few) == len(many) <= 10, "\n\n".join(many)


def test_the_queue_answers_while_postgresql_takes_its_tables_for_empty(
    checking: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SILENT_SECONDS", 4)  # it took more than fifteen
    checking.sent()
    bulk(checking, 2000)
    with checking.world.app.app_context():
        believe_empty()
        assert db.engine.dialect.name == "sqlite" or believed("nomination") == 0
    assert "50 of 2,001" in checking.page().replace("2001", "2,001")


def test_the_keys_of_nominees_know_who_is_in_the_directory(checking: Desk) -> None:
    checking.sent()
    checking.sent(nominee=Nominee("described", "Sue", "Larch Ward"))
    described = Candidacy.described_name.is_not(None)
    with checking.world.app.app_context():
        found = db.session.execute(
            select(described, NomineeKey.described).join(
                NomineeKey, NomineeKey.candidacy_id == Candidacy.id
            )
        )
        assert {(told, key) for told, key in found} == {(True, True), (False, False)}
