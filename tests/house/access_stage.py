"""The stage on which the table of access is walked: one of each kind of person, and what is theirs.

Everything belongs to one organisation, but the other administrator. Two rounds have the same
nominee and the same panel: one is being judged, one was announced and closed.
"""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import time_machine
from sqlalchemy import select

from recognition import clock
from recognition.database import db
from recognition.languages.rules import digest_of
from recognition.newsletter import actions as newsletter
from recognition.newsletter.actions.keeping import Named
from recognition.newsletter.choices import Selection
from recognition.newsletter.sample_template import sample_template
from recognition.nominations import actions as nominating
from recognition.nominations import queries as nominations
from recognition.nominations.models import Nomination
from recognition.nominations.queries import Author, Nominee
from recognition.panel import actions as panel
from recognition.panel import models as seats
from recognition.panel.actions import covering
from recognition.panel.phases import Phase
from recognition.panel.rules import CHAIR
from recognition.people import actions as staff
from recognition.people.models import Grant
from recognition.people.queries import PersonCard, Viewer, sessions
from recognition.people.rules import COMMUNICATIONS
from recognition.privacy.actions.erasing import erase
from recognition.privacy.actions.retention_setting import place_hold
from recognition.privacy.erasing_rules import BASES
from recognition.privacy.queries.erasing_subjects import person_subject
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.thanks import actions as thanking
from recognition.thanks import queries as thanks
from recognition.winners import actions as winning
from recognition.winners.actions.picturing import PhotoWords, Sender
from recognition.winners.queries import quote_address
from tests.winners.pictures import photograph
from tests.world import World

KINDS = {
    "a": "anonymous",
    "s": "staff",
    "w": "the nominator, who wrote it",
    "n": "the nominee",
    "r": "a panellist of the round, who read it",
    "e": "a panellist of another round, elsewhere",
    "i": "a panellist of the round, with an interest",
    "c": "the chair",
    "m": "communications, who publish in the media",
    "A": "an administrator",
    "X": "an administrator of another organisation",
}
"""Every kind of person, by the letter of their column."""

References = Mapping[str, object]


@dataclass(frozen=True)
class Stage:
    """Who is there, and the references that rules of the URL map ask for, by their names.

    `judged` are those of the round that is being judged; the others are for rules that begin so.
    """

    people: Mapping[str, PersonCard | None]
    judged: References
    others: Mapping[str, References]

    def references(self, rule: str) -> References:
        """Return what a rule is asked for with."""
        found = dict(self.judged)
        for start in sorted(self.others, key=len):
            if rule.startswith(start):
                found |= self.others[start]
        return found


@dataclass(frozen=True)
class Reading:
    """A round with its panel; the nominee of one candidacy was read, another's waits."""

    round: RoundCard
    reference: str
    read: int
    waiting: int


def set_stage(world: World) -> Stage:
    """Build it through the application's own actions."""
    people, scheme = _people(world), world.scheme()
    opened = world.round(scheme, name="Autumn")
    with time_machine.travel(clock.now() - timedelta(hours=3), tick=True):
        world.library()
        judged, told = (_nominated(world, scheme, people, name) for name in ("Spring", "Summer"))
        away = world.round(world.scheme(name="Garden awards"), closes_in=timedelta(hours=1))
        world.appoint(away, people["e"])
    for reading in (judged, told):
        _panel_reads(world, reading, people)
        world.decided(reading.read, people["c"], citation=None)
    phase = _everything_goes(world, judged)
    _published(world, told, people)
    return Stage(
        {"a": None, **people},
        {
            "scheme": scheme.slug,
            "scheme_slug": scheme.slug,
            "round_slug": opened.slug,
            "slug": "schwartz-rounds",
            "round_id": judged.round.id,
            "candidacy_id": judged.read,
            "phase_id": phase,
            "reference": judged.reference,
            "person_id": people["s"].id,
            "organisation_id": people["A"].organisation_id,
            "kind": "nominee.winner",
            "name": "privacy",
            "role": "panellist",
            "key": _draft(world, opened, people["w"]),
            "session_id": _session(world, people["s"]),
            "cover_id": _cover(world, absent=people["m"], stand_in=people["s"]),
        },
        _others(world, people, judged, told),
    )


