"""Every page of the story is open to everybody: no violation, no complaint, no sideways scroll."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from playwright.sync_api import expect

from recognition import clock
from recognition.mail.actions import deliver_due
from recognition.newsletter import actions as packs
from recognition.newsletter.actions.keeping import Named
from recognition.newsletter.choices import Selection
from recognition.nominations import actions as nominating
from recognition.nominations import queries as nominating_queries
from recognition.nominations.queries import Author, Nominee
from recognition.panel import actions as panel
from recognition.panel.rules import CHAIR
from recognition.people.queries import PersonCard
from recognition.people.rules import COMMUNICATIONS
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.thanks import queries as thanks
from recognition.winners import actions as winning
from tests.browser import Site
from tests.journeys.inspector import Inspector
from tests.winners.meetings import SCORES, meeting_room

pytestmark = pytest.mark.browser


@dataclass
class Everybody:
    """The people, and what they have to look at."""

    administrator: PersonCard
    nominator: PersonCard
    nominee: PersonCard
    chair: PersonCard
    panellist: PersonCard
    officer: PersonCard
    open: RoundCard
    judged: RoundCard
    announced: RoundCard


def _people(site: Site) -> dict[str, PersonCard]:
    world = site.world
    return {
        "administrator": world.administrator(),
        "nominator": world.person("Nia Novak", team="Larch Ward"),
        "nominee": world.person("Asha Patel", team="Hazel Ward"),
        "chair": world.person("Grace Okafor", team="Learning"),
        "panellist": world.person("Ben Carter", team="Estates"),
        "officer": world.granted(COMMUNICATIONS, world.person("Carys Lloyd", team="News")),
    }


def _staffed(site: Site, people: dict[str, PersonCard], name: str, hours: float) -> RoundCard:
    """Start a scheme and a round that closes some hours from now, with a panel."""
    world = site.world
    round_ = world.round(world.scheme(name=name), closes_in=timedelta(hours=hours))
    world.appoint(round_, people["chair"], role=CHAIR)
    world.appoint(round_, people["panellist"])
    return round_


def _fill(site: Site) -> Everybody:
    """An open round, one that is being judged, and one that was announced."""
    world, people = site.world, _people(site)
    asha, nia = people["nominee"], people["nominator"]
    with time_machine.travel(clock.now() - timedelta(hours=3), tick=True):
        world.library()
        judged = _staffed(site, people, "Kindness awards", 1)
        announced = _staffed(site, people, "Team awards", 1)
        for round_ in (judged, announced):
            world.nomination(round_, nominee=asha, nominator=nia)
            world.nomination(round_, nominator=nia)
            world.assigned(world.candidacy(round_, asha), people["panellist"])
    opened = _staffed(site, people, "Winter awards", 48)
    world.nomination(opened, nominee=asha, nominator=nia)
    for round_ in (judged, announced):
        candidacy = world.candidacy(round_, asha)
        world.reviewed(candidacy, people["panellist"], comment="She stayed.")
        with site.app.app_context():
            panel.calculate_results()  # nothing is decided while results are due
        world.decided(candidacy, people["chair"])
        world.consented(candidacy)
    world.announced(announced)
    world.assigned(_other(site, judged, asha), people["panellist"])
    world.practised(judged, world.candidacy(judged, asha), people["chair"])
    with site.app.app_context():
        panel.calculate_results()
    return Everybody(**people, open=opened, judged=judged, announced=announced)


def _other(site: Site, round_: RoundCard, nominee: PersonCard) -> int:
    """Return the candidacy that is not of this person."""
    with site.app.app_context():
        found = nominating_queries.candidacies(round_.id)
        return next(card.id for card in found if card.nominee.person_id != nominee.id)


def _draft(site: Site, all_: Everybody) -> str:
    """Write three pages of a nomination; return the address of the draft."""
    key, me = secrets.token_hex(16), Author.of(site.world.viewer(all_.nominator))
    with site.app.app_context():
        nominating.start_draft(
            key=key,
            round_card=all_.open,
            nominee=Nominee("described", "Sue", "Larch Ward"),
            category_id=schemes.categories(all_.open.scheme.id)[0].id,
            actor=me,
            received=clock.now(),
        )
        answers = {"1": "She stayed.", "2": "He slept."}
        nominating.save_story(key=key, answers=answers, actor=me, received=clock.now())
        nominating.save_you(
            key=key, may_name=True, relationship="colleague", actor=me, received=clock.now()
        )
    return f"/nominate/{all_.open.scheme.slug}/{key}"


def _card(site: Site, candidacy_id: int) -> str:
    with site.app.app_context():
        return f"/thanks/{thanks.codes_of(candidacy_id)[0]}"


def _set_right(site: Site, all_: Everybody) -> None:
    """Have a letter leave that says what is no longer so, and one come back."""
    number, chair = _other(site, all_.announced, all_.nominee), site.world.viewer(all_.chair)
    with site.app.app_context():
        winning.tell_outcomes()
        deliver_due(lambda _letter: None)
        winning.set_right(
            number,
            outcome="highly_commended",
            reason="It was forgotten.",
            edition=0,
            actor=chair,
            now=clock.now(),
        )


def _rehearsal(round_: RoundCard) -> str:
    return f"/winners/rehearse/{round_.id}?at=2099-01-01T12:00%2B00:00"


def _pack(site: Site, all_: Everybody, candidacy_id: int) -> int:
    """Keep a pack of one winner; return its number."""
    actor = site.world.viewer(all_.officer)
    with site.app.app_context():
        chosen = Selection((candidacy_id,))
        return packs.keep_pack(all_.announced.id, chosen, Named("Monday"), actor=actor)


EVERYONE_READS = (
    "/", "/winners", "/help", "/accessibility", "/privacy", "/cookies", "/resources", "/sign-in",
    "/privacy/how-long", "/sign-in/sent", "/sign-in/no-such-link", "/no-such-page",
    "/demo", "/demo/mail",
)  # fmt: skip
MANAGED = (
    "/manage", "/manage/people", "/manage/organisation", "/manage/schemes", "/manage/schemes/new",
    "/manage/resources", "/manage/resources/new", "/manage/resources/import",
    "/manage/resources?show=due", "/manage/resources/schwartz-rounds", "/manage/audit?verify=1",
    "/manage/audit?who=zzzz", "/manage/notices", "/manage/notices/privacy/why",
    "/manage/languages", "/manage/languages?q=zzzz",
)  # fmt: skip


def test_every_page_is_open_to_everybody_before_anything_happened(inspector: Inspector) -> None:
    site = inspector.site
    people = _people(site)
    inspector.walk(
        [
            (None, EVERYONE_READS),
            (people["nominator"], ("/nominate", "/nominations", "/panel", "/account")),
            (people["officer"], ("/winners/prepare", "/winners/words", "/newsletter")),
            (people["administrator"], ("/manage", "/manage/schemes", "/manage/resources")),
        ]
    )
    round_ = site.world.round(closes_in=timedelta(hours=1))
    site.world.appoint(round_, people["chair"], role=CHAIR)
    panel, scheme = f"/panel/{round_.id}", round_.scheme.slug
    chaired = (panel, f"{panel}/people", f"{panel}/assign", f"{panel}/ranking")
    inspector.walk([(people["chair"], chaired)])
    inspector.walk([(people["officer"], (_rehearsal(round_),))])
    inspector.send_empty(None, "/sign-in", "Send me a link")
    inspector.send_empty(people["nominator"], f"/nominate/{scheme}", "Continue")


@pytest.mark.timeout(900)
def test_every_page_is_open_to_everybody_when_it_is_full(inspector: Inspector) -> None:
    site = inspector.site
    all_ = _fill(site)
    _set_right(site, all_)
    won = site.world.candidacy(all_.announced, all_.nominee)
    judged = site.world.candidacy(all_.judged, all_.nominee)
    unread = _other(site, all_.judged, all_.nominee)
    draft = _draft(site, all_)
    host = all_.announced.scheme.organisation_id
    reference = site.world.nomination(all_.open, nominator=all_.nominator)
    panel, sent = f"/panel/{all_.judged.id}", f"/nominations/{reference}"
    scheme = f"/manage/schemes/{all_.judged.scheme.slug}"
    nominee = f"/manage/people/{all_.nominee.id}"
    rounds = f"{scheme}/rounds/{all_.judged.slug}"
    inspector.walk(
        [
            (None, ("/", "/winners", f"/winners/{all_.announced.id}", _card(site, won))),
            (None, ("/resources", "/resources?q=kindness", "/demo/mail")),
            (None, ("/resources/schwartz-rounds", "/resources/schwartz-rounds?thanks=1")),
            (
                None,
                (
                    f"/winners/{all_.announced.id}/{won}", "/winners/roll", "/winners/roll?q=zz",
                    f"/winners/embed/{host}", f"/winners/my-photo/{_card(site, won)[8:]}",
                ),
            ),
            (
                all_.nominator,
                (
                    "/nominate", f"/nominate/{all_.open.scheme.slug}", draft, f"{draft}/story",
                    f"{draft}/you", f"{draft}/check", "/nominations", sent, f"{sent}/correct",
                    f"{sent}/withdraw", f"/nominations/drafts/{draft[-32:]}/delete", "/account",
                ),
            ),
            (
                all_.panellist,
                (
                    "/panel", panel, f"/panel/read/{unread}", f"/panel/read/{judged}",
                    f"/panel/read/{unread}/interest", f"/panel/read/{unread}/hand-on",
                ),
            ),
            (
                all_.chair,
                (
                    f"{panel}/people?q=a", f"{panel}/assign", f"{panel}/assign/{unread}",
                    f"{panel}/phases", f"{panel}/reminders",
                    f"{panel}/ranking", f"/panel/nominee/{judged}", f"/winners/decide/{judged}",
                    f"{panel}/practice", f"{panel}/practice/spread",
                    f"/winners/decide/{won}", f"/winners/set-right/{won}",
                ),
            ),
            (
                all_.officer,
                (
                    "/winners/prepare", f"/winners/prepare/{all_.judged.id}",
                    f"/winners/prepare/{all_.announced.id}", f"/winners/citation/{judged}",
                    f"/winners/photo/{won}", f"/winners/ceremony/{all_.announced.id}",
                    f"/winners/ceremony/{all_.judged.id}", f"/winners/embedding/{host}",
                    _rehearsal(all_.judged), _rehearsal(all_.announced), "/winners/words",
                    f"/winners/words/{all_.judged.scheme.organisation_id}/nominator.winner",
                    "/newsletter", f"/newsletter/{all_.announced.id}", "/newsletter/templates",
                    f"/newsletter/{all_.announced.id}?channel=press",
                    f"/newsletter/{all_.announced.id}?pack={_pack(site, all_, won)}",
                    f"/newsletter/{all_.announced.id}/packs/1/delete",
                ),
            ),
            (
                all_.administrator,
                (
                    *MANAGED, f"/winners/carry/{all_.announced.id}",
                    f"/winners/carry/{all_.announced.id}?into={all_.judged.id}",
                    scheme, f"{scheme}/form", f"{scheme}/categories",
                    f"{scheme}/guidance", f"{scheme}/languages",
                    f"{scheme}/details", f"{scheme}/end", rounds, nominee,
                    f"{nominee}/give/administrator", f"/manage/panel/{all_.judged.id}?q=a",
                ),
            ),
        ]
    )  # fmt: skip


def test_every_page_is_open_to_everybody_when_something_is_missing(inspector: Inspector) -> None:
    site = inspector.site
    all_ = _fill(site)
    judged = site.world.candidacy(all_.judged, all_.nominee)
    unread = _other(site, all_.judged, all_.nominee)
    won = site.world.candidacy(all_.announced, all_.nominee)
    words = f"/winners/words/{all_.judged.scheme.organisation_id}/nominee.winner"
    panel, draft = f"/panel/{all_.judged.id}", _draft(site, all_)
    host = all_.judged.scheme.organisation_id
    scheme = f"/manage/schemes/{all_.judged.scheme.slug}"
    for person, path, button in (
        (all_.nominator, draft, "Continue"),
        (all_.nominator, f"{draft}/story", "Continue"),
        (all_.panellist, f"/panel/read/{unread}", "Send my scores"),
        (all_.chair, f"{panel}/assign?reads=10", "Give everyone a fair share"),
        (all_.chair, f"{panel}/phases", "Add this phase"),
        (all_.chair, f"{panel}/reminders", "Set this reminder"),
        (all_.officer, f"/winners/citation/{judged}", "Save the citation"),
        (all_.officer, f"/winners/photo/{judged}", "Save the photograph"),
        (all_.officer, f"/winners/embedding/{host}", "Let this site show the list"),
        (all_.officer, f"/winners/prepare/{all_.judged.id}", "See what goes out"),
        (all_.officer, words, "Save these words"),
        (all_.chair, f"/winners/set-right/{won}", "Set it right"),
        (all_.officer, f"/newsletter/{all_.announced.id}", "Keep this pack"),
        (all_.officer, "/newsletter/templates", "Try it out and keep it"),
        (all_.administrator, "/manage/organisation", "Save"),
        (all_.administrator, "/manage/schemes/new", "Start"),
        (all_.administrator, "/manage/resources/new", "Save"),
        (all_.administrator, "/manage/resources/import", "Show what would change"),
        (all_.administrator, f"{scheme}/rounds/new", "Save"),
        (all_.administrator, f"{scheme}/form", "Save"),
    ):
        inspector.send_empty(person, path, button)


def test_an_outcome_without_the_reason_it_needs_is_open_to_everybody(inspector: Inspector) -> None:
    room = meeting_room(inspector.site.world, *SCORES)
    room.want(2)
    last = room.numbers[-1]
    room.decide(last)  # as a winner, which is not what the scores suggest
    inspector.send_empty(room.chair, f"/winners/decide/{last}", "Record the outcome")
    problem = inspector.page.get_by_role("alert")
    expect(problem).to_contain_text("This is not what the scores suggest.")
    inspector.page.goto(room.page_of(room.numbers[0]))
    inspector.page.get_by_role("button", name="Recognised").click()
    expect(problem).to_contain_text("This is not what the scores suggest.")
    inspector.look("a decision in the meeting without its reason")
