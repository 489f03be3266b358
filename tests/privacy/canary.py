"""Somebody who has been everywhere in the house, and words of every kind by them and about them.

Every text of theirs holds a word that stands nowhere else: `zq…word`. What is found of these, or of
their names and addresses, in the bytes of a database is what an erasure has left.
"""

import json
import re
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import time_machine
from flask import Flask
from sqlalchemy import text

from recognition import clock
from recognition.database import db, transaction
from recognition.hall import queries as hall
from recognition.hall.actions import write_notice
from recognition.mail import actions as mail
from recognition.mail.models import LetterWording
from recognition.newsletter import actions as newsletter
from recognition.newsletter.actions.keeping import Named
from recognition.newsletter.choices import Selection
from recognition.nominations import actions as nominating
from recognition.nominations import queries as nominations
from recognition.nominations.actions.typing import PaperCard
from recognition.nominations.queries import Author, Nominee
from recognition.panel import actions as panel
from recognition.panel.rules import CHAIR
from recognition.people import actions as people
from recognition.people.models import MissedCode, RecoveryCode, SecondStep, StaffUpload
from recognition.people.queries import PersonCard, Viewer
from recognition.people.rules import COMMUNICATIONS
from recognition.people.vouched import Vouched
from recognition.privacy.actions import subject_access as privacy
from recognition.privacy.models import Hold, Release
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.thanks import actions as thanking
from recognition.thanks import queries as thanks
from recognition.winners import actions as winning
from recognition.winners import queries as winners
from recognition.winners.actions.picturing import PhotoWords, Sender
from tests.winners.pictures import photograph
from tests.world import TRUST, World

NAME = "Zébédée Quillfeather"
ADDRESS = "zebedee.quillfeather@example.org"
SECOND = "zebedee.bank@example.org"
TEAM = "The Zebedee Quillfeather night crew"
FAMILY, GIVEN = "quillfeather", "zebedee"


OWN: set[str] = set()


def own(label: str) -> str:
    """Return a word that stands in one text and nowhere else."""
    OWN.add(f"zq{label}word")
    return f"zq{label}word"


@dataclass
class Canary:
    """Everybody in the house; `mine` is the candidacy in which the canary won."""

    world: World
    me: PersonCard
    admin: PersonCard
    chair: PersonCard
    officer: PersonCard
    asha: PersonCard
    bo: PersonCard
    mate: PersonCard
    reader: PersonCard
    round: RoundCard
    judged: RoundCard
    mine: int = 0
    references: dict[str, str] = field(default_factory=dict)

    @property
    def app(self) -> Flask:
        return self.world.app

    def viewer(self, who: PersonCard) -> Viewer:
        return self.world.viewer(who)


def canary(world: World) -> Canary:
    """Build everything through the application's own actions."""
    with time_machine.travel(clock.now() - timedelta(hours=3)):
        found = _people(world)
        _account(found)
        _nominate(found)
        _check(found)
    with time_machine.travel(clock.now() - timedelta(hours=2)), world.app.app_context():
        thanking.thank_accepted()
        mail.deliver_due(lambda _message: None, limit=6)
    _judge(found)
    _decide(found)
    _announce(found)
    _carry(found)
    return found


def _people(world: World) -> Canary:
    admin = world.administrator()
    chair, officer = world.person("Chair Person"), world.granted(COMMUNICATIONS)
    mate = world.person("Mate Moyo", team=TEAM, job_title=f"Assistant to {NAME}")
    me = world.person(NAME, team=TEAM, email=ADDRESS, job_title=own("jobtitle"), manager=mate)
    reader = world.person("Reader Rao")
    asha, bo = world.person("Asha Patel"), world.person("Bo Novak")
    scheme = world.scheme()
    first = world.round(scheme, closes_in=timedelta(hours=1), opens_in=-timedelta(days=1))
    other = world.round(
        scheme, name="Other month", closes_in=timedelta(hours=1), opens_in=-timedelta(days=2)
    )
    world.round(scheme, name="Year", closes_in=timedelta(days=30))
    for round_ in (first, other):
        world.appoint(round_, chair, role=CHAIR)
        world.appoint(round_, reader)
    world.appoint(other, me)
    with world.app.app_context():
        people.import_people(
            f"email,name,job title,team,site,band\n{ADDRESS},{NAME},{own('jobtitle')},{TEAM},"
            f"Main site,{own('band')}\n".encode(),
            TRUST,
            actor=world.viewer(admin),
        )
    return Canary(world, me, admin, chair, officer, asha, bo, mate, reader, first, other)


