# Empties the default graph again.
CLEAR SILENT DEFAULT
