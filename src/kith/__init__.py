"""Kith runs Lifelong Links: from a statutory return to a lasting support network."""

__version__ = "0.1.0"
