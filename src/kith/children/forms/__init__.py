"""Parse and validate what is typed or sent on the children's pages."""
