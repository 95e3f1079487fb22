"""Every list says on which day it is true (SAFEGUARDING 17: returns are old, and a paper is read long after)."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from kith.domain.terms import Role
from kith.referrals.views import held
from tests.contracts import test_budgets, words
from tests.contracts.sweep import addresses, crowd, visits, world
from tests.personas import Cast

EXTENDS = re.compile(r"""\{%\s*extends\s+["']ui/base\.html["']""")
INCLUDES = re.compile(r"""\{%\s*include\s+["']([^"']+)["'][^%]*%\}""")
# Rows that come from what is stored: whatever element stands first in a turn of a loop, also behind a condition.
ELEMENTS = "tr|tbody|li|section|article|div|dl|dt|details|figure|blockquote|fieldset|h[2-4]|p"
ROWS = rf"(?P<rows>\{{%\s*for\s[^%]*%\}}(?:\s|\{{%\s*(?:if|with|url)\s[^%]*%\}})*<(?:{ELEMENTS})\b)"
SAYS = r"(?P<says>\{%\s*true_on\s)"
OPENS, BETWEEN, ENDS = (
    r"\{%\s*(?:if|for|with|wrap|block)\b",
    r"\{%\s*(?:else|elif|empty)\b",
    r"\{%\s*end(?:if|for|with|wrap|block)\b",
)
STEPS = re.compile(rf"{ROWS}|{SAYS}|(?P<opens>{OPENS})|(?P<between>{BETWEEN})|(?P<ends>{ENDS})")
STANDS = re.compile(rb'<p class="kith-true-on">True on <time datetime="\d{4}-\d{2}-\d{2}">\d{1,2} [A-Z]')

# Pages whose loops are no list of what is so: each with what it is instead.
NO_LISTS = {
    "children/publish_rules.html": "what each line of a rule set means; the counts beside it say their day",
    "account/unsent.html": "what one person sent just now",
    "casework/bring_in_people.html": "what is wrong in a file that was sent just now",
    "children/bring_in_facts.html": "what is wrong in a file that was sent just now",
    "children/no_answer.html": "earlier answers, each with its day",
    "children/find.html": "what a search found just now",
    "ui/not_now.html": "the reader's own words, sent just now",
    "demo/who.html": "made-up people to be",
    "referrals/stop/stopped_staff.html": "stops, each with its day",
    "mfa/index.html": "each line with its time",
    "mfa/recovery_codes/index.html": "codes that were made just now",
    "network/changes.html": "what changed between two days, which stand in the heading",
    "network/draw.html": "a map to fill in",
    "network/side_by_side.html": "two maps, each with its own day",
    "network/version.html": "a map, with its own day",
    "people/add.html": "who is like the name just typed",
    "people/choose_same.html": "a choice of one",
    "people/merge.html": "a choice between two",
    "programme/projection.html": "figures of a published paper, with its own day",
    "finding/notes.html": "what notes that were sent hold",
    "network/family_file.html": "what a file that was sent holds",
    "records/paper.html": "one photographed sheet",
    "records/concern.html": "one concern, with the times at which it was opened",
    "referrals/made.html": "what happens next",
    "referrals/move.html": "a choice of the next stage",
    "referrals/paper/list.html": "blank sheets",
    "referrals/withdraw_decide.html": "one proposal, with its day",
    "safety/letter.html": "one letter, as it was written",
    "referrals/requests/one.html": "one request, as it was sent",
    "safety/answer.html": "questions to answer",
    "safety/answer_side.html": "questions to answer",
    "ui/gallery/stale.html": "a sample",
    "ui/stale.html": "what somebody else changed meanwhile",
}


def whole(template: str, seen: frozenset[str] = frozenset()) -> str:
    """A template with everything that it includes by a fixed name put in its place."""

    def put_in(found: re.Match[str]) -> str:
        name = found[1]
        if name in seen or name not in words.templates():
            return ""
        return whole(words.templates()[name].read_text(encoding="utf-8"), seen | {name})

    return INCLUDES.sub(put_in, words.COMMENT.sub(" ", template))


def lists_without_a_day(template: str) -> bool:
    """Whether a page for staff has a list before which, wherever it stands, no day is said."""
    text = whole(template)
    return bool(EXTENDS.search(text)) and any(not says for says in days_before_lists(text))


def days_before_lists(text: str) -> Iterator[bool]:
    """For each list of a page, in order: whether a day is always said before it.

    A day said in one branch of a condition, or in a loop, is not said for what stands outside it.
    """
    within: list[int] = []
    said: list[list[int]] = []
    turn = 0
    position = 0
    while found := STEPS.search(text, position):
        position = found.end()
        turn += 1
        if found["rows"]:
            yield any(within[: len(at)] == at for at in said)
            position = found.start() + text[found.start() :].index("%}") + 2
            within.append(turn)
        elif found["says"]:
            said.append([*within])
        elif found["opens"]:
            within.append(turn)
        elif found["between"]:
            within[-1] = turn
        else:
            within.pop()


def test_every_page_that_lists_says_on_which_day_it_is_true() -> None:
    texts = {name: path.read_text(encoding="utf-8") for name, path in words.templates().items()}
    found = {name for name, text in texts.items() if lists_without_a_day(text)}
    assert (sorted(found - set(NO_LISTS)), sorted(set(NO_LISTS) - found)) == ([], [])


@pytest.mark.parametrize(
    "rows",
    [
        "{% for row in rows %}<tr><td>{{ row }}</td></tr>{% endfor %}",
        '<ul class="kith-list">{% for row in rows %}\n  <li>{{ row }}</li>{% endfor %}</ul>',
        '{% include "people/_rows.html" with rows=rows %}',
        "{% for row in rows %}<div>{{ row }}</div>{% endfor %}",
        "{% for row in rows %}<article>{{ row }}</article>{% empty %}<p>None</p>{% endfor %}",
        "{% for row in rows %}{% if row.stands %}<dl><dt>{{ row }}</dt></dl>{% endif %}{% endfor %}",
        "<dl>{% for row in rows %}\n<dt>{{ row }}</dt>{% endfor %}</dl>",
    ],
)
def test_the_check_finds_a_list_without_a_day(rows: str) -> None:
    assert lists_without_a_day('{% extends "ui/base.html" %}' + rows)
    assert not lists_without_a_day('{% extends "ui/base.html" %}{% true_on on %}' + rows)
    assert not lists_without_a_day('{% extends "ui/base_child.html" %}' + rows)


ONE = "{% for row in rows %}<li>{{ row }}</li>{% endfor %}"
DAY = "{% true_on on %}"


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (DAY + ONE + ONE, [True, True]),
        (ONE + DAY + ONE, [False, True]),
        ("{% if rows %}" + DAY + ONE + "{% endif %}" + ONE, [True, False]),
        ("{% if rows %}" + DAY + ONE + "{% else %}" + ONE + "{% endif %}", [True, False]),
        ("{% if rows %}" + DAY + ONE + "{% endif %}{% if more %}" + DAY + ONE + "{% endif %}", [True, True]),
        (DAY + "{% for kind in kinds %}<section>" + ONE + "</section>{% endfor %}" + ONE, [True, True, True]),
        ("{% for kind in kinds %}<section>" + DAY + ONE + "</section>{% endfor %}" + ONE, [False, True, False]),
    ],
)
def test_each_of_several_lists_on_a_page_has_its_day(page: str, says: list[bool]) -> None:
    assert list(days_before_lists(page)) == says


