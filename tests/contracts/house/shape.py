"""Where code may stand and what every module must have (ARCHITECTURE.md, Shape and Who may import whom)."""

import ast
from collections.abc import Iterable, Iterator

from tests.contracts.house import tree

APP_FILES = {"models", "queries", "actions", "forms", "presenters", "views", "tasks", "urls", "apps"}
APP_FOLDERS = {"templates", "templatetags", "migrations", "static"}
# The two apps that are doors themselves have more files, named one by one.
EXTRA_FILES = {
    "access": {
        *("permissions", "roles", "gate", "scope", "built", "policy"),
        *("action", "actor", "jobs", "triggers", "fitting", "management"),
    },
    "audit": {"record", "verify", "triggers"},
}
# Apps that must not have all of it: the record is read on pages of `casework`, and these have no tables of their own.
LEFT_OUT = {
    "audit": {"actions", "forms", "views", "tasks", "urls", "templates", "static"},
    **dict.fromkeys(("casework", "my_view", "doorway"), {"models", "migrations"}),
}
NOT_APPS = {"domain", "ui", "sealing", "demo", "config", "cli"}

# Drawers into which anything fits; a module is named after its job.
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc"}

# The places that may name a module of Kith in kith.config.optional.load("...").
MAY_LOAD_KITH = {"cli", "config"}


def app_file_problems(modules: Iterable[tree.Module]) -> list[str]:
    """Files that no app has."""
    problems = []
    for module in modules:
        if not module.package or module.package in NOT_APPS or module.job in ("", "__init__"):
            continue
        allowed = APP_FILES | APP_FOLDERS | EXTRA_FILES.get(module.package, set())
        if module.job not in allowed - LEFT_OUT.get(module.package, set()):
            problems.append(f"{module.path}: {module.package} has no file or folder called {module.job}")
    return problems


def drawer_problems(modules: Iterable[tree.Module]) -> list[str]:
    """Modules and folders called utils, helpers, common or misc."""
    return [module.path for module in modules if DRAWERS.intersection(module.parts)]


def module_docstring_problems(modules: Iterable[tree.Module]) -> list[str]:
    """Modules that do not say in their first line what they are for. Empty ones need not."""
    return [
        module.path for module in modules if module.text.strip() and not (ast.get_docstring(module.tree) or "").strip()
    ]


def docstring_problems(modules: Iterable[tree.Module]) -> list[str]:
    """Actions and public functions of the domain, methods too, without a docstring."""
    return [
        f"{module.path}:{node.lineno} {node.name} has no docstring"
        for module in modules
        if module.package == "domain" or module.job == "actions"
        for node in module.public_functions()
        if not ast.get_docstring(node)
    ]


def inner_import_problems(modules: Iterable[tree.Module]) -> list[str]:
    """Imports inside a function: they hide a circle or a missing layer."""
    return [
        f"{module.path}:{inner.lineno} import inside {node.name}"
        for module in modules
        for node in module.functions()
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]


def signal_problems(modules: Iterable[tree.Module]) -> list[str]:
    """Signal receivers: flow that no reader can follow from the call."""
    return [
        f"{module.path}:{node.lineno} uses {name}"
        for module in modules
        for node, name in _names_used(module)
        if name in ("receiver", "django.dispatch") or name.endswith("signals")
    ]


def _names_used(module: tree.Module) -> Iterator[tuple[ast.stmt | ast.expr, str]]:
    for node in module.nodes:
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node, node.module or ""
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, tree.FunctionNode):
            for decorator in node.decorator_list:
                yield decorator, _last_name(decorator)


def _last_name(node: ast.expr) -> str:
    """`receiver` for @receiver, @receiver(...) and @dispatch.receiver(...)."""
    if isinstance(node, ast.Call):
        return _last_name(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def late_import_problems(modules: Iterable[tree.Module]) -> list[str]:
    """`optional.load` escapes the layer check: it takes a plain name, and only the top may name Kith."""
    problems = []
    for module in modules:
        for node in module.nodes:
            if not (isinstance(node, ast.Call) and _last_name(node.func) == "load" and _is_optional(node.func)):
                continue
            name = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
            if not isinstance(name, str):
                if module.package not in MAY_LOAD_KITH:
                    problems.append(f"{module.path}:{node.lineno} loads a module whose name is not written out")
            elif name.split(".")[0] == "kith" and module.package not in MAY_LOAD_KITH:
                problems.append(f"{module.path}:{node.lineno} loads {name} past the layer check")
    return problems


def _is_optional(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and _last_name(function.value) == "optional"


def _is_module(where: list[str], name: str) -> bool:
    """Whether what is imported from a folder is one of its files, and so a module itself."""
    return tree.ROOT.joinpath("src", *where, f"{name}.py").is_file()


def name_import_problems(modules: Iterable[tree.Module]) -> list[str]:
    """Names imported from another app's actions or queries: the reader must see whose they are."""
    problems = []
    for module in modules:
        for node in module.nodes:
            if not isinstance(node, ast.ImportFrom) or not module.package:
                continue
            where = (node.module or "").split(".")
            if (
                where[0] == "kith"
                and len(where) > 2
                and where[1] != module.package
                and where[2] in ("actions", "queries")
                and not all(_is_module(where, alias.name) for alias in node.names)
            ):
                problems.append(f"{module.path}:{node.lineno} imports names from {node.module}; import the module")
    return problems
