"""The results in sentences for the chair. Each helps to ask a question; none decides."""

from collections.abc import Collection, Mapping
from typing import Any

from recognition.panel.result_codes import FEW, FEW_DATA, ONE_READER
from recognition.words import _, ngettext

FEW_SCORES = 8
"""Below this many scores a panellist's severity is barely adjusted for."""
NOTICEABLE = 0.2
"""Points of severity from which a reader is called strict or generous."""
SURE = 2.0
"""Standard errors on either side that make “likely from … to …”, about 95 %."""


def points(value: float) -> str:
    """Return points with one decimal place."""
    return f"{value:.1f}"


def of_judge(name: str, severity: float, se: float, n: int, *, adjusted: bool = True) -> str:
    """Say how strict or generous a panellist is, on the same nominees as the others.

    Args:
        name: of the panellist.
        severity: points above the panel; below zero is strict.
        se: its standard error, points.
        n: how many scores it was learnt from.
        adjusted: the order of some category follows scores from which it is taken out.
    """
    if n < FEW_SCORES:
        return ngettext(
            "Only %(num)s score from %(name)s: too few to tell.",
            "Only %(num)s scores from %(name)s: too few to tell.",
            n,
            name=name,
        )
    values: dict[str, object] = {"name": name, "points": points(abs(severity)), "n": n}
    low, high = abs(severity) - SURE * se, abs(severity) + SURE * se
    if points(abs(severity)) == "0.0" or low <= 0:
        return _("%(name)s cannot be told apart from the panel on the same nominees.", name=name)
    values |= {"low": points(low), "high": points(high)}
    if severity < 0:
        said = _(
            "%(name)s scores %(points)s points lower than the panel on the same nominees "
            "(likely %(low)s to %(high)s, from %(n)s scores).",
            **values,
        )
    else:
        said = _(
            "%(name)s scores %(points)s points higher than the panel on the same nominees "
            "(likely %(low)s to %(high)s, from %(n)s scores).",
            **values,
        )
    return " ".join((said, _("Adjusted."))) if adjusted else said


def of_nominee(raw: float, adjusted: float | None, severities: Collection[float]) -> str:
    """Say why an adjusted score is not the raw one; `severities` are those of its readers."""
    if adjusted is None or points(raw) == points(adjusted):
        return ""
    strict = sum(value <= -NOTICEABLE for value in severities)
    generous = sum(value >= NOTICEABLE for value in severities)
    values = {"raw": points(raw), "adjusted": points(adjusted), "of": len(severities)}
    if adjusted > raw and strict:
        return ngettext(
            "Raw %(raw)s, adjusted %(adjusted)s: %(num)s of its %(of)s readers is strict.",
            "Raw %(raw)s, adjusted %(adjusted)s: %(num)s of its %(of)s readers are strict.",
            strict,
            **values,
        )
    if adjusted < raw and generous:
        return ngettext(
            "Raw %(raw)s, adjusted %(adjusted)s: %(num)s of its %(of)s readers is generous.",
            "Raw %(raw)s, adjusted %(adjusted)s: %(num)s of its %(of)s readers are generous.",
            generous,
            **values,
        )
    return _("Raw %(raw)s, adjusted %(adjusted)s.", **values)


def of_chance(chance: float | None, wanted: int) -> str:
    """Say how likely it is that a nominee belongs among the winners."""
    if chance is None:
        return ""
    values = {"wanted": wanted, "chance": int(100 * chance)}
    if 0.35 <= chance < 0.65:
        return _(
            "In the top %(wanted)s with a %(chance)s%% chance: a coin toss. Discuss.", **values
        )
    return _("In the top %(wanted)s with a %(chance)s%% chance.", **values)


