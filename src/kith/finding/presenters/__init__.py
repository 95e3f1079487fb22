"""Page objects about finding people."""
