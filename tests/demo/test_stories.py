"""The demonstration's words and people: enough of them, consistent, and nobody's secrets."""

import random
import re
from collections import Counter

import pytest

from recognition.demo.places import DOMAINS, SITES, TEAM, TEAMS
from recognition.demo.staff import PANELLISTS, PERSONAS, SECOND_PANELLIST, StaffMember, staff
from recognition.demo.stories import (
    ALL,
    ANNOUNCED,
    BEING_JUDGED,
    CATEGORIES,
    CITATIONS,
    COMMENTS,
    RECOGNISED,
    STILL_OPEN,
    Story,
)

PEOPLE = {member.email: member for member in staff(random.Random(20))}

IDENTIFIERS = {
    "a long number": r"(?:\d[ -]?){6,}",
    "a date": r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b",
    "a postcode": r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",
    "a bed": r"(?i)\b(?:bed|bay|room) ?\d+\b",
    "an address": r"@",
    "a titled patient": r"\b(?:patient|lady|gentleman|man|woman) (?:called|named)\b",
}


def words(story: Story) -> int:
    return len(f"{story.action} {story.impact}".split())


def test_about_240_people_work_in_about_35_teams_on_five_sites() -> None:
    assert 230 <= len(PEOPLE) <= 250
    assert 30 <= len(TEAMS) <= 38
    assert {member.team for member in PEOPLE.values()} == set(TEAM)
    assert {member.site for member in PEOPLE.values()} == set(SITES)
    assert len({member.staff_group for member in PEOPLE.values()}) >= 20


def test_the_same_seed_gives_the_same_people_and_another_gives_others() -> None:
    assert staff(random.Random(20)) == tuple(PEOPLE.values())
    assert staff(random.Random(21)) != tuple(PEOPLE.values())


@pytest.mark.parametrize("seed", range(5))
def test_every_address_is_plain_unique_and_on_a_reserved_domain(seed: int) -> None:
    people = staff(random.Random(seed))
    assert len({member.email for member in people}) == len(people)
    for member in people:
        local, _, domain = member.email.partition("@")
        assert re.fullmatch(r"[a-z-]+\.[a-z-]+", local), member.email
        assert domain == DOMAINS[member.organisation]
        assert domain.endswith(".example")


def test_everybody_reports_to_somebody_up_to_the_head_of_their_organisation() -> None:
    for member in PEOPLE.values():
        chain = list(_managers(member))
        assert len(chain) < 6
        assert (chain or [member])[-1].band == "VSM"
    assert sum(not member.manager_email for member in PEOPLE.values()) == len(DOMAINS)


def _managers(member: StaffMember) -> list[StaffMember]:
    chain: list[StaffMember] = []
    while member.manager_email and len(chain) < 10:
        member = PEOPLE[member.manager_email]
        chain.append(member)
    return chain


def test_some_managers_stand_further_down_the_directory_than_their_staff() -> None:
    place = {email: number for number, email in enumerate(PEOPLE)}
    later = [m for m in PEOPLE.values() if place.get(m.manager_email, 0) > place[m.email]]
    assert len(later) > 20


def test_the_people_of_the_demo_page_come_first() -> None:
    assert list(PEOPLE)[:7] == [*PERSONAS.values(), SECOND_PANELLIST]
    assert PEOPLE[PERSONAS["staff"]].shift == "nights"
    assert PEOPLE[PERSONAS["nominee"]].staff_group == "Porters"


def test_no_panellist_or_chair_is_part_of_what_the_panel_reads() -> None:
    told = {s.nominee for s in BEING_JUDGED} | {s.nominator for s in BEING_JUDGED}
    assert len(set(PANELLISTS)) == 8
    assert set(PANELLISTS) <= set(PEOPLE)
    assert not told & {*PANELLISTS, PERSONAS["chair"]}


def test_a_panellist_manages_somebody_whom_the_panel_reads_about() -> None:
    managers = {PEOPLE[s.nominee].manager_email for s in BEING_JUDGED if s.kind == "person"}
    assert managers & set(PANELLISTS)


