"""Reads that put several apps together."""
