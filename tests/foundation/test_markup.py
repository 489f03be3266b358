"""What administrators write in Markdown is safe to show."""

import html5lib
import pytest

from recognition.markup import TAGS, shown


def test_paragraphs_lists_links_and_emphasis_are_shown() -> None:
    assert shown("Ask *us*:\n\n- [by letter](mailto:dpo@example.org)\n- **now**") == (
        "<p>Ask <em>us</em>:</p>\n"
        '<ul class="nhsuk-list nhsuk-list--bullet">\n'
        '<li><a href="mailto:dpo@example.org" rel="noopener noreferrer">by letter</a></li>\n'
        "<li><strong>now</strong></li>\n</ul>\n"
    )


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt&#58;alert(1))",
        "[a](data:text/html,x)",
        "[a](vbscript:x)",
        "<a href='javascript:x'>a</a>",
        "![a](https://example.org/pixel.png)",
        "<style>body{display:none}</style>",
        '[a](https://example.org "title" onclick="x")',
    ],
)
def test_what_browsers_would_run_or_fetch_stays_text(typed: str) -> None:
    tree = html5lib.parse(shown(typed), namespaceHTMLElements=False).find("body")
    for element in tree.iter():
        assert element.tag in TAGS | {"body"}
        assert set(element.attrib) <= {"href", "rel", "class"}
        assert not element.get("href", "").lower().startswith(("javascript", "data", "vbscript"))


def test_a_heading_does_not_disturb_the_headings_of_a_page() -> None:
    assert "<h" not in shown("# Big\n\nSmall\n---")
