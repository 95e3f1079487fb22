"""Family names: forms for men and women, and words that belong to the name without carrying it."""

import functools

# Slavic endings for women and men (Kowalska and Kowalski, Ivanova and Ivanov). General knowledge of the languages.
_ENDINGS = (("ska", "ski"), ("cka", "cki"), ("zka", "zki"), ("ova", "ov"), ("eva", "ev"), ("ina", "in"), ("aya", "y"))
_PARTICLES = frozenset("de da do dos das del la las van von der den ter al el ul bin ibn ben bint o".split())


@functools.lru_cache(maxsize=65_536)
def family_stem(word: str) -> str:
    """A plain word of a family name in one form for men and women."""
    for ending, stem in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + stem
    return word


def carriers(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a family name that carry it: without de, van, al and the like, unless there is nothing else."""
    kept = tuple(word for word in words if word not in _PARTICLES)
    return kept or words
