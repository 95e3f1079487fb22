"""Reads: published papers and their projections. Touches no table."""

from importlib.resources import files

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain import demand

EXAMPLE = "kent-2018"


def get_projection(actor: Actor, inputs: demand.Inputs | None = None) -> demand.Projection:
    """The projection from the given figures, or from the paper that comes with Kith."""
    gate.check(actor, Permission.VIEW_PROJECTION)
    return demand.project(inputs or demand.paper(EXAMPLE).inputs)


def get_example_text() -> str:
    """The example paper's inputs file, without the names its figures are quoted by."""
    text = (files("kith.domain.demand") / "data" / f"{EXAMPLE}.toml").read_text(encoding="utf-8")
    lines = text.partition("[published_names]")[0].splitlines()
    return "\n".join(line for line in lines if line and not line.startswith("#"))
