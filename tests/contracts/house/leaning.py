"""What the rules lean on: the standard library, a day that is given, and one home for the columns of the return."""

import ast
import functools
import sys
from collections.abc import Iterable, Iterator

from kith.domain.returns import tables
from tests.contracts.house import tree

# What a part of the domain may use beside the standard library (ARCHITECTURE.md, Shape; docs/adr/0030 and 0033).
LIBRARIES = {
    "matching": {"rapidfuzz", "splink", "duckdb", "pyarrow"},
    "evaluation": {"numpy", "scipy"},
    "demand": {"numpy", "scipy"},
    "papers": {"PIL", "pypdf"},
    "pdfs": {"pypdf"},
}
# Files whose caller says which day it is. Views, tasks and the commands ask the clock once and pass it on.
TOLD_THE_DAY = {"actions", "queries", "presenters", "forms"}
CLOCKS = ("timezone.now", "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time")
# These take a moment; without one they ask the clock.
OF_A_MOMENT = ("timezone.localdate", "timezone.localtime")

# Two columns are words of ours as well, written large where they are constants.
COLUMNS = frozenset(name for spec in tables.SPECS.values() for name in spec.columns) - {"CHILD", "MISSING"}
HOME = "src/kith/domain/returns/"
# Elsewhere a column may be named for this reason.
MAY_NAME_COLUMNS = {
    "src/kith/demo/county/": "files the made-up return",
    "src/kith/domain/gedcom/": "GEDCOM's own words and months",
}


def library_problems(modules: Iterable[tree.Module]) -> list[str]:
    """Imports of the domain, late ones too, that are neither the standard library's nor named above."""
    return [
        f"{module.path}:{line} uses {name}"
        for module in modules
        if module.package == "domain"
        for line, name in used(module)
        if name not in sys.stdlib_module_names | {"kith"} | LIBRARIES.get(module.job, set())
    ]


def used(module: tree.Module) -> Iterator[tuple[int, str]]:
    """(line, top name) of everything that a module imports or loads late by a name that is written out."""
    for node in module.nodes:
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "optional.load":
            names = [str(one.value) for one in node.args[:1] if isinstance(one, ast.Constant)]
        yield from ((node.lineno, name.partition(".")[0]) for name in names)  # type: ignore[attr-defined]


def clock_problems(modules: Iterable[tree.Module]) -> list[str]:
    """Calls that ask what day or time it is, where the caller says it (`at`, `on`)."""
    return [
        f"{module.path}:{node.lineno} asks the clock: {ast.unparse(node)}"
        for module in modules
        if module.package == "domain" or (module.job in TOLD_THE_DAY and module.package != "demo")
        for node in module.nodes
        if isinstance(node, ast.Call) and _asks(node)
    ]


def _asks(call: ast.Call) -> bool:
    name = ast.unparse(call.func)
    if name.endswith(OF_A_MOMENT):
        return not call.args and not call.keywords
    return any(name == clock or name.endswith(f".{clock}") for clock in CLOCKS)


def column_problems(modules: Iterable[tree.Module]) -> list[str]:
    """Columns of the return that are named outside their one home."""
    return [
        f"{module.path}:{node.lineno} names the column {node.value}"
        for module in modules
        if not module.path.startswith((HOME, *MAY_NAME_COLUMNS))
        for node in module.nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in COLUMNS
    ]


def moment_problems(modules: Iterable[tree.Module]) -> list[str]:
    """Rows that an action makes without saying when: the table would ask the clock itself."""
    return [
        f"{module.path}:{node.lineno} makes a {table} and does not say {', '.join(sorted(asked - given))}"
        for module in modules
        if module.job == "actions"
        for node in module.nodes
        if isinstance(node, ast.Call) and (table := _made(node.func, _tables(module)))
        if (given := _given(node)) is not None and (asked := moments()[table]) - given
    ]


@functools.cache
def moments() -> dict[str, frozenset[str]]:
    """{table: the columns that ask the clock where nobody says}."""
    found: dict[str, set[str]] = {}
    for module in tree.modules("src"):
        for table in module.tree.body if module.job == "models" else ():
            for node in table.body if isinstance(table, ast.ClassDef) else ():
                value = node.value if isinstance(node, ast.Assign) else None
                asks = any(ast.unparse(one.value) == "timezone.now" for one in getattr(value, "keywords", ()))
                if isinstance(node, ast.Assign) and asks:
                    found.setdefault(table.name, set()).add(ast.unparse(node.targets[0]))  # type: ignore[union-attr]
    return {table: frozenset(columns) for table, columns in found.items()}


def _tables(module: tree.Module) -> set[str]:
    """The tables with such columns that a module names."""
    named = {
        alias.name
        for node in module.tree.body
        if isinstance(node, ast.ImportFrom) and "models" in (node.module or "").split(".")
        for alias in node.names
    }
    return named & set(moments())


def _made(function: ast.expr, known: set[str]) -> str:
    """`Note` for Note(...), Note.objects.create(...) and its like."""
    words = ast.unparse(function).split(".")
    makes = words[-1] in ("create", "get_or_create", "update_or_create") if len(words) > 1 else True
    return words[0] if makes and words[0] in known else ""


def _given(call: ast.Call) -> set[str] | None:
    """The columns that are said, also as defaults; None where they are handed on from elsewhere."""
    if any(one.arg is None for one in call.keywords):
        return None
    given = {str(one.arg) for one in call.keywords}
    for one in call.keywords:
        if one.arg in ("defaults", "create_defaults"):
            if not isinstance(one.value, ast.Dict):
                return None
            given |= {key.value for key in one.value.keys if isinstance(key, ast.Constant)}
    return given
