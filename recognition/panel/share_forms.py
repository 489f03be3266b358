"""What the chair says about sharing out the reading."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wtforms import SelectField

from recognition.errors import Refused
from recognition.forms import Form
from recognition.panel.forms import NumberField, once
from recognition.panel.rules import LARGEST_LOAD, MOST_EACH, MOST_READS, read_number
from recognition.words import _, later

READS = 2


class ShareForm(Form):
    """How many readers each nominee gets; `share_form` adds two fields for each panellist."""

    reads = NumberField(later("How many people should read each nominee?"), default=READS)
    most = NumberField(
        later("At most how many for each panellist?"),
        most=LARGEST_LOAD,
        optional=True,
        default=MOST_EACH,
    )

    def of(self, kind: str, person_id: int) -> Any:
        """Return the field of a panellist: “most” or “knows”."""
        return self[f"{kind}_{person_id}"]

    def said(self, reads: int, most: int) -> tuple[int, int]:
        """Return what can be reckoned with: what was typed, or these where that is no number."""
        return (
            reads if self.reads.errors else int(self.reads.data),
            most if self.most.errors else int(self.most.data),
        )

    def limits(self) -> dict[int, int]:
        """Return the most that single panellists read, by number."""
        return self._said("most_")

    def knows(self) -> dict[int, int]:
        """Return the categories that panellists read first of all, by number."""
        return self._said("knows_")

    def _said(self, prefix: str) -> dict[int, int]:
        return {
            int(name.removeprefix(prefix)): int(field.data)
            for name, field in self._fields.items()
            if name.startswith(prefix) and field.data
        }


def share_form(panellists: Iterable[int], categories: Sequence[tuple[int, str]]) -> type[ShareForm]:
    """Return a form with a limit and a category for each panellist.

    Args:
        panellists: their numbers.
        categories: numbers and names.
    """
    choices = {"": _("Any"), **{str(number): name for number, name in categories}}
    fields: dict[str, Any] = {}
    for number in panellists:
        fields[f"most_{number}"] = NumberField(
            later("At most"), most=LARGEST_LOAD, optional=True, default=None
        )
        fields[f"knows_{number}"] = SelectField(
            later("Reads first of all"), choices=choices, default="", validators=[once]
        )
    return type("ShareForm", (ShareForm,), fields)


def asked(arguments: Mapping[str, str]) -> tuple[int, int]:
    """Return readers for each nominee and the most for each panellist, as an address asks for.

    Anything odd means the usual.
    """
    return (
        _number(arguments.get("reads"), MOST_READS, READS),
        _number(arguments.get("most"), LARGEST_LOAD, MOST_EACH),
    )


def _number(text: str | None, most: int, usual: int) -> int:
    try:
        return read_number([] if text is None else [text.strip()], most)
    except Refused:
        return usual
