# Notes triples that are written out, before the operation that removes them.
INSERT DATA {
# aantekening
} ;
# bewerking
