"""A pack as HTML to paste into an e-mail: it asks nobody for anything when it is opened."""

from collections.abc import Iterator
from dataclasses import replace
from html import escape

from recognition.newsletter.pack import (
    Beside,
    Pack,
    PackWinner,
    Photograph,
    about,
    by_category,
    one_line,
    spoken_day,
    visible,
)
from recognition.words import _, ngettext

MOST_BYTES = 100_000
"""Above about 102 KB some readers of e-mail cut a letter off."""

CITATION_WORDS = (100_000, 150, 75, 30, 0)
"""How long a citation may be, tried in turn until the letter is short enough."""

STYLE = """
h1, h2, h3, p, blockquote { margin: 0; }
h1 { font-size: 30px; line-height: 1.2; color: #ffffff; }
h2 { font-size: 22px; line-height: 1.3; color: #003087; }
h3 { font-size: 18px; line-height: 1.4; color: #212b32; padding-top: 20px; }
p { padding-top: 8px; }
blockquote { margin-top: 12px; padding: 4px 0 4px 16px; border-left: 4px solid #ffb81c;
  font-size: 18px; }
.opening { font-size: 18px; }
.small { font-size: 14px; color: #4c6272; }
.banner p { color: #ffffff; }
@media (prefers-color-scheme: dark) {
  body, .page { background: #10151c !important; }
  .sheet { background: #1b232d !important; }
  .sheet div, .sheet h3, .sheet p, .sheet blockquote { color: #f0f4f5 !important; }
  .sheet h2 { color: #ffcf5c !important; }
  .sheet .small { color: #c5d0d8 !important; }
}
"""


def email_html(pack: Pack, *, attached: bool = False) -> str:
    """Return a whole HTML page of under 100,000 bytes, made for readers of e-mail.

    No picture, font or style is fetched from anywhere. With very many winners citations are
    shortened, then left out, and at last the page says how many more there are.

    Args:
        pack: the winners.
        attached: show photographs, which travel with the letter under their `cid:` names.
    """
    for most in CITATION_WORDS:
        page = _page(pack, most=most, left_out=0, attached=attached)
        if len(page.encode()) < MOST_BYTES:
            return page
    shown = len(pack.winners)
    while shown and len(page.encode()) >= MOST_BYTES:
        shown = shown * 9 // 10
        shorter = replace(pack, winners=pack.winners[:shown])
        page = _page(shorter, most=0, left_out=len(pack.winners) - shown, attached=False)
    return page


def cid(photo: Photograph) -> str:
    """Return the name under which a photograph is attached to a letter."""
    return f"{photo.name}@pack"


def _page(pack: Pack, *, most: int, left_out: int, attached: bool) -> str:
    # Heavy, and needed for this page alone.
    import mrml

    number = len(pack.winners) + left_out
    title, scheme = _text(pack.title), _text(pack.scheme_name)
    opening = f'<p class="opening">{_text(pack.opening)}</p>' if pack.opening else ""
    counted = escape(ngettext("%(num)s winner", "%(num)s winners", number))
    sections = "".join(
        _section(
            f"<h2>{_text(category)}</h2>"
            + "".join(
                _winner(who, most, pack.with_winner(who), attached=attached) for who in winners
            )
        )
        for category, winners in by_category(pack).items()
    )
    end = "".join(f'<p class="small">{line}</p>' for line in _end(pack, left_out, most))
    source = f"""<mjml lang="en"><mj-head>
<mj-title>{title}</mj-title><mj-preview>{scheme}: {counted}</mj-preview>
<mj-attributes><mj-all font-family="Arial, Helvetica, sans-serif"/>
<mj-text font-size="16px" line-height="1.5" color="#212b32"/></mj-attributes>
<mj-raw><meta name="color-scheme" content="light dark"/>
<meta name="supported-color-schemes" content="light dark"/></mj-raw>
<mj-style>{STYLE}</mj-style></mj-head>
<mj-body background-color="#f0f4f5" css-class="page">
<mj-section background-color="#003087" css-class="banner"><mj-column><mj-text color="#ffffff">
<p>{scheme}</p><h1>{title}</h1><p>{_text(pack.organisation)}</p></mj-text></mj-column></mj-section>
{_section(opening) if opening else ""}{sections}{_section(end)}</mj-body></mjml>"""
    return str(mrml.to_html(source).content)


def _section(content: str) -> str:
    return (
        '<mj-section background-color="#ffffff" padding="8px 0" css-class="sheet">'
        f"<mj-column><mj-text>{content}</mj-text></mj-column></mj-section>"
    )


def _winner(winner: PackWinner, most: int, beside: Beside, *, attached: bool) -> str:
    line = " · ".join(part for part in (visible(winner.outcome).strip(), about(winner)) if part)
    content = f'<h3>{_text(winner.name)}</h3><p class="small">{escape(line)}</p>'
    if attached and beside.photo is not None:
        content += (
            f'<img src="cid:{escape(cid(beside.photo))}" alt="{_text(beside.photo.alt_text)}" '
            'width="550" style="display:block;width:100%;max-width:550px;height:auto;'
            'border:0;border-radius:6px;margin-top:12px;"/>'
        )
        if beside.photo.credit:
            credit = _("Photograph: %(name)s", name=beside.photo.credit)
            content += f'<p class="small">{_text(credit)}</p>'
    if most:
        content += "".join(f"<p>{part}</p>" for part in _paragraphs(winner.citation, most))
        quote = "<br/>".join(_paragraphs(winner.quote, most))
        content += f"<blockquote>{quote}</blockquote>" if quote else ""
        if quote and beside.quote_by:
            content += f'<p class="small">– {_text(beside.quote_by)}</p>'
    return content


def _end(pack: Pack, left_out: int, most: int) -> Iterator[str]:
    if left_out:
        yield escape(ngettext("And %(num)s more.", "And %(num)s more.", left_out))
    if most < CITATION_WORDS[0]:
        yield escape(_("Some words are left out here, to keep this letter short."))
    if not pack.winners and not left_out:
        yield escape(_("Nobody has been chosen for this pack yet."))
    yield escape(_("Made on %(day)s", day=spoken_day(pack.made_at)))


def _paragraphs(text: str, most: int) -> Iterator[str]:
    """Yield the lines of a text, escaped, up to so many words."""
    for line in visible(text).split("\n"):
        words = line.split()
        if words and most > 0:
            cut = "…" if len(words) > most else ""
            yield escape(" ".join(words[:most])) + cut
            most -= len(words)


def _text(text: str) -> str:
    return escape(one_line(text))
