"""The Flemish qualification and competence knowledge graph."""
