"""Late loading by dotted name: keeps the command line free of Django and heavy libraries out of every start."""

from importlib import import_module
from typing import Any


def load(dotted: str) -> Any:
    """Load ``package.module`` or ``package.module.name``; raises ImportError if there is no such thing."""
    try:
        return import_module(dotted)
    except ModuleNotFoundError as error:
        module, _, name = dotted.rpartition(".")
        # Something else is missing: the package itself, or what the module needs.
        if error.name != dotted or not module:
            raise
        try:
            return getattr(import_module(module), name)
        except AttributeError:
            raise ImportError(f"There is no {name} in {module}.", name=dotted) from error
