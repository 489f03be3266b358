"""The first page: who it is about, with and without JavaScript."""

from recognition.nominations import queries
from recognition.schemes import actions as scheming
from recognition.schemes import queries as schemes
from recognition.schemes.rules import CategoryText
from tests.nominations.conftest import Writing, changed
from tests.page_client import PageClient
from tests.world import World


def draft_of(writing: Writing, address: str) -> queries.DraftCard:
    with writing.world.app.app_context():
        return queries.draft(address.rsplit("/", 1)[1], writing.author)


def test_with_one_open_scheme_there_is_nothing_to_choose(writing: Writing) -> None:
    assert writing.client.get("/nominate").location == writing.start
    writing.world.scheme(lane="recognise", name="Thank you")
    page = writing.client.get("/nominate").text
    assert "Kindness awards" in page
    assert "Always open" in page


def test_when_nothing_is_open_the_page_says_so_kindly(client: PageClient, world: World) -> None:
    page = client.sign_in(world.person()).get("/nominate")
    assert page.status_code == 200
    assert "Nothing is open just now" in page.text


def test_where_an_account_is_needed_a_visitor_signs_in_first_and_comes_back(
    client: PageClient, world: World
) -> None:
    slug = world.round().scheme.slug
    changed(world, slug, without_account=False)
    asked = client.get(f"/nominate/{slug}")
    assert asked.status_code == 302
    assert f"next=/nominate/{slug}" in asked.location.replace("%2F", "/")


def test_staff_of_an_organisation_that_takes_no_part_find_nothing(
    client: PageClient, world: World
) -> None:
    slug = world.round().scheme.slug
    client.sign_in(world.person(organisation="Somewhere Else"))
    for address in (f"/nominate/{slug}", f"/nominate/{slug}/suggest?q=as", "/nominate/no-such"):
        assert client.get(address).status_code == 404


def test_a_whole_name_that_only_one_person_has_is_enough(writing: Writing) -> None:
    draft = draft_of(writing, writing.begun(nominee="asha PATEL"))
    assert draft.nominee.person_id == writing.asha.id


def test_a_name_that_two_share_is_shown_with_their_work_to_choose_from(writing: Writing) -> None:
    other = writing.world.person("Asha Patel", job_title="Porter", team="Porters")
    asked = writing.who()
    assert asked.status_code == 422
    assert "Choose who you mean by “Asha Patel”" in asked.text
    assert "Porter · Porters" in asked.text
    assert "Somebody else" in asked.text
    draft = draft_of(writing, writing.begun(choice=f"person:{other.id}"))
    assert draft.nominee.person_id == other.id


def test_a_part_of_a_name_offers_people_and_teams(writing: Writing) -> None:
    writing.world.person("Hazel Green")
    asked = writing.who(nominee="hazel")
    assert asked.status_code == 422
    assert "Hazel Green" in asked.text
    assert "Hazel Ward" in asked.text
    assert 'value="hazel"' in asked.text


def test_a_picked_suggestion_counts_only_while_its_name_stands(writing: Writing) -> None:
    ben = writing.world.person("Ben Carter")
    picked = {"nominee": "Ben Carter, Nurse", "picked": f"person:{ben.id}"}
    assert draft_of(writing, writing.begun(**picked)).nominee.person_id == ben.id
    typed_over = {"nominee": "Asha Patel", "picked": f"person:{ben.id}"}
    assert draft_of(writing, writing.begun(**typed_over)).nominee.person_id == writing.asha.id


def test_somebody_not_found_can_be_described(writing: Writing) -> None:
    asked = writing.who(nominee="Zz Top")
    assert asked.status_code == 422
    assert "could not find “Zz Top”" in asked.text
    assert 'name="described_name" type="text" value="Zz Top"' in asked.text
    still = draft_of(writing, writing.begun(nominee="Zz Top", described_name="Zz Top"))
    assert still.nominee.kind == "described"
    described = {"nominee": "", "described_name": "Sue", "described_place": "Ward 7"}
    nominee = draft_of(writing, writing.begun(**described)).nominee
    assert (nominee.kind, nominee.name, nominee.detail) == ("described", "Sue", "Ward 7")
    unnamed = writing.who(nominee="Zz Top", choice="described")
    assert unnamed.status_code == 422
    assert "Tell us what they are called" in unnamed.text


