"""The Welsh catalogue is in step with the code: it says all that is asked, and nothing else."""

from babel.messages.catalog import Catalog

from recognition.catalogue import catalogue
from recognition.words import WELSH
from tests.journeys.welsh import english, messages, template


def _english_of(found: Catalog) -> dict[str, tuple[str, ...]]:
    return {english(message)[0]: english(message) for message in messages(found)}


def test_everything_that_nominators_nominees_and_the_public_read_is_said_in_welsh() -> None:
    asked = _english_of(template())
    said = {english(message)[0] for message in messages(catalogue(WELSH)) if message.string}
    assert len(asked) > 500
    missing = sorted(asked.keys() - said)
    assert not missing, "write these in Welsh:\n" + "\n".join(map(repr, missing))


def test_the_catalogue_says_nothing_that_nobody_asks_for() -> None:
    asked = _english_of(template(of_everybody=True))
    left_over = sorted(_english_of(catalogue(WELSH)).keys() - asked.keys())
    assert not left_over, "take these out:\n" + "\n".join(map(repr, left_over))


def test_what_is_counted_in_english_is_counted_in_welsh() -> None:
    asked, said = _english_of(template()), _english_of(catalogue(WELSH))
    wrong = [text for text in asked.keys() & said.keys() if len(asked[text]) != len(said[text])]
    assert wrong == []
