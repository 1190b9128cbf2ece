"""Floor 3: SHACL and OWL reasoning."""
