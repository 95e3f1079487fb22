"""Where actions change a row that stands already: each place compares versions, counts them, or is named with why."""

import ast
import re
from collections.abc import Iterable, Iterator

from tests.contracts.house import tree

# What changes rows that stand already, whatever it is called on.
MANY = {"bulk_update", "delete", "update", "update_or_create"}
# Fills an empty service with made-up people; never installed in production.
DEMO = "demo"
COUNTED = "F('version') + 1"


def problems(modules: Iterable[tree.Module], known: Iterable[str]) -> list[str]:
    """Places that overwrite without a version and are not known, and known ones that are not there any more."""
    found = {place for module in modules for place in places(module)}
    known = set(known)
    return [f"{place} overwrites without a version" for place in sorted(found - known)] + [
        f"{place} is named and does not overwrite" for place in sorted(known - found)
    ]


def places(module: tree.Module) -> Iterator[str]:
    """Every place of one actions module that changes a row that stands already without counting its version.

    A place is named by the module, the function and the row: network.maps.finish_map: map_version.
    """
    if module.job != "actions" or module.package == DEMO:
        return
    functions = {node.name: node for node in module.tree.body if isinstance(node, tree.FunctionNode)}
    where = ".".join(part for part in module.parts[2:] if part not in ("actions", "__init__"))
    for function in functions.values():
        for row in sorted(_rows(function)):
            yield from (f"{where}.{name}: {what}" for name, what in _without_version(functions, function, row))


def _rows(function: tree.FunctionNode) -> set[str]:
    """The rows that a function saves or changes as it stands, each as it is written there."""
    rows = set()
    for call in ast.walk(function):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            of, given = call.func.value, {one.arg: ast.unparse(one.value) for one in call.keywords}
            many = call.func.attr != "save"
            if not many or (call.func.attr in MANY and _is_rows(call, of)):
                counted = COUNTED in (given.get("version") or given.get("defaults") or "")
                if not (many and counted):
                    rows.add(_table(function, of) if many else ast.unparse(of))
    return rows


def _is_rows(call: ast.Call, of: ast.expr) -> bool:
    """Whether it is called on rows of a table: dictionaries and sets have some of the same names."""
    return call.func.attr != "update" or (bool(call.keywords) and not call.args)  # type: ignore[attr-defined]


def _table(function: tree.FunctionNode, of: ast.expr) -> str:
    """`Child.objects`, whose rows they are, without which of them; a name is looked up where it is given its rows."""
    given = [
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and ast.unparse(of) in map(ast.unparse, node.targets)
    ]
    for expression in (of, *given):
        found = re.search(r"\b[A-Z]\w+\.objects\b", ast.unparse(expression))
        if found:
            return found[0]
    while isinstance(of, ast.Call) and isinstance(of.func, ast.Attribute):
        of = of.func.value
    return ast.unparse(of)


def _without_version(
    functions: dict[str, tree.FunctionNode], function: tree.FunctionNode, row: str
) -> Iterator[tuple[str, str]]:
    """(function, row) of whoever lets this row be saved as it is: the function, or those that hand the row to it."""
    text = ast.unparse(function)
    if _is_new(function, row) or f"expect_version({row}, " in text or f"{row}.version += 1" in text:
        return
    given = [argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)]
    handed = list(_handed(functions, function.name, given.index(row))) if row in given else []
    if tree.is_public(function.name) or not handed:
        yield function.name, row
        return
    for caller, name in handed:
        yield from _without_version(functions, caller, name)


def _handed(functions: dict[str, tree.FunctionNode], called: str, at: int) -> Iterator[tuple[tree.FunctionNode, str]]:
    for caller in functions.values():
        for call in ast.walk(caller):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == called and len(call.args) > at:
                yield caller, _table(caller, call.args[at])


def _is_new(function: tree.FunctionNode, row: str) -> bool:
    """Whether the row is made in the function itself and in no other way."""
    made = [
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and row in {ast.unparse(target) for target in node.targets}
    ]
    return bool(made) and all(_makes(value) for value in made)


def _makes(value: ast.expr) -> bool:
    if not isinstance(value, ast.Call):
        return False
    called = ast.unparse(value.func).removesuffix(".objects.create").rpartition(".")[2]
    return called[:1].isupper()


def texts(module: tree.Module) -> Iterator[tuple[str, str]]:
    """(name, text) of every function of an actions module, named as in `places`."""
    if module.job == "actions":
        where = ".".join(part for part in module.parts[2:] if part not in ("actions", "__init__"))
        for node in module.tree.body:
            if isinstance(node, tree.FunctionNode):
                yield f"{where}.{node.name}", ast.unparse(node)
