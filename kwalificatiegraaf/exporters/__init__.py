"""Floor 3: one target per file."""
