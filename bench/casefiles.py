"""People in notes: 200 pages of a file, against a plain pass for capitalised words over the same text.

A page is about 500 words, put together from made-up notes in a seeded order, under one child's name. The goal of the
project (November 2026) is under 5 s for 200 pages on one core of the developers' machine; the ratio says how much the
reading costs beyond only seeing the capitals.
"""

import json
import os
import pathlib
import random
import re
import statistics
import sys
import time

from kith.domain import casefiles

NOTES = pathlib.Path(__file__).resolve().parent.parent / "tests" / "domain" / "corpus" / "tuning.jsonl"
PAGES, WORDS = 200, 500
GOAL_SECONDS = 5.0
ROUNDS = 3
_CAPITALS = re.compile(r"\b[^\W\d_a-z][^\W\d_]+\b")


def pages(count: int, seed: int = 1) -> str:
    """That many pages of notes; every note speaks of the same child."""
    chance = random.Random(seed)
    notes = [json.loads(line) for line in NOTES.read_text(encoding="utf-8").splitlines()]
    made: list[str] = []
    words = 0
    while words < count * WORDS:
        note = chance.choice(notes)
        text = note["text"].replace(note["child"], "Kayden")
        made.append(text)
        words += len(text.split())
    return "\n\n".join(made)


def seconds(text: str) -> tuple[float, int]:
    """Processor time of one reading, and how many people it found."""
    begun = time.process_time()
    found = casefiles.find_people(text, "Kayden")
    return time.process_time() - begun, len(found)


def plain(text: str) -> float:
    """Processor time of a pass that only sees capitals."""
    begun = time.process_time()
    sum(1 for _ in _CAPITALS.finditer(text))
    return time.process_time() - begun


def main() -> int:
    """Print the ratios; 1 where 200 pages take longer than the goal or the time grows faster than the text."""
    print(f"load average {os.getloadavg()[0]:.1f}")
    casefiles.find_people("Warm up.", "Kayden")
    times = {}
    for count in (PAGES // 4, PAGES):
        text = pages(count)
        runs = [seconds(text) for _ in range(ROUNDS)]
        capitals = statistics.median(plain(text) for _ in range(ROUNDS))
        times[count] = statistics.median(run[0] for run in runs)
        print(
            f"{count} pages, {len(text.split()):,} words, {runs[0][1]:,} people: {times[count]:.2f} s, "
            f"{times[count] / capitals:.0f} x a pass for capitals ({capitals * 1000:.0f} ms)"
        )
    growth = times[PAGES] / times[PAGES // 4] / 4
    print(f"growth per page from {PAGES // 4} to {PAGES} pages: {growth:.2f}")
    return 1 if times[PAGES] > GOAL_SECONDS or growth > 1.5 else 0


if __name__ == "__main__":
    sys.exit(main())
