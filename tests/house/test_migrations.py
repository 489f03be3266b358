"""The database goes up and down, with everything that is in it."""

import logging
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy.orm import Session

from recognition import clock
from recognition.config import ROOT
from recognition.database import Model, db, transaction
from recognition.demo.actions import fill
from recognition.hall.models import NoticeWords
from recognition.languages.models import Translation
from recognition.mail.models import ChoreRun, LetterWording, Worker
from recognition.newsletter.models import SavedPack, SavedPiece, WordTemplate
from recognition.nominations.models import (
    Candidacy,
    Draft,
    Enquiry,
    LatePermission,
    Namesakes,
    Nomination,
    Step,
)
from recognition.nominations.queries import checking as nominations
from recognition.panel.models import (
    Appointment,
    Calculation,
    DiscussionNote,
    Interest,
    Phase,
    Placing,
    PracticeStory,
    Reminder,
    Review,
    ReviewVersion,
    Shortlisted,
    Wanted,
)
from recognition.people import actions as people
from recognition.people.models import (
    Account,
    Cover,
    CoveredRole,
    Logo,
    MissedCode,
    Organisation,
    PersonMerge,
    ProviderIdentity,
    RecoveryCode,
    SecondStep,
    SignInLink,
    SignInSession,
    StaffUpload,
)
from recognition.privacy.models import (
    DisposalLine,
    DisposalSetting,
    Erasure,
    Hold,
    Release,
    RetentionPeriod,
)
from recognition.resources.models import OutsideLink, Resource, Usefulness
from recognition.schemes.models import PastGuidance, Question, Wording
from recognition.thanks.models import Card, Consent, Quiet
from recognition.thanks.rules import PRESS
from recognition.winners.models import (
    Announcement,
    CitationAnswer,
    Closing,
    Decision,
    DecisionVersion,
    EmbedOrigin,
    LetterWords,
    OutcomeLetter,
    Photo,
    Praise,
    QuoteWish,
)

MIGRATIONS = str(ROOT / "migrations")
MOVED = {"citation": "citation_edition", "worker_sign": "worker"}
"""Tables that there were once, and where their rows are now."""
NO_ONES = {"alembic_version", "mark"}
"""Tables in which every migration writes about itself."""
COUNTED = {"finding", "person_part", "reading_load"}
"""Tables that are made from others, and so are full again."""


def rows() -> dict[str, int]:
    """Count the rows of every table there is now."""
    with db.engine.connect() as connection:
        tables = set(sa.inspect(connection).get_table_names()) - NO_ONES
        return {
            name: connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name))) or 0
            for name in sorted(tables)
        }


def shape() -> dict[str, set[str]]:
    """Name the columns and the indexes of every table there is now."""
    with db.engine.connect() as connection:
        inspector = sa.inspect(connection)
        return {
            name: {column["name"] for column in inspector.get_columns(name)}
            | {str(index["name"]) for index in inspector.get_indexes(name)}
            for name in inspector.get_table_names()
        }


def revisions() -> list[str]:
    """Return the migrations, the oldest first."""
    script = ScriptDirectory(MIGRATIONS)
    return [step.revision for step in script.walk_revisions()][::-1]


def add_what_comes_with_use() -> None:
    """Add a row to each table that a fresh demonstration leaves empty."""
    candidacy = db.session.scalars(
        sa.select(Candidacy).where(Candidacy.person_id.is_not(None))
    ).first()
    assert candidacy is not None
    person, where, number = candidacy.person_id, candidacy.round_id, candidacy.id
    assert person is not None
    people.sign_in_as(person)
    now = clock.now()
    with transaction() as session:
        account = session.scalars(sa.select(Account)).one()
        session.add(SignInLink(digest="d" * 64, account_id=account.id, expires_at=now))
        named = {"issuer": "https://sign-in.example", "subject": "s", "linked_at": now}
        session.add(ProviderIdentity(account_id=account.id, **named))
        session.add(MissedCode(person_id=person, at=now))
        step = SecondStep(person_id=person, key="k", last_counter=1, set_up_at=now)
        session.add(step)
        session.flush()
        session.add(RecoveryCode(second_step_id=step.id, digest="d" * 64))
        _add_a_cover(session, person)
        session.add(Draft(key="k" * 32, author_id=person, round_id=where, updated_at=now))
        session.add(Interest(candidacy_id=number, person_id=person, declared_at=now))
        session.add(Namesakes(one_id=number, other_id=number + 1, said_at=now))
        session.add(LatePermission(round_id=where, person_id=person, until=now, granted_at=now))
        session.add(Quiet(person_id=person, said_at=now))
        sent = session.scalars(sa.select(Nomination.id)).first()
        session.add(Step(kind="accepted", nomination_id=sent, made_at=now))
        why = {"kind": "person", "basis": "asked", "done_by_id": person, "done_at": now}
        session.add(Erasure(organisation_id=1, **why))
        session.add(Enquiry(nomination_id=sent, question="Which Sue?", asked_at=now))
        good, asked = session.scalars(sa.select(Resource)).first(), session.get(Question, 1)
        assert good is not None
        assert asked is not None
        good.owner_id, good.replaced_by_id, good.source_reference = person, good.id, "winner-1"
        session.add(OutsideLink(address="https://example.org/", next_at=now))
        session.add(Usefulness(resource_id=good.id, month=now.date()))
        times = {"placed_at": now, "taken_at": now}
        session.add(PastGuidance(question_id=asked.id, resource_id=good.id, **times))
        session.add(
            NoticeWords(
                page="privacy", section="why", text="Ours.", written_at=now, written_by_id=person
            )
        )
        _add_what_a_panel_does(session, candidacy, person)
        _add_what_announcing_does(session, number, person)
        _add_what_newsletters_do(session, candidacy, person)
        _add_what_keeping_does(session, person)
        _add_what_administrators_do(session, person)
        _add_what_languages_bring(session, person)
        # the press became a channel late: what was said about it has no place in older databases
        session.execute(sa.delete(Consent).where(Consent.channel == PRESS))


