"""Domain ↔ graph: the only package that knows both. `engine` reads tables, the others are tables."""
