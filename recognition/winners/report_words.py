"""How a panel came to its decisions, in plain words."""

from recognition.words import _


def method(*, adjusted: bool) -> list[str]:
    """Return paragraphs that say how scores became an order, and what the order is worth.

    Args:
        adjusted: in some category the order followed the adjusted scores.
    """
    paragraphs = [
        _(
            "Colleagues on the panel read each story on their own and gave points from 1 to 5 for "
            "each criterion, before they saw what anybody else gave. A criterion that did not "
            "apply was left out and did not count as zero: what counted was how far the other "
            "points lay from the panel's mean on the same criteria."
        ),
        _(
            "No score by somebody who knows a nominee counts: the nominee, those who wrote about "
            "them, members of a nominated team, the line manager, and whoever said that they know "
            "them well. They had no part in the decision either."
        ),
    ]
    if adjusted:
        paragraphs.append(
            _(
                "Some readers are stricter than others, and each nominee was read by a few of "
                "them. The adjusted score takes this into account: it compares readers on the "
                "nominees that they both read. It is shown beside the raw mean, and only where "
                "there were enough scores for it."
            )
        )
        paragraphs.append(
            _(
                "The chance says how often a nominee would be among the first, if the order were "
                "drawn again and again within what the scores leave open. Between 35 and 65 in a "
                "hundred, the scores alone do not tell."
            )
        )
    paragraphs.append(
        _(
            "The numbers helped the panel to ask questions. The panel decided: with a reason "
            "wherever it broke a tie for the last winning place, or chose otherwise than the "
            "scores suggest."
        )
    )
    paragraphs.append(
        _(
            "What no number shows: a view that all readers share, and scores that were agreed "
            "between them."
        )
    )
    return paragraphs


def never_why() -> str:
    """Say what the list of those who sat out leaves unsaid."""
    return _("Why somebody sat out is between them and the panel, and is not told here.")


def without_known() -> str:
    """Say whom every reader of a report does not find in it, whether there is anybody or not."""
    return _("Without those you know or have still to score.")
