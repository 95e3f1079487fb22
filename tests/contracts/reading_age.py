"""How old a reader must be: the Flesch-Kincaid grade (Kincaid and others, 1975) plus five, when grades begin."""

from __future__ import annotations

import re

WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
SENTENCE_END = re.compile(r"[.!?:]+(?:\s|$)")
FIRST_GRADE_AGE = 5
# A label of one or two words is no sentence; counting it as one would make any page look easy.
SHORTEST_SENTENCE = 3


def syllables(word: str) -> int:
    """About how many syllables an English word has: groups of vowels, without most silent endings."""
    bare = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", bare))
    if re.search(r"[^aeiouyl]e$|[^aeiouydt]ed$|[^aeiouysxzcg]es$", bare):
        groups -= 1
    return max(groups, 1)


def sentences(blocks: list[str]) -> list[list[str]]:
    """The sentences of a page as lists of words; every block ends one."""
    found = [WORD.findall(part) for block in blocks for part in SENTENCE_END.split(block)]
    return [words for words in found if len(words) >= SHORTEST_SENTENCE]


def reading_age(blocks: list[str]) -> float:
    """Years. A page without sentences can be read by anybody."""
    read = sentences(blocks)
    words = [word for sentence in read for word in sentence]
    if not words:
        return float(FIRST_GRADE_AGE)
    grade = 0.39 * len(words) / len(read) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return grade + FIRST_GRADE_AGE
