"""A template to start from: what to write, and where, in a document that one can change."""

import io

from recognition.newsletter.document import dressed
from recognition.words import _

LINES = (
    ("{{ heading }}", "Title"),
    ("{{ scheme }} · {{ organisation }}", "Subtitle"),
    ("{{ opening }}", "Normal"),
    ("{%p for category in categories %}", "Normal"),
    ("{{ category.name }}", "Heading 1"),
    ("{%p for winner in category.winners %}", "Normal"),
    ("{{ winner.name }}", "Heading 2"),
    ("{{ winner.outcome }} · {{ winner.about }}", "Small print"),
    ("{%p if winner.photo %}", "Normal"),
    ("{{ winner.photo }}", "Picture"),
    ("{%p endif %}", "Normal"),
    ("{%p for paragraph in winner.paragraphs %}", "Normal"),
    ("{{ paragraph }}", "Normal"),
    ("{%p endfor %}", "Normal"),
    ("{%p if winner.quote %}", "Normal"),
    ("{{ winner.quote }}", "Quote"),
    ("{%p endif %}", "Normal"),
    ("{%p if winner.quote_by %}", "Normal"),
    ("– {{ winner.quote_by }}", "Small print"),
    ("{%p endif %}", "Normal"),
    ("{%p endfor %}", "Normal"),
    ("{%p endfor %}", "Normal"),
)


def sample_template() -> bytes:
    """Return a Word document that is a template, in our own styles."""
    document = dressed()
    document.core_properties.title = _("A template for newsletters")
    for text, style in LINES:
        document.add_paragraph(text, style=style)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
