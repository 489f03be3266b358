"""What a template may say: a small part of Jinja, in a sandbox, about the data of a pack alone.

A sandbox by itself stops what reaches for Python; it does not stop what never ends, and it lets a
template walk along every public name. So the template is read first: only what is listed here may
stand in it, a loop within a loop may only go along what the outer one found, and what is written
is counted as it comes.
"""

from collections.abc import Iterable
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.sandbox import SandboxedEnvironment

from recognition.errors import Refused
from recognition.words import _

PACK_NAMES = ("heading", "opening", "round", "scheme", "organisation", "made_on", "channel")
LISTS = ("winners", "categories")
WINNER_NAMES = (
    "name", "outcome", "category", "job_title", "team", "organisation", "about", "citation",
    "paragraphs", "quote", "quote_by", "photo", "photo_credit", "announced_on", "reference",
)  # fmt: skip
NAMES = frozenset((*PACK_NAMES, *LISTS))
ATTRIBUTES = frozenset((*WINNER_NAMES, "winners"))
LOOP = frozenset(("first", "last", "index", "length"))
FILTERS = frozenset(("upper", "lower", "title", "capitalize", "trim", "length", "default", "first"))
TESTS = frozenset(("defined", "none"))
MOST_WRITTEN = 20_000_000
"""Characters that one part of a document may become."""
_PLAIN = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.Not, nodes.And, nodes.Or,
    nodes.Compare, nodes.Operand, nodes.Const, nodes.For,
)  # fmt: skip


class TemplateSandbox(SandboxedEnvironment):
    """Compiles what `check_template` lets pass, and stops writing at `MOST_WRITTEN`."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.tests = {name: self.tests[name] for name in TESTS}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        check_template(tree)
        return tree

    @staticmethod
    def concat(parts: Iterable[str]) -> str:
        """Join what a template writes, part by part, up to `MOST_WRITTEN` characters."""
        written: list[str] = []
        length = 0
        for part in parts:
            length += len(part)
            if length > MOST_WRITTEN:
                raise Refused(_("With these winners that template becomes too long."), field="file")
            written.append(part)
        return "".join(written)


def check_template(tree: nodes.Template) -> None:
    """Refuse a template that says more than it may.

    Raises:
        Refused: as said, in words that name what is in the way.
    """
    _check(tree, frozenset(), inside=False)


def _check(node: nodes.Node, found: frozenset[str], *, inside: bool) -> None:
    """Check a node and what is in it; `found` are the names that loops around it gave."""
    if isinstance(node, nodes.For):
        _check_loop(node, found, inside=inside)
        return
    if isinstance(node, nodes.Name):
        _check_name(node, found)
    elif isinstance(node, nodes.Getattr):
        _check_attribute(node)
    elif isinstance(node, (nodes.Filter, nodes.Test)):
        allowed = FILTERS if isinstance(node, nodes.Filter) else TESTS
        if node.name not in allowed:
            raise _unknown(node.name, allowed)
    elif not isinstance(node, _PLAIN):
        raise Refused(
            _("The template may fill in, repeat and choose. It may not use “%(what)s”.",
              what=type(node).__name__.lower()),
            field="file",
        )  # fmt: skip
    for child in node.iter_child_nodes():
        _check(child, found, inside=inside)


def _check_loop(loop: nodes.For, found: frozenset[str], *, inside: bool) -> None:
    along = loop.iter
    whole = isinstance(along, nodes.Name) and along.name in LISTS and not inside
    part = (
        isinstance(along, nodes.Getattr)
        and along.attr in {"winners", "paragraphs"}
        and isinstance(along.node, nodes.Name)
        and along.node.name in found
    )
    if not (whole or part) or loop.recursive or not isinstance(loop.target, nodes.Name):
        raise Refused(
            _(
                "The template may repeat for each of winners or categories, and inside that for "
                "each of the winners of a category or the paragraphs of a winner. Change its "
                "other loops."
            ),
            field="file",
        )
    within = found | {loop.target.name, "loop"}
    for child in (*loop.body, *loop.else_, *((loop.test,) if loop.test else ())):
        _check(child, within, inside=True)


def _check_name(node: nodes.Name, found: frozenset[str]) -> None:
    if node.ctx != "load" or node.name not in NAMES | found:
        raise _unknown(node.name, NAMES)


def _check_attribute(node: nodes.Getattr) -> None:
    known = LOOP if _is_loop(node.node) else ATTRIBUTES
    if node.attr not in known or not isinstance(node.node, nodes.Name):
        raise _unknown(node.attr, known)


def _is_loop(node: Any) -> bool:
    return isinstance(node, nodes.Name) and node.name == "loop"


def _unknown(name: str, known: Iterable[str]) -> Refused:
    return Refused(
        _(
            "The template asks for “%(name)s”, which a pack does not have. It can ask for: "
            "%(known)s.",
            name=name[:60],
            known=", ".join(sorted(known)),
        ),
        field="file",
    )