def _account(c: Canary) -> None:
    """A second record, a second step on each, another way in, and notes about their data."""
    other, admin, moment = c.world.person(NAME, email=SECOND), c.viewer(c.admin), clock.now()
    with c.app.app_context():
        place = {"organisation_id": c.me.organisation_id}
        with transaction() as session:
            for number in (c.me.id, other.id):
                step = SecondStep(person_id=number, key="x", last_counter=0, set_up_at=moment)
                session.add(step)
                session.flush()
                session.add(RecoveryCode(second_step_id=step.id, digest=own("papercode")))
                session.add(MissedCode(person_id=number, at=moment))
        people.make_one(c.me.id, other.id, reason=own("merged"), actor=admin)
        people.sign_in_vouched(
            Vouched(own("issuer"), own("subject"), ADDRESS, roles=None, is_proved=False)
        )
        people.choose_language(c.viewer(c.me), "cy")
        with transaction() as session:
            session.add(
                StaffUpload(
                    **place, person_id=c.admin.id, data=NAME.encode(), digest=own("upload"),
                    skips=False, leavers=False, uploaded_at=moment,
                )
            )  # fmt: skip
            by = {"written_by_id": c.me.id, "written_at": moment}
            words = {"subject": f"From {NAME}", "body": f"Ask {NAME}."}
            session.add(LetterWording(**place, kind="mail.test", **words, **by))
        section = hall.notice("privacy")[0].key
        write_notice("privacy", section, text=f"Ask {NAME}, {ADDRESS}.", actor=admin)
    _requests(c)


def _requests(c: Canary) -> None:
    """Their data was given out, they took it themselves, and it was on hold until today."""
    moment, by = clock.now(), c.admin.id
    counts = {"items": 1, "left_out": 0, "passages": 0, "with_panel": True}
    over = {"until": moment, "ended_at": moment}
    with c.app.app_context():
        privacy.take_own(c.viewer(c.me))
        with transaction() as session:
            session.add(
                Release(
                    person_id=c.me.id, reason=own("request"), panel_reason=own("panelrequest"),
                    released_at=moment, released_by_id=by, **counts,
                )
            )  # fmt: skip
            for person, reason in ((c.me, own("hold")), (c.bo, f"With {NAME}.")):
                placed = {"placed_at": moment, "placed_by_id": by}
                session.add(Hold(person_id=person.id, reason=reason, **over, **placed))


def _nominate(c: Canary) -> None:
    say, world = own, c.world
    sent = c.references
    sent["about"] = world.nomination(
        c.round,
        nominee=c.me,
        nominator=c.asha,
        answers=(f"They {say('story')} all night with {NAME}.", f"He {say('quote')} was safe."),
    )
    sent["redacted"] = world.nomination(
        c.round, nominee=c.me, nominator=c.bo, accepted=False, answers=(say("first"), say("kept"))
    )
    sent["by"] = world.nomination(
        c.round, nominee=c.bo, nominator=c.me, answers=(say("mine"), f"So {say('mineagain')}.")
    )
    sent["mentions"] = world.nomination(
        c.judged,
        nominee=c.bo,
        nominator=c.asha,
        answers=(
            f"Zebedee Quillfeather, QUILLFEATHER ZÉBÉDÉE’s team and {ADDRESS.upper()} helped.",
            "Everybody stayed, and it was kindheartedness.",
        ),
    )
    world.nomination(c.judged, nominee=c.mate, nominator=c.bo)
    described = Nominee("described", "Zeb Quillfeather the porter", "Nightjar unit")
    sent["described"] = world.nomination(
        c.judged, nominee=described, nominator=c.mate, accepted=False, answers=(say("told"), "So.")
    )
    unlinked = Nominee("described", "Zebedee Quillfeather", "Ward 7")
    sent["unlinked"] = world.nomination(c.round, nominee=unlinked, nominator=c.mate)
    with c.app.app_context():
        team = Nominee("team", TEAM, "", team_id=c.world.viewer(c.mate).team_id)
    sent["team"] = world.nomination(c.round, nominee=team, nominator=c.asha)
    _paper(c)
    _drafts(c)


