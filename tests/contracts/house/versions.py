"""Actions that change a row with a version: each compares it with what the person saw, or counts it up itself."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterable
from typing import Any

Function = Callable[..., Any]


def has_version(table: type[Any]) -> bool:
    """Whether the rows of a table carry a version."""
    return any(field.name == "version" for field in table._meta.local_fields)


def saves(function: Function, row: str) -> bool:
    """Whether a function saves the row it is given, itself or through a function of its own module."""
    node = _parsed(function)
    calls = [call for call in ast.walk(node) if isinstance(call, ast.Call)]
    if any(ast.unparse(call.func) == f"{row}.save" for call in calls):
        return True
    return any(saves(other, name) for other, name in _handed_on(function, calls, row))


def compares(function: Function, row: str) -> bool:
    """Whether it expects the version that the person saw, which it must be given."""
    given = inspect.signature(function).parameters
    called = f"action.expect_version({row}, "
    return called in ast.unparse(_parsed(function)) and ("version" in given or "given" in given)


def counts(function: Function, row: str) -> bool:
    """Whether it counts the version up by itself, so that a form that stands open elsewhere is stale."""
    node = _parsed(function)
    if f"{row}.version += 1" in ast.unparse(node):
        return True
    calls = [call for call in ast.walk(node) if isinstance(call, ast.Call)]
    return any(counts(other, name) for other, name in _handed_on(function, calls, row))


def problems(actions: Iterable[tuple[str, Function, str]], without_form: Iterable[str]) -> list[str]:
    """(name, function, name of its row) of actions that overwrite what somebody else has changed in between."""
    found = []
    for name, function, row in actions:
        if not saves(function, row) or compares(function, row):
            continue
        if name not in without_form:
            found.append(f"{name} saves {row} without comparing versions")
        elif not counts(function, row):
            found.append(f"{name} saves {row} without counting its version")
    return found


def _parsed(function: Function) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def _handed_on(function: Function, calls: Iterable[ast.Call], row: str) -> Iterable[tuple[Function, str]]:
    """Functions of the same module that the row is handed to first, and what they call it."""
    for call in calls:
        other = function.__globals__.get(ast.unparse(call.func))  # type: ignore[attr-defined]
        first = ast.unparse(call.args[0]) if call.args else ""
        if inspect.isfunction(other) and first == row and other.__module__ == function.__module__:
            yield other, next(iter(inspect.signature(other).parameters))
