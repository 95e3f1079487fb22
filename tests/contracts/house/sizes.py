"""How long a file or function may be and how many arguments it may take (ARCHITECTURE.md, Sizes)."""

import ast
from collections.abc import Iterable

from tests.contracts.house import tree

FILE_SOFT, FILE_HARD = 300, 500
TEST_FILE_SOFT, TEST_FILE_HARD = 400, 600
FUNCTION_SOFT, FUNCTION_HARD = 25, 50
VIEW_SOFT, VIEW_HARD = 15, 30
ARGUMENTS_SOFT, MOST_ARGUMENTS = 5, 8
# The hard limit of 10 is ruff's (C901): tests/contracts/test_linters.py.
COMPLEXITY_SOFT = 6
# An action is called f(actor, *, ...). The domain's arithmetic may read age_on(dob, on): docs/adr/0010.
MOST_POSITIONAL = {"action": 1, "domain": 3}
# A soft limit that nobody counts is no limit: at most this share may be over it.
SHARE_OVER_SOFT = 0.1


def file_problems(modules: Iterable[tree.Module]) -> list[str]:
    """Files past the hard limit."""
    return [
        f"{module.path}: {lines(module)} lines, at most {file_limits(module)[1]}"
        for module in modules
        if lines(module) > file_limits(module)[1]
    ]


def function_problems(modules: Iterable[tree.Module]) -> list[str]:
    """Functions past the hard limit; their docstring does not count."""
    return [
        f"{named(module, node)}: {function_lines(node)} lines, at most {function_limits(module)[1]}"
        for module in modules
        for node in module.functions()
        if function_lines(node) > function_limits(module)[1]
    ]


def soft_problems(modules: tuple[tree.Module, ...]) -> list[str]:
    """Everything over a soft limit, if more than one in ten are."""
    files = [(module.path, lines(module) > file_limits(module)[0]) for module in modules]
    every = [(module, node) for module in modules for node in module.functions()]
    functions = [(named(*one), function_lines(one[1]) > function_limits(one[0])[0]) for one in every]
    much = [(named(*one), arguments(one[1])[1] > ARGUMENTS_SOFT) for one in every]
    winding = [(named(*one), complexity(one[1]) > COMPLEXITY_SOFT) for one in every]
    problems = []
    for kind in (files, functions, much, winding):
        over = [name for name, is_over in kind if is_over]
        if len(over) > SHARE_OVER_SOFT * len(kind):
            problems += over
    return problems


def argument_problems(modules: Iterable[tree.Module]) -> list[str]:
    """Functions that take too much at once."""
    return [
        f"{named(module, node)}: {arguments(node)[1]} arguments, at most {MOST_ARGUMENTS}"
        for module in modules
        for node in module.functions()
        if arguments(node)[1] > MOST_ARGUMENTS
    ]


def positional_problems(modules: Iterable[tree.Module]) -> list[str]:
    """Public functions of actions and the domain that a caller may give too much without naming it."""
    problems = []
    for module in modules:
        for node in module.public_functions():
            limit = MOST_POSITIONAL.get("action" if is_action(node) else module.package)
            if limit is not None and arguments(node)[0] > limit:
                problems.append(f"{named(module, node)}: {arguments(node)[0]} positional arguments, at most {limit}")
    return problems


def is_action(node: tree.FunctionNode) -> bool:
    """Decorated with @action(...), also as action.action(...)."""
    calls = [decorator.func for decorator in node.decorator_list if isinstance(decorator, ast.Call)]
    return any(ast.unparse(call).split(".")[-1] == "action" for call in calls)


def named(module: tree.Module, node: tree.FunctionNode) -> str:
    return f"{module.path}:{node.lineno} {node.name}"


def lines(module: tree.Module) -> int:
    return len(module.text.splitlines())


def file_limits(module: tree.Module) -> tuple[int, int]:
    is_test = module.path.startswith("tests/")
    return (TEST_FILE_SOFT, TEST_FILE_HARD) if is_test else (FILE_SOFT, FILE_HARD)


def function_limits(module: tree.Module) -> tuple[int, int]:
    return (VIEW_SOFT, VIEW_HARD) if module.job == "views" else (FUNCTION_SOFT, FUNCTION_HARD)


def function_lines(node: tree.FunctionNode) -> int:
    """Lines from `def` to the end, less the docstring: words that help must not cost."""
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node, clean=False) is not None:
        length -= (first.end_lineno or first.lineno) - first.lineno + 1
    return length


def complexity(node: tree.FunctionNode) -> int:
    """Ways through a function: one, and one more for each branch, turn, case and failure that it meets."""
    forks = ast.If | ast.For | ast.AsyncFor | ast.While | ast.ExceptHandler | ast.match_case
    return 1 + sum(isinstance(inner, forks) for inner in ast.walk(node))


def arguments(node: tree.FunctionNode) -> tuple[int, int]:
    """(those that may be given by position, all of them), without self and cls."""
    positional = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    if positional[:1] in (["self"], ["cls"]):
        positional = positional[1:]
    return len(positional), len(positional) + len(node.args.kwonlyargs)
