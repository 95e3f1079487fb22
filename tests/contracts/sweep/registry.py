"""What stands among actions and is none, the tables that actions are about, and the jobs that they enqueue."""

import ast
import inspect
from collections.abc import Callable, Iterator
from typing import Any, get_type_hints

import document_actions
from kith.access import action, jobs
from tests.contracts.house import tree


def others() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Public functions of actions modules that are no actions, by their full name."""
    for module in document_actions.modules():
        for name, function in vars(module).items():
            here = inspect.isfunction(function) and function.__module__ == module.__name__
            if here and not name.startswith("_") and not hasattr(function, "spec"):
                yield f"{module.__name__.removeprefix('kith.')}.{name}", function


def table_of(spec: action.ActionSpec) -> type[Any]:
    """The table of the row that an action is about."""
    table: type[Any] = get_type_hints(inspect.unwrap(spec.call))[spec.on]
    return table


def enqueued(modules_: tuple[tree.Module, ...]) -> Iterator[tuple[str, str]]:
    """(where, name) of every job that is put in the queue; the name is empty where it is made up on the way."""
    for module in modules_:
        constants = {
            target.id: node.value.value
            for node in module.tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "jobs.enqueue":
                yield f"{module.path}:{node.lineno}", _fixed(node.args[0], constants)


def _fixed(node: ast.expr, constants: dict[str, Any]) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    return str(constants.get(node.id, "")) if isinstance(node, ast.Name) else ""


def lost_jobs(modules_: tuple[tree.Module, ...]) -> list[str]:
    """Jobs that are put in the queue under a name that nothing answers to."""
    return [
        f"{where} enqueues {name or 'a made-up name'}" for where, name in enqueued(modules_) if name not in jobs.JOBS
    ]