def test_there_are_stories_enough_for_every_round() -> None:
    assert len(ALL) >= 75
    assert len(ANNOUNCED) == 10
    assert len(BEING_JUDGED) == 62
    assert len(STILL_OPEN) == 5
    assert len(RECOGNISED) >= 4


def test_the_judged_round_has_47_nominees_of_whom_four_are_teams() -> None:
    nominees = Counter(story.nominee for story in BEING_JUDGED)
    assert len(nominees) == len({(s.nominee, s.category) for s in BEING_JUDGED}) == 47
    assert len({s.nominee for s in BEING_JUDGED if s.kind == "team"}) == 4
    assert sum(count > 1 for count in nominees.values()) >= 10
    assert nominees[PERSONAS["nominee"]] == 3


def test_no_two_stories_share_their_words() -> None:
    texts = [text for story in ALL for text in (story.action, story.impact)]
    assert len(set(texts)) == len(texts)
    openings = Counter(" ".join(story.action.split()[:3]).lower() for story in ALL)
    assert openings.most_common(1)[0][1] == 1


def test_stories_run_from_a_few_words_to_several_paragraphs_and_never_past_400() -> None:
    lengths = sorted(words(story) for story in ALL)
    assert lengths[0] <= 8
    assert 250 <= lengths[-1] <= 400


@pytest.mark.parametrize("story", ALL, ids=lambda story: f"{story.nominee}-{story.nominator}")
def test_a_story_is_about_and_by_people_who_are_there(story: Story) -> None:
    assert story.nominator in PEOPLE
    if story.kind == "person":
        assert story.nominee in PEOPLE
    if story.kind == "team":
        assert story.nominee in TEAM
        assert PEOPLE[story.nominator].team != story.nominee
    assert story.nominee != story.nominator
    assert 1.0 <= story.merit <= 5.0


@pytest.mark.parametrize("what", IDENTIFIERS)
def test_no_story_holds_anything_like_a_patient_identifier(what: str) -> None:
    for story in ALL:
        for text in (story.action, story.impact, story.where):
            assert not re.search(IDENTIFIERS[what], text), text


def test_nobody_tells_of_the_same_person_twice_in_a_round() -> None:
    for stories in (ANNOUNCED, BEING_JUDGED, STILL_OPEN, RECOGNISED):
        pairs = Counter((story.nominator, story.nominee) for story in stories)
        assert pairs.most_common(1)[0][1] == 1


def test_award_stories_are_in_a_category_of_the_scheme_and_team_stories_in_the_team_one() -> None:
    keys = {category.key for category in CATEGORIES}
    for story in (*ANNOUNCED, *BEING_JUDGED, *STILL_OPEN):
        assert story.category in keys
        assert (story.category == "team") == (story.kind == "team")
    assert {story.category for story in BEING_JUDGED} == keys
    assert {story.category for story in RECOGNISED} == {"compassion"}


def test_each_category_of_the_announced_round_has_one_winner_with_a_short_citation() -> None:
    told = {(story.nominee, story.category) for story in ANNOUNCED}
    winners = [c.category for c in CITATIONS if c.outcome == "winner"]
    assert sorted(winners) == sorted(category.key for category in CATEGORIES)
    for citation in CITATIONS:
        assert (citation.nominee, citation.category) in told
        assert citation.outcome in {"winner", "highly_commended"}
        assert 40 <= len(citation.text.split()) <= 70
        assert citation.quote


def test_a_recent_winner_is_nominated_again_in_the_same_category() -> None:
    winners = {(c.nominee, c.category) for c in CITATIONS if c.outcome == "winner"}
    assert winners & {(story.nominee, story.category) for story in BEING_JUDGED}


def test_panel_comments_are_distinct_and_short_and_cover_low_middle_and_high() -> None:
    comments = [comment for some in COMMENTS.values() for comment in some]
    assert list(COMMENTS) == ["low", "mid", "high"]
    assert len(set(comments)) == len(comments) >= 40
    assert all(len(comment.split()) <= 25 for comment in comments)
