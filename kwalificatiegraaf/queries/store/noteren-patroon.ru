# Removes what a pattern finds, and notes it.
DELETE {
# patroon
}
INSERT {
# aantekening
}
WHERE {
# patroon
}
