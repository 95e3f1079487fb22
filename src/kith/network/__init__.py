"""How a child's people belong together, the child's own maps, and the network over the years."""
