"""Benchmarks: the embedded engine beside rdflib's own, in one run on one machine."""