def _people(world: World) -> dict[str, PersonCard]:
    people = {
        "A": world.administrator(),
        "s": world.person("Sam Staff", team="Catering"),
        "w": world.person("Nia Novak", team="Larch Ward"),
        "n": world.person("Asha Patel", team="Hazel Ward"),
        "r": world.person("Ben Carter", team="Estates"),
        "e": world.person("Edda Stone", team="Records"),
        "i": world.person("Ines Costa", team="Pharmacy"),
        "c": world.person("Grace Okafor", team="Learning"),
        "m": world.granted(COMMUNICATIONS, world.person("Carys Lloyd", team="News")),
    }
    people["X"] = world.administrator(organisation="Willow Hospice")
    return people


def _nominated(
    world: World, scheme: schemes.SchemeCard, people: Mapping[str, PersonCard], name: str
) -> Reading:
    """Start a round that closes in an hour, with a panel and two nominations."""
    round_ = world.round(scheme, name=name, closes_in=timedelta(hours=1))
    world.appoint(round_, people["c"], role=CHAIR)
    for letter in "ri":
        world.appoint(round_, people[letter])
    porter = world.person("Pat Porter", email=None)
    reference = world.nomination(round_, nominee=people["n"], nominator=people["w"])
    world.nomination(round_, nominee=porter)
    first, second = (world.candidacy(round_, who) for who in (people["n"], porter))
    return Reading(round_, reference, first, second)


def _panel_reads(world: World, reading: Reading, people: Mapping[str, PersonCard]) -> None:
    """Have one panellist score one nominee, and another step back from them."""
    world.assigned(reading.read, people["r"], people["i"])
    world.assigned(reading.waiting, people["r"])
    world.reviewed(reading.read, people["r"])
    with acting(world, people["i"]) as knows:
        panel.declare_interest(candidacy_id=reading.read, reason="A friend.", actor=knows)
        panel.calculate_results()


def _everything_goes(world: World, reading: Reading) -> int:
    """Give a round one phase in which panellists may do everything; return its number."""
    now = clock.now().replace(microsecond=0)
    ends = now + timedelta(days=1)
    free = Phase(
        "Reading",
        now - timedelta(days=1),
        ends,
        may_score=True,
        may_see_others=True,
        may_discuss=True,
    )
    with world.app.app_context():
        panel.add_phase(round_id=reading.round.id, phase=free, actor=None)
        return db.session.scalars(select(seats.Phase.id)).one()


def _published(world: World, reading: Reading, people: Mapping[str, PersonCard]) -> None:
    """Word, picture, agree and announce an outcome, and close the round."""
    with acting(world, people["c"]) as chair:
        quote = "She stayed with him."
        winning.write_citation(reading.read, text="She stayed.", quote=quote, actor=chair)
    world.settled(reading.read, people["c"])
    world.consented(reading.read)
    sender, said = Sender(person_id=people["m"].id), PhotoWords("Asha smiles", "Us", (0.5, 0.5))
    with world.app.app_context():
        winning.keep_photo(reading.read, photograph(), said, sender=sender)
    world.announced(reading.round)
    with acting(world, people["c"]) as chair:
        winning.close(reading.round.id, actor=chair, now=clock.now())


