"""Staff pages that read every app."""
