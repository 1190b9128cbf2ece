"""Floor 5: the REST API and its pages."""
