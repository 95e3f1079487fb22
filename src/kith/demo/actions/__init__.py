"""Writes: what cannot come through a return or a list, made up in one bulk action."""

from kith.demo.actions.filling import Plan, fill_demo

__all__ = ["Plan", "fill_demo"]
