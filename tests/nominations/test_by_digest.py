"""What a text was found to hold is not looked for again, and the text is not kept."""

from recognition.nominations import by_digest
from recognition.nominations.by_digest import ByDigest
from recognition.nominations.patient_information import find


def test_a_text_is_looked_through_once_and_another_by_itself() -> None:
    looked: list[str] = []

    def look(text: str) -> int:
        looked.append(text)
        return len(text)

    length = ByDigest(look)
    assert [length("kind"), length("kind"), length("kinder"), length("kind")] == [4, 4, 6, 4]
    assert looked == ["kind", "kinder"]


def test_only_so_many_are_kept_and_no_words() -> None:
    look = ByDigest(len)
    for number in range(by_digest.MOST + 10):
        look(f"story {number}")
    assert len(look._found) == by_digest.MOST
    assert not any(b"story" in known for known in look._found)


def test_odd_characters_are_no_obstacle_and_answers_are_the_callers_own() -> None:
    assert find("\ud800 kind") == []
    text = "Her number is 943 476 5919."
    find(text).clear()
    assert [finding.kind for finding in find(text)] == ["nhs_number"]
