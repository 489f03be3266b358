"""In which language a page speaks: what its reader chose, or what their browser asks for.

Nominators, nominees and the public read every page in the language they chose. The pages of
administrators, panels and communications are only in English, and say so once to those who read
another language. Looking never changes what is kept of a person; a link with `?lang=` changes what
this browser is shown.
"""

import logging
import re
from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from flask import (
    Flask,
    Response,
    current_app,
    g,
    has_app_context,
    has_request_context,
    redirect,
    request,
    session,
)
from flask.typing import ResponseReturnValue
from flask_babel import Babel, gettext, ngettext
from jinja2 import pass_context, pass_eval_context
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from markupsafe import Markup
from sqlalchemy.exc import DBAPIError

from recognition import patience, words
from recognition.catalogue import FOLDER, Better, InTheReadersLanguage

log = logging.getLogger(__name__)

CHOSEN = "language"  # in the one cookie
TOLD = "told_english"
# Pages that only administrators, checkers, panels and communications open, and lists for machines.
# Their words are left out in babel.cfg.
ONLY_ENGLISH = re.compile(
    r"/(?:manage|panel|newsletter|demo|account/cover)(?:/|$)"
    r"|/winners(?:\.atom|\.json|/(?:approve|ask|carry|ceremony|citation|closing|decide|embedding"
    r"|meeting|photo|praise|prepare|rehearse|report|set-right|waiting|words)(?:/|$)"
    r"|/\d+/\d+/library$)"
)


