# Stands between what an operation removes and where it looks.
INSERT {
# aantekening
}