def of_category(said: Mapping[str, Any]) -> list[str]:
    """Say what the results of one category are worth, from `summary.summarise`."""
    lines: list[str] = []
    if not said["ranked"]:
        return [_("Nobody in this category has a score yet.")]
    if said["too_little"]:
        lines.append(_too_little(said["too_little"]))
    elif said["leads"] == "adjusted":
        lines.append(
            _(
                "Readers read different nominees, so the order follows the adjusted scores, drawn "
                "to the middle where readers are few."
            )
        )
    else:
        lines.append(_("Everybody read the same nominees, so the order follows the raw means."))
    if said["ranked"] < said["total"]:
        lines.append(
            ngettext(
                "%(num)s nominee has no score yet; the order and the chances are among the others.",
                "%(num)s nominees have no score yet; the order and the chances are among the "
                "others.",
                said["total"] - said["ranked"],
            )
        )
    if said.get("partial"):
        lines.append(_partial(said["partial"]))
    if said["tied_at_cut"]:
        pass  # the page says so, and nobody is the first
    elif said["expected"] is not None and said["wanted"] == 1 < said["ranked"]:
        lines.append(
            _(
                "Your first is truly the best with a chance of about %(best)s%%. A fresh panel "
                "would choose the same with about %(again)s%%.",
                best=round(100 * said["expected"]),
                again=round(100 * said["again"]),
            )
        )
    elif said["expected"] is not None and said["wanted"] < said["ranked"]:
        lines.append(
            _(
                "Of your first %(wanted)s, expect about %(expected)s to be truly among the best "
                "%(wanted)s. A fresh panel would probably pick %(again)s of the same.",
                wanted=said["wanted"],
                expected=round(said["expected"]),
                again=round(said["again"]),
            )
        )
    lines.extend(_agreement(said))
    if said["panels"] > 1 and said["too_little"] != ONE_READER:
        lines.append(
            ngettext(
                "The readers form %(num)s group that shares no nominee with another. Compare "
                "within a group, or add 5 shared reviews.",
                "The readers form %(num)s groups that share no nominees. Compare within a "
                "group, or add 5 shared reviews.",
                said["panels"],
            )
        )
    return lines


def _partial(sheets: int) -> str:
    return ngettext(
        "%(num)s reader left out a criterion that did not apply. What counts is how far their "
        "points lie from the panel’s mean on the same criteria.",
        "%(num)s readings leave out a criterion that did not apply. What counts is how far their "
        "points lie from the panel’s mean on the same criteria.",
        sheets,
    )


def of_dropped(sheets: int) -> str:
    """Say to the chair, and nobody else, how many readings say too little to count."""
    if not sheets:
        return ""
    return ngettext(
        "%(num)s reading does not count: it has points for under half of what is scored. That "
        "nominee may need another reader.",
        "%(num)s readings do not count: they have points for under half of what is scored. Those "
        "nominees may need another reader.",
        sheets,
    )


def _too_little(why: str) -> str:
    return {
        ONE_READER: _(
            "One reader each: nobody to compare with, so nothing is adjusted. The order follows "
            "what each reader gave."
        ),
        FEW: _(
            "There are too few scores yet to tell strict readers from generous ones, so nothing "
            "is adjusted. The order follows the raw means."
        ),
    }[why]


def _agreement(said: Mapping[str, Any]) -> list[str]:
    if said["too_little"] or said["readers"] < 2 or FEW_DATA in said["warnings"]:
        return []
    one, readers = said["reliability"], said["readers"]
    together = readers * one / (1 + (readers - 1) * one)  # Spearman and Brown, 1910
    return [
        _(
            "One reader’s score is %(one)s%% signal; %(readers)s together %(together)s%%.",
            one=round(100 * one),
            readers=readers,
            together=round(100 * together),
        )
    ]


def of_agreement(alpha: float | None, *, alike: bool = False) -> str:
    """Say what Krippendorff's alpha means: 1 is full agreement, 0 what chance would give.

    `alike` says that every score is the same. His own limits: from .80 conclusions may be drawn,
    from .667 tentative ones (2004, p. 241).
    """
    if alike:
        return _("Every score is the same, so nothing can be said about agreement.")
    if alpha is None:
        return _("No nominee has two scores yet, so nothing can be said about agreement.")
    value = f"{alpha:.2f}"
    if alpha >= 0.8:
        return _("Readers agree well on the same nominees (alpha %(value)s).", value=value)
    if alpha >= 0.667:
        return _("Readers agree fairly well on the same nominees (alpha %(value)s).", value=value)
    if alpha >= 0.2:
        return _(
            "Readers often see the same nominee differently (alpha %(value)s). That is usual for "
            "stories; talk about those near the cut.",
            value=value,
        )
    return _(
        "Readers agree hardly more than by chance (alpha %(value)s). Talk about what each "
        "criterion means before you decide.",
        value=value,
    )


def of_length(length: Mapping[str, Any] | None) -> str:
    """Ask about longer stories, where they score higher beyond chance; else return ""."""
    if not length or not length["beyond_chance"] or length["correlation"] <= 0:
        return ""
    return _(
        "Longer stories score higher: about %(points)s points for every 100 words more, over "
        "%(n)s nominees. Did they tell of more, or only tell it at more length?",
        points=points(length["points"]),
        n=length["n"],
    )
