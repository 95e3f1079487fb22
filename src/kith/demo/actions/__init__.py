"""Writes: what cannot come through a return or a list, made up in one bulk action."""

from kith.demo.actions.filling import Caseload, Plan, fill_demo

__all__ = ["Caseload", "Plan", "fill_demo"]
