"""Packs as an e-mail that is ready to send: no outside request, everything typed is text."""

from html import escape
from itertools import groupby

from recognition.newsletter.formats import Pack, PackWinner
from recognition.words import printable

HEAD = """<mj-head><mj-title>{title}</mj-title>
<mj-attributes>
<mj-all font-family="Arial, Helvetica, sans-serif" />
<mj-text font-size="17px" line-height="26px" color="#212b32" />
</mj-attributes>
<mj-style>h1, h2, h3 {{ margin: 0; line-height: 1.25; }}
blockquote {{ margin: 0; font-style: italic; }}
@media (prefers-color-scheme: dark) {{
.paper, .paper * {{ background: #16202c !important; color: #f0f4f5 !important; }} }}</mj-style>
</mj-head>"""


def email_html(pack: Pack) -> str:
    """Return the pack as one HTML page for a mail program, without any outside request."""
    import mrml

    sections = [_band(pack)]
    for category, winners in groupby(pack.winners, key=lambda winner: winner.category):
        sections.append(_text(f"<h2>{_safe(category)}</h2>"))
        sections.extend(_winner(winner) for winner in winners)
    title = _safe(f"{pack.scheme_name}: {pack.round_name}")
    source = (
        f'<mjml lang="en">{HEAD.format(title=title)}'
        f'<mj-body background-color="#f0f4f5">{"".join(sections)}</mj-body></mjml>'
    )
    return str(mrml.to_html(source).content)


def _safe(text: str) -> str:
    # Braces and line ends are text too; MJML would read neither, but nothing is left to chance.
    return escape(printable(text), quote=True)


def _band(pack: Pack) -> str:
    return (
        '<mj-section background-color="#003087"><mj-column><mj-text color="#ffffff">'
        f'<h1>{_safe(pack.round_name)}</h1><p style="margin:8px 0 0">{_safe(pack.scheme_name)}'
        f" · {_safe(pack.organisation)}</p></mj-text></mj-column></mj-section>"
    )


def _text(inside: str) -> str:
    return (
        '<mj-section background-color="#ffffff" css-class="paper" padding="8px 0"><mj-column>'
        f"<mj-text>{inside}</mj-text></mj-column></mj-section>"
    )


def _winner(winner: PackWinner) -> str:
    about = " · ".join(
        _safe(part) for part in (winner.outcome, winner.job_title, winner.team) if part
    )
    words = "".join(f"<p>{_safe(part)}</p>" for part in winner.citation.split("\n\n"))
    quote = f"<blockquote>“{_safe(winner.quote)}”</blockquote>" if winner.quote else ""
    return _text(f"<h3>{_safe(winner.name)}</h3><p>{about}</p>{words}{quote}")
