"""Late loading by dotted name: keeps the command line free of Django and heavy libraries out of every start."""

from importlib import import_module
from typing import Any


def load(dotted: str) -> Any:
    """Load ``package.module`` or ``package.module.name``; raises ImportError if it is not installed."""
    try:
        return import_module(dotted)
    except ModuleNotFoundError as error:
        if error.name is None or not dotted.startswith(error.name):
            raise
        module, _, name = dotted.rpartition(".")
        if not module or error.name == dotted.split(".")[0]:
            raise
        return getattr(import_module(module), name)
