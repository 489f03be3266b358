"""How long a batch of 500 thank-you cards takes, and whether it grows with the number of cards.

    python benchmarks/cards.py

It sets the demonstration's stories on 100 and on 500 cards, each with its own code and its own
number in the words (typst remembers what it has set before, so nothing may come twice), three
times each, and prints the best time by the clock, the processor time, pages and size.
"""

import sys
import time
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pypdfium2

from recognition.demo.stories import ALL
from recognition.thanks.certificate import Words
from recognition.thanks.sheets import PrintedCard, cards

SIZES = (100, 500)
TIMES = 3
BUDGET = 5.0  # seconds for 500 cards
_numbers = count(1)


def main() -> int:
    """Print the times; 1 when 500 cards take longer than they may."""
    cards(batch(4))  # fonts are read once in the life of a process
    best: dict[int, float] = {}
    for size in SIZES:
        runs = [timed(size) for _run in range(TIMES)]
        seconds, processor, data = min(runs)
        best[size] = seconds
        print(
            f"{size:4} cards: {seconds:5.2f} s ({processor:.2f} s of processor time), "
            f"{len(pypdfium2.PdfDocument(data))} pages, {len(data):,} bytes"
        )
    ratio = best[SIZES[1]] / best[SIZES[0]]
    print(f"{SIZES[1] // SIZES[0]} times the cards take {ratio:.1f} times as long")
    return int(best[SIZES[1]] > BUDGET)


def timed(size: int) -> tuple[float, float, bytes]:
    """Make a batch; return seconds by the clock, seconds of processors, and the file."""
    made = batch(size)
    clock, processor = time.perf_counter(), time.process_time()
    data = cards(made)
    return time.perf_counter() - clock, time.process_time() - processor, data


def batch(size: int) -> list[PrintedCard]:
    """Return cards with the demonstration's stories, no two of them alike."""
    return [_card(next(_numbers)) for _card_ in range(size)]


def _card(number: int) -> PrintedCard:
    story = ALL[number % len(ALL)]
    answers = (*story.action.split("\n\n"), *story.impact.split("\n\n"))
    paragraphs = tuple(f"{' '.join(text.split())} {number}." for text in answers)
    return PrintedCard(
        name=f"Colleague Number{number}",
        scheme="Going the Extra Mile",
        words=(Words(paragraphs, f"Friend {number}"),),
        address=f"https://recognition.example.org/thanks/MTk.QvvQk-sDztCF1bSo_9950gFVH3s{number}",
        site="Rowan Vale Hospital",
        team=f"Ward {number % 40}",
    )


if __name__ == "__main__":
    sys.exit(main())