def teach(
    app: Flask,
    *,
    kept: Callable[[], str | None],
    better: Better,
    awaits: Callable[[str], bool],
    own: Callable[[str], Mapping[str, str]],
) -> None:
    """Teach the application to speak the languages of its readers.

    Args:
        app: the application. `BABEL_TRANSLATION_DIRECTORIES` among its settings names another
            folder of catalogues than ours.
        kept: says what the reader chose for good, when they have signed in.
        better: wordings that people improved on a page; see `catalogue.InTheReadersLanguage`.
        awaits: says whether a translation was not looked at by somebody who speaks the language.
        own: the organisation's own texts in a language, by their English.
    """
    folder = Path(app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", str(FOLDER)))
    babel = Babel(app, locale_selector=words.language)

    babel.domain_instance = InTheReadersLanguage(folder, lambda: _once("better", better))
    words.speak_with(_say, _count)
    words.read_by(_of_this_page)
    words.look_up_own_with(lambda english: _once("own", own).get(english))
    app.extensions["kept_language"], app.extensions["awaits_review"] = kept, awaits
    app.before_request(_choose_by_link)
    app.after_request(_say_so)
    app.context_processor(_frame)
    counted = _counted_in_template(app.jinja_env.globals["ngettext"])
    app.jinja_env.globals.update(lang_of=lang_of, _=_said_in_template, ngettext=counted)
    app.jinja_env.filters.update(spoken_in=spoken_in, plainly=str)
    for name, read in READ_FIRST.items():
        app.jinja_env.filters[name] = _reading(app.jinja_env.filters[name], read)


def _say(text: str, **values: object) -> str:
    """Say a text; in English it is said as it is written, without a look into a catalogue."""
    if words.language() == words.ENGLISH:
        return text % values if values else text
    return str(gettext(text, **values))


def _count(one: str, many: str, number: int, **values: object) -> str:
    if words.language() == words.ENGLISH:
        return (one if number == 1 else many) % {"num": number, **values}
    return str(ngettext(one, many, number, **values))


@lru_cache(maxsize=10_000)
def _english(text: str) -> Markup:
    """Return a text of a template as it is written there, ready for a page."""
    said = Markup(text)  # noqa: S704  # nosec B704 # our own words
    return said % {} if "%" in said else said


@pass_eval_context
def _said_in_template(here: EvalContext, text: str, **values: object) -> str:
    """Say a text in a template; what is put into its places is escaped there, as Jinja does it."""
    if here.autoescape and not values and words.language() == words.ENGLISH:
        return _english(text)
    said = words._(text)
    if here.autoescape:
        said = Markup(said)  # noqa: S704  # nosec B704 # our own words
    return said % values if values or "%" in said else said


def _counted_in_template(theirs: Any) -> Any:
    """Return what says a number in a template: in English as it is written, else as the library."""

    @pass_context
    def counted(here: Context, one: str, many: str, number: int, **values: object) -> str:
        if not here.eval_ctx.autoescape or words.language() != words.ENGLISH:
            said: str = theirs(here, one, many, number, **values)
            return said
        said = Markup(one if number == 1 else many)  # noqa: S704  # nosec B704 # our own words
        return said % {"num": number, **values}

    return counted


def lang_of(code: str = words.ENGLISH) -> Markup:
    """Return the attribute that says which language an element speaks, where the page's differs."""
    return Markup("") if code == words.language() else Markup(' lang="{}"').format(code)


def spoken_in(text: str | None, code: str = words.ENGLISH) -> str | Markup:
    """Return a text in a language, which it says where the page speaks another one."""
    if not text or words.language() == code:
        return text or ""
    return Markup('<span lang="{}">{}</span>').format(code, text)


def _marked(own: words.Own) -> Markup:
    return Markup(own.__html__())  # noqa: S704  # nosec B704 # it escapes itself


# Filters work on the letters of a text. An organisation's own words say themselves first: where
# the mark of their language can stay they keep it, and where letters are taken away they cannot.
READ_FIRST: dict[str, Callable[[words.Own], str]] = {
    **dict.fromkeys(("trim", "indent", "string"), _marked),
    **dict.fromkeys(("capitalize", "lower", "replace", "title", "truncate", "upper"), str),
}


def _reading(filter_: Callable[..., Any], read: Callable[[words.Own], str]) -> Callable[..., Any]:
    @wraps(filter_)  # and so it is still handed what it asks of the template
    def filtered(*given: Any, **more: Any) -> Any:
        said = [read(one) if isinstance(one, words.Own) else one for one in given]
        return filter_(*said, **more)

    return filtered


def _once(what: str, ask: Callable[[str], Mapping[str, Any]]) -> Mapping[str, Any]:
    """Ask for texts in the language read now; once for a request, or a piece of work."""
    if not has_app_context() or patience.gave_up():
        return {}
    name = f"{what}_{words.language()}"
    if name not in g:
        setattr(g, name, {})  # for what is said should the database not answer
        try:
            setattr(g, name, ask(words.language()))
        except DBAPIError:
            log.warning("texts in another language were not there to be read")
    found: Mapping[str, Any] = getattr(g, name)
    return found


def forget_texts() -> None:
    """Ask again for texts in other languages, because some were just written."""
    for name in [name for name in g if name.startswith(("better_", "own_"))]:
        g.pop(name)


def wanted() -> str:
    """Return the language the reader wants: chosen here, else kept for them, else the browser's."""
    if "language_wanted" not in g:
        g.language_wanted = words.ENGLISH  # for what is said while we find out
        g.language_wanted = _wanted()
    found: str = g.language_wanted
    return found


def choose(code: str) -> None:
    """Remember for this browser which language its reader chose."""
    session[CHOSEN] = code
    g.language_wanted = code
    g.pop("page_language", None)


def chosen() -> str | None:
    """Return the language that was chosen in this browser; None where nobody chose."""
    code = session.get(CHOSEN)
    return code if code in words.LANGUAGES else None


def _wanted() -> str:
    kept = chosen() or current_app.extensions["kept_language"]()
    if kept in words.LANGUAGES:
        return str(kept)
    return request.accept_languages.best_match(list(words.LANGUAGES), words.ENGLISH)


def _is_only_english() -> bool:
    return ONLY_ENGLISH.match(request.path) is not None


def _of_this_page() -> str:
    try:
        # asked a thousand times for a long page, so past the proxy
        found: str = g._get_current_object().page_language
    except (AttributeError, RuntimeError):  # nobody asked yet; or there is no page
        if not has_request_context():
            return words.ENGLISH
        found = words.ENGLISH if _is_only_english() else wanted()
        g.page_language = found
    return found


def _choose_by_link() -> ResponseReturnValue | None:
    """Follow a link to the same page in another language, which then is remembered here."""
    code = request.args.get("lang")
    if code not in words.LANGUAGES or request.method != "GET" or request.url_rule is None:
        return None
    if request.endpoint == "static":
        return None
    choose(code)
    return redirect(_this_page())


def _say_so(response: Response) -> Response:
    """Say that the answer depends on the reader, and in which language it came."""
    if response.mimetype == "text/html":
        response.vary.update(["Accept-Language", "Cookie"])
        response.content_language.add(_of_this_page())
    return response


def _frame() -> dict[str, Any]:
    """Return what the frame of a page needs to know."""
    here = _of_this_page()
    return {
        "language": here,
        "other_languages": [pair for pair in words.LANGUAGES.items() if pair[0] != here],
        "only_english": has_request_context() and _is_only_english(),
        "say_only_english": _say_only_english,
        "awaits_review": _awaits_review,
        "this_page": _this_page(),
    }


def _awaits_review() -> bool:
    """Tell whether to say that some words of this page were not looked at yet."""
    if words.language() == words.ENGLISH or not has_request_context():
        return False
    if patience.gave_up():
        return False
    try:
        return bool(current_app.extensions["awaits_review"](words.language()))
    except DBAPIError:
        return False  # the page that says so has a frame too


def _this_page() -> str:
    """Return the address of this page, filters and all; of the start page where it has none."""
    can_be_opened = has_request_context() and "GET" in getattr(request.url_rule, "methods", ())
    if not can_be_opened:
        return "/"
    asked = [(name, text) for name, text in request.args.items(multi=True) if name != "lang"]
    return quote(request.path) + ("?" + urlencode(asked) if asked else "")


def _say_only_english() -> tuple[str, str] | None:
    """Say, once a sign-in, that a page is only in English, in the language its reader wants.

    Returns:
        The language and the words; None where there is nothing to say.
    """
    if not has_request_context() or not _is_only_english() or wanted() == words.ENGLISH:
        return None
    if session.get(TOLD):
        return None
    session[TOLD] = True
    with words.in_language(wanted()):
        return wanted(), words._(
            "The pages for running a scheme are only in English. Everything that nominators and "
            "nominees read is in your language too."
        )
