"""What erasing somebody would do."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from recognition.database import db
from recognition.erased import Erased
from recognition.mail.models import Letter
from recognition.newsletter.models import SavedPiece
from recognition.nominations.models import Candidacy, Draft, Nomination
from recognition.panel.models import Appointment, Assignment, DiscussionNote, Review
from recognition.people.models import Organisation
from recognition.people.queries import Viewer
from recognition.people.queries.administering import lasting_administrators, places_administered_by
from recognition.privacy.queries import retention
from recognition.privacy.queries.erasing_log import Pack, packs
from recognition.privacy.queries.retention_spared import spared
from recognition.schemes.models import Round, Scheme
from recognition.thanks.models import Card, Thank
from recognition.winners.models import (
    Announcement,
    CitationEdition,
    Closing,
    Decision,
    Photo,
    Praise,
)


@dataclass(frozen=True)
class Outlook:
    """What erasing somebody would do: how many of what would go, what would stay, who needs care.

    `gone` and `stays` are numbers by kind of thing; the page has the words. `judged` are rounds
    that are not announced yet and have them on the panel, or as a nominee. `alike` are references
    of nominations that describe somebody of this name who is not linked to the directory.
    """

    gone: dict[str, int]
    stays: dict[str, int]
    judged: tuple[str, ...]
    waits_for_hr: bool
    alike: tuple[str, ...]
    in_teams_with_photographs: int
    packs: tuple[Pack, ...]


def outlook(viewer: Viewer, erased: Erased) -> Outlook:
    """Return what erasing would do, counted as things are now."""
    decided = select(Decision.id).where(Decision.candidacy_id.in_(erased.candidacies))
    me = erased.person_id or 0
    drafts = or_(
        Draft.author_id == me,
        Draft.person_id == me,
        func.lower(Draft.author_email).in_(erased.addresses),
    )
    sheets = or_(Assignment.person_id == me, Assignment.candidacy_id.in_(erased.candidacies))
    notes = or_(DiscussionNote.person_id == me, DiscussionNote.candidacy_id.in_(erased.candidacies))
    letters = or_(
        func.lower(Letter.to_address).in_(erased.addresses), Letter.id.in_(erased.letters)
    )
    reviews = select(Review.id).join(Assignment, Assignment.id == Review.assignment_id)
    return Outlook(
        gone={
            "about": len(erased.about),
            "by": len(erased.by),
            "drafts": _count(Draft.id, drafts),
            "citations": _count(
                CitationEdition.decision_id, CitationEdition.decision_id.in_(decided)
            ),
            "praise": _count(Praise.candidacy_id, Praise.candidacy_id.in_(erased.candidacies)),
            "photographs": _count(Photo.id, Photo.candidacy_id.in_(erased.candidacies)),
            "packs": _count(SavedPiece.pack_id, SavedPiece.candidacy_id.in_(erased.candidacies)),
            "sheets": _count(Review.id, Review.id.in_(reviews.where(sheets))),
            "notes": _count(DiscussionNote.id, notes),
            "letters": _count(Letter.id, letters),
        },
        stays={
            "nominations": len(erased.nominations),
            "thanks": _count(Thank.id, Thank.card_id.in_(erased.cards)),
            "scores": _count(Review.id, Review.id.in_(reviews.where(Assignment.person_id == me))),
            "outcomes": _count(Decision.id, Decision.candidacy_id.in_(erased.candidacies)),
        },
        judged=_judged(erased),
        waits_for_hr=bool(
            _count(
                Nomination.id,
                Nomination.id.in_(erased.about) & Nomination.checked_with_hr.is_(False),
            )
        ),
        alike=_alike(viewer, erased),
        in_teams_with_photographs=_team_photographs(erased),
        packs=packs(erased.candidacies),
    )


def _count(column: InstrumentedAttribute[int], chosen: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count(column)).where(chosen)) or 0


def _judged(erased: Erased) -> tuple[str, ...]:
    """Name the rounds with them that are neither announced nor closed for good."""
    seats = select(Appointment.round_id).where(
        Appointment.person_id == erased.person_id, Appointment.ended_at.is_(None)
    )
    entered = select(Candidacy.round_id).where(Candidacy.id.in_(erased.candidacies))
    told = exists().where(Announcement.round_id == Round.id)
    closed = exists().where(Closing.round_id == Round.id, Closing.reopened_at.is_(None))
    rows = db.session.execute(
        select(Scheme.name, Round.name)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .where(or_(Round.id.in_(seats), Round.id.in_(entered)), Scheme.lane == "award")
        .where(~told, ~closed)
        .order_by(Round.opens_at, Round.id)
    )
    return tuple(f"{scheme}, {name}" for scheme, name in rows)


def _alike(viewer: Viewer, erased: Erased) -> tuple[str, ...]:
    rows = db.session.execute(
        select(Nomination.reference, Candidacy.described_name)
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .join(Round, Round.id == Candidacy.round_id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .where(Candidacy.described_name.is_not(None), Candidacy.id.not_in(erased.candidacies))
        .where(Scheme.organisation_id.in_(viewer.administers))
        .order_by(Nomination.id)
    )
    return tuple(reference for reference, name in rows if erased.without(name or "") != name)


def _team_photographs(erased: Erased) -> int:
    teams = (
        select(Card.candidacy_id)
        .join(Candidacy, Candidacy.id == Card.candidacy_id)
        .where(Card.id.in_(erased.cards), Candidacy.team_id.is_not(None))
    )
    return _count(Photo.id, Photo.candidacy_id.in_(teams) & Photo.removed_at.is_(None))


def is_on_hold(erased: Erased) -> bool:
    """Tell whether everything of theirs is kept, or any words that would go are.

    Words about them and by them are kept for a hold on somebody else too: who wrote them, whom
    they are about, or the round.

    Args:
        erased: what belongs to them; asked of the instant of the erasure.
    """
    if erased.person_id is not None and retention.is_on_hold(erased.person_id, erased.at):
        return True
    kept = spared(erased.at)
    lose = select(Nomination.candidacy_id).where(Nomination.id.in_(erased.nominations))
    held = exists().where(
        or_(Candidacy.id.in_(erased.candidacies), Candidacy.id.in_(lose)),
        or_(Candidacy.round_id.in_(kept.rounds), Candidacy.id.in_(kept.candidacies)),
    )
    return bool(db.session.scalar(select(held)))


def lone_administrator_of(person_id: int | None) -> list[str]:
    """Return the organisations, by name, of which somebody is the only administrator for good."""
    me = [person_id] if person_id is not None else []
    alone = [
        place
        for place in places_administered_by(me)
        if not lasting_administrators(place, without=me)
    ]
    return list(
        db.session.scalars(
            select(Organisation.name).where(Organisation.id.in_(alone)).order_by(Organisation.name)
        )
    )
