"""The usual words of the letters that tell an outcome. Each begins with the good part.

An organisation may write its own. `{name}` and the like are places; see `outcome_filling`.
"""

from recognition.winners.outcome_filling import Words
from recognition.winners.rules import (
    HIGHLY_COMMENDED,
    MANAGER,
    NOMINATOR,
    NOMINEE,
    OUTCOMES,
    PARTS,
    RECOGNISED,
    SHORTLISTED,
    WINNER,
    outcome_name,
)
from recognition.words import _

KINDS = tuple(f"{part}.{outcome}" for part in PARTS for outcome in OUTCOMES)


def kind_of(part: str, outcome: str) -> str:
    """Return the kind of letter that tells one part about one outcome."""
    return f"{part}.{outcome}"


def part_of(kind: str) -> str:
    """Return who gets letters of a kind: nominee, nominator or manager."""
    return kind.partition(".")[0]


def outcome_of(kind: str) -> str:
    """Return the outcome that letters of a kind tell."""
    return kind.partition(".")[2]


def part_name(part: str) -> str:
    """Return what people call those who get a letter."""
    return {
        NOMINEE: _("To the nominee"),
        NOMINATOR: _("To whoever nominated them"),
        MANAGER: _("To their line manager"),
    }[part]


def kind_name(kind: str) -> str:
    """Return what people call a kind of letter."""
    to, outcome = part_name(part_of(kind)), outcome_name(outcome_of(kind)).lower()
    return _("%(to)s: %(outcome)s", to=to, outcome=outcome)


def usual(kind: str) -> Words:
    """Return the words we offer for a kind.

    Raises:
        KeyError: there is no such kind.
    """
    by_part = {NOMINEE: _to_nominee, NOMINATOR: _to_nominator, MANAGER: _to_manager}
    return by_part[part_of(kind)](outcome_of(kind))


def _to_nominee(outcome: str) -> Words:
    subject, opening = {
        WINNER: (
            _("Wonderful news from {scheme}"),
            _(
                "Congratulations. The panel of {scheme} has chosen {nominee} as winner in "
                "{category}, {round}."
            ),
        ),
        HIGHLY_COMMENDED: (
            _("Good news from {scheme}"),
            _(
                "Congratulations. The panel of {scheme} has highly commended {nominee} in "
                "{category}, {round}."
            ),
        ),
        SHORTLISTED: (
            _("Good news from {scheme}"),
            _(
                "Your kindness stood out. The panel of {scheme} put {nominee} on the shortlist "
                "for {category}, {round}."
            ),
        ),
        RECOGNISED: (
            _("{scheme}: your kindness was seen"),
            _(
                "Somebody saw the kindness in your work and wrote it down. The panel of {scheme} "
                "read it with care, and recognises {nominee} for it in {category}, {round}."
            ),
        ),
    }[outcome]
    return Words(
        subject,
        _letter(
            opening,
            _("The panel wrote: “{praise}”"),
            _(
                "The words written about you, and your certificate, are on your private page. "
                "There you can also say where your story may be told:\n{page}"
            ),
            _("Thank you for what you do."),
        ),
    )


def _to_nominator(outcome: str) -> Words:
    opening = {
        WINNER: _(
            "You nominated {nominee}, and {nominee} has won in {category}, {scheme}, {round}. Your "
            "words helped the panel to see why."
        ),
        HIGHLY_COMMENDED: _(
            "You nominated {nominee}, and the panel of {scheme} has highly commended {nominee} in "
            "{category}, {round}. Your words helped the panel to see why."
        ),
        SHORTLISTED: _(
            "You nominated {nominee}, and the panel of {scheme} put {nominee} on the shortlist for "
            "{category}, {round}. Your words helped the panel to see why."
        ),
        RECOGNISED: _(
            "The panel of {scheme} read what you wrote about {nominee} with care, and {nominee} is "
            "recognised for it in {category}, {round}."
        ),
    }[outcome]
    subject = {
        WINNER: _("{nominee} has won: thank you for writing"),
        HIGHLY_COMMENDED: _("{nominee} is highly commended: thank you for writing"),
        SHORTLISTED: _("{nominee} was shortlisted: thank you for writing"),
        RECOGNISED: _("{nominee} is recognised: thank you for writing"),
    }[outcome]
    return Words(
        subject,
        _letter(
            opening,
            "{thanked}",
            _("The panel wrote about {nominee}: “{praise}”"),
            _("Read about this round’s winners:\n{page}"),
            _("Thank you for taking the time. Please go on telling us what you see."),
        ),
    )


def _to_manager(outcome: str) -> Words:
    opening = {
        WINNER: _("{nominee} has won in {category}, {scheme}, {round}."),
        HIGHLY_COMMENDED: _("{nominee} is highly commended in {category}, {scheme}, {round}."),
        SHORTLISTED: _("{nominee} was shortlisted for {category}, {scheme}, {round}."),
        RECOGNISED: _(
            "{nominee} is recognised for kindness at work, in {category}, {scheme}, {round}."
        ),
    }[outcome]
    return Words(
        _("{scheme}: good news about {nominee}"),
        _letter(
            opening,
            _("The panel wrote: “{praise}”"),
            _(
                "You are welcome to use this at the next appraisal. The words themselves were "
                "written for {nominee}, so they are not here."
            ),
            _("Read about this round’s winners:\n{page}"),
        ),
    )


def _letter(*paragraphs: str) -> str:
    return "\n\n".join([_("Dear {name},"), *paragraphs])
