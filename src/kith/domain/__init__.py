"""The rules and calculations of Lifelong Links: pure functions that know no database and no web."""
