# Adds quads; the line below is replaced by them.
INSERT DATA {
# quads
}
