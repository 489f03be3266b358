"""One candidacy out of two: linking to the directory, merging; and saying that they are two.

Merging moves the nominations and leaves the other candidacy behind as it was, so that parting
brings everything back. Reviews stay with the candidacy they were written for.
"""

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from recognition import clock
from recognition.database import transaction
from recognition.errors import Missing, Refused
from recognition.nominations import rules
from recognition.nominations.actions import steps
from recognition.nominations.actions.gathering import candidacy_for
from recognition.nominations.cards import Nominee
from recognition.nominations.models import Candidacy, Namesakes, Nomination
from recognition.people import queries as people
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.models import Category
from recognition.words import _


def link(reference: str, *, seen: str, value: str, actor: Viewer) -> None:
    """Say who of the directory a described nominee is; the description is kept.

    Args:
        reference: of the nomination.
        seen: the edition that the page showed.
        value: a person or a team, as `Nominee.value` says it: “person:12”.
        actor: the checker.

    Raises:
        Refused: nobody was chosen, the nominee is linked already, or the category is not for them.
        Conflict: something changed after the page was shown.
        Missing: it is not theirs to check, or the person takes no part in the scheme.
    """
    with transaction() as session:
        steps.hold_round(session, reference)
        row = steps.held_as_read(session, reference, seen, actor)
        old = steps.candidacies(session, [row.candidacy_id])[row.candidacy_id]
        if old.described_name is None:
            raise Refused(_("This nominee is linked already."), field="nominee")
        nominee = _of_directory(value, old.round_id)
        category = session.get_one(Category, old.category_id)
        rules.check_category(for_teams=category.for_teams, person_id=nominee.person_id)
        into = candidacy_for(
            session, round_id=old.round_id, category_id=old.category_id, nominee=nominee
        )
        before = join(session, old.id, into)
        _check_senders(session, into, nominee.person_id)
        steps.add_step(session, "linked", row, actor, before=before)


def merge(reference: str, *, seen: str, other_id: int, actor: Viewer) -> None:
    """Make one candidacy of two of the same category: the nominees are one.

    The one of the directory stays; else the older one does.

    Args:
        reference: of a nomination of the one.
        seen: the edition that the page showed.
        other_id: the other candidacy.
        actor: the checker.

    Raises:
        Refused: they are one already, or are not of the same category.
        Conflict: something changed after the page was shown.
        Missing: it is not theirs to check.
    """
    with transaction() as session:
        steps.hold_round(session, reference)
        row = steps.held_as_read(session, reference, seen, actor)
        both = steps.candidacies(session, [row.candidacy_id, other_id])
        one, other = both[row.candidacy_id], both.get(other_id)
        if other is None or one is other or _places(one) != _places(other):
            raise Refused(_("Choose a nominee of the same category."))
        if other.merged_into_id is not None:
            raise Refused(_("That nominee was merged with another one meanwhile. Look again."))
        old, into = sorted(both.values(), key=lambda each: (_is_known(each), -each.id))
        forget_namesakes(session, old.id, into.id)
        before = join(session, old.id, into.id)
        _check_senders(session, into.id, into.person_id)
        steps.add_step(session, "merged", row, actor, before=before)


def tell_apart(reference: str, *, seen: str, other_id: int, actor: Viewer) -> None:
    """Say that two candidacies that look alike are of two people; a second time changes nothing.

    Raises:
        Refused: they are not of the same category.
        Conflict: something changed after the page was shown.
        Missing: it is not theirs to check.
    """
    with transaction() as session:
        steps.hold_round(session, reference)
        row = steps.held_as_read(session, reference, seen, actor)
        both = steps.candidacies(session, [row.candidacy_id, other_id])
        if len(both) != 2 or len({_places(each) for each in both.values()}) != 1:
            raise Refused(_("Choose a nominee of the same category."))
        if remember_namesakes(session, row.candidacy_id, other_id, actor):
            pair = {"one": row.candidacy_id, "other": other_id}
            steps.add_step(session, "namesakes", row, actor, before=pair)


def join(session: Session, old_id: int, into_id: int) -> dict[str, object]:
    """Move the nominations of one candidacy into another, and leave it behind.

    Returns:
        What parting needs, for `Step.before`.
    """
    moved = list(
        session.scalars(
            select(Nomination.id)
            .where(Nomination.candidacy_id == old_id)
            .order_by(Nomination.id)
            .with_for_update()
        )
    )
    left = list(session.scalars(select(Candidacy.id).where(Candidacy.merged_into_id == old_id)))
    session.execute(update(Nomination).where(Nomination.id.in_(moved)).values(candidacy_id=into_id))
    # what was left behind here before leads straight to where the nominations are
    point(session, [old_id, *left], into_id)
    return {"from": old_id, "into": into_id, "nominations": moved, "left": left}


def point(session: Session, numbers: Collection[int], into_id: int | None) -> None:
    """Say into which candidacy others were merged; None: into none any more."""
    session.execute(
        update(Candidacy).where(Candidacy.id.in_(numbers)).values(merged_into_id=into_id)
    )


def remember_namesakes(session: Session, one_id: int, other_id: int, actor: Viewer) -> bool:
    """Note that two candidacies are of two people; False when that was known."""
    low, high = sorted((one_id, other_id))
    if session.get(Namesakes, (low, high)) is not None:
        return False
    session.add(
        Namesakes(one_id=low, other_id=high, said_at=clock.now(), said_by_id=actor.person_id)
    )
    return True


def forget_namesakes(session: Session, one_id: int, other_id: int) -> None:
    """Note no longer that two candidacies are of two people."""
    found = session.get(Namesakes, tuple(sorted((one_id, other_id))))
    if found is not None:
        session.delete(found)


def _check_senders(session: Session, candidacy_id: int, person_id: int | None) -> None:
    """Refuse to make somebody the nominee of an accepted nomination that they sent themselves."""
    accepted = session.execute(
        select(Nomination.nominator_id, Nomination.reference).where(
            Nomination.candidacy_id == candidacy_id,
            Nomination.standing == rules.ACCEPTED,
            Nomination.withdrawn_at.is_(None),
        )
    )
    for sender, reference in accepted:
        rules.check_sent_by_another(nominator_id=sender, nominee_id=person_id, reference=reference)


def _of_directory(value: str, round_id: int) -> Nominee:
    """Return a person or a team that takes part in the scheme of a round.

    Raises:
        Refused: nobody was chosen.
        Missing: they take no part.
    """
    kind, _colon, number = value.partition(":")
    if kind not in {"person", "team"} or not number.isascii() or not number.isdigit():
        raise Refused(_("Choose a person or a team, or search for another name."), field="nominee")
    taking_part = schemes.round_card(round_id).scheme.organisation_ids
    if kind == "person":
        card = people.person(int(number[:9]))
        nominee = Nominee("person", card.name, card.detail, person_id=card.id)
        organisation = card.organisation_id
    else:
        team = people.team(int(number[:9]))
        nominee = Nominee("team", team.name, team.site, team_id=team.id)
        organisation = team.organisation_id
    if organisation not in taking_part:
        raise Missing
    return nominee


def _places(row: Candidacy) -> tuple[int, int]:
    return row.round_id, row.category_id


def _is_known(row: Candidacy) -> bool:
    return row.described_name is None
