"""How much is needed, with the arithmetic."""
