"""Floor 0: the names of the graph."""
