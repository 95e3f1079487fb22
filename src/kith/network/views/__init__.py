"""HTTP for the network and its maps."""