def test_the_day_stands_on_every_list_that_is_opened(cast: Cast) -> None:
    ids = crowd.grow(cast, 1, 1)
    by_name = {one.name: one for one in addresses.walk()}
    said: dict[tuple[str, Role], bool] = {}
    for name, role in read_by().items():
        visit = visits.Visitor(cast.users[role], ids).visit(by_name[name], world.OWN, ids)
        assert visit.status == 200, visit.told
        said[name, role] = bool(STANDS.search(visit.body))
    assert {page for page, says in said.items() if not says} == set()


@pytest.mark.once
@pytest.mark.long
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SOCIAL_WORKER, Role.MANAGER, Role.SAFEGUARDING_LEAD])
def test_no_page_says_a_day_that_is_missing(cast: Cast, role: Role) -> None:
    """A page whose view forgot the day would say "True on ."."""
    ids = crowd.grow(cast, 1, 1)
    visitor = visits.Visitor(cast.users[role], ids)
    found = [(one.name, visitor.visit(one, world.OWN, ids)) for one in addresses.walk()]
    assert sum(visit.status == 200 for _, visit in found) > 30
    assert [name for name, visit in found if b'<time datetime="">' in visit.body] == []


def read_by() -> dict[str, Any]:
    """The lists that staff read, each with who reads it; what a child holds is calm and prints no day."""
    return {name: role for name, role in test_budgets.LISTS.items() if name not in held.OF_THE_REFERRAL}
