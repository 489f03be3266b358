"""The certificate that belongs to a card's private page."""

from dataclasses import dataclass

from recognition import clock
from recognition.paper import Colours
from recognition.thanks.certificate import Certificate, certificate
from recognition.thanks.papers import slug, words_of
from recognition.thanks.queries import ThanksPage
from recognition.words import _


@dataclass(frozen=True)
class File:
    """A certificate as PDF."""

    name: str
    data: bytes


def certificate_of(page: ThanksPage) -> File:
    """Return the certificate of a nominee with the words as they are now; see `ThanksPage`."""
    made = Certificate(
        nominee=page.nominee.name,
        scheme=page.scheme,
        organisation=page.organisation,
        words=tuple(words_of(story.answers, story.nominator_name) for story in page.stories),
        date=clock.spoken_date(page.made_at),
        colours=Colours(ground=page.colours[0], accent=page.colours[1]),
    )
    return File(f"{_('certificate')}-{slug(page.nominee.name)}.pdf", certificate(made))
