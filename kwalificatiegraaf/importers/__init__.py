"""Floor 3: one source per file."""
