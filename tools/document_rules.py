"""docs/reference/rules.md: the rule sets, how soon, a network's measures, whom to look for next, and the cases."""

import datetime
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import document_network
from kith.domain import eligibility, leads, terms, triage

SPEC = Path(__file__).resolve().parents[1] / "tests" / "domain" / "spec"

INTRODUCTION = """\
# Rules

<!-- Made by tools/generate_docs.py from the code and the case tables. Run make fix; do not edit. -->

## How an answer comes about

Each criterion is met, not met or not known. One criterion not met makes the answer "no". If none is not met but
one is not known, the answer is "a person must check", and the missing fact is named with who can answer it.
Otherwise the answer is "yes".

- What a return settles stands. What it leaves open is filled by a local fact: the latest on or before the date
  counts, and people who contradict each other leave it open. Any clash is named in the sentence that says why.
- If a return does not hold the first day of a period of care, the earliest row is a lower bound: "on or before".
  It can show that the limit is reached, never that it is not.
- No recorded plan is never taken as "no plan". Living with a parent, or with carers who may adopt, is a sign only.
- Time in care is counted over the present, unbroken period; a break starts it again.
- A near miss is a change at most {near} days ahead that would turn the answer into "no".
- Disability, arriving alone as a refugee and custody never exclude a child.
"""


def page() -> str:
    """The whole page."""
    lines = [
        INTRODUCTION.format(near=eligibility.NEAR_DAYS),
        "## Rule sets",
        "",
        *(line for rules in eligibility.rule_sets() for line in rule_set(rules)),
        "## Cases",
        "",
        *table(
            ("Case", "Rules", "On", "Born", "In care since", "Recorded", "Answer"),
            map(eligibility_row, cases("eligibility")),
        ),
        *how_soon(),
        *document_network.section(cases, table),
        *look_for_next(),
    ]
    return "\n".join(lines) + "\n"


def rule_set(rules: eligibility.RuleSet) -> Iterator[str]:
    """One rule set: what it says, its criteria and its sources."""
    yield from (f"### {rules.id}: {rules.title}", "", f"{rules.says} Used from {rules.valid_from}.", "")
    yield from table(("Criterion", "What it says", "Source"), ((f"`{c.id}`", c.says, c.source) for c in rules.criteria))
    yield from (f"- {note}" for note in rules.notes)
    yield from (f"- Source: {source.text}; dated {source.dated}." for source in rules.sources)
    yield ""


def how_soon() -> Iterator[str]:
    """The newest setting for how soon, and its cases."""
    setting = triage.load_setting(datetime.date.max)
    yield from ("## How soon", "")
    yield f"{setting.title}; used from {setting.valid_from}. {setting.source}"
    birthdays = " and ".join(map(str, setting.birthdays))
    yield f"Birthdays {birthdays} and the rule's limit count {setting.days_ahead} days ahead."
    yield "The most urgent level that any reason has is proposed; reasons are said, never added up. A person decides."
    yield ""
    reasons = sorted(setting.level.items(), key=lambda item: list(terms.HowSoon).index(item[1]))
    yield from table(("Reason", "Counts as"), ((reason.label, level.label) for reason, level in reasons))
    yield from table(
        ("Case", "On", "What is said"), ((case["name"], case["on"], case["said"]) for case in cases("triage"))
    )


def look_for_next() -> Iterator[str]:
    """The rules that suggest whom to look for next, with every figure and its source."""
    setting = leads.load()
    yield from ("## Look for next", "", f"{setting.title}; used from {setting.valid_from}. {setting.source}")
    yield "Each rule says one sentence with the rows behind it. Nothing is scored, and nobody is predicted."
    yield ""
    rules = setting.rules.values()
    yield from table(
        ("Rule", "What", "Figures", "Source"),
        ((f"`{rule.id}`", rule.title, figures(rule), rule.source) for rule in rules),
    )


def figures(rule: leads.RuleSpec) -> str:
    """The figures of a rule in words: "days: 14"; lists by their length."""
    said = (
        f"{name.replace('_', ' ')}: {value if isinstance(value, int) else f'{len(value)} of them'}"
        for name, value in rule.numbers.items()
    )
    return "; ".join(said)


def eligibility_row(case: dict[str, Any]) -> tuple[object, ...]:
    """One case as a row."""
    since = case.get("in_care_since", "not in care")
    recorded = [f"{fact} {value} from {from_}" for fact, value, from_ in case.get("facts", ())]
    recorded += [case["adoption"]] if "adoption" in case else []
    answer = terms.Answer(case["answer"]).label
    near = case.get("near", {}).get("text", "")
    return (
        case["name"],
        f"`{case['rules']}`",
        case["on"],
        case.get("born", "not known"),
        since if case.get("start_known", True) else f"{since} or earlier",
        "; ".join(recorded) or "nothing",
        f"{answer}; {near}" if near else answer,
    )


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of one table."""
    found: list[dict[str, Any]] = tomllib.loads((SPEC / f"{name}.toml").read_text("utf-8"))["case"]
    return found


def table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """A table in Markdown, with an empty line after it."""
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    yield from (f"| {' | '.join(str(cell).replace('|', '/') for cell in row)} |" for row in rows)
    yield ""