def _paper(c: Canary) -> None:
    """A card that they wrote on paper, without their account."""
    with c.app.app_context():
        card = PaperCard(
            key=secrets.token_hex(16),
            nominee=Nominee("person", c.asha.name, "", person_id=c.asha.id),
            answers={"1": own("paper"), "2": own("paperagain")},
            nominator_kind="staff",
            nominator_name="Zebedee  Quillfeather",
            nominator_email=ADDRESS,
            batch=f"Box of {NAME}",
            handed_in_by=NAME,
        )
        c.references["paper"] = nominating.type_card(
            card,
            scheme_slug=c.round.scheme.slug,
            round_slug=c.round.slug,
            actor=c.viewer(c.admin),
            received=clock.now(),
        )


def _drafts(c: Canary) -> None:
    """What they had begun, what others began about them, and what names them."""
    drafts = ((c.me, c.bo, own("draft")), (c.asha, c.me, own("draftabout")), (c.mate, c.bo, NAME))
    for author, nominee, words in drafts:
        who = {"actor": Author.of(c.viewer(author)), "received": clock.now()}
        card = Nominee("person", nominee.name, "", person_id=nominee.id)
        with c.app.app_context():
            key = nominating.start_draft(
                key=secrets.token_hex(16),
                round_card=c.round,
                nominee=card,
                category_id=None,
                **who,
            )
            nominating.save_story(key=key, answers={"1": words, "2": words}, **who)
    with c.app.app_context():
        nominating.give_late(
            scheme_slug=c.round.scheme.slug,
            round_slug=c.round.slug,
            person_id=c.me.id,
            until=clock.now() + timedelta(days=1),
            reason=own("late"),
            actor=c.viewer(c.admin),
        )


def _check(c: Canary) -> None:
    actor, sent = c.viewer(c.admin), c.references

    def seen(reference: str) -> str:
        return nominations.sheet(actor, reference).edition

    with c.app.app_context():
        first, about = sent["redacted"], sent["described"]
        nominating.redact(first, seen=seen(first), phrases=[own("first")], actor=actor)
        nominating.ask(first, seen=seen(first), question=own("question"), actor=actor)
        nominating.answer(reference=first, text=own("answer"), author=Author.of(c.viewer(c.bo)))
        nominating.link(about, seen=seen(about), value=f"person:{c.me.id}", actor=actor)
        nominating.accept([about], actor=actor)
        nominating.decline(first, seen=seen(first), words=own("declined"), actor=actor)


def _judge(c: Canary) -> None:
    """They read for the other round, and are read in both."""
    world = c.world
    others = world.candidacy(c.judged, c.bo)
    world.assigned(others, c.me, c.reader)
    world.reviewed(others, c.me, points=5, comment=own("comment"), note=own("note"), send=False)
    world.reviewed(others, c.me, points=4, comment=own("commentagain"), note=own("note"))
    world.reviewed(others, c.reader, points=3, comment=f"As {NAME} said.")
    c.mine = world.candidacy(c.round, c.me)
    world.assigned(c.mine, c.reader)
    world.reviewed(c.mine, c.reader, points=5, comment=own("readcomment"), note=own("readnote"))
    mine_there = world.candidacy(c.judged, c.me)
    world.assigned(world.candidacy(c.judged, c.mate), c.me)
    with c.app.app_context():
        chair = c.viewer(c.chair)
        panel.add_note(others, text=f"{NAME} spoke well.", actor=chair)
        panel.pin_interest(
            round_id=c.judged.id,
            candidacy_id=mine_there,
            person_id=c.reader.id,
            reason=own("pinned"),
            actor=chair,
        )
        panel.declare_interest(
            candidacy_id=world.candidacy(c.judged, c.mate),
            reason=own("interest"),
            actor=c.viewer(c.me),
        )
        panel.calculate(c.round.id)
        panel.calculate(c.judged.id)


def _decide(c: Canary) -> None:
    chair, officer, bos = c.viewer(c.chair), c.viewer(c.officer), c.world.candidacy(c.round, c.bo)
    with c.app.app_context():
        panel.add_note(c.mine, text=own("minutes"), actor=chair)
        for number, outcome, reason in (
            (c.mine, "winner", own("decision")),
            (c.mine, "winner", own("decisionagain")),
            (bos, "highly_commended", "Kind words."),
        ):
            winning.decide(
                number,
                outcome=outcome,
                reason=reason,
                edition=winners.edition_of(number),
                actor=chair,
                now=clock.now(),
            )
        winning.praise(c.mine, text=own("praise"), actor=chair, now=clock.now())
        words = ((c.mine, f"{NAME} {own('citation')}.", f"He {own('quote')} was safe."),)
        for number, citation, quote in (*words, (bos, "Bo helped.", f"So {own('mineagain')}.")):
            winning.write_citation(number, text=citation, quote=quote, actor=officer)
    c.world.settled(bos, c.chair)
    _send_back(c)
    c.world.settled(c.mine, c.chair)
    for number in (c.mine, bos):
        c.world.consented(number)
    with c.app.app_context():
        winning.keep_photo(
            c.mine,
            photograph(),
            PhotoWords(own("alt"), own("credit"), (0.5, 0.5)),
            sender=Sender(person_id=c.officer.id),
        )
        winning.close(c.round.id, actor=chair, now=clock.now())


