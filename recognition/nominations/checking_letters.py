"""The letters of a checker to a nominator. None of them repeats the story.

Each returns subject and body; names have been through `mail.rules.inert` here. `link` leads to the
nomination: an address, or the place of a private link.
"""

from recognition.mail.rules import LINK_PLACE, inert
from recognition.words import _

Letter = tuple[str, str]


def kind_words(nominee: str) -> str:
    """Return the words that a letter of declining begins with, for the checker to edit."""
    return _(
        "This scheme is not the right place for it this time, so it does not go further here. "
        "What you saw in %(nominee)s still matters. Please tell them yourself, or tell the "
        "people who lead their team.",
        nominee=nominee,
    )


def declined(*, name: str, nominee: str, reference: str, words: str) -> Letter:
    """Say kindly that a nomination does not go further.

    Args:
        name: the nominator's; empty where they gave none.
        nominee: who is nominated.
        reference: such as “K7M-4QX”.
        words: what the checker wrote; paragraphs stand apart by an empty line.
    """
    nominee = inert(nominee)
    return (
        _("About your nomination of %(nominee)s", nominee=nominee),
        _letter(
            name,
            _("Thank you for taking the time to write about %(nominee)s.", nominee=nominee),
            *(inert(part) for part in words.split("\n\n") if part.strip()),
            _ref(reference),
        ),
    )


def redacted(*, name: str, nominee: str, reference: str, link: str = LINK_PLACE) -> Letter:
    """Say that words were taken out; arguments as in `declined`."""
    nominee = inert(nominee)
    return (
        _("We took some words out of your nomination of %(nominee)s", nominee=nominee),
        _letter(
            name,
            _("Thank you for your words about %(nominee)s.", nominee=nominee),
            _(
                "We took out a few that could tell somebody who was cared for, or that are "
                "private. The rest is as you wrote it. Your first version is kept safely and "
                "only the people who run the scheme can read it."
            ),
            _("You can read how it stands now here:") + f"\n{link}",
            _ref(reference),
        ),
    )


def moved(
    *, name: str, nominee: str, reference: str, category: str, link: str = LINK_PLACE
) -> Letter:
    """Say that a nomination is in another category now; arguments as in `declined`."""
    nominee = inert(nominee)
    return (
        _("Your nomination of %(nominee)s is in another category", nominee=nominee),
        _letter(
            name,
            _("Thank you for your words about %(nominee)s.", nominee=nominee),
            _(
                "We moved your nomination to the category “%(category)s”, where it fits better. "
                "Your words are as you wrote them.",
                category=inert(category),
            ),
            _("You can read it here:") + f"\n{link}",
            _ref(reference),
        ),
    )


def asked(*, name: str, nominee: str, reference: str, link: str = LINK_PLACE) -> Letter:
    """Say that there is a question to answer; arguments as in `declined`."""
    nominee = inert(nominee)
    return (
        _("A question about your nomination of %(nominee)s", nominee=nominee),
        _letter(
            name,
            _("Thank you for your words about %(nominee)s.", nominee=nominee),
            _("There is one thing we would like to ask you before it goes on."),
            _("Please read the question and answer it here:") + f"\n{link}",
            _ref(reference),
        ),
    )


def set_aside(*, name: str, nominee: str, reference: str) -> Letter:
    """Say that the last letter no longer holds; arguments as in `declined`."""
    nominee = inert(nominee)
    return (
        _("Your nomination of %(nominee)s: please set our last letter aside", nominee=nominee),
        _letter(
            name,
            _("Thank you again for your words about %(nominee)s.", nominee=nominee),
            _(
                "Please set our last letter about this nomination aside. We have undone what it "
                "told you, and you do not need to do anything."
            ),
            _ref(reference),
        ),
    )


def _ref(reference: str) -> str:
    return _("Your reference: %(reference)s", reference=reference)


def _letter(name: str, *paragraphs: str) -> str:
    known = inert(name)
    greeting = _("Dear %(name)s,", name=known) if known else _("Hello,")
    return "\n\n".join((greeting, *paragraphs)) + "\n"
