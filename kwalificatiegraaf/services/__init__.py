"""Floor 4: use cases as functions that take their ports as arguments."""
