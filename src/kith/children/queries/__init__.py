"""Reads: children's records, care history, local facts and stored answers."""
