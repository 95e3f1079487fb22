"""Notes and concerns."""
