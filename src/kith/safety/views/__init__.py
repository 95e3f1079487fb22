"""HTTP for the pages about safety."""
