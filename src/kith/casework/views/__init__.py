"""HTTP for the staff pages."""
