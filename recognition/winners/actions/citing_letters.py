"""The letters about words that are to be published. None repeats the words or tells an outcome."""

from collections.abc import Iterable

from sqlalchemy import select

from recognition import config
from recognition.database import db
from recognition.mail import actions as mail
from recognition.mail.rules import LINK_PLACE, inert
from recognition.nominations import queries as nominations
from recognition.people import queries as people
from recognition.people.queries import PersonCard
from recognition.schemes import queries as schemes
from recognition.thanks import actions as thanking
from recognition.thanks import queries as thanks
from recognition.winners.models import CitationEdition
from recognition.words import ENGLISH, _, in_language

WORDS_LINK = "winners.words"


def words_link(target: str) -> str | None:
    """Return the address of a card for the letter that asks whether words are right.

    Args:
        target: numbers of card, decision and edition, as “7/3/1”.

    Returns:
        The address; None when these words wait for nobody any more.
    """
    card_id, decision_id, edition = target.split("/")
    waiting = db.session.scalar(
        select(CitationEdition.edition).where(
            CitationEdition.decision_id == int(decision_id),
            CitationEdition.edition == int(edition),
            CitationEdition.approved_at.is_not(None),
            CitationEdition.agreed_at.is_(None),
            CitationEdition.sent_back_at.is_(None),
        )
    )
    return thanking.thanks_link(card_id) if waiting is not None else None


@in_language(ENGLISH)  # of those who run a scheme, whoever is reading now
def words_wait(candidacy_id: int, persons: Iterable[PersonCard]) -> None:
    """Tell those who lead the panel that words wait for their approval."""
    for person in persons:
        _write(
            "winners.words_wait",
            person.email or "",
            _("Words that wait for you"),
            _("Dear %(name)s,", name=inert(person.name)),
            _(
                "Communications have written words about a nominee of %(round)s, to be published "
                "once you approve them.",
                round=_round_name(candidacy_id),
            ),
            _(
                "Here you read them, and send back what should change: %(address)s",
                address=_address("/winners/waiting"),
            ),
            _("While these wait, we write to you about no others."),
        )


@in_language(ENGLISH)  # of those who run a scheme, whoever is reading now
def sent_back(candidacy_id: int, person_id: int | None, *, who: str) -> None:
    """Tell whoever sent words on that somebody asks for a change.

    Args:
        candidacy_id: whose words.
        person_id: who sent them; None, or somebody who left, gets no letter.
        who: who asks.
    """
    found = people.people_by_id([person_id] if person_id is not None else [])
    left = people.has_left(found)
    for number, person in found.items():
        if number in left:
            continue
        nominee = nominations.candidacy(candidacy_id).nominee.name
        _write(
            "winners.words_back",
            person.email or "",
            _("Please change something in the words about %(name)s", name=inert(nominee)),
            _("Dear %(name)s,", name=inert(person.name)),
            _(
                "%(who)s has read the words about %(nominee)s and asks for a change. What they "
                "wrote is beside the words: %(address)s",
                who=inert(who),
                nominee=inert(nominee),
                address=_address(f"/winners/citation/{candidacy_id}"),
            ),
        )


@in_language(ENGLISH)  # of those who run a scheme, whoever is reading now
def write_again(candidacy_id: int, person: PersonCard, *, nominee: str) -> None:
    """Ask a communications officer for new words, since words of the story were taken out."""
    _write(
        "winners.words_taken_out",
        person.email or "",
        _("Please write the words about %(name)s again", name=inert(nominee)),
        _("Dear %(name)s,", name=inert(person.name)),
        _(
            "Some words were taken out of what people wrote about %(nominee)s, and our words "
            "repeat them. So ours are not published until they are written again, and an entry "
            "in the library that was made of this story is taken out.",
            nominee=inert(nominee),
        ),
        _(
            "Please write them again without those words: %(address)s",
            address=_address(f"/winners/citation/{candidacy_id}"),
        ),
        _("If they stand anywhere else, such as in a newsletter, please take them out there too."),
    )


def are_they_right(candidacy_id: int, decision_id: int, edition: int) -> None:
    """Ask those the words are about whether they are right; only that a story may be told."""
    team = nominations.candidacy(candidacy_id).nominee.team_id is not None
    for holder in thanks.holders(candidacy_id):
        with in_language(thanks.language_of_card(holder.card_id)):
            letter = _is_it_right(holder, f"{holder.card_id}/{decision_id}/{edition}", team=team)
        if letter is not None:
            thanking.count_as_asked(holder.card_id, letter)


def _is_it_right(holder: thanks.Holder, target: str, *, team: bool) -> int | None:
    return _write(
        WORDS_LINK,
        holder.address,
        _("May we tell your story?"),
        _("Dear %(name)s,", name=inert(holder.name)),
        _(
            "Somebody wrote something kind about what your team did, and we would like to be "
            "able to tell it. We have put a few words together. Are they right?"
        )
        if team
        else _(
            "Somebody wrote something kind about what you did, and we would like to be able "
            "to tell it. We have put a few words together. Are they right?"
        ),
        LINK_PLACE,
        _(
            "Nothing is told without your yes. On the same page you say where it may be told, "
            "and you can ask for a change."
        ),
        link=(WORDS_LINK, target),
    )


def _write(
    kind: str, address: str, subject: str, *parts: str, link: tuple[str, str] | None = None
) -> int | None:
    if not address:
        return None
    body = "\n\n".join(parts)
    return mail.write(kind=kind, to_address=address, subject=subject, body=body, link=link)


def _round_name(candidacy_id: int) -> str:
    card = schemes.round_card(nominations.candidacy(candidacy_id).round_id)
    return inert(f"{card.scheme.name}, {card.name}")


def _address(path: str) -> str:
    return config.current().base_url.rstrip("/") + path
