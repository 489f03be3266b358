"""From what was chosen to what will be in the file."""

from collections.abc import Mapping

from recognition import clock
from recognition.newsletter.choices import LENGTHS, Selection, heading, opening
from recognition.newsletter.pack import Beside, Pack, PackWinner, Photograph, photo_name
from recognition.newsletter.pictures import ENDING, Shot, all_crops
from recognition.newsletter.queries.desk import Desk
from recognition.newsletter.shortening import own_words, shortened
from recognition.nominations.patient_information import find
from recognition.nominations.words import count_words
from recognition.people import queries as people
from recognition.winners import queries as winners
from recognition.winners.queries import PublicWinner
from recognition.winners.rules import outcome_name


def pack_of(desk: Desk, selection: Selection, *, photos: bool) -> Pack:
    """Return the pack that was chosen; whoever cannot be chosen is not in it.

    Args:
        desk: who can be chosen.
        selection: who was, in which order, and how.
        photos: with the crops of the photographs; without, they are only named.
    """
    free = {winner.candidacy_id: winner for winner in desk.chosen_from}
    chosen = [free[number] for number in selection.order if number in free]
    employers = {card.id: card.name for card in people.organisations()}
    beside = _beside(chosen, photos=photos)
    return Pack(
        round_name=desk.round.name,
        scheme_name=desk.round.scheme.name,
        organisation=employers.get(desk.round.scheme.organisation_id, ""),
        made_at=clock.now(),
        winners=tuple(
            row_of(who, desk.channel, words_for(who, selection), beside[who.reference])
            for who in chosen
        ),
        heading=heading(selection.tone, round_name=desk.round.name),
        opening=opening(selection.tone, scheme=desk.round.scheme.name),
        channel=desk.channel,
        beside=beside,
    )


def words_for(winner: PublicWinner, selection: Selection) -> str:
    """Return the words of a piece: communications' own, or the citation at its length."""
    own = own_words(selection.texts.get(winner.candidacy_id, ""), winner.citation, LENGTHS)
    return own or shortened(winner.citation, selection.length)


def doubts(desk: Desk, selection: Selection) -> Mapping[str, str]:
    """Say, by reference, where communications' own words may let a patient be known."""
    found = {}
    for winner in desk.chosen_from:
        typed = selection.texts.get(winner.candidacy_id, "")
        own = own_words(typed, winner.citation, LENGTHS)
        reasons = dict.fromkeys(finding.why for finding in find(own)) if own else ()
        if reasons:
            found[winner.reference] = " ".join(reasons)
    return found


def doubts_of_chosen(desk: Desk, selection: Selection) -> Mapping[str, str]:
    """Say the same of those who will be in the file."""
    chosen = {who.reference for who in desk.chosen_from if who.candidacy_id in selection.order}
    return {name: why for name, why in doubts(desk, selection).items() if name in chosen}


def row_of(winner: PublicWinner, channel: str, text: str, beside: Beside) -> PackWinner:
    """Return the columns of one winner."""
    photo = beside.photo
    return PackWinner(
        round=winner.round_name,
        category=winner.category,
        outcome=outcome_name(winner.outcome),
        name=winner.name,
        team=winner.team,
        job_title=winner.job_title,
        organisation=winner.organisation,
        citation=text,
        quote=winner.quote,
        words=count_words(text),
        consent=channel,
        announced_at=winner.announced_at,
        photo=f"{photo.name}{ENDING}" if photo else "",
        alt_text=photo.alt_text if photo else "",
        reference=winner.reference,
    )


def _beside(chosen: list[PublicWinner], *, photos: bool) -> dict[str, Beside]:
    shown = [who for who in chosen if who.photo is not None]
    crops = {who.reference: {} for who in shown} if not photos else _crops(shown)
    found, taken = {}, set[str]()
    for who in chosen:
        photo = None
        if who.photo is not None:
            name = photo_name(who.round_name, who.category, who.name, taken)
            taken.add(name)
            photo = Photograph(name, who.photo.alt_text, who.photo.credit, crops[who.reference])
        found[who.reference] = Beside(who.quote_by, photo)
    return found


def _crops(shown: list[PublicWinner]) -> dict[str, Mapping[str, bytes]]:
    faces = [(who.reference, who.photo) for who in shown if who.photo is not None]
    data = winners.photo_data([photo.id for _reference, photo in faces])
    shots = [Shot(data[photo.id], (photo.focal_x, photo.focal_y)) for _reference, photo in faces]
    return dict(zip((reference for reference, _photo in faces), all_crops(shots), strict=True))
