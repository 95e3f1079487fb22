"""Words that are no name in front of one, and first names: from the lists by which notes are read."""

import csv
import functools
from importlib import resources

# Read as files: the reading of notes compares names, and is not loaded for this.
_LISTS = resources.files("kith.domain") / "casefiles" / "lexicon"
_TITLES = frozenset("mr mrs ms miss mx dr prof sir lady rev imam sheikh".split())
# Titles of that list by which somebody may be called as well: Di, a DJ, Justice.
_ALSO_NAMES = frozenset("di dj justice".split())
# What a child calls a relative, as the codes of that list have it. Others, as son and boy, nobody is called by.
_CALLED = frozenset("M F SIS BRO SM SF GM GF SGM SGF GGM GGF AUNT UNC GAUNT GUNC COUS".split())
# Shorter ones are abbreviations, or names: Mo.
_LEAST = 3
# Those of the languages of home stay few: many are first names too.
_KIN_WORDS = frozenset(
    "mum mummy mam mammy mama mom dad daddy da papa nan nana nanna nanny gran granny grandma grandmother nain mamgu "
    "grandad granddad grandpa grandfather gramps taid tadcu aunt aunty auntie uncle cousin brother sister bro sis "
    "babcia ciocia wujek bunica bunicu baba babushka teyze amca khala khalo".split()
)


def is_title(word: str) -> bool:
    """Whether this stands before a name and is none: Mr, Dr, Coach, PC."""
    return word in _TITLES or word in _ranks()


def is_title_anywhere(word: str) -> bool:
    """Whether this is no name wherever it stands. Of the others some are family names at the end: Tom Judge."""
    return word in _TITLES


def is_kin_word(word: str) -> bool:
    """Whether this is what a child calls a relative and, standing alone, no name."""
    return word in _kin_words()


def is_first_name(word: str) -> bool:
    """Whether this, plain, is a first name that the lists know."""
    return word in _first_names()


@functools.cache
def _ranks() -> frozenset[str]:
    rows = csv.DictReader((_LISTS / "titles.csv").read_text("utf-8").splitlines())
    return frozenset(row["title"].lower() for row in rows if row["relation"]) - _ALSO_NAMES


@functools.cache
def _kin_words() -> frozenset[str]:
    rows = csv.DictReader((_LISTS / "kin.csv").read_text("utf-8").splitlines())
    terms = (term for row in rows if row["code"] in _CALLED and not row["plural"] for term in row["terms"].split("|"))
    return _KIN_WORDS | {term for term in terms if term.isalpha() and len(term) >= _LEAST}


@functools.cache
def _first_names() -> frozenset[str]:
    files = ("given_names.txt", "names_that_are_words.txt")
    return frozenset(line for name in files for line in (_LISTS / name).read_text("utf-8").splitlines())
