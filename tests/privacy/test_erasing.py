"""Erasing a person leaves counts and the trail verifiable, and their words nowhere."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from werkzeug.routing import BuildError, Rule

from recognition import clock
from recognition.app import CHORES, ERRANDS
from recognition.database import db
from recognition.errors import Missing
from recognition.hall import checks
from recognition.mail import actions as mail
from recognition.mail.models import Letter
from recognition.newsletter.models import SavedPiece
from recognition.nominations.models import Candidacy, Nomination
from recognition.panel import actions as panel
from recognition.panel.models import Placing, Review, Score, Tally
from recognition.people import actions as people
from recognition.people.models import (
    MissedCode,
    Person,
    PersonMerge,
    ProviderIdentity,
    RecoveryCode,
    SecondStep,
    SignInLink,
    StaffUpload,
)
from recognition.privacy.models import Erasure
from recognition.thanks import queries as thanks
from recognition.thanks.models import Thank
from recognition.winners.models import Decision
from recognition.winners.queries import last_closing
from tests.kept import Once
from tests.page_client import PageClient
from tests.privacy.canary import NAME, OWN, SECOND, Canary, canary, left
from tests.world import World

GONE = re.compile(r"quillfeather|z[eé]b[eé]d[eé]e|zq[a-z]+?word", re.I)


@pytest.fixture
def house(world: World, once: Once) -> Canary:
    return once(canary, world)


def page_of(house: Canary) -> str:
    return f"/manage/privacy/erasures/person/{house.me.id}"


FIELDS = {"basis": "asked", "nothing_holds": "y", "name": NAME, "do": "erase"}


def erase(client: PageClient, house: Canary, **changes: str) -> str:
    """Do it on the page; return what the page says afterwards."""
    client.sign_in(house.admin)
    done = client.send(page_of(house), {**FIELDS, **changes}, follow_redirects=True)
    assert done.status_code == 200, done.text
    return done.text


def test_erasing_a_person_leaves_their_words_nowhere(client: PageClient, house: Canary) -> None:
    before = left(house)
    words = {found.partition(": ")[2] for found in before}
    # what was put there is there, so that its absence says something
    assert words >= OWN
    assert any("quillfeather" in found for found in words)
    with house.app.app_context():
        assert checks.problems() == []
    erase(client, house)
    assert left(house) == set()
    with house.app.app_context():
        assert checks.problems() == []
        done = db.session.scalars(sa.select(Erasure)).one()
        assert done.cleaned_at is not None
        assert done.done_by_id == house.admin.id
        with time_machine.travel(clock.now() + timedelta(days=1)):
            for chore in (*CHORES, *ERRANDS):
                chore()
            mail.deliver_due(lambda _message: None)
    assert left(house) == set()
    with house.app.app_context():
        assert checks.problems() == []


def test_no_way_in_is_left_and_the_two_records_stay_one(client: PageClient, house: Canary) -> None:
    ways = (ProviderIdentity, SecondStep, RecoveryCode, MissedCode, StaffUpload, SignInLink)

    def there() -> list[int]:
        with house.app.app_context():
            return [
                db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
                for table in ways
            ]

    with house.app.app_context():
        people.make_sign_in_link(SECOND)
    assert all(there())
    erase(client, house)
    assert there() == [0] * len(ways)
    with house.app.app_context():
        people.make_sign_in_link(SECOND)
        merge = db.session.scalars(sa.select(PersonMerge)).one()
        assert db.session.get_one(Person, merge.merged_id).merged_into_id == house.me.id
        number, kept, other = merge.id, merge.kept_id, merge.merged_id
    assert there()[-1] == 0
    assert client.get(f"/manage/people/{kept}").text.count("Only their number is left") == 1
    assert client.get(page_of(house)).status_code == 404
    assert client.get(f"/manage/privacy/erasures/person/{other}").status_code == 404
    assert client.get(f"/manage/people/parting/{number}").status_code == 404
    actor = house.viewer(house.admin)
    with house.app.app_context():
        for deed in (
            lambda: people.part(number, actor=actor),
            lambda: people.bring_back(kept, actor=actor),
            lambda: people.make_one(house.bo.id, kept, reason="Same", actor=actor),
        ):
            with pytest.raises(Missing):
                deed()


def numbers(house: Canary) -> dict[str, Any]:
    """Return every number that others depend on."""
    with house.app.app_context():
        closed = last_closing(house.round.id)
        assert closed is not None
        found: dict[str, Any] = {
            "closing": [
                (one["id"], one["placing"], one["scores"], len(one["versions"]))
                for one in closed.snapshot["candidacies"]
            ],
            "thanked": db.session.scalar(
                sa.select(sa.func.count()).where(Thank.state == "thanked")
            ),
        }
        for table, columns in (
            (Nomination, ("standing", "counts_from", "scheme_id", "candidacy_id", "revision")),
            (Candidacy, ("round_id", "category_id", "person_id", "team_id")),
            (Review, ("mean", "sent_at", "edition")),
            (Score, ("points",)),
            (Tally, ("mean", "reviews", "total")),
            (Placing, ("position", "raw", "adjusted", "score", "p_top")),
            (Decision, ("outcome", "reserve", "edition")),
        ):
            keys = sa.inspect(table).primary_key
            chosen = sa.select(*(getattr(table, name) for name in columns)).order_by(*keys)
            rows = db.session.execute(chosen)
            found[table.__tablename__] = [tuple(row) for row in rows]
        return found


def test_every_number_of_everybody_stays_what_it_was(client: PageClient, house: Canary) -> None:
    before = numbers(house)
    assert before["tally"]
    assert before["placing"]
    erase(client, house)
    assert numbers(house) == before
    with house.app.app_context():
        for round_ in (house.round, house.judged):
            panel.calculate(round_.id)
    assert numbers(house) == before


def test_scores_stay_as_those_of_a_former_colleague(client: PageClient, house: Canary) -> None:
    erase(client, house)
    client.sign_in(house.chair)
    others = house.world.candidacy(house.judged, house.bo)
    page = client.get(f"/panel/nominee/{others}").text
    assert "A former colleague" in page
    assert "As [name removed] said." in page


def test_an_erased_winner_is_gone_from_everything_public(client: PageClient, house: Canary) -> None:
    with house.app.app_context():
        code = thanks.codes_of(house.mine)[0]
    where = house.round.id
    pages = ("/", "/winners", "/winners.json", "/winners.atom", f"/winners/{where}", "/resources")
    public = PageClient(house.app)
    assert "Quillfeather" in public.get(f"/winners/{where}").text
    assert public.get(f"/thanks/{code}").status_code == 200
    erase(client, house)
    for page in pages:
        shown = public.get(page, follow_redirects=True)
        assert shown.status_code == 200
        assert not GONE.search(shown.text), page
        assert "A former colleague" not in shown.text
    assert "Bo Novak" in public.get(f"/winners/{where}").text
    for page in (f"/thanks/{code}", f"/winners/{where}/{house.mine}"):
        assert public.get(page).status_code == 404
    with house.app.app_context():
        kept = db.session.scalars(sa.select(SavedPiece)).one()
        assert kept.text == "With [name removed]."


def test_other_people_s_words_lose_the_name_and_nothing_else(
    client: PageClient, house: Canary
) -> None:
    erase(client, house)
    page = client.get(f"/manage/checking/{house.references['mentions']}").text
    assert "[name removed], [name removed]’s team and [name removed] helped." in page
    assert "Everybody stayed, and it was kindheartedness." in page


def test_no_letter_leaves_for_somebody_who_was_erased_and_others_do(
    client: PageClient, house: Canary
) -> None:
    def waiting() -> dict[int, str]:
        with house.app.app_context():
            rows = db.session.execute(
                sa.select(Letter.id, Letter.to_address).where(
                    Letter.sent_at.is_(None), Letter.given_up_at.is_(None)
                )
            )
            return dict(rows.all())

    before = waiting()
    assert house.me.email in before.values()
    erase(client, house)
    after = waiting()
    assert house.me.email not in after.values()
    assert "" not in after.values()
    assert set(after.values()) == set(before.values()) - {house.me.email, SECOND}


def addresses(house: Canary) -> Iterator[str]:
    """Every address of the house with what there is, one for each page and thing."""
    with house.app.app_context():
        codes = thanks.codes_of(house.mine)
        numbers = list(db.session.scalars(sa.select(Candidacy.id)))
    values: dict[str, tuple[Any, ...]] = {
        "round_id": (house.round.id, house.judged.id),
        "candidacy_id": tuple(numbers),
        "scheme_slug": (house.round.scheme.slug,),
        "scheme": (house.round.scheme.slug,),
        "round_slug": (house.round.slug, house.judged.slug),
        "reference": tuple(house.references.values()),
        "person_id": (house.me.id, house.bo.id),
        "organisation_id": (house.me.organisation_id,),
        "code": tuple(codes),
        "number": (1,),
        "pack_id": (1,),
        "batch_id": (1,),
        "shape": ("square",),
        "kind": ("nominee.winner", "nominee"),
    }
    adapter = house.app.url_map.bind("localhost")

    def built(rule: Rule) -> Iterator[str]:
        names = sorted(rule.arguments)
        for chosen in product(*(values.get(name, ()) for name in names)):
            try:
                yield adapter.build(rule.endpoint, dict(zip(names, chosen, strict=True)))
            except (BuildError, ValueError):  # a value of another page’s kind
                continue

    for rule in house.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in ("static", "people.sign_out"):
            yield from built(rule)


@pytest.mark.long
def test_every_page_still_works_and_none_names_them(client: PageClient, house: Canary) -> None:
    erase(client, house)
    seen = 0
    for who in (house.admin, house.chair, house.officer, house.bo):
        client.sign_in(who)
        for address in sorted(set(addresses(house))):
            shown = client.get(address)
            assert shown.status_code < 500, address
            seen += shown.status_code == 200
            if shown.mimetype.startswith("text/"):
                assert not GONE.search(shown.text), (who.name, address)
    assert seen > 120
