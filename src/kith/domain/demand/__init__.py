"""How much is needed: a programme's projection from one authority's figures, with its arithmetic in words."""

from kith.domain.demand.inputs import (
    FIELDS,
    Inputs,
    InputsRefused,
    Problem,
    inputs_from_values,
    read_inputs,
)
from kith.domain.demand.papers import Paper, paper, paper_names
from kith.domain.demand.projection import Projection, project
from kith.domain.demand.shares import Share
from kith.domain.demand.wording import Caution, Figure, day, number

__all__ = [
    "FIELDS",
    "Caution",
    "Figure",
    "Inputs",
    "InputsRefused",
    "Paper",
    "Problem",
    "Projection",
    "Share",
    "day",
    "inputs_from_values",
    "number",
    "paper",
    "paper_names",
    "project",
    "read_inputs",
]
