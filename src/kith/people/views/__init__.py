"""HTTP for people who matter."""
