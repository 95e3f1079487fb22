"""Single numbers that are rules: each with a day and a source, and each used."""

import datetime
import pathlib
import re

import pytest

from kith.domain import limits

# A law with its section, a document with its place, or plainly our own number, and who is to confirm it.
NAMED = re.compile(
    r"\b(?:Act|Regulations) \d{4}, (?:section|regulation)s? \d"
    r"|^Kith's (?:security notes|notes on practice) \d|^The contract of|^Kith's design of"
)
OWN = re.compile(
    r"Kith's own (?:starting point|reading|limit)\b.*"
    r"(?:to confirm|to review|until a service sets|after OWASP ASVS|so that|docs/adr/)"
)
SOURCE = pathlib.Path(limits.__file__).parents[1]


@pytest.mark.parametrize("name", limits.limits())
def test_every_number_says_from_when_it_holds_and_where_it_comes_from(name):
    one = limits.limits()[name]
    assert one.value > 0
    assert datetime.date(1989, 1, 1) < one.valid_from <= datetime.date(2026, 12, 31)
    assert NAMED.search(one.source) or OWN.match(one.source), one.source


def test_every_number_is_used():
    code = "".join(path.read_text("utf-8") for path in sorted(SOURCE.rglob("*.py")))
    assert [name for name in limits.limits() if f'limits.number("{name}")' not in code] == []


def test_a_number_that_is_not_there():
    with pytest.raises(KeyError):
        limits.number("days_without_a_rule")
