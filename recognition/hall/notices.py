"""What a trust has to tell about these pages: privacy, cookies, accessibility.

Each page is made of sections. What we say ourselves follows from the code; an organisation may
write its own words instead, section by section. Texts are Markdown; see `recognition.markup`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from recognition.errors import Refused
from recognition.words import _, calendar_day, later

LONGEST = 5_000
PREPARED = date(2026, 11, 28)  # the statement on accessibility: change it with its words
PRIVACY, COOKIES, ACCESSIBILITY = "privacy", "cookies", "accessibility"
HEADINGS = {
    PRIVACY: later("Privacy"),
    COOKIES: later("Cookies"),
    ACCESSIBILITY: later("Accessibility"),
}


@dataclass(frozen=True)
class Section:
    """One section of a notice, in Markdown; `ours` when nobody wrote other words for it."""

    key: str
    heading: str
    text: str
    ours: bool = True


def notice(
    page: str, *, organisation: str, cookie: str, own: Mapping[str, str]
) -> tuple[Section, ...]:
    """Return a notice, with the words an organisation wrote itself in place of ours.

    Args:
        page: privacy, cookies or accessibility.
        organisation: its name; empty before there is any.
        cookie: the name of our one cookie.
        own: its own words, by section.
    """
    return tuple(
        Section(key, heading, own.get(key) or ours, key not in own)
        for key, heading, ours in _SECTIONS[page](organisation, cookie)
    )


def check_text(text: str) -> str:
    """Return the words for a section, without spaces around them.

    Raises:
        Refused: they are empty, or too long.
    """
    tidy = text.strip()
    if not tidy:
        raise Refused(_("Write something, or go back to our words."), field="text")
    if len(tidy) > LONGEST:
        raise Refused(_("Shorten this to %(most)s characters.", most=LONGEST), field="text")
    return tidy


Ours = tuple[str, str, str]


def _listed(*lines: str) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _privacy(organisation: str, _cookie: str) -> tuple[Ours, ...]:
    return (
        ("who", _("Who answers for it"), _controller(organisation)),
        ("kept", _("What is kept"), _kept()),
        ("why", _("Why we may"), _why()),
        ("seen", _("Who sees it"), _seen()),
        ("how-long", _("How long it is kept"), _how_long()),
        ("rights", _("Your rights"), _rights()),
    )


def _controller(organisation: str) -> str:
    if not organisation:
        return _(
            "The organisation that runs these pages decides how the information on them is used, "
            "and answers for it."
        )
    return _(
        "%(organisation)s decides how the information on these pages is used, and answers for it.",
        organisation=organisation,
    )


def _kept() -> str:
    return _listed(
        _(
            "The staff directory: name, work e-mail address, job title, staff group, band, team, "
            "site, shift and line manager."
        ),
        _(
            "When you signed in, what the sign-in of your organisation calls you if you came by "
            "it, and your second step if you have one."
        ),
        _(
            "What you chose: your language, who stands in for you, and that you want no letters "
            "if you said so."
        ),
        _(
            "Nominations: who is nominated, the words about them, who wrote them and when, and "
            "earlier wordings."
        ),
        _(
            "Of those who nominate without an account: the name and e-mail address they gave, and "
            "what they have begun and not sent."
        ),
        _(
            "What panels do: who read what, points, comments, declared interests, and what was "
            "decided and why."
        ),
        _(
            "When and how each nominee was thanked, and what they said about where their story may "
            "be told."
        ),
        _("Photographs of winners, if they or their organisation sent any."),
        _(
            "Letters that we sent, and a trail of who changed what and when. The trail does not "
            "hold the text of stories."
        ),
    )


def _why() -> str:
    return _(
        "Your organisation writes here on what legal ground it uses this information. It has not "
        "done so yet."
    )


def _seen() -> str:
    return _listed(
        _("Colleagues who nominate can find your name, job title, team and site."),
        _(
            "A nomination is read by its panel, by those who run the scheme, and by the nominee "
            "once they are thanked. If a nominator asked not to be named, the panel and the "
            "nominee are not told their name."
        ),
        _("Points and comments are seen by the panel and its chair only.")
        + " "
        + _("An administrator may open the panel’s report, and has to write down why."),
        _(
            "The public sees a winner’s name and story only after the announcement, and only if "
            "the winner agreed. They can change their mind on their private page, and the story "
            "is gone from these pages at once."
        ),
        _("Nothing is sent to other companies, and nothing is used to train machines."),
    )


def _how_long() -> str:
    return "\n\n".join(
        (
            _(
                "Each kind of information has a time after which it is deleted. If you would like "
                "something removed sooner, ask your organisation, and it decides with you."
            )
            + " [{}](/privacy/how-long)".format(_("How long each kind is kept")),
            _(
                "Backups are copies for emergencies. They keep what was deleted until they are "
                "old enough to be deleted too."
            ),
        )
    )


def _rights() -> str:
    return "\n\n".join(
        (
            _(
                "If you have an account, you see at once what you wrote and what the staff "
                "directory says of you."
            )
            + " [{}](/account/data)".format(_("Your data")),
            _(
                "You may ask what is held about you, have it corrected, have your words and your "
                "name erased, and object to their use. Ask the data protection officer of your "
                "organisation. If you are not content with the answer, you may complain to the "
                "Information Commissioner’s Office."
            ),
        )
    )


def _cookies(_organisation: str, cookie: str) -> tuple[Ours, ...]:
    return (
        (
            "cookie",
            _("One cookie"),
            _(
                "We use one cookie, named “%(name)s”. It keeps you signed in, or lets you go on "
                "with what you write. It remembers the language you chose, and protects the forms "
                "you send. It goes when you close your browser. There are no trackers, no "
                "statistics about you, and nothing is loaded from other companies.",
                name=cookie,
            ),
        ),
        (
            "device",
            _("What is kept on your device"),
            _(
                "While somebody on a panel scores, what they type is kept on their device until it "
                "has reached us. It is wiped when they sign out."
            ),
        ),
        (
            "choice",
            _("Why we do not ask"),
            _(
                "Both are needed for what you ask these pages to do, so there is nothing to agree "
                "to and nothing to switch off."
            ),
        ),
    )


def _accessibility(_organisation: str, _cookie: str) -> tuple[Ours, ...]:
    return (
        ("aim", _("What we want"), _aim()),
        ("standing", _("How well we do"), _standing()),
        ("gaps", _("What we know is not perfect"), _gaps()),
        (
            "report",
            _("If something gets in your way"),
            _(
                "Tell the people who look after the awards at your workplace what you tried to do. "
                "They can take your nomination on paper or by telephone, and they can pass the "
                "problem on to be mended."
            ),
        ),
        (
            "enforcement",
            _("If the answer does not help"),
            _(
                "The Equality and Human Rights Commission enforces the accessibility regulations "
                "of 2018. If you are not happy with how we answer, the Equality Advisory and "
                "Support Service advises you."
            ),
        ),
    )


def _aim() -> str:
    return _(
        "Everybody should be able to use these pages: on a phone, by keyboard, with a screen "
        "reader, magnified four times, and without JavaScript."
    )


def _standing() -> str:
    return "\n\n".join(
        (
            _(
                "We build to level AA of the Web Content Accessibility Guidelines, version 2.2. "
                "Each change is checked by a program that looks for accessibility problems, and "
                "by tests that read every page."
            ),
            _(
                "Programs find only some problems. Nobody outside the people who build these pages "
                "has checked them yet, and they have not been tried by people who use assistive "
                "technology every day. So we do not claim that they meet the guidelines in full."
            ),
            _(
                "This statement was prepared on %(day)s.",
                day=calendar_day(PREPARED),
            ),
        )
    )


def _gaps() -> str:
    return _listed(
        _("Stories are shown as people wrote them, so some are harder to read than we would like."),
        _("Pages for administrators are in English only."),
        _("Pages of other organisations that we link to may not be accessible."),
    )


_SECTIONS: Mapping[str, Callable[[str, str], tuple[Ours, ...]]] = {
    PRIVACY: _privacy,
    COOKIES: _cookies,
    ACCESSIBILITY: _accessibility,
}
