"""What stands on the sheets of a batch, read afresh each time they are made."""

from collections.abc import Callable, Sequence

from sqlalchemy import select

from recognition.database import db
from recognition.nominations import queries as nominations
from recognition.paper import Colours
from recognition.people.models import Organisation
from recognition.schemes.models import Scheme
from recognition.thanks.models import Thank
from recognition.thanks.papers import Printable, words_of
from recognition.thanks.queries.languages import languages_of_cards
from recognition.thanks.queries.printing import BatchLine
from recognition.thanks.tending import passed_words
from recognition.words import ENGLISH


def sheets_of(lines: Sequence[BatchLine], *, address_of: Callable[[int], str]) -> list[Printable]:
    """Return cards of one scheme as they are printed, with the words as they are now.

    A card holds the words of the nominations that it is printed for. Four statements.

    Args:
        lines: of one batch, in order.
        address_of: gives the address of a card's private page.
    """
    told = nominations.stories({line.candidacy_id for line in lines})
    scheme, main, accent = db.session.execute(
        select(Scheme.name, Organisation.main_colour, Organisation.accent_colour)
        .join(Organisation, Organisation.id == Scheme.organisation_id)
        .join(Thank, Thank.scheme_id == Scheme.id)
        .where(Thank.id == lines[0].thank_ids[0])
    ).one()
    languages = languages_of_cards([line.card_id for line in lines])
    colours = Colours(ground=main, accent=accent)
    return [
        Printable(
            name=line.name,
            scheme=scheme,
            words=tuple(
                words_of(story.answers, story.nominator_name)
                for story in told[line.candidacy_id]
                if story.nomination_id in line.nomination_ids
            ),
            address=address_of(line.card_id),
            site="" if line.passed_to else line.site,
            team=passed_words(line.passed_to) or line.team,
            colours=colours,
            language=languages.get(line.card_id)
            or next((story.language for story in told[line.candidacy_id]), ENGLISH),
        )
        for line in lines
    ]
