# Copies named graphs into the default graph.
INSERT { ?s ?p ?o }
WHERE {
  VALUES ?graaf { UNDEF }
  GRAPH ?graaf { ?s ?p ?o }
}
