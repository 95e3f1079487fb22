"""Keeping it safe: who may be in touch how, orders that block, who must not meet, protected people, news to tell."""
