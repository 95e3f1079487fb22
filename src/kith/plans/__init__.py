"""Plans: what people promised a child, and what came of it."""
