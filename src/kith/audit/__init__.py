"""The record of what happened: append-only, hash-chained for each service."""
