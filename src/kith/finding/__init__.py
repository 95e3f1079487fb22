"""Finding people: searches that keep their trail, two sources before sure, letters by layer, first family time."""
