"""Numbers that are rules: they come from a data file with date and source, never from a bare constant in the code."""

import ast
import re
from collections.abc import Iterable, Iterator

from tests.contracts.house import tree

# A name that says an age, a time or how much is allowed or enough.
RULE = re.compile(
    r"_?([A-Z_]*_)?(AGE|AGES|DAYS|HOURS|MINUTES|MONTHS|WEEKS|YEARS|SURE|AN?_(HOUR|DAY|WEEK|MONTH|YEAR)|LEAVER|AHEAD|BACK|AFTER|COOL_?OFF_TIME|FAILURE_LIMIT|TIMEOUT)"
)
UNITS = {"days", "hours", "minutes", "weeks"}
LOOKED_AT = "src/kith/"
# Numbers by such names that are none of these rules, each with why.
NO_RULES = {
    "src/kith/network/presenters/pictures.py: PART_OF_A_YEAR": "how far apart two moments stand on a page",
    "src/kith/network/views/maps.py: A_YEAR": "a unit: the day that a page offers first",
}
LEFT_OUT = {"demo": "made-up people", "ui": "pictures and words, no rules"}


def problems(modules: Iterable[tree.Module]) -> list[str]:
    """Module-level constants that are a rule and a bare number, though they are not named above."""
    return [
        f"{one} is a rule without date and source: domain/data/limits.toml"
        for one in sorted(bare(modules) - set(NO_RULES))
    ]


def bare(modules: Iterable[tree.Module]) -> set[str]:
    """Every such constant, as `path: NAME`."""
    return {f"{module.path}: {name}" for module in modules if _is_looked_at(module) for name in constants(module)}


def _is_looked_at(module: tree.Module) -> bool:
    return module.path.startswith(LOOKED_AT) and module.package not in LEFT_OUT


def constants(module: tree.Module) -> Iterator[str]:
    """The names of a module's constants that are a number, or a length of time, and say a rule."""
    for node in module.tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if _is_annotated(node) else []
        for target in targets:
            if isinstance(target, ast.Name) and RULE.fullmatch(target.id) and _is_bare(node.value):  # type: ignore[attr-defined]
                yield target.id


def _is_annotated(node: ast.stmt) -> bool:
    return isinstance(node, ast.AnnAssign) and node.value is not None


def _is_bare(value: ast.expr) -> bool:
    """90, 0.5, 3 * 24, timedelta(days=90)."""
    if isinstance(value, ast.Constant):
        return isinstance(value.value, int | float) and not isinstance(value.value, bool)
    if isinstance(value, ast.BinOp):
        return _is_bare(value.left) and _is_bare(value.right)
    if isinstance(value, ast.Call) and ast.unparse(value.func).rpartition(".")[2] == "timedelta":
        return any(one.arg in UNITS and _is_bare(one.value) for one in value.keywords)
    return False
