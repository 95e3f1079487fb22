"""Settings, addresses and the few things that are put together once."""
