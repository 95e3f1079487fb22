"""The demo: a made-up county and the people who work there. Never installed in production."""
