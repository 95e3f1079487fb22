"""What things are called: actions by verb and noun, moments `_at`, days `_on` (ARCHITECTURE.md, Names; Data rules)."""

import ast
from collections.abc import Iterable, Iterator

from tests.contracts.house import sizes, tree

# Actions of one word, each with why it says enough.
ONE_WORD = {
    "people.connect": "joins a person with a child",
    "safety.clear": "what a person may be cleared for",
    "safety.protect": "keeps a protected person",
    "safety.restrict": "an order about a person",
}
ENDINGS = {"DateTimeField": "at", "DateField": "on"}
# Columns whose name says another thing than their ending, each with what it is.
OTHERWISE = {
    "access.Service.ask_page_is_on": "whether it is switched on",
    "audit.ReadMark.hour": "the hour in which reading is one event",
    "children.CareEpisode.dec": "as the return calls it",
    "children.CareEpisode.decom": "as the return calls it",
    "children.EligibilityResult.care_start": "the name of the local fact",
    "children.EligibilityRun.as_at": "the contract's word for the end of the last return",
    "children.EligibilityRun.facts_until": "up to which moment facts were looked at",
    "finding.LeadDecision.rests_on": "what a decision rests on",
    "records.Concern.waiting_since": "since when",
    "referrals.Referral.arose_at": "where it arose: a review, a visit",
    "referrals.Referral.stood_at": "the stage at which it stood",
    "referrals.SelfReferral.reply_by": "by which day",
    "referrals.SelfReferral.waiting_since": "since when",
    "referrals.Stop.get_in_touch_by": "by which day",
    "safety.News.check_in_by": "by which day",
    "safety.SideAnswer.goes_on": "whether work goes on",
}


def action_problems(modules: Iterable[tree.Module]) -> list[str]:
    """Actions that are not called verb_noun and do not stand above."""
    return [f"{name} is not called verb_noun" for name in sorted(one_word(modules) - set(ONE_WORD))]


def one_word(modules: Iterable[tree.Module]) -> set[str]:
    """Actions of one word, as `app.name`."""
    return {
        f"{module.package}.{node.name}"
        for module in modules
        if module.job == "actions"
        for node in module.public_functions()
        if sizes.is_action(node) and "_" not in node.name
    }


def moment_problems(modules: Iterable[tree.Module]) -> list[str]:
    """Columns that hold a moment and are not called `_at`, or a day and not `_on`, or the other way round."""
    return [f"{name} is no name for what it holds" for name in sorted(otherwise(modules) - set(OTHERWISE))]


def otherwise(modules: Iterable[tree.Module]) -> set[str]:
    """Such columns, as `app.Table.column`."""
    return {
        f"{module.package}.{table}.{name}"
        for module in modules
        if module.job == "models"
        for table, name, kind in _columns(module)
        if _ending(name) != ENDINGS.get(kind)
    }


def _ending(name: str) -> str | None:
    """`at` for made_at and at, `on` for born_on and on, else nothing."""
    last = name.rpartition("_")[2]
    return last if last in ENDINGS.values() else None


def _columns(module: tree.Module) -> Iterator[tuple[str, str, str]]:
    """(table, column, kind of field) of every table of a module."""
    for table in module.tree.body:
        for node in table.body if isinstance(table, ast.ClassDef) else ():
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                kind = ast.unparse(node.value.func).rpartition(".")[2]
                yield from ((table.name, one.id, kind) for one in node.targets if isinstance(one, ast.Name))
