"""What the library holds from the first day."""

import pytest

from recognition.resources.rules import (
    LINK_STATES,
    LONGEST_TWO_LINES,
    REPLACED,
    SEEN,
    STAGES,
    UNKNOWN,
    check_entry,
    slugged,
)
from recognition.resources.seed import LIBRARY, SeedResource

# The source page's own titles, in its order.
TITLES = (
    "Going the Extra Mile",
    "Leading with Compassion recognition scheme",
    "Agents of Compassion",
    "Hello my name is…",
    "#ShowsWorkplaceCompassion",
    "Christmas Compassion Awards 2015",
    "Threats cannot make healthcare support workers more compassionate",
    "Schwartz Rounds",
    "Heart of Leadership project 1: inspiring cultural change through leadership and training",
    "If you knew how they felt, would you treat them differently?",
    "Want a compassionate NHS? Then make sure staff are happy",
    "Why good people deliver bad care",
)
# Every address that was seen in a stored copy. One that is not here was made up.
SEEN_ADDRESSES = {
    (
        "https://www.wigantoday.net/health/wigans-hospital-trust-recognises-hard-work-of-staff-at-"
        "third-annual-star-awards-4838058"
    ),
    "https://fabnhsstuff.net/fab-stuff/leading-with-compassion",
    "https://doi.org/10.1108/JHOM-10-2017-0266",
    "http://www.nhscompassion.org/compassion/best-practice/",
    "https://publichealth.jmir.org/2018/2/e41",
    "https://hgs.uhb.nhs.uk/celebrating-compassion-on-international-nurses-day",
    "https://www.pointofcarefoundation.org.uk/closure-faqs",
    "https://www.lscft.nhs.uk/news/ruth-mays-nurses-day-surprise-dedicated-chief-nursing-officer",
    (
        "https://www.theguardian.com/healthcare-network/2015/aug/25/want-a-compassionate-nhs-then-make-"
        "sure-staff-are-happy"
    ),
    "https://www.pointofcarefoundation.org.uk/resource/might-good-people-deliver-bad-care/",
}
WITHOUT_LINK = {
    "Agents of Compassion",
    "Hello my name is…",
    "Threats cannot make healthcare support workers more compassionate",
    "If you knew how they felt, would you treat them differently?",
}

each = pytest.mark.parametrize("seed", LIBRARY, ids=lambda seed: seed.slug)


def addresses(seed: SeedResource) -> set[str]:
    """Every address of a resource, without the empty ones."""
    more = {address for _words, address in seed.entry.more_links}
    return {seed.entry.link, *more} - {""}


def test_the_library_holds_the_twelve_titles_of_the_source_page_in_order() -> None:
    assert tuple(seed.entry.title for seed in LIBRARY) == TITLES


@each
def test_an_administrator_could_have_entered_it(seed: SeedResource) -> None:
    check_entry(seed.entry)
    assert seed.slug == slugged(seed.slug, set())


def test_no_two_share_an_address() -> None:
    assert len({seed.slug for seed in LIBRARY}) == len(LIBRARY)


def test_every_link_was_seen_and_every_link_that_was_seen_is_there() -> None:
    assert set().union(*(addresses(seed) for seed in LIBRARY)) == SEEN_ADDRESSES


@each
def test_a_resource_without_a_link_says_so(seed: SeedResource) -> None:
    assert seed.entry.link_state in LINK_STATES
    known = seed.entry.title not in WITHOUT_LINK
    assert bool(seed.entry.link) == known
    assert (seed.entry.link_state == UNKNOWN) == (not known)


def test_the_library_says_which_link_was_replaced() -> None:
    states = {seed.slug: seed.entry.link_state for seed in LIBRARY if seed.entry.link}
    assert states.pop("schwartz-rounds") == REPLACED
    assert set(states.values()) == {SEEN}


@each
def test_it_can_be_searched_for_elsewhere(seed: SeedResource) -> None:
    assert len(seed.entry.search_phrase.split()) >= 3


@each
def test_its_guidance_is_short_enough_to_stand_beside_a_question(seed: SeedResource) -> None:
    assert 40 <= len(seed.entry.two_lines) <= LONGEST_TWO_LINES
    assert "\n" not in seed.entry.two_lines


@each
def test_its_summary_can_be_read_in_half_a_minute(seed: SeedResource) -> None:
    assert 30 <= len(seed.entry.summary.split()) <= 90


@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_has_something_to_read(stage: str) -> None:
    assert sum(stage in seed.entry.helps for seed in LIBRARY) >= 2


def test_the_three_schemes_among_them_can_be_started_from() -> None:
    keys = {seed.entry.title: seed.template_key for seed in LIBRARY if seed.template_key}
    assert keys == {
        "Going the Extra Mile": "going-the-extra-mile",
        "Leading with Compassion recognition scheme": "leading-with-compassion",
        "Christmas Compassion Awards 2015": "christmas-compassion-awards",
    }
