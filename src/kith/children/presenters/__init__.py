"""Page objects of the children's pages."""