def test_a_team_can_be_nominated_by_one_of_its_members(writing: Writing) -> None:
    draft = draft_of(writing, writing.begun(nominee="Larch Ward"))
    assert draft.nominee.kind == "team"


def test_nobody_nominates_themselves(writing: Writing) -> None:
    for mine in ({}, {"picked": f"person:{writing.me.id}"}):
        refused = writing.who(nominee="Nia Novak", **mine)
        assert refused.status_code == 422
        assert "You cannot nominate yourself" in refused.text
    with writing.world.app.app_context():
        assert queries.my_drafts(writing.me.id, writing.round.opens_at) == []


def test_people_outside_the_scheme_cannot_be_chosen_by_number(writing: Writing) -> None:
    stranger = writing.world.person("Far Away", organisation="Somewhere Else")
    for choice in (f"person:{stranger.id}", "person:9999", "team:0", "person:x", "round:1"):
        refused = writing.who(choice=choice)
        assert refused.status_code == 422
        assert "Choose someone from the list" in refused.text


def test_the_type_ahead_tells_names_and_work_but_no_addresses(writing: Writing) -> None:
    answer = writing.client.get(f"{writing.start}/suggest?q=asha")
    assert [found["name"] for found in answer.json or []] == ["Asha Patel"]
    assert (answer.json or [])[0]["id"] == f"person:{writing.asha.id}"
    assert "@" not in answer.text
    assert writing.client.get(f"{writing.start}/suggest?q=a").json == []
    for number in range(12):
        writing.world.person(f"Asha Number{number}")
    assert len(writing.client.get(f"{writing.start}/suggest?q=asha").json or []) == 8


def test_a_category_is_asked_for_only_where_there_are_several(writing: Writing) -> None:
    assert "Which category" not in writing.client.get(writing.start).text
    with writing.world.app.app_context():
        kinds = [CategoryText("Kindness", "Every day"), CategoryText("Team", for_teams=True)]
        scheming.edit_categories(writing.round.scheme.slug, kinds, actor=None)
    page = writing.client.get(writing.start).text
    assert "Every day" in page
    assert "checked" not in page
    assert "Choose a category" in writing.who().text
    with writing.world.app.app_context():
        cards = schemes.categories(writing.round.scheme.id)
    refused = writing.who(category=str(cards[1].id))
    assert refused.status_code == 422
    assert "This category is for teams" in refused.text
    assert "Asha Patel" in refused.text
    draft = draft_of(writing, writing.begun(category=str(cards[0].id)))
    assert draft.category == "Kindness"


def test_the_first_page_sent_twice_makes_one_draft(writing: Writing) -> None:
    fields = {**writing.hidden(writing.start), "nominee": "Asha Patel"}
    first, second = (writing.client.post(writing.start, data=fields) for _time in range(2))
    assert first.location == second.location
    with writing.world.app.app_context():
        assert len(queries.my_drafts(writing.me.id, writing.round.opens_at)) == 1


def test_who_it_is_about_can_be_changed_without_losing_words(writing: Writing) -> None:
    draft = writing.written()
    writing.world.person("Ben Carter")
    assert 'value="Asha Patel"' in writing.client.get(draft).text
    fields = {**writing.hidden(draft), "nominee": "Ben Carter"}
    assert writing.client.post(draft, data=fields).location == f"{draft}/story"
    held = draft_of(writing, draft)
    assert held.nominee.name == "Ben Carter"
    assert held.answers["1"] == "She stayed after her shift."


def test_somebody_elses_draft_is_not_found(writing: Writing) -> None:
    draft = writing.written()
    fields = {**writing.hidden(writing.start), "nominee": "Asha Patel"}
    key = draft.rsplit("/", 1)[1]
    writing.client.sign_in(writing.world.person())
    for page in ("", "/story", "/you", "/check"):
        assert writing.client.get(draft + page).status_code == 404
    assert writing.client.get(f"/nominations/drafts/{key}/delete").status_code == 404
    token = writing.hidden(writing.start)["csrf_token"]
    stolen = writing.client.post(writing.start, data={**fields, "csrf_token": token, "key": key})
    assert stolen.status_code == 404
