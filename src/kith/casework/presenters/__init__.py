"""Page objects of the staff pages."""
