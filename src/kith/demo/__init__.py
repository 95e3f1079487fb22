"""A made-up authority and its people; never installed in production."""