def _add_a_cover(session: Session, person: int) -> None:
    other, day = person + 1, clock.today()
    days = {"first_day": day, "last_day": day, "named_at": clock.now()}
    cover = Cover(absent_id=person, stand_in_id=other, **days)
    session.add(cover)
    session.flush()
    employer = session.scalars(sa.select(Organisation.id)).first()
    session.add(CoveredRole(cover_id=cover.id, role="administrator", organisation_id=employer))
    signed_in = session.scalars(sa.select(SignInSession)).first()
    seat = session.scalars(sa.select(Appointment)).first()
    assert signed_in is not None
    assert seat is not None
    signed_in.cover_id = seat.cover_id = cover.id


def _add_what_a_panel_does(session: Session, candidacy: Candidacy, person: int) -> None:
    number, where, now = candidacy.id, candidacy.round_id, clock.now()
    review = session.scalars(sa.select(Review.id)).first()
    assert review is not None
    session.add(Phase(round_id=where, position=1, name="Reading", starts_at=now))
    session.add(Shortlisted(candidacy_id=number, made_at=now, made_by_id=person))
    session.add(Reminder(round_id=where, at=now))
    session.add(PracticeStory(round_id=where, candidacy_id=number))
    session.add(DiscussionNote(candidacy_id=number, person_id=person, text="n", written_at=now))
    session.add(Wanted(round_id=where, category_id=candidacy.category_id, winners=1))
    session.add(ReviewVersion(review_id=review, edition=1, points={"1": 4}, saved_at=now))
    made = Calculation(round_id=where, left_out="l", basis="b", made_at=now, summary={})
    session.add(made)
    session.flush()
    session.add(
        Placing(
            calculation_id=made.id,
            candidacy_id=number,
            category_id=candidacy.category_id,
            position=1,
            tied=False,
            readers=0,
        )
    )
    decided = {"decided_by_id": person, "decided_at": now}
    session.add(DecisionVersion(candidacy_id=number, edition=1, outcome="", reason="", **decided))
    session.add(Closing(round_id=where, closed_at=now, closed_by_id=person, snapshot={}))


def _add_what_announcing_does(session: Session, number: int, person: int) -> None:
    now = clock.now()
    decided, card, nomination, employer = (
        session.scalars(sa.select(column)).first()
        for column in (Decision.id, Card.id, Nomination.id, Organisation.id)
    )
    session.add(
        CitationAnswer(decision_id=decided, edition=1, card_id=card, agrees=True, said_at=now)
    )
    session.add(QuoteWish(nomination_id=nomination, asked_at=now))
    session.add(
        Photo(candidacy_id=number, data=b"p", digest="d", width=1, height=1, uploaded_at=now)
    )
    letter = {"part": "nominee", "to_key": "person:1", "outcome": "winner"}
    session.add(OutcomeLetter(candidacy_id=number, written_at=now, **letter))
    wrote = {"written_by_id": person, "written_at": now}
    session.add(Praise(candidacy_id=number, text="Kind.", **wrote))
    words = {"kind": "nominee.winner", "subject": "s", "body": "b"}
    session.add(LetterWords(organisation_id=employer, **words, **wrote))
    session.add(LetterWording(organisation_id=employer, **words, **wrote))
    session.add(Worker(name="ward-7:1", started_at=now, seen_at=now))
    run = {"began_at": now, "ended_at": now, "milliseconds": 1, "runs": 1, "failures": 0}
    session.add(ChoreRun(name="mail.deliver_due", worker="ward-7:1", **run))
    where = {"organisation_id": employer, "origin": "https://intranet.example"}
    session.add(EmbedOrigin(**where, added_by_id=person, added_at=now))


