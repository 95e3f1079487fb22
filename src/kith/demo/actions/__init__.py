"""Writes: what cannot come through a return or a list, made up in bulk actions."""

from kith.demo.actions.cases import People, fill_demo
from kith.demo.actions.networks import fill_networks

__all__ = ["People", "fill_demo", "fill_networks"]
