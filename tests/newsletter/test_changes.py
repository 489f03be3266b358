"""What changed since a pack was kept."""

from recognition.newsletter.changes import Kept, Now, changes

KEPT = Kept(7, "winner", 2, 5, has_own_words=False)
SAME = Now("Asha", "winner", 2, 5)


def said(now: Now | None, kept: Kept = KEPT) -> list[tuple[str, str]]:
    found = changes([kept], {} if now is None else {7: now})
    return [(change.what, change.words) for change in found]


def test_nothing_is_said_where_nothing_changed() -> None:
    assert said(SAME) == []


def test_whoever_cannot_be_chosen_any_more_is_named_with_the_reason_alone() -> None:
    now = Now("Asha", "highly_commended", 0, None, "would rather not be named there")
    assert said(now) == [("left_out", "Asha would rather not be named there: left out.")]
    assert said(None) == [("left_out", "Somebody is not a winner any more: left out.")]


def test_each_difference_is_said() -> None:
    assert said(Now("Asha", "winner", 3, 5)) == [("citation", "Asha: the citation was edited.")]
    assert said(Now("Asha", "highly_commended", 2, 5)) == [
        ("outcome", "Asha: the outcome changed.")
    ]
    assert said(Now("Asha", "winner", 2, 6)) == [("photo_new", "Asha: there is a new photograph.")]
    assert [what for what, _words in said(Now("Asha", "winner", 2, None))] == ["photo_gone"]
    assert len(said(Now("Asha", "highly_commended", 3, 6))) == 3


def test_our_own_words_are_to_be_read_again_when_the_citation_was_edited() -> None:
    kept = Kept(7, "winner", 2, 5, has_own_words=True)
    assert "Read them again." in said(Now("Asha", "winner", 3, 5), kept)[0][1]