def _others(
    world: World, people: Mapping[str, PersonCard], judged: Reading, told: Reading
) -> dict[str, References]:
    published = {"round_id": told.round.id, "candidacy_id": told.read}
    with acting(world, people["m"]) as officer:
        place = people["m"].organisation_id
        template = newsletter.add_template(place, "Ours", sample_template(), actor=officer)
        chosen = Selection((told.read,))
        pack = newsletter.keep_pack(told.round.id, chosen, Named("Monday"), actor=officer)
    with acting(world, people["A"]) as administrator:
        thanking.thank_accepted(clock.now() + timedelta(hours=1))
        batch = thanking.make_batch(judged.round.scheme.id, None, actor=administrator)
        hold = place_hold(
            email="",
            round_id=judged.round.id,
            reason="An inquiry.",
            until=clock.now() + timedelta(days=30),
            actor=administrator,
        )
    codes = _codes(world, told)
    return {
        **_records(world, people),
        "/winners/<int:round_id>": published,
        "/winners/agree": {"code": codes["card"]},
        "/winners/carry": published,
        "/winners/my-photo": {"code": codes["card"]},
        "/winners/photo": published,
        "/winners/quote": {"code": codes["quote"]},
        "/winners/report": published,
        "/winners/set-right": published,
        "/newsletter": {**published, "template_id": template, "pack_id": pack},
        "/thanks": {"code": codes["card"]},
        "/nominations/by-letter": {"code": codes["letter"]},
        "/nominate/<scheme>/<string(length=32):key>/sent": {"key": codes["draft"]},
        "/manage/letters": {"code": "nomination.receipt"},
        "/manage/notices": {"key": "who"},
        "/manage/privacy/holds": {"hold_id": hold},
        "/manage/thanks/print": {"batch_id": batch},
        "/panel/<int:round_id>/interests": {"person_id": people["i"].id},
        "/panel/<int:round_id>/people": {"person_id": people["r"].id},
        "/panel/read/<int:candidacy_id>/hand-on": {"candidacy_id": judged.waiting},
    }


def _records(world: World, people: Mapping[str, PersonCard]) -> dict[str, References]:
    """Return a role, two teams, two records that were made one, a person erased, and a text."""
    one, two, gone = (world.person("Lou Lee"), world.person("Lou Leigh"), world.person("Erin Gone"))
    place = people["A"].organisation_id
    with acting(world, people["A"]) as administrator:
        merge = staff.make_one(one.id, two.id, reason="The same person.", actor=administrator)
        teams = [
            staff.add_team(place, name=name, site="", actor=administrator)
            for name in ("Night porters", "Night portering")
        ]
        grant = db.session.scalars(select(Grant.id).where(Grant.role == COMMUNICATIONS)).one()
        erasure = erase(
            lambda: person_subject(gone.id),
            typed=gone.name,
            basis=BASES[0],
            nothing_holds=True,
            actor=administrator,
        )
    return {
        "/manage/languages": {"key": digest_of("Help")},
        "/manage/people/<int:person_id>/same-person": {"other_id": people["e"].id},
        "/manage/people/parting": {"merge_id": merge},
        "/manage/privacy/erasures/<int:number>": {"number": erasure},
        "/manage/roles": {"grant_id": grant},
        "/manage/teams": {"team_id": teams[0], "other_id": teams[1]},
    }


def _codes(world: World, told: Reading) -> dict[str, str]:
    """Return the codes that letters brought: whoever holds one gets in."""
    with world.app.app_context():
        row = db.session.execute(
            select(Nomination.id, Nomination.draft_key).where(
                Nomination.reference == told.reference
            )
        ).one()
        quote = quote_address(str(row.id)) or ""
        letter = nominations.nomination_link(told.reference) or ""
        return {
            "card": thanks.codes_of(told.read)[0],
            "quote": quote.rpartition("/")[2],
            "letter": letter.rpartition("/")[2],
            "draft": row.draft_key,
        }


def _draft(world: World, round_: RoundCard, author: PersonCard) -> str:
    key = secrets.token_hex(16)
    with acting(world, author) as me:
        nominating.start_draft(
            key=key,
            round_card=round_,
            nominee=Nominee("described", "Sue", "Larch Ward"),
            category_id=schemes.categories(round_.scheme.id)[0].id,
            actor=Author.of(me),
            received=clock.now(),
        )
    return key


def _session(world: World, person: PersonCard) -> int:
    with acting(world, person) as viewer:
        return sessions(viewer, at=clock.now())[0].id


def _cover(world: World, *, absent: PersonCard, stand_in: PersonCard) -> int:
    """Have somebody stand in, who has not begun to act."""
    today = clock.today()
    with acting(world, absent) as viewer:
        return covering.name_cover(
            absent_id=absent.id,
            stand_in_id=stand_in.id,
            what=[f"{COMMUNICATIONS}-{absent.organisation_id}"],
            days=(today, today + timedelta(days=1)),
            actor=viewer,
        )


@contextmanager
def acting(world: World, person: PersonCard) -> Iterator[Viewer]:
    """Open an application context for somebody who signed in."""
    viewer = world.viewer(person)
    with world.app.app_context():
        yield viewer
