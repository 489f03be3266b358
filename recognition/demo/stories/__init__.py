"""The words of the demonstration: four rounds of stories, citations and panel comments.

Everything here was written for this project. No person, place or event in it is real.
"""

from recognition.demo.stories import (
    always_open,
    announced,
    hidden_gem,
    hidden_gem_more,
    incoming,
    kindness,
    kindness_more,
    steady_hands,
    still_open,
    teams,
)
from recognition.demo.stories.comments import COMMENTS
from recognition.demo.stories.shape import GEM, KINDNESS, STEADY, TEAM, Category, Citation, Story

CATEGORIES: tuple[Category, ...] = (
    Category(KINDNESS, "Everyday kindness", "A kind thing, done well, that nobody had to do."),
    Category(
        GEM,
        "Hidden gem",
        "For those away from the front line, without whom nothing there would work.",
    ),
    Category(STEADY, "Steady hands", "Calm, and care for other people, on a hard day."),
    Category(TEAM, "Team of the round", "Several people, and one good piece of work."),
)
"""Categories of “Going the Extra Mile”, the same in each of its rounds."""

ANNOUNCED: tuple[Story, ...] = announced.STORIES
"""The round that is closed and announced; see ``CITATIONS``."""

CITATIONS: tuple[Citation, ...] = announced.CITATIONS
"""Four winners and three highly commended of the announced round; its other three nominees
are recognised."""

BEING_JUDGED: tuple[Story, ...] = (
    *kindness.STORIES,
    *hidden_gem.STORIES,
    *steady_hands.STORIES,
    *teams.STORIES,
    *kindness_more.STORIES,
    *hidden_gem_more.STORIES,
)
"""The round that the panel is reading."""

STILL_OPEN: tuple[Story, ...] = still_open.STORIES
"""The round that is open for nominations now."""

RECOGNISED: tuple[Story, ...] = always_open.STORIES
"""“Leading with Compassion”, which is always open and never judged."""

WAITING: tuple[incoming.Incoming, ...] = incoming.WAITING
"""Nominations in the same scheme that nobody has checked yet."""

ALL: tuple[Story, ...] = (*ANNOUNCED, *BEING_JUDGED, *STILL_OPEN, *RECOGNISED)

__all__ = [
    "ALL",
    "ANNOUNCED",
    "BEING_JUDGED",
    "CATEGORIES",
    "CITATIONS",
    "COMMENTS",
    "RECOGNISED",
    "STILL_OPEN",
    "Category",
    "Citation",
    "Story",
]
