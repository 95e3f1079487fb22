"""HTTP for finding people."""
