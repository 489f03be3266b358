"""Words are counted alike here and in the browser: both count one list of examples."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from recognition.config import ROOT
from recognition.nominations.words import BREAKS, count_words

EXAMPLES = json.loads((Path(__file__).parent / "word_counts.json").read_text("utf-8"))
SCRIPT = ROOT / "static" / "js" / "words.js"
COUNT = """
import { readFileSync } from "node:fs";
import { countWords } from "./words.mjs";
const texts = JSON.parse(readFileSync("texts.json", "utf8"));
console.log(JSON.stringify(texts.map(countWords)));
"""


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["because"])
def test_the_server_counts_words_as_the_examples_say(example: dict[str, object]) -> None:
    assert count_words(str(example["text"])) == example["words"]


def test_the_browser_counts_words_as_the_examples_say(tmp_path: Path) -> None:
    counted = dict(zip(_texts(), _in_javascript(_texts(), tmp_path), strict=True))
    assert counted == {example["text"]: example["words"] for example in EXAMPLES}


def test_browser_and_server_part_words_at_the_same_characters(tmp_path: Path) -> None:
    texts = [f"a{chr(code)}b" for code in range(1, 0xFFFF) if not 0xD800 <= code < 0xE000]
    assert _in_javascript(texts, tmp_path) == [count_words(text) for text in texts]
    assert count_words(f"a{BREAKS[0]}b") == 2


def _texts() -> list[str]:
    return [str(example["text"]) for example in EXAMPLES]


def _in_javascript(texts: list[str], folder: Path) -> list[int]:
    """Count with the browser's own file: in Node where there is one, else in Chromium."""
    node = shutil.which("node")
    if node is None:
        return _in_chromium(texts)
    shutil.copyfile(SCRIPT, folder / "words.mjs")
    (folder / "texts.json").write_text(json.dumps(texts), "utf-8")
    (folder / "count.mjs").write_text(COUNT, "utf-8")
    done = subprocess.run(
        [node, "count.mjs"], cwd=folder, capture_output=True, text=True, check=True, timeout=60
    )
    counts: list[int] = json.loads(done.stdout)
    return counts


def _in_chromium(texts: list[str]) -> list[int]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("neither Node nor Chromium is here")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        counts: list[int] = browser.new_page().evaluate(
            """async ([source, texts]) => {
                const file = new Blob([source], { type: "text/javascript" });
                const { countWords } = await import(URL.createObjectURL(file));
                return texts.map(countWords);
            }""",
            [SCRIPT.read_text("utf-8"), texts],
        )
        browser.close()
    return counts
