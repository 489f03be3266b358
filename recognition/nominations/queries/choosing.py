"""Where the viewer may nominate, and whom a typed name means."""

from collections.abc import Iterable
from datetime import datetime

from recognition.access import on_one_proof
from recognition.errors import Missing, Refused
from recognition.nominations import rules
from recognition.nominations.cards import Match, Nominee
from recognition.nominations.queries.nominees import from_person, from_team
from recognition.nominations.rules import DESCRIBED
from recognition.people import queries as people
from recognition.people.queries import Viewer
from recognition.people.rules import folded
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard, SchemeCard
from recognition.schemes.rules import AUDIENCES, STAFF
from recognition.words import _

MOST_MATCHES = 8
FEWEST_LETTERS = 2


@on_one_proof
def may_nominate(viewer: Viewer | None, *, scheme: str, **_arguments: object) -> bool:
    """May they nominate in a scheme?

    Staff of an organisation that takes part in it; and visitors, where no account is needed.
    """
    try:
        return _is_for(viewer, schemes.scheme(scheme))
    except Missing:
        return False


@on_one_proof
def may_search(viewer: Viewer | None, *, scheme: str, **_arguments: object) -> bool:
    """May they look for colleagues? Only staff; a visitor describes whom they mean."""
    return viewer is not None and may_nominate(viewer, scheme=scheme)


@on_one_proof
def may_write(viewer: Viewer | None, **_arguments: object) -> bool:
    """May they open pages about their own drafts and nominations? Others' are not found."""
    return viewer is not None


@on_one_proof
def may_hold(_viewer: Viewer | None, **_arguments: object) -> bool:
    """May they open a page of a draft? Whoever wrote it, with an account or without.

    The page reads the draft for its author alone, so that to everybody else it is not found.
    """
    return True


def open_for(viewer: Viewer | None, at: datetime) -> list[RoundCard]:
    """Return the rounds in which the viewer may nominate at this instant."""
    listed = schemes.open_rounds(at, viewer.organisation_id if viewer else None)
    return [card for card in listed if _is_for(viewer, card.scheme)]


def kinds_of(audiences: Iterable[str]) -> tuple[str, ...]:
    """Return who may nominate without an account, in the order in which they are offered."""
    return tuple(kind for kind in AUDIENCES if kind in set(audiences)) or (STAFF,)


def round_for(scheme_slug: str, at: datetime) -> RoundCard:
    """Return the open round of a scheme, or else the one that closed or opens nearest to now.

    Raises:
        Missing: the scheme has no round.
    """
    found = schemes.open_round(scheme_slug, at)
    if found is not None:
        return found
    rounds = schemes.rounds_of(schemes.scheme(scheme_slug).id)
    if not rounds:
        raise Missing
    return min(rounds, key=lambda card: abs((card.closes_at or card.opens_at) - at))


def suggested(text: str, scheme: SchemeCard, viewer: Viewer) -> list[Nominee]:
    """Return up to `MOST_MATCHES` teams and people whose names fit what was typed so far.

    Teams stand first and never take more than three places.
    """
    if len(text.strip()) < FEWEST_LETTERS:
        return []
    teams = people.team_suggestions(text, scheme.organisation_ids, limit=3)
    colleagues = people.suggestions(
        text, organisations=scheme.organisation_ids, near=viewer, limit=MOST_MATCHES - len(teams)
    )
    return [*(from_team(card) for card in teams), *(from_person(card) for card in colleagues)]


def match(text: str, scheme: SchemeCard, viewer: Viewer) -> Match:
    """Return whom a typed name means; only a whole name that nobody else has is certain."""
    several = tuple(suggested(text, scheme, viewer))
    same = [nominee for nominee in several if folded(nominee.name) == folded(text)]
    return Match(exact=same[0] if len(same) == 1 else None, several=several)


def nominee_of(value: str, scheme: SchemeCard) -> Nominee:
    """Return who is meant by “person:12” or “team:4”, in the scheme's organisations only.

    Raises:
        Refused: there is nobody like that to choose.
    """
    kind, _colon, number = value.partition(":")
    found: Nominee | None = None
    if number.isascii() and number.isdigit() and len(number) < 10:
        found = _find(kind, int(number), scheme)
    if found is None:
        raise Refused(_("Choose someone from the list, or describe who you mean."), field="nominee")
    return found


def meant(
    *,
    text: str,
    picked: str,
    choice: str,
    described: tuple[str, str],
    scheme: SchemeCard,
    viewer: Viewer | None,
) -> Nominee | Match:
    """Return who is meant by what was typed and chosen, or who might be.

    Args:
        text: the name as typed, perhaps completed by a suggestion.
        picked: the suggestion it was completed by, “person:12”; counts only while its name stands.
        choice: what was chosen from a list, or `DESCRIBED`, or empty.
        described: name and place of somebody not found.
        scheme: whose organisations to look in.
        viewer: who is asking; those near them come first. A visitor only describes.

    Raises:
        Refused: nobody is named, or the choice is not one of the scheme's people and teams.
    """
    name, place = described
    if viewer is None:
        rules.check_described(name=name or text, place=place, place_needed=True)
        return Nominee("described", name or text, place)
    if choice == DESCRIBED or (name and not text and not choice):
        rules.check_described(name=name, place=place, place_needed=False)
        return Nominee("described", name, place)
    if choice:
        return nominee_of(choice, scheme)
    if not text:
        raise Refused(_("Type the name of a colleague or a team."), field="nominee")
    if picked:
        nominee = nominee_of(picked, scheme)
        if folded(text).startswith(folded(nominee.name)):
            return nominee
    found = match(text, scheme, viewer)
    if name and not found.several:
        return Nominee("described", name, place)
    return found.exact or found


def which_one(text: str, found: Match) -> Refused:
    """Return what to say when a typed name is not certain: choose, or describe."""
    if found.several:
        return Refused(_("Choose who you mean by “%(name)s”.", name=text), field="choice")
    return Refused(
        _(
            "We could not find “%(name)s”. Check the spelling, or tell us below who you mean.",
            name=text,
        ),
        field="nominee",
    )


def _find(kind: str, number: int, scheme: SchemeCard) -> Nominee | None:
    if kind == "person":
        card = people.people_by_id([number]).get(number)
        inside = card is not None and card.organisation_id in scheme.organisation_ids
        return from_person(card) if card is not None and inside else None
    if kind == "team":
        team = people.teams_by_id([number]).get(number)
        inside = team is not None and team.organisation_id in scheme.organisation_ids
        return from_team(team) if team is not None and inside else None
    return None


def _is_for(viewer: Viewer | None, scheme: SchemeCard) -> bool:
    if viewer is None:
        return scheme.without_account
    return viewer.organisation_id in scheme.organisation_ids and (
        not scheme.who_may_nominate or STAFF in scheme.who_may_nominate
    )