def _add_what_newsletters_do(session: Session, candidacy: Candidacy, person: int) -> None:
    now = clock.now()
    how = {"channel": PRESS, "length": 50, "tone": "plain"}
    times = {"made_at": now, "changed_at": now}
    pack = SavedPack(round_id=candidacy.round_id, name="n", made_by_id=person, **how, **times)
    session.add(pack)
    session.flush()
    photo = session.scalars(sa.select(Photo.id)).first()
    what = {"place": 1, "outcome": "winner", "citation_edition": 1, "photo_id": photo}
    session.add(SavedPiece(pack_id=pack.id, candidacy_id=candidacy.id, **what))
    employer = session.scalars(sa.select(Organisation.id)).first()
    sent = {"uploaded_by_id": person, "uploaded_at": now}
    session.add(WordTemplate(organisation_id=employer, name="t", data=b"d", **sent))


def _add_what_keeping_does(session: Session, person: int) -> None:
    now = clock.now()
    session.add(RetentionPeriod(kind="drafts", length=3, set_at=now, set_by_id=person))
    session.add(DisposalSetting(id=1, starts_on=now.date()))
    went = {"kind": "drafts", "items": 1, "way": "worker"}
    session.add(DisposalLine(until=now, started_at=now, ended_at=now, **went))
    held = {"reason": "r", "until": now, "placed_at": now, "placed_by_id": person}
    session.add(Hold(person_id=person, **held))
    given = {"reason": "r", "items": 1, "left_out": 0, "passages": 0, "with_panel": False}
    session.add(Release(person_id=person, released_at=now, released_by_id=person, **given))


def _add_what_administrators_do(session: Session, person: int) -> None:
    now, employer = clock.now(), session.scalars(sa.select(Organisation.id)).first()
    file = {"data": b"d", "digest": "d" * 64}
    size = {"width": 1, "height": 1, "changed_at": now}
    session.add(Logo(organisation_id=employer, **file, **size))
    chosen = {"skips": False, "leavers": False, "uploaded_at": now}
    session.add(StaffUpload(person_id=person, organisation_id=employer, **file, **chosen))
    session.add(PersonMerge(kept_id=person, merged_id=person, reason="r", merged_at=now))


def _add_what_languages_bring(session: Session, person: int) -> None:
    now, where = clock.now(), {"what": "scheme", "number": 0, "field": "name", "language": "cy"}
    text = {"english": "Kindness", "digest": "d" * 64, "text": "Caredigrwydd"}
    session.add(Wording(scheme_id=1, written_at=now, **where, **text))
    said = {"language": "cy", "digest": "d" * 64, "english": "Back", "better": ["Yn ôl"]}
    session.add(Translation(changed_at=now, changed_by_id=person, **said))


@pytest.fixture
def in_use(app: Flask) -> Iterator[dict[str, int]]:
    """A database full of the demonstration; how many rows each table has."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with app.app_context():
        fill()
        add_what_comes_with_use()
        db.session.remove()
        yield rows()


def test_the_migrations_make_what_the_models_say(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Model.metadata)
    assert differences == []


@pytest.mark.long
def test_every_migration_goes_down_and_up_on_populated_data(in_use: dict[str, int]) -> None:
    assert [name for name, number in in_use.items() if number == 0] == []
    assert set(in_use) == set(Model.metadata.tables) - NO_ONES
    steps, newer = revisions(), shape()
    for older in reversed(steps[:-1]):
        downgrade(directory=MIGRATIONS, revision=older)
        left = rows()
        assert left == {name: in_use[MOVED.get(name, name)] for name in left}
        assert shape() != newer
        newer = shape()
        upgrade(directory=MIGRATIONS, revision="+1")
        again = rows()
        assert {name: again[name if name in again else MOVED[name]] for name in left} == left
        filled = set(left) | {MOVED[name] for name in left if name not in again}
        anew = {name: again[name] for name in set(again) - filled}
        assert anew == {name: in_use[name] if name in COUNTED else 0 for name in anew}
        downgrade(directory=MIGRATIONS, revision=older)
    downgrade(directory=MIGRATIONS, revision="base")
    assert rows() == {}
    upgrade(directory=MIGRATIONS)
    assert rows() == dict.fromkeys(in_use, 0)
    with db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Model.metadata) == []


@pytest.mark.usefixtures("in_use")
def test_a_nomination_from_before_is_given_the_scheme_of_its_round() -> None:
    schemes = sa.select(sa.func.count(Nomination.scheme_id.distinct()))
    before = db.session.scalar(schemes)
    db.session.remove()
    downgrade(directory=MIGRATIONS, revision="0013")
    newest = rows()
    downgrade(directory=MIGRATIONS, revision="0012")
    upgrade(directory=MIGRATIONS, revision="0013")
    assert rows() == newest
    upgrade(directory=MIGRATIONS)
    assert db.session.scalar(schemes) == before
    assert before is not None
    assert before > 1
    assert nominations.in_another_scheme() == []


@pytest.mark.usefixtures("in_use")
def test_nobody_is_written_to_about_what_was_announced_before_there_were_letters() -> None:
    told = sa.select(Announcement.round_id).where(Announcement.at <= clock.now())
    assert db.session.scalars(told).all()
    db.session.remove()
    downgrade(directory=MIGRATIONS, revision="0014")
    upgrade(directory=MIGRATIONS)
    waiting = told.where(Announcement.letters_written_at.is_(None))
    assert db.session.scalars(waiting).all() == []