def _send_back(c: Canary) -> None:
    """The chair has a wish, and so has the winner."""
    chair, officer = c.viewer(c.chair), c.viewer(c.officer)
    with c.app.app_context():
        edition = winners.decision(c.mine).citation_edition
        winning.send_citation(c.mine, edition=edition, actor=officer)
        winning.send_back(c.mine, edition=edition, note=own("backnote"), actor=chair)
        winning.write_citation(c.mine, text=own("second"), quote="", actor=officer)
        edition = winners.decision(c.mine).citation_edition
        winning.send_citation(c.mine, edition=edition, actor=officer)
        winning.approve_citation(c.mine, edition=edition, actor=chair)
        code = thanks.codes_of(c.mine)[0]
        winning.ask_for_change(code, edition=edition, note=own("wish"))
        winning.write_citation(
            c.mine,
            text=f"{NAME} {own('third')}.",
            quote=f"He {own('quote')} was safe.",
            actor=officer,
        )


def _announce(c: Canary) -> None:
    c.world.announced(c.round)
    officer, bos = c.viewer(c.officer), c.world.candidacy(c.round, c.bo)
    with c.app.app_context():
        winning.tell_outcomes()
        chosen = Selection(order=(c.mine, bos), texts={c.mine: own("piece"), bos: f"With {NAME}."})
        newsletter.keep_pack(c.round.id, chosen, Named(f"About {NAME}"), actor=officer)
        newsletter.make_pack(c.round.id, chosen, kind="txt", actor=officer)
        winning.lend_to_library(
            c.round.id,
            c.mine,
            title=f"{NAME} at night",
            summary=own("summary"),
            body=own("body"),
            review_on=None,
            actor=c.viewer(c.admin),
        )


def _carry(c: Canary) -> None:
    """Who won goes on to another round with what was written, and so do words by them."""
    bos, admin = c.world.candidacy(c.round, c.bo), c.viewer(c.admin)
    with c.app.app_context():
        category = schemes.categories(c.round.scheme.id)[0].id
        year = schemes.round_by_slug(c.round.scheme.slug, "year")
        for number in (c.mine, bos):
            assert nominating.carry(number, round_id=year.id, category_id=category, actor=admin)


def bytes_of(c: Canary) -> dict[str, bytes]:
    """Return what lies in the database: on SQLite every file in its folder, and else every table.

    Journal, log and whatever was left beside it are among the files.
    """
    with c.app.app_context():
        db.session.remove()
        if db.engine.dialect.name == "sqlite":
            folder = Path(db.engine.url.database or "").parent
            db.engine.dispose()
            files = (one for one in folder.rglob("*") if one.is_file())
            return {str(one.relative_to(folder)): one.read_bytes() for one in files}
        with db.engine.connect() as connection:
            tables = db.metadata.tables
            return {
                name: "\n".join(
                    row for (row,) in connection.execute(text(f'SELECT t::text FROM "{name}" t'))
                ).encode()
                for name in tables
            }


def left(c: Canary, *more: str) -> set[str]:
    """Return what is found of them, however it is written: each with the file or table."""
    found = set()
    words = {FAMILY, GIVEN, NAME.lower(), ADDRESS, "zébédée", *more}
    needles = {
        form
        for word in words
        for form in (
            word.encode(),
            word.encode("utf-16-le"),
            word.encode("utf-16-be"),
            json.dumps(word)[1:-1].encode(),
        )
    }
    for name, data in bytes_of(c).items():
        low = data.replace("É".encode(), "é".encode()).lower()
        found |= {f"{name}: {needle!r}" for needle in needles if needle in low}
        found |= {f"{name}: {word.decode()}" for word in re.findall(rb"zq[a-z]+?word", low)}
        wide = re.findall(rb"z\0q\0(?:[a-z]\0)+?w\0o\0r\0d", low)
        found |= {f"{name}: {word!r}" for word in wide}
    return found
