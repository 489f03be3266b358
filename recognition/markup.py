"""Short texts that administrators write in Markdown, made safe to show."""

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

TAGS = {"p", "ul", "ol", "li", "a", "strong", "em", "br"}
LISTS = {
    "ul": {"class": "nhsuk-list nhsuk-list--bullet"},
    "ol": {"class": "nhsuk-list nhsuk-list--number"},
}


def shown(text: str) -> Markup:
    """Return a text as HTML: paragraphs, lists, links, bold and italic.

    HTML that was typed stays text, and a link leads to http, https, mailto or tel, or to a page of
    ours. What is left is cleaned once more by a library that knows how browsers read.
    """
    import nh3

    clean = nh3.clean(
        _reader().render(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
        set_tag_attribute_values=LISTS,
    )
    return Markup(clean)  # noqa: S704  # nosec B704 # was cleaned just above


@cache
def _reader() -> "MarkdownIt":
    """Return a reader of CommonMark without headings, code, quotes, pictures or HTML."""
    from markdown_it import MarkdownIt

    rules = ["heading", "lheading", "code", "fence", "blockquote", "hr", "image", "html_block"]
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
        [*rules, "html_inline"]
    )
