"""Page objects, one file for each thing a page shows."""
