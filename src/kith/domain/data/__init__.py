"""Dated facts from outside: code sets and bank holidays, each file with its source."""
