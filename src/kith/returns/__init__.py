"""Imported statutory returns."""
