"""Floor 2: triples behind one narrow port."""
