"""Teams: added, renamed, made one, ended; and people who move between them."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from recognition import clock
from recognition.audit.actions import record
from recognition.database import transaction
from recognition.errors import Missing, Refused
from recognition.people import rules
from recognition.people.actions import holdings
from recognition.people.models import Person, Team
from recognition.people.queries import Viewer, administers
from recognition.words import _


def add_team(organisation_id: int, *, name: str, site: str, actor: Viewer) -> int:
    """Add a team; one of that name that had ended is back.

    Returns:
        Its number.

    Raises:
        Missing: the actor does not administer that organisation.
        Refused: there is no name, it is too long, or there is such a team.
    """
    if not administers(actor, organisation_id):
        raise Missing
    tidy, place = rules.checked_team(name, site)
    with transaction() as session:
        found = _namesake(session, organisation_id, tidy, place, None)
        if found is not None and (found.ended_at is None or found.merged_into_id is not None):
            raise Refused(_("There is a team of this name on this site."), field="name")
        if found is None:
            found = Team(organisation_id=organisation_id, name=tidy, site=place, search_name="")
            session.add(found)
        found.name, found.site, found.search_name = tidy, place, rules.folded(tidy)
        found.ended_at = None
        session.flush()
        _note("people.team_added", found, actor, {})
        return found.id


def rename_team(team_id: int, *, name: str, site: str, actor: Viewer) -> None:
    """Change what a team is called, and where it is.

    Raises:
        Missing: there is no such team, or the actor does not administer it.
        Refused: there is no name, it is too long, or there is such a team.
    """
    tidy, place = rules.checked_team(name, site)
    with transaction() as session:
        row = _team(session, team_id, actor)
        if (row.name, row.site) == (tidy, place):
            return
        if _namesake(session, row.organisation_id, tidy, place, row.id) is not None:
            raise Refused(
                _("There is a team of this name on this site. Make the two one instead."),
                field="name",
            )
        before = _called(row)
        row.name, row.site, row.search_name = tidy, place, rules.folded(tidy)
        _note("people.team_renamed", row, actor, {"before": before, "after": _called(row)})


def move_people(
    team_id: int, person_ids: Collection[int], *, to_team_id: int, actor: Viewer
) -> int:
    """Move people of one team to another of the same organisation.

    Returns:
        How many moved; who is not in the team any more stays where they are.

    Raises:
        Missing: there is no such team, or the actor does not administer it.
        Refused: nobody was chosen, or the other team is the same, has ended or is elsewhere.
    """
    with transaction() as session:
        row, to = _team(session, team_id, actor), session.get(Team, to_team_id)
        if to is None or to.organisation_id != row.organisation_id or to.ended_at is not None:
            raise Refused(_("Choose a team."), field="to_team_id")
        if to.id == row.id:
            raise Refused(_("They are in this team already. Choose another."), field="to_team_id")
        people = session.scalars(
            select(Person).where(
                Person.id.in_(set(person_ids)),
                Person.team_id == team_id,
                Person.left_at.is_(None),
            )
        ).all()
        if not people:
            raise Refused(_("Tick who is to move."), field="people")
        for person in people:
            person.team_id = to.id
            record(
                "people.person_edited",
                subject=("person", person.id),
                actor_id=actor.person_id,
                payload={
                    "person": person.name,
                    "team": {"before": _called(row), "after": _called(to)},
                },
            )
        return len(people)


def make_one_team(kept_id: int, other_id: int, *, actor: Viewer) -> None:
    """Make one team of two: people and nominations of the second move to the first.

    The second ends and leads to the first, also when a staff file still has its name.

    Raises:
        Missing: there is no such team, or the actor does not administer both.
        Refused: they are one or of two organisations, one was made one with another, or both are
            nominees of one list.
    """
    with transaction() as session:
        kept, other = _team(session, kept_id, actor), _team(session, other_id, actor)
        if kept.id == other.id or kept.organisation_id != other.organisation_id:
            raise Refused(_("Choose another team of the same organisation."))
        if kept.ended_at is not None or other.merged_into_id is not None:
            raise Refused(_("One of these teams ended meanwhile. Look again."))
        if why := holdings.clash(session, holdings.of_teams(), kept_id, other_id):
            raise Refused(why)
        moved = holdings.move(holdings.of_teams(), kept_id, other_id)
        kept, other = session.get_one(Team, kept_id), session.get_one(Team, other_id)
        other.ended_at = other.ended_at or clock.now()
        other.merged_into_id = kept.id
        rows = {name: len(found) for name, found in moved.items()}
        _note(
            "people.teams_made_one",
            kept,
            actor,
            {"other": _called(other), "people": rows.get("person.team_id", 0)},
        )


def end_team(team_id: int, *, actor: Viewer) -> None:
    """End a team nobody works in any more: it is not offered, and what it was nominated for stays.

    Raises:
        Missing: there is no such team, or the actor does not administer it.
        Refused: people work in it.
    """
    with transaction() as session:
        row = _team(session, team_id, actor)
        if row.ended_at is not None:
            return
        here = session.scalar(
            select(func.count(Person.id)).where(Person.team_id == team_id, Person.left_at.is_(None))
        )
        if here:
            raise Refused(_("People work in this team. Move them to another one first."))
        row.ended_at = clock.now()
        _note("people.team_ended", row, actor, {})


def bring_team_back(team_id: int, *, actor: Viewer) -> None:
    """Offer a team again that had ended.

    Raises:
        Missing: there is no such team, or the actor does not administer it.
        Refused: it was made one with another.
    """
    with transaction() as session:
        row = _team(session, team_id, actor)
        if row.merged_into_id is not None:
            raise Refused(_("This team was made one with another, so it stays ended."))
        if row.ended_at is not None:
            row.ended_at = None
            _note("people.team_back", row, actor, {})


def _team(session: Session, team_id: int, actor: Viewer) -> Team:
    row = session.scalar(select(Team).where(Team.id == team_id).with_for_update())
    if row is None or not administers(actor, row.organisation_id):
        raise Missing
    return row


def _namesake(
    session: Session, organisation_id: int, name: str, site: str, but: int | None
) -> Team | None:
    """Return another team whose name and site are the same but for case and accents."""
    rows = session.scalars(
        select(Team)
        .where(Team.organisation_id == organisation_id, Team.search_name == rules.folded(name))
        .order_by(Team.id)
    )
    return next(
        (row for row in rows if rules.folded(row.site) == rules.folded(site) and row.id != but),
        None,
    )


def _called(row: Team) -> str:
    return " · ".join(part for part in (row.name, row.site) if part)


def _note(action: str, row: Team, actor: Viewer, more: dict[str, object]) -> None:
    record(
        action,
        subject=("team", row.id),
        actor_id=actor.person_id,
        payload={"name": _called(row), **more},
    )
