"""The reading door: every query that reads rows takes the actor first (ARCHITECTURE.md, The two doors)."""

import ast
from collections.abc import Iterable, Iterator

from tests.contracts.house import tree

RULES = "for rules that hold whoever asks; nobody is shown it as it is"
BEFORE = "before anybody is signed in"
OWN = "of a row that the caller got by the door"
# Queries without an actor, each with why; the name as it is called from another app.
WITHOUT_ACTOR = {
    "audit.roles_that_looked": OWN,
    "audit.list_kinds": OWN,
    "audit.list_traces": OWN,
    "audit.count_since": OWN,
    "audit.list_sign_ins": OWN,
    "audit.unseal_words": OWN,
    "casework.find_sought": RULES,
    "children.count_answers": OWN,
    "demo.list_personas": BEFORE,
    "demo.list_neighbours": BEFORE,
    "demo.get_persona": BEFORE,
    "finding.as_sent": RULES,
    "finding.comes_with_one_kept_apart": RULES,
    "finding.count_left": RULES,
    "finding.is_sure": RULES,
    "finding.it_is_still_sure": RULES,
    "finding.list_names_of": RULES,
    "finding.list_not_sure_yet": RULES,
    "finding.why_not_begun": RULES,
    "network.placed_before": RULES,
    "network.who_is_near": RULES,
    "people.asked_about": RULES,
    "people.is_sealed": RULES,
    "people.list_names_beside": RULES,
    "people.rows_of_one": OWN,
    "records.goes_to": RULES,
    "referrals.answers_that_count": RULES,
    "referrals.open_halts": RULES,
    "referrals.list_open": RULES,
    "referrals.list_blocked": RULES,
    "referrals.list_going_on": RULES,
    "referrals.is_put_forward": "a condition, not rows",
    "referrals.outward_block": RULES,
    "referrals.find_ask_page": BEFORE,
    "safety.why_not": RULES,
    "safety.get_why_nothing": RULES,
    "safety.why_not_reach": RULES,
    "safety.is_unaccompanied": RULES,
    "safety.is_minor": RULES,
    "safety.kept_from": RULES,
    "safety.blocked": RULES,
    "safety.deaths_told": RULES,
    "safety.untold": RULES,
    "safety.is_known": RULES,
    "safety.list_no_longer_so": RULES,
    "safety.find_match": RULES,
    "safety.find_marks": RULES,
    "safety.find_said_no": RULES,
    "safety.marks_of": RULES,
    "safety.one_person": RULES,
    "safety.list_children_of_flags": RULES,
    "safety.why_not_through": RULES,
    "safety.list_sides": RULES,
    "safety.who_must_not_meet": RULES,
    "safety.who_was_named": RULES,
    "safety.who_was_named_with": RULES,
    "safety.list_near": RULES,
    "network.who_shares_a_home": RULES,
}

# How a query is named, and how one that answers yes or no (ARCHITECTURE.md, Names). Whatever takes the actor first is
# one; what takes none builds or says something of rows that the caller has.
VERBS = ("get_", "open_", "list_", "count_", "is_", "has_", "can_")
# Functions of queries that take the actor first and read nothing for them.
NO_QUERIES = {
    "children.keep_list": "puts a list aside until somebody says yes to it",
    "referrals.note_words_read": "notes that somebody read a child's words",
    "safety.flags_want_a_manager": "refuses",
    "safety.only_the_lead": "refuses",
}


def name_problems(modules: Iterable[tree.Module]) -> list[str]:
    """Public queries whose names do not begin with what a query does."""
    return [
        f"{module.path}:{node.lineno} {node.name} begins with none of {' '.join(VERBS)}"
        for module in modules
        if module.job == "queries"
        for node in module.tree.body
        if isinstance(node, tree.FunctionNode) and tree.is_public(node.name)
        if [argument.arg for argument in node.args.args][:1] == ["actor"]
        if not node.name.startswith(VERBS) and f"{module.package}.{node.name}" not in NO_QUERIES
    ]


def actor_problems(modules: Iterable[tree.Module]) -> list[str]:
    """Public queries that read rows and take no actor first, though they are not named above."""
    return [
        f"{module.path}:{node.lineno} {node.name} reads rows and takes no actor first"
        for module, node in without_actor(modules)
        if f"{module.package}.{node.name}" not in WITHOUT_ACTOR
    ]


def without_actor(modules: Iterable[tree.Module]) -> Iterator[tuple[tree.Module, tree.FunctionNode]]:
    """Public functions of queries that name a table's rows and whose first argument is no actor."""
    for module in modules:
        if module.job != "queries":
            continue
        for node in module.tree.body:
            if not isinstance(node, tree.FunctionNode) or not tree.is_public(node.name):
                continue
            reads = any(isinstance(one, ast.Attribute) and one.attr == "objects" for one in ast.walk(node))
            if reads and [argument.arg for argument in node.args.args][:1] != ["actor"]:
                yield module, node
