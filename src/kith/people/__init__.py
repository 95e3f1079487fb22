"""Persons who matter to a child: their names, facts about them, ways to reach them, and that they are connected."""
