"""Pages about children and their records."""
