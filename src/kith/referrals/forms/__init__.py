"""Forms: parse and check one submission each."""
